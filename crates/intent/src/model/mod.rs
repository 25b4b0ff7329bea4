//! The statistical part: where the rules are silent or could be wrong, words and letters are weighed as learnt from
//! `training/`.
//!
//! Two readings share one table of weights: whether the text is an opt-out, and which of ten intents it has. How it is
//! trained is said in the crate's README; [`features`] and [`decide`] are public for `examples/train.rs` only.

mod classes;
mod features;
mod weights;

use std::sync::LazyLock;

use crate::phrases;
use crate::tokens::Message;
use crate::{Finding, Intent, Topic};

pub use features::{Feature, Kind};
pub use weights::{BadWeights, Sum, Weights, reading, values};

/// The intents that are told apart, in the order of the weights; before them stands the opt-out alone.
pub const CLASSES: [&str; 10] = [
    "none",
    "shipping",
    "order_status",
    "returns",
    "discount",
    "sizing",
    "help",
    "start",
    "escalate",
    "opt_out",
];

/// Outputs of the table: the opt-out alone, then [`CLASSES`].
pub const OUTPUTS: usize = 1 + CLASSES.len();

/// Rows of the table. Features are numbered by a hash, so that some share a row.
pub const ROWS: usize = 1 << 18;

static WEIGHTS: LazyLock<Option<Weights>> = LazyLock::new(|| Weights::from_bytes(include_bytes!("weights.bin")).ok());

/// How likely each reading is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// That the text is an opt-out.
    pub opt_out: f32,
    /// Of each of [`CLASSES`]; they add up to one.
    pub classes: [f32; CLASSES.len()],
}

/// From which probability on the model is followed.
#[derive(Debug, Clone, Copy)]
pub struct Thresholds {
    /// For an opt-out where no rule fires.
    pub opt_out: f32,
    /// The same, where fewer than half of the words are common in English.
    pub opt_out_abroad: f32,
    /// For an opt-out that is sure.
    pub opt_out_certain: f32,
    /// For an opt-out where a rule sees talk about opting out.
    pub against_talk: f32,
    /// Below it an opt-out by rule is dropped.
    pub veto: f32,
    /// For a topic.
    pub topic: f32,
    /// For the topic that the rules find too.
    pub topic_by_rule: f32,
    pub help: f32,
    pub start: f32,
    pub escalate: f32,
}

/// Chosen by cross-validation.
pub const THRESHOLDS: Thresholds = Thresholds {
    opt_out: 0.95,
    opt_out_abroad: 0.8,
    opt_out_certain: 0.97,
    against_talk: 0.95,
    veto: 0.01,
    topic: 0.5,
    topic_by_rule: 0.2,
    help: 0.6,
    start: 0.6,
    escalate: 0.5,
};

/// What the rules alone find, and what they read if the model may have a say.
#[derive(Debug)]
pub struct ByRules {
    pub finding: Finding,
    /// Topics named, as bits.
    topics: u8,
    message: Option<Message>,
}

impl ByRules {
    pub(crate) fn settled(finding: Finding) -> Self {
        Self {
            finding,
            topics: 0,
            message: None,
        }
    }

    pub(crate) fn open(finding: Finding, topics: u8, message: Message) -> Self {
        Self {
            finding,
            topics,
            message: Some(message),
        }
    }

    /// What is weighed; none if the rules have settled the matter.
    pub fn features(&self) -> Option<Vec<Feature>> {
        let message = self.message.as_ref()?;
        let mut all = Vec::new();
        features::of(message, &self.finding, self.topics, &mut |feature| all.push(feature));
        Some(all)
    }

    /// Whether fewer than half of the words are common in English.
    pub fn is_abroad(&self) -> bool {
        self.message.as_ref().is_some_and(|message| {
            let words = &message.tokens;
            let english = words.iter().filter(|token| phrases::is_english_word(&token.word));
            english.count() * 2 < words.len()
        })
    }

    pub(crate) fn weighed(self) -> Finding {
        let (Some(message), Some(weights)) = (&self.message, &*WEIGHTS) else {
            return self.finding;
        };
        let mut sum = weights.sum();
        features::of(message, &self.finding, self.topics, &mut |feature| sum.add(feature));
        let abroad = self.is_abroad();
        decide(self.finding, abroad, &sum.reading(), &THRESHOLDS)
    }
}

/// The hash of the training data that the weights in use were learnt from.
pub fn trained_on() -> Option<u64> {
    WEIGHTS.as_ref().map(|weights| weights.trained_on)
}

/// What rules and model find together.
pub fn decide(found: Finding, abroad: bool, reading: &Reading, thresholds: &Thresholds) -> Finding {
    let (class, probability) = most_likely(&reading.classes);
    let topic = topic_of(&found, reading, thresholds);
    let finding = match found.intent {
        Intent::OptOut if reading.opt_out < thresholds.veto => Finding::of(
            Intent::None,
            "model.not_opt_out",
            &format!(
                "has words of an opt-out but does not read like one (probability {:.2})",
                reading.opt_out
            ),
        ),
        Intent::OptOut => found,
        Intent::None | Intent::Escalate if reading.opt_out >= opt_out_threshold(&found, abroad, thresholds) => {
            Finding {
                certain: reading.opt_out >= thresholds.opt_out_certain,
                ..Finding::opt_out(
                    "model.opt_out",
                    &format!(
                        "reads like wishes to get no more texts (probability {:.2})",
                        reading.opt_out
                    ),
                )
            }
        }
        Intent::None => match class {
            "help" if probability >= thresholds.help => {
                said(Intent::Help, "help", "asks who this is or for support", probability)
            }
            "start" if probability >= thresholds.start => {
                said(Intent::OptIn, "start", "wishes to get texts", probability)
            }
            "escalate" if probability >= thresholds.escalate => {
                said(Intent::Escalate, "escalate", "needs a person", probability)
            }
            _ => found,
        },
        _ => found,
    };
    Finding { topic, ..finding }
}

fn opt_out_threshold(found: &Finding, abroad: bool, thresholds: &Thresholds) -> f32 {
    if found.rule == "none" && abroad {
        thresholds.opt_out_abroad
    } else if found.rule == "none" {
        thresholds.opt_out
    } else {
        thresholds.against_talk
    }
}

fn said(intent: Intent, class: &str, reading: &str, probability: f32) -> Finding {
    Finding::of(
        intent,
        &format!("model.{class}"),
        &format!("reads like {reading} (probability {probability:.2})"),
    )
}

const TOPICS: [Topic; 5] = [
    Topic::Shipping,
    Topic::OrderStatus,
    Topic::Returns,
    Topic::Discount,
    Topic::Sizing,
];

/// The topic of the rules if the model thinks it possible, else the model's.
fn topic_of(found: &Finding, reading: &Reading, thresholds: &Thresholds) -> Topic {
    let topics = &reading.classes[1..=TOPICS.len()];
    // An opt-out, or a complaint, has its topic beside it.
    let beside = !matches!(found.intent, Intent::None) || reading.opt_out >= thresholds.opt_out;
    let whole = if beside {
        reading.classes[0] + topics.iter().sum::<f32>()
    } else {
        1.0
    };
    let (index, share) = highest(topics);
    if share >= thresholds.topic * whole {
        return TOPICS[index];
    }
    let by_rule = TOPICS.iter().position(|topic| *topic == found.topic);
    match by_rule {
        Some(index) if topics[index] >= thresholds.topic_by_rule * whole => found.topic,
        _ => Topic::None,
    }
}

fn most_likely(classes: &[f32; CLASSES.len()]) -> (&'static str, f32) {
    let (index, probability) = highest(classes);
    (CLASSES[index], probability)
}

fn highest(shares: &[f32]) -> (usize, f32) {
    let mut best = (0, f32::MIN);
    for (index, share) in shares.iter().enumerate() {
        if *share > best.1 {
            best = (index, *share);
        }
    }
    best
}

/// Where [`hash_of`] begins.
pub const HASH_OF_NOTHING: u64 = 0xCBF2_9CE4_8422_2325;

/// Hash of the training data, file after file.
pub fn hash_of(before: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(before, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    })
}
