//! What turns the meaning of words that otherwise say stop: negation, talk about stopping, and other things to stop.

use std::sync::LazyLock;

use crate::pattern::{Phrasebook, Place};
use crate::tokens::{Message, Token};

const NEGATIONS: &[&str] = &[
    "dont", "donot", "never", "not", "didnt", "doesnt", "without", "wont", "cant", "cannot", "isnt", "non", "wouldnt",
];

/// Whether the words from `start` are negated: "don't stop", "please never stop", "without unsubscribing".
pub(crate) fn is_negated(tokens: &[Token], start: usize) -> bool {
    let Some(first) = tokens.get(start) else { return false };
    let from = start.saturating_sub(4);
    let before = &tokens[from..start];
    before
        .iter()
        .enumerate()
        .filter(|(_, token)| token.clause == first.clause)
        .any(|(i, token)| {
            let next = before.get(i + 1).map(|t| t.word.as_str());
            let previous = i.checked_sub(1).and_then(|p| before.get(p)).map(|t| t.word.as_str());
            // "why don't you stop", "you won't stop texting" and "I can't unsubscribe" ask for it all the same.
            let reproach = matches!(next, Some("you" | "u" | "yall"))
                || matches!(previous, Some("you" | "u" | "they" | "it" | "why" | "yall"));
            let failed_attempt = matches!(token.word.as_str(), "cant" | "cannot" | "doesnt")
                && matches!(first.word.as_str(), "unsubscribe" | "opt" | "unsub" | "get");
            NEGATIONS.contains(&token.word.as_str()) && !reproach && !failed_attempt && !is_broken_by(before, i)
        })
}

/// A pronoun of the sender begins another thought: "I'm not happy you should stop texting".
fn is_broken_by(before: &[Token], negation: usize) -> bool {
    before[negation + 1..].iter().any(|token| {
        matches!(
            token.word.as_str(),
            "please" | "pls" | "so" | "interested" | "me" | "just"
        )
    })
}

/// Goods and services of a shop: to remove or cancel these is an order matter.
const GOODS: &[&str] = &[
    "order",
    "orders",
    "cart",
    "basket",
    "item",
    "items",
    "shipment",
    "delivery",
    "package",
    "parcel",
    "box",
    "booking",
    "reservation",
    "appointment",
    "payment",
    "charge",
    "charges",
    "refund",
    "engraving",
    "label",
    "gift",
    "raffle",
    "waitlist",
    "card",
    "invoice",
    "receipt",
    "calendar",
    "alarm",
    "account",
    "meeting",
    "transfer",
    "transaction",
    "purchase",
    "app",
    "address",
    "battery",
    "device",
    "plan",
    "truck",
    "warranty",
    "website",
    "page",
    "watch",
    "screen",
    "phonecase",
    "case",
    "oven",
    "machine",
    "autoship",
    "review",
    "reviews",
    "comment",
    "photo",
    "photos",
    "picture",
    "video",
    "mug",
    "mugs",
    "shirt",
    "dress",
    "authorization",
    "pickup",
    "guest",
    "registry",
    "wishlist",
    "event",
    "team",
    "roster",
    "document",
    "contract",
    "lease",
    "stain",
    "stains",
    "candle",
    "wrap",
    "wrapping",
    "bundle",
    "player",
    "playlist",
    "song",
    "reminder",
    "schedule",
];

/// Whether goods are named anywhere.
pub(crate) fn names_goods(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| GOODS.contains(&token.word.as_str()))
}

/// Whether the phrase is about goods: such a word within it, or right behind it as in "remove my number from the order".
pub(crate) fn is_about_goods(tokens: &[Token], place: Place) -> bool {
    const SERVICE_VERBS: &[&str] = &[
        "cancel",
        "remove",
        "stop",
        "delete",
        "end",
        "take",
        "get",
        "drop",
        "turn",
        "cancelling",
        "canceling",
        "be",
        "disable",
        "pull",
        "keep",
        "leave",
        "put",
    ];
    let is_goods = |token: &Token| GOODS.contains(&token.word.as_str());
    let clause = tokens[place.start].clause;
    let behind = tokens[place.end..]
        .iter()
        .take_while(|token| token.clause == clause)
        .take(5);
    let verb = SERVICE_VERBS.contains(&tokens[place.start].word.as_str());
    let from_goods = behind
        .clone()
        .next()
        .is_some_and(|t| matches!(t.word.as_str(), "from" | "on" | "for" | "off" | "of"))
        && behind.clone().any(is_goods);
    let ends_open = matches!(
        tokens[place.end - 1].word.as_str(),
        "my" | "the" | "your" | "a" | "this" | "that"
    );
    let passive = matches!(tokens[place.end - 1].word.as_str(), "removed" | "deleted" | "taken")
        && tokens[..place.start]
            .iter()
            .rev()
            .take(12)
            .take_while(|token| token.clause == clause)
            .any(is_goods);
    let noun_stop = place.start > 0
        && tokens[place.start].word == "stop"
        && tokens[place.start - 1].clause == clause
        && matches!(
            tokens[place.start - 1].word.as_str(),
            "bus"
                | "train"
                | "mrt"
                | "next"
                | "last"
                | "first"
                | "one"
                | "door"
                | "pit"
                | "non"
                | "rest"
                | "e"
                | "a"
                | "tram"
                | "two"
                | "d"
        );
    let within_goods = tokens[place.start..place.end]
        .iter()
        .any(|t| is_goods(t) && !matches!(t.word.as_str(), "account" | "app" | "card" | "address"));
    noun_stop
        || passive
        || (verb && ends_open && behind.clone().any(is_goods))
        || (verb && (from_goods || within_goods))
}

/// Ways to talk about stopping without wishing it, to undo it, or to say that something else shall stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aside {
    /// Wishes to come back.
    ComeBack,
    /// Asks or tells about opting out.
    Meta,
    /// "Stop it, this is too cute", "stop, wait".
    Exclamation,
}

static ASIDES: LazyLock<Phrasebook<Aside>> = LazyLock::new(|| {
    let tables = [
        (Aside::ComeBack, COME_BACK),
        (Aside::Meta, META),
        (Aside::Exclamation, EXCLAMATION),
    ];
    Phrasebook::new(
        tables
            .into_iter()
            .flat_map(|(aside, patterns)| patterns.iter().map(move |p| (*p, aside))),
    )
});

const COME_BACK: &[&str] = &[
    "sign|add|put|opt|count me|us back|in|up|again",
    "sign me up|back",
    "opt|opting me? back? in",
    "back on the|your|this list|texts",
    "resubscribe|resubscribed|resubscribing|re-subscribe|unstop",
    "subscribe me|again|please|back|to",
    "restart|resume|reactivate .. @texts",
    "start|begin sending|texting .. again|me",
    "start .. @texts again|please|$",
    "^^ start again $$",
    "undo|reverse .. stop|unsubscribe|opt|it|that|this",
    "stop|unsubscribed|unsubscribe|stopped|out .. by accident|mistake",
    "accidentally|mistakenly .. stop|unsubscribed|unsubscribe|opted|stopped",
    "didnt|not mean|meant|mean to .. stop|unsubscribe|opt",
    "want|like|wanna .. @texts again|back",
    "want|like|wanna back in|on",
    "turn .. @texts back on",
    "quiero|si quiero .. mensajes|suscribirme|volver|recibir $",
    "^^ si|yes|oui|ja|sim quiero|i|want|please|pls .. $$",
    "volver a suscribirme|recibir",
    "me suscribo|reinscrire|reabonner",
];

const META: &[&str] = &[
    "if i|we|you|u|he|she text|reply|say|send|type|use? .. stop|unsubscribe|cancel|opt|quit|end",
    "what|what's|whats happens|happen if|when|after .. stop|unsubscribe|opt|quit",
    "do|should|must i|we|you|u|have need|have|gotta|want|reply|text to? .. stop|unsubscribe|opt|cancel .. cancel|order|preorder|delivery|return",
    "dont|not|do|never want|wanna|wish|mean|trying|need|going to .. unsubscribe|opt|stop .. $",
    "am|are i|we still? unsubscribed|opted|subscribed",
    "^ did i|my|you|it .. unsubscribe|unsubscribed|opt|stop",
    "why|when|how|oops|oh did i|my|you|it .. unsubscribe|unsubscribed|opt|stop",
    "i|had|have|was|got unsubscribed from .. email|emails",
    "will|do|can|would i|we still? get|receive|lose|have|miss .. if|when|after .. opt|unsubscribe|stop",
    "without unsubscribing|opting|stopping",
    "fewer|less texts|messages|often|frequent",
    "unsubscribe from being|life|adulthood|winter|mondays|monday|reality",
    "did|do|does|have|has|when|why you|u|they|yall|it|he|she stop|stopped|quit|end making|selling|carrying|shipping|sending|offering|restocking",
    "why did|has|have|does .. stop|stopped",
    "thought|think i|you unsubscribed .. but|and want",
    "dont|never ever? stop sending|texting|these|the|making|selling",
    "do|please not|never ever? stop sending|texting|these|the|making|selling",
    "no|not need to stop|unsubscribe",
    "i|he|she|we pressed|hit|clicked|tapped|typed|pushed|sent .. unsubscribe|stop|optout thinking|instead|meant|meaning|by|oops|but",
    "opting|opt|unsubscribing|opted|stopping out? affect|mean|cost|change|hurt|cancel|delete|lose|remove|impact",
    "will|does|would|do|if|when|once|is opting|unsubscribing",
    "people|those|customers|someone who|that|whom .. stop|unsubscribe|opt",
    "opted out of the wrong",
    "^ to unsubscribe|opt out? .. go|click|visit|reply|text|send|see",
    "unsubscribed from the? wrong|his|her|their|that|life|netflix|youtube|spotify",
    "how .. get back in|on",
    "unsubscribe button|link|option .. missing|subscription|autoship",
];

const EXCLAMATION: &[&str] = &[
    "^ stop it|that|omg|lol|haha|im|i|its|this|youre .. cute|gorgeous|adorable|beautiful|perfect|pretty|amazing|love|obsessed|funny|crying|dying|need|stunning|want|good|fire|dead",
    "^^ stop it|omg|lol|haha|hahaha|stawp|😂",
    "^ wait|hold|jk|kidding i|on|no|what|sorry|$",
    "^ stop by|in|at|light|motion|watch|loss|over|lights|sign|bath|valve|gap|the clock|for",
    "wait stop|hold",
    "cant|wont|couldnt|cannot stop buying|wearing|eating|using|looking|laughing|thinking|crying|smiling|drooling|loving|staring|talking|chewing|beeping|calling|ringing|itching|leaking|charging|barking|licking",
    "non|one|pit|bus|door|next|last|whistle stop|stops|stopper",
    "stop thinking|playing|worrying|joking|kidding|lying|teasing|crying|laughing|screwing|messing|wasting|talking|being|selling|making|carrying|doing|smoking|drinking|shipping|charging|working",
    "stop the|my|this|a|an|our|that|all|auto .. order|orders|shipment|shipping|delivery|payment|payments|charge|charges|refill|subscription|transfer|clock|bleeding|leak|alarm|return|card|box|auto|autoship|renewal|access|check|package|refund",
    "stop my",
    "stop placed|on my",
    "^ stop wait",
    "stop|quit|end date|dates|time|hours|piece|table|tables|caps",
];

/// What kind of talk about stopping the message holds, if any.
pub(crate) fn aside(message: &Message) -> Option<Aside> {
    const DENIALS: &[&str] = &["no", "not", "never", "didnt", "dont", "nobody", "nor"];
    let denied = |place: Place| {
        let clause = message.tokens[place.start].clause;
        let before = message.tokens[..place.start].iter().rev();
        before
            .take(8)
            .take_while(|token| token.clause == clause)
            .any(|token| DENIALS.contains(&token.word.as_str()))
    };
    ASIDES
        .find(&message.tokens)
        .find(|(place, aside)| *aside != Aside::ComeBack || !denied(*place))
        .map(|(_, aside)| aside)
}

/// Whether an exclamation excuses the message: a "stop it" followed by praise, a stop of something else.
pub(crate) fn is_exclamation(message: &Message) -> bool {
    ASIDES
        .find(&message.tokens)
        .any(|(_, aside)| aside == Aside::Exclamation)
}

#[cfg(test)]
mod tests {
    use super::{COME_BACK, EXCLAMATION, META};
    use crate::pattern::fault;

    #[test]
    fn every_pattern_is_well_formed() {
        let faults: Vec<String> = [COME_BACK, META, EXCLAMATION]
            .concat()
            .into_iter()
            .filter_map(fault)
            .collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
