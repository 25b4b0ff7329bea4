//! Old logs open for ever: each event type has a line of each of its schemas in `fixtures/events.ndjson`. Lines are
//! added, never changed: they are what lies in people's logs.

use crate::shape::{Probe, Shape};
use domain::{
    agent::AgentEvent,
    api_key::ApiKeyEvent,
    conversation::ConversationEvent,
    erasure::ErasureEvent,
    schema::{DecodeError, StoredEvent, decode},
    store::StoreEvent,
};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

const FIXTURES: &str = include_str!("../fixtures/events.ndjson");
/// The shape of each event type at each of its schema numbers: a line with both, then one line for each path in the
/// payload, and an empty line.
const SHAPES: &str = include_str!("../fixtures/shapes.txt");

fn lines() -> impl Iterator<Item = (String, u16, Value)> {
    FIXTURES.lines().map(|line| {
        let value: Value = serde_json::from_str(line).expect("a fixture is a line of JSON");
        let schema = u16::try_from(value["schema"].as_u64().unwrap()).unwrap();
        (
            value["type"].as_str().unwrap().to_owned(),
            schema,
            value["payload"].clone(),
        )
    })
}

/// Decodes with whichever aggregate knows the type and gives the event back as JSON.
fn round_trip(event_type: &str, schema: u16, payload: &Value) -> Result<Value, DecodeError> {
    fn with<E: StoredEvent>(event_type: &str, schema: u16, payload: &[u8]) -> Result<Value, DecodeError> {
        let event: E = decode(event_type, schema, payload)?;
        assert_eq!(event.event_type(), event_type);
        Ok(serde_json::from_slice(&event.payload().unwrap()).unwrap())
    }
    let bytes = serde_json::to_vec(payload).unwrap();
    let knows = |types: &[(&str, u16)]| types.iter().any(|(name, _)| *name == event_type);
    if knows(StoreEvent::TYPES) {
        with::<StoreEvent>(event_type, schema, &bytes)
    } else if knows(AgentEvent::TYPES) {
        with::<AgentEvent>(event_type, schema, &bytes)
    } else if knows(ApiKeyEvent::TYPES) {
        with::<ApiKeyEvent>(event_type, schema, &bytes)
    } else if knows(ErasureEvent::TYPES) {
        with::<ErasureEvent>(event_type, schema, &bytes)
    } else {
        with::<ConversationEvent>(event_type, schema, &bytes)
    }
}

#[test]
fn every_old_event_still_reads() {
    for (event_type, schema, payload) in lines() {
        let read = round_trip(&event_type, schema, &payload);
        let read = read.unwrap_or_else(|error| panic!("an event in people's logs no longer reads: {error}"));
        assert_eq!(
            read, payload,
            "the shape of `{event_type}` changed: give it a new schema number, write an upcaster in `schema.rs` \
             and add a line with the new number to fixtures/events.ndjson"
        );
    }
}

#[test]
fn every_event_type_has_a_line_of_its_current_schema() {
    let known: BTreeSet<(String, u16)> = lines().map(|(event_type, schema, _)| (event_type, schema)).collect();
    let all = [
        ConversationEvent::TYPES,
        StoreEvent::TYPES,
        AgentEvent::TYPES,
        ApiKeyEvent::TYPES,
        ErasureEvent::TYPES,
    ]
    .concat();
    for (event_type, schema) in all {
        assert!(
            known.contains(&(event_type.to_owned(), schema)),
            "add a line for `{event_type}` schema {schema} to fixtures/events.ndjson"
        );
    }
}

/// The shapes that today's code has, found with all lines of the current schema numbers.
fn shapes() -> BTreeMap<(&'static str, u16), Shape> {
    fn of<E: StoredEvent>(shapes: &mut BTreeMap<(&'static str, u16), Shape>) {
        for (name, schema) in E::TYPES {
            let shape = RefCell::new(Shape::default());
            for (_, _, payload) in lines().filter(|line| line.0 == *name && line.1 == *schema) {
                let decoded = E::decode_current(name, Probe::new(&payload, &shape));
                assert!(matches!(decoded, Ok(Some(_))), "a fixture of `{name}` does not read");
            }
            shapes.insert((name, *schema), shape.into_inner());
        }
    }
    let mut shapes = BTreeMap::new();
    of::<ConversationEvent>(&mut shapes);
    of::<StoreEvent>(&mut shapes);
    of::<AgentEvent>(&mut shapes);
    of::<ApiKeyEvent>(&mut shapes);
    shapes
}

#[test]
fn every_field_of_every_event_type_is_set_in_some_line() {
    for ((event_type, schema), shape) in shapes() {
        let unseen: Vec<&str> = shape.unseen().collect();
        assert!(
            unseen.is_empty(),
            "no line of `{event_type}` schema {schema} in fixtures/events.ndjson sets {}: add one that does, so that what \
             lies in there is looked at too",
            unseen.join(", ")
        );
    }
}

#[test]
fn the_shape_of_an_event_type_changes_only_with_its_schema_number() {
    let recorded: BTreeMap<&str, Vec<&str>> = SHAPES
        .split("\n\n")
        .filter_map(|shape| {
            let mut lines = shape.lines();
            Some((lines.next()?, lines.collect()))
        })
        .collect();
    let mut new = Vec::new();
    for ((event_type, schema), shape) in shapes() {
        let name = format!("{event_type} {schema}");
        let now: Vec<String> = shape.lines().collect();
        match recorded.get(name.as_str()) {
            Some(recorded) => assert_eq!(
                *recorded,
                now,
                "the shape of `{event_type}` schema {schema} (left) is another now (right). Events of the old shape lie \
                 in people's logs, so: give the type the schema number {} where it is declared, write an upcaster in \
                 `schema.rs`, and add a line with the new number to fixtures/events.ndjson. Nothing was released with the \
                 old shape yet? Then change it in fixtures/shapes.txt and fixtures/events.ndjson",
                schema + 1
            ),
            None => new.push([vec![name], now].concat().join("\n")),
        }
    }
    assert!(
        new.is_empty(),
        "append what is new to fixtures/shapes.txt and read it once more, it is for ever:\n\n{}\n",
        new.join("\n\n")
    );
}

#[test]
fn names_are_unique_among_all_aggregates() {
    let all = [
        ConversationEvent::TYPES,
        StoreEvent::TYPES,
        AgentEvent::TYPES,
        ApiKeyEvent::TYPES,
        ErasureEvent::TYPES,
    ]
    .concat();
    let unique: BTreeSet<&str> = all.iter().map(|(name, _)| *name).collect();
    assert_eq!(unique.len(), all.len());
}

#[test]
fn what_a_newer_version_wrote_is_refused_and_not_guessed() {
    let newer = round_trip("conversation_closed", 9, &serde_json::json!({})).unwrap_err();
    assert!(newer.to_string().contains("upgrade"), "{newer}");
    let unknown = round_trip("conversation_teleported", 1, &serde_json::json!({})).unwrap_err();
    assert!(matches!(unknown, DecodeError::UnknownType { .. }));
    let malformed = round_trip("message_sent", 1, &serde_json::json!({"message": 7})).unwrap_err();
    assert!(matches!(malformed, DecodeError::Malformed { .. }));
}
