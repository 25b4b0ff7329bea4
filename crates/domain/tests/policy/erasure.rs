use domain::{Aggregate, ConversationId, Rejected, StoreId, erasure::*, schema::StoredEvent};
use jiff::Timestamp;
use std::collections::BTreeSet;
use uuid::Uuid;

#[derive(Default)]
struct Story(Erasure, u64);

impl Story {
    fn when(&mut self, command: ErasureCommand) -> Result<Vec<ErasureEvent>, ErasureRejection> {
        let events = self.0.decide(&command, Timestamp::UNIX_EPOCH)?;
        for event in &events {
            self.1 += 1;
            self.0.evolve(event, self.1, Timestamp::UNIX_EPOCH);
        }
        Ok(events)
    }

    fn names(&mut self, command: ErasureCommand) -> Vec<&'static str> {
        let events = self.when(command).expect("the domain agrees");
        events.iter().map(StoredEvent::event_type).collect()
    }
}

fn erase() -> ErasureCommand {
    ErasureCommand::Erase {
        store: StoreId(Uuid::from_u128(1)),
        conversation: ConversationId(Uuid::from_u128(40)),
        reason: ErasureReason::ContactRequest,
    }
}

fn list(files: &[&str], more: bool) -> ErasureCommand {
    ErasureCommand::ListMedia {
        files: files.iter().map(|file| (*file).to_owned()).collect(),
        more,
    }
}

fn complete() -> ErasureCommand {
    ErasureCommand::Complete {
        events: 12,
        first: Some(40),
        last: Some(77),
    }
}

#[test]
fn a_contact_is_erased_once_however_often_it_is_asked_for() {
    let mut story = Story::default();
    assert_eq!(story.names(erase()), ["contact_erased"]);
    assert!(story.names(erase()).is_empty());
    assert_eq!(story.names(list(&["aa"], false)), ["erasure_media_listed"]);
    assert!(story.names(list(&["bb"], false)).is_empty());
    assert_eq!(story.names(complete()), ["erasure_completed"]);
    assert!(story.names(complete()).is_empty());
    assert!(story.names(erase()).is_empty());
}

#[test]
fn nothing_is_completed_that_was_not_asked_for_or_whose_files_nobody_knows() {
    let mut story = Story::default();
    let refused = story.when(complete()).unwrap_err();
    assert_eq!(refused.code(), "erasure_not_found");
    story.names(erase());
    assert_eq!(story.when(complete()).unwrap_err().code(), "erasure_media_not_listed");
    story.names(list(&["aa"], true));
    assert_eq!(story.when(complete()).unwrap_err().code(), "erasure_media_not_listed");
}

#[test]
fn files_are_listed_in_parts_and_again_after_a_crash_and_counted_once() {
    let mut story = Story::default();
    story.names(erase());
    story.names(list(&["aa", "bb"], true));
    assert!(story.names(list(&["bb", "aa"], true)).is_empty());
    story.names(list(&["cc", "bb", "cc"], false));
    assert_eq!(story.0.files, BTreeSet::from(["aa", "bb", "cc"].map(str::to_owned)));
    story.names(complete());
    assert_eq!(story.0.completed.map(|completed| completed.media), Some(3));
}
