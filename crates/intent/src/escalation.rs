//! Asks for a person, or is so frustrated that one is needed.

use std::sync::LazyLock;

use crate::pattern::Phrasebook;
use crate::tokens::Message;

const PERSON: &[&str] = &[
    "speak|talk|chat|chatting|connect|connected|transfer|transferred|talking|speaking|reach|contact .. @person",
    "get|give|need|want|send|put|find|bring me|us|to|a|an|on? .. manager|human|supervisor|representative|agent|operator",
    "get|give|need|want|let|have me|us|a|an? real|actual|live human|person|agent|rep|someone",
    "^ live|real|actual|human|an|a? agent|human|person|representative|operator|rep please|pls|now|asap|$",
    "^ human|agent|representative|operator|manager|supervisor|person please|pls|now|$",
    "^^ live|real human|person|agent|chat",
    "real|actual|live human|person|agent|rep",
    "where|is|can|could a|the|your|there|any .. manager|supervisor|human",
    "someone|somebody|person|human|anybody .. not a? bot|robot",
    "not a|the bot|robot|machine",
    "no|stop|hate|enough talking|more|with? to|the|these? bots|bot|robots",
    "can|could|please|have|would|will someone|somebody|anyone|a|any real? human|person|manager|agent|rep|call|help|answer|respond .. me|$",
    "can|could|please|have|would|will someone|somebody|anyone .. call|phone me",
    "quiero|necesito|puedo|quisiera hablar .. agente|persona|alguien|humano|representante",
    "hablar con un|una|alguien|agente",
    "parler .. humain|personne|conseiller|quelquun|agent|responsable",
    "mitarbeiter|menschen|jemandem|kundenservice .. sprechen|reden",
    "mit einem|jemandem|jemand .. sprechen|reden",
    "falar com .. pessoa|atendente|alguem|humano",
    "parlare con .. persona|operatore|qualcuno|umano",
    "medewerker|iemand|mens .. spreken|praten",
];

const FRUSTRATION: &[&str] = &[
    "unacceptable|ridiculous|outrageous|disgraceful|appalling|inexcusable|unbelievable",
    "terrible|horrible|awful|worst|pathetic|disgusting|garbage|poor|crap|shitty|trash|lousy service|company|experience|customer|support|business|ever",
    "service|support is|was so|really? terrible|horrible|awful|useless|pathetic|ridiculous|garbage|trash|bad",
    "joke of a",
    "what a joke",
    "is|are anyone|anybody|somebody|someone|you even? there|listening|alive|reading",
    "nobody|noone|one|never|no has|is|will|ever? helping|answered|answers|responding|responded|replied|replies|helps|answering|cares|listens",
    "you|u people|guys are useless|terrible|awful|incompetent|crooks|thieves",
    "useless",
    "third|fourth|fifth|3rd|4th|5th|10th|hundredth time .. asked|asking|contacted|emailed|messaged|writing|texting|reached|i",
    "fed up",
    "so|very|extremely|really|beyond frustrated|frustrating|angry|upset|disappointed",
    "im|i am frustrated|furious|livid|angry|upset|disappointed",
    "pissed off|at",
    "had it|enough with",
    "i want|need .. complain|complaint",
    "file|make a complaint",
    "scam|scammed|ripped|ripoff off|me|company",
    "dispute|chargeback",
    "bbb|lawyer",
];

static PHRASES: LazyLock<Phrasebook<&'static str>> = LazyLock::new(|| {
    let person = PERSON.iter().map(|pattern| (*pattern, "escalate.person"));
    Phrasebook::new(person.chain(FRUSTRATION.iter().map(|pattern| (*pattern, "escalate.frustration"))))
});

const RUNS: &[&str] = &[
    "人工客服",
    "转人工",
    "人工服务",
    "真人",
    "オペレーター",
    "担当者",
    "人と話",
    "상담원",
    "사람과",
];

/// The rule by which the message asks for a person.
pub(crate) fn find(message: &Message) -> Option<&'static str> {
    let in_runs = message.unspaced && RUNS.iter().any(|run| message.letters.contains(run));
    if in_runs {
        Some("escalate.person")
    } else {
        PHRASES.first(&message.tokens)
    }
}

#[cfg(test)]
mod tests {
    use super::{FRUSTRATION, PERSON};
    use crate::pattern::fault;

    #[test]
    fn every_pattern_is_well_formed() {
        let faults: Vec<String> = [PERSON, FRUSTRATION].concat().into_iter().filter_map(fault).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
