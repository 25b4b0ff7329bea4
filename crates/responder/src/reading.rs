//! What the classifier found, in the words of the log.

use domain::{
    conversation::{Finding, Intent},
    store::DoubtfulOptOut,
};

/// `doubtful` says what the store wants of an opt-out that is not sure.
pub fn finding(found: intent::Finding, doubtful: DoubtfulOptOut) -> Finding {
    let asks_a_person = !found.certain && doubtful == DoubtfulOptOut::AskPerson;
    let mut reason = found.reason;
    let intent = match found.intent {
        intent::Intent::OptOut if asks_a_person => {
            reason = format!("{reason}: it may be an opt-out");
            Intent::Escalate
        }
        intent::Intent::OptOut => Intent::OptOut,
        // Only the keyword restores consent by itself; a wish in other words is for a person to look at.
        intent::Intent::OptIn if found.rule == "keyword.start" => Intent::OptIn,
        intent::Intent::OptIn | intent::Intent::Escalate => Intent::Escalate,
        intent::Intent::Help => Intent::Help,
        intent::Intent::None => Intent::None,
    };
    Finding {
        intent,
        topic: topic(found.topic).to_owned(),
        reason,
        rule: found.rule,
        version: intent::VERSION.to_owned(),
    }
}

fn topic(topic: intent::Topic) -> &'static str {
    match topic {
        intent::Topic::Shipping => "shipping",
        intent::Topic::OrderStatus => "order_status",
        intent::Topic::Returns => "returns",
        intent::Topic::Discount => "discount",
        intent::Topic::Sizing => "sizing",
        intent::Topic::None => "none",
    }
}
