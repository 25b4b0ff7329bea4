//! One list per aggregate gives the enum, the name, the schema number and the decoding of its events.

/// Declares the events of an aggregate: `"name" schema Type`. The name and the schema number go into the log;
/// changing a payload's shape takes a new number and an upcaster in [`crate::schema`].
macro_rules! events {
    ($(#[$doc:meta])* $enum:ident { $($name:literal $schema:literal $variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Debug)]
        pub enum $enum { $($variant($variant)),* }

        $(impl From<$variant> for $enum {
            fn from(event: $variant) -> Self {
                Self::$variant(event)
            }
        })*

        impl $crate::schema::StoredEvent for $enum {
            const TYPES: &'static [(&'static str, u16)] = &[$(($name, $schema)),*];

            fn event_type(&self) -> &'static str {
                match self { $(Self::$variant(_) => $name),* }
            }

            fn schema(&self) -> u16 {
                match self { $(Self::$variant(_) => $schema),* }
            }

            fn payload(&self) -> Result<Vec<u8>, serde_json::Error> {
                match self { $(Self::$variant(event) => serde_json::to_vec(event)),* }
            }

            fn decode_current<'de, D: serde::Deserializer<'de>>(
                event_type: &str,
                payload: D,
            ) -> Result<Option<Self>, D::Error> {
                match event_type {
                    $($name => serde::Deserialize::deserialize(payload).map(|event| Some(Self::$variant(event))),)*
                    _ => Ok(None),
                }
            }
        }
    };
}
pub(crate) use events;
