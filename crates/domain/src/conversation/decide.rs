use super::*;
impl crate::Aggregate for Conversation {
    type Command = ConversationCommand;
    type Event = ConversationEvent;
    type Rejection = Rejection;
    fn decide(&self, _c: &ConversationCommand, _now: jiff::Timestamp) -> Result<Vec<ConversationEvent>, Rejection> { Ok(vec![]) }
    fn evolve(&mut self, _e: &ConversationEvent, version: u64, _at: jiff::Timestamp) { self.version = version; }
}
