//! What the first marketing text of a subscription has to say, and what of it the template lacks: who texts, how often, what
//! it costs, how to get help, how to stop (CTIA Messaging Principles and Best Practices 5.1; for other countries see
//! `policy`).

use crate::{conversation::Conversation, message::Outgoing, store::StoreRules};
use policy::caps::Disclosure;

impl Conversation {
    /// What has to be added to the text, which is the first of its subscription; none if it says everything.
    pub(super) fn introduction(&self, outgoing: &Outgoing, rules: &StoreRules) -> Option<String> {
        if !outgoing.kind.needs_consent() || self.consent.introduced {
            return None;
        }
        let pack = policy::caps::pack(self.place().country);
        let lacking = |disclosure: &&Disclosure| !says(&outgoing.body, **disclosure, rules);
        let mut name = "";
        let (mut facts, mut replies) = (vec![], vec![]);
        for disclosure in pack.first_message.iter().filter(lacking) {
            match disclosure {
                Disclosure::StoreName => name = rules.name.as_str(),
                Disclosure::WhatToExpect => facts.push("offers and reminders".to_owned()),
                Disclosure::Frequency => facts.push(match rules.sending.frequency.trim() {
                    "" => "msg frequency varies".to_owned(),
                    own => own.to_owned(),
                }),
                Disclosure::MessageAndDataRates => facts.push("msg & data rates may apply".to_owned()),
                Disclosure::HowToGetHelp => replies.push("HELP for help"),
                Disclosure::HowToStop => replies.push("STOP to stop"),
            }
        }
        let mut added = String::new();
        if !facts.is_empty() {
            added = sentence(&facts.join(", "));
        }
        if !name.is_empty() {
            added = match added.is_empty() {
                true => format!("From {name}."),
                false => format!("{name}: {added}"),
            };
        }
        if !replies.is_empty() {
            let space = if added.is_empty() { "" } else { " " };
            added = format!("{added}{space}Reply {}.", replies.join(", "));
        }
        (!added.is_empty()).then_some(added)
    }
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().collect::<String>());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

fn says(body: &str, disclosure: Disclosure, rules: &StoreRules) -> bool {
    let body = body.to_lowercase();
    let any = |words: &[&str]| words.iter().any(|word| body.contains(word));
    match disclosure {
        Disclosure::StoreName => rules.name.is_empty() || body.contains(&rules.name.to_lowercase()),
        Disclosure::WhatToExpect => any(&[
            "offer",
            "deal",
            "reminder",
            "still in your cart",
            "left in your cart",
            "your cart",
        ]),
        Disclosure::Frequency => any(&[
            "frequency",
            "msgs/",
            "msg/",
            "messages per",
            "texts per",
            "texts a ",
            "messages a ",
        ]),
        Disclosure::MessageAndDataRates => any(&["data rates"]),
        Disclosure::HowToGetHelp => any(&["help"]),
        Disclosure::HowToStop => any(&["stop", "unsubscribe", "opt out", "opt-out"]),
    }
}
