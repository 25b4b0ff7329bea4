//! The JSON shape that a type is decoded from, found by decoding it: serde's derived code asks its deserializer for every
//! field and variant it knows, also for those that the value at hand does not have.

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Error, Value, map};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// A path such as `media[].hash` and what is read there: `string`, `u32`, `null`, or the variants of an enum.
/// A path that is known and was never seen with a value has no kinds.
#[derive(Default, Debug)]
pub struct Shape(BTreeMap<String, BTreeSet<String>>);

impl Shape {
    fn note(&mut self, path: &str, kind: &str) {
        self.0.entry(path.to_owned()).or_default().insert(kind.to_owned());
    }

    /// What serde was not asked about in detail is described as it was found.
    fn observe(&mut self, path: &str, value: &Value) {
        match value {
            Value::Object(fields) => {
                self.note(path, "object");
                for (name, value) in fields {
                    self.observe(&format!("{path}.{name}"), value);
                }
            }
            Value::Array(items) => {
                self.note(path, "list");
                for item in items {
                    self.observe(&format!("{path}[]"), item);
                }
            }
            Value::String(_) => self.note(path, "string"),
            Value::Number(_) => self.note(path, "number"),
            Value::Bool(_) => self.note(path, "bool"),
            Value::Null => self.note(path, "null"),
        }
    }

    /// Fields that are declared and that no value has shown.
    pub fn unseen(&self) -> impl Iterator<Item = &str> {
        let unseen = |kinds: &BTreeSet<String>| kinds.iter().all(|kind| kind == "null");
        self.0
            .iter()
            .filter(move |(_, kinds)| unseen(kinds))
            .map(|(path, _)| path.as_str())
    }

    /// One line for each path, sorted.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        let line = |(path, kinds): (&String, &BTreeSet<String>)| {
            let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
            format!("{path}: {}", kinds.join(" "))
        };
        self.0.iter().map(line)
    }
}

/// Gives a value to whoever decodes it, and notes what is asked for.
pub struct Probe<'de, 's> {
    value: &'de Value,
    path: String,
    shape: &'s RefCell<Shape>,
}

impl<'de, 's> Probe<'de, 's> {
    pub fn new(value: &'de Value, shape: &'s RefCell<Shape>) -> Self {
        Self {
            value,
            path: "payload".to_owned(),
            shape,
        }
    }

    fn note(&self, kind: &str) {
        self.shape.borrow_mut().note(&self.path, kind);
    }

    fn inside(&self, value: &'de Value, step: &str) -> Self {
        Self {
            value,
            path: format!("{}{step}", self.path),
            shape: self.shape,
        }
    }
}

macro_rules! noted {
    ($($method:ident $kind:literal)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.note($kind);
            self.value.$method(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Probe<'de, '_> {
    type Error = Error;

    noted! {
        deserialize_bool "bool"
        deserialize_i8 "i8"
        deserialize_i16 "i16"
        deserialize_i32 "i32"
        deserialize_i64 "i64"
        deserialize_u8 "u8"
        deserialize_u16 "u16"
        deserialize_u32 "u32"
        deserialize_u64 "u64"
        deserialize_f32 "f32"
        deserialize_f64 "f64"
        deserialize_char "char"
        deserialize_str "string"
        deserialize_string "string"
        deserialize_bytes "bytes"
        deserialize_byte_buf "bytes"
        deserialize_unit "null"
    }

    /// Asked for by types that look at the value before they know what it is, such as internally tagged enums.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.shape.borrow_mut().observe(&self.path, self.value);
        self.value.deserialize_any(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.value.deserialize_ignored_any(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.value.deserialize_identifier(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.note("null");
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.note("object");
        for field in fields {
            let path = format!("{}.{field}", self.path);
            self.shape.borrow_mut().0.entry(path).or_default();
        }
        self.visit_fields(visitor, |name| format!(".{name}"))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.note("map");
        self.visit_fields(visitor, |_| "{}".to_owned())
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.note("list");
        match self.value {
            Value::Array(items) => visitor.visit_seq(Items {
                rest: items.iter(),
                list: &self,
            }),
            _ => self.value.deserialize_seq(visitor),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        for variant in variants {
            self.note(&format!("\"{variant}\""));
        }
        if let Value::Object(of_variant) = self.value {
            for (variant, value) in of_variant {
                self.shape
                    .borrow_mut()
                    .observe(&format!("{}.{variant}", self.path), value);
            }
        }
        self.value.deserialize_enum(name, variants, visitor)
    }
}

impl<'de> Probe<'de, '_> {
    fn visit_fields<V: Visitor<'de>>(self, visitor: V, step: fn(&str) -> String) -> Result<V::Value, Error> {
        match self.value {
            Value::Object(fields) => visitor.visit_map(Fields {
                rest: fields.iter(),
                value: None,
                object: &self,
                step,
            }),
            _ => self.value.deserialize_map(visitor),
        }
    }
}

struct Fields<'de, 's, 'p> {
    rest: map::Iter<'de>,
    value: Option<(&'de String, &'de Value)>,
    object: &'p Probe<'de, 's>,
    step: fn(&str) -> String,
}

impl<'de> MapAccess<'de> for Fields<'de, '_, '_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        self.value = self.rest.next();
        let key = self.value.map(|(name, _)| serde::de::value::StrDeserializer::new(name));
        key.map(|key| seed.deserialize(key)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let (name, value) = self.value.take().expect("a key comes before its value");
        seed.deserialize(self.object.inside(value, &(self.step)(name)))
    }
}

struct Items<'de, 's, 'p> {
    rest: std::slice::Iter<'de, Value>,
    list: &'p Probe<'de, 's>,
}

impl<'de> SeqAccess<'de> for Items<'de, '_, '_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let item = self.rest.next();
        item.map(|item| seed.deserialize(self.list.inside(item, "[]")))
            .transpose()
    }
}
