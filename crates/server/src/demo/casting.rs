//! Who plays which script, when, and with what words.

use super::{
    cast::{self, Colleague, Customer},
    catalogue::{PRODUCTS, Product},
    dice::Dice,
    script::{Happening, Script},
};
use gateway::simulator::Failure;
use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};
use std::sync::Arc;

/// One conversation of the demo store.
#[derive(Clone, Debug)]
pub struct Part {
    pub script: Arc<Script>,
    pub customer: Customer,
    pub agent: Colleague,
    pub colleague: Colleague,
    /// What is in the cart, with the variant's number; the first one is what the conversation is about.
    pub products: Vec<(Product, usize)>,
    /// The shop's own number of the order, if there is one.
    pub order: u32,
    /// When each beat of the script happens.
    pub times: Vec<Timestamp>,
    /// How the network treats what is sent to this customer.
    pub network: Failure,
    dice: Dice,
    /// Which of several courses the talk takes.
    course: usize,
}

const FIRST_ORDER: u32 = 4_100;

/// Everybody's part, with the present moment at `now`.
pub fn cast(scripts: Vec<Script>, now: Timestamp) -> Vec<Part> {
    let scripts = scripts.into_iter().map(Arc::new);
    let roles = scripts.flat_map(|script| {
        let times = script.times;
        (0..times).map(move |_| script.clone())
    });
    roles
        .zip(0..)
        .map(|(script, number)| part(script, number, now))
        .collect()
}

fn part(script: Arc<Script>, number: u16, now: Timestamp) -> Part {
    let mut dice = Dice::named(&format!("{} {number}", script.title));
    let team = cast::answering();
    let agent = dice.index(team.len());
    let colleague = (agent + 1 + dice.index(team.len() - 1)) % team.len();
    let times = times(&script, &mut dice, now);
    Part {
        customer: cast::customer(number, &script.language),
        agent: team[agent],
        colleague: team[colleague],
        products: products(&script, &mut dice),
        order: FIRST_ORDER + u32::from(number),
        times,
        script,
        network: Failure::None,
        course: usize::from(number),
        dice,
    }
}

fn times(script: &Script, dice: &mut Dice, now: Timestamp) -> Vec<Timestamp> {
    // A third more or less, so that no two conversations have the same rhythm.
    let pauses: Vec<i64> = script
        .beats
        .iter()
        .map(|beat| beat.pause.as_secs() * dice.between(70, 130) / 100)
        .map(|seconds| seconds.max(1))
        .collect();
    let (nearest, farthest) = script.ended;
    let ended = dice.between(nearest.as_secs(), farthest.as_secs());
    let length: i64 = pauses.iter().sum();
    let before = |seconds| now.saturating_sub(SignedDuration::from_secs(seconds));
    let mut at = before(ended + length).unwrap_or(now);
    if nearest >= SignedDuration::from_hours(24) {
        at = by_daylight(at, dice);
    }
    pauses
        .into_iter()
        .map(|pause| {
            let jitter = SignedDuration::from_millis(pause * 1_000 + dice.between(0, 999));
            at = at.checked_add(jitter).unwrap_or(at);
            at
        })
        .collect()
}

/// The same day, between eight in the morning and half past nine at night where the shop is.
fn by_daylight(at: Timestamp, dice: &mut Dice) -> Timestamp {
    let zone = TimeZone::get("America/Los_Angeles").unwrap_or(TimeZone::UTC);
    let date = at.to_zoned(zone.clone()).date();
    let minute = dice.between(8 * 60, 21 * 60 + 30);
    let local = date.at(0, 0, 0, 0).checked_add(minute.minutes());
    let moment = local.ok().and_then(|local| local.to_zoned(zone).ok());
    moment.map_or(at, |moment| moment.timestamp())
}

fn products(script: &Script, dice: &mut Dice) -> Vec<(Product, usize)> {
    let wanted = script.beats.iter().find_map(|beat| match beat.happens {
        Happening::Cart { products, .. } => Some(products),
        _ => None,
    });
    // What is talked about is one garment: "does the ... run big?".
    let garments = &PRODUCTS[..11];
    let singular: Vec<_> = garments
        .iter()
        .filter(|product| !product.title.ends_with("Trousers") && !product.title.ends_with("Shorts"))
        .collect();
    let mut chosen: Vec<Product> = dice.pick(&singular).map(|product| **product).into_iter().collect();
    while chosen.len() < wanted.unwrap_or(1) {
        match dice.pick(&PRODUCTS) {
            Some(product) if !chosen.contains(product) => chosen.push(*product),
            _ => {}
        }
    }
    chosen
        .into_iter()
        .map(|product| {
            let variant = dice.index(product.variants.len());
            (product, variant)
        })
        .collect()
}

impl Part {
    pub fn order_name(&self) -> String {
        format!("#{}", self.order)
    }

    /// The words of a script, chosen and filled in.
    pub fn words(&mut self, written: &str) -> String {
        let mut words = choose(written, &mut self.dice, self.course);
        let (product, variant) = self.products.first().map_or(("", ""), |(product, variant)| {
            (product.title, product.variants[*variant])
        });
        let colour = variant.rsplit(" / ").next().unwrap_or(variant).to_lowercase();
        let order = self.order_name();
        for (variable, value) in [
            ("{first}", self.customer.first_name()),
            ("{name}", &self.customer.name),
            ("{city}", self.customer.city),
            ("{product}", product),
            ("{colour}", &colour),
            ("{order}", &order),
            ("{agent}", self.agent.first_name()),
            ("{colleague}", self.colleague.first_name()),
        ] {
            words = words.replace(variable, value);
        }
        words
    }
}

/// One of the words between brackets, for each pair of brackets. With `[=` it is the one in the same place throughout a
/// conversation, so that the answer goes with the question.
fn choose(written: &str, dice: &mut Dice, course: usize) -> String {
    let mut chosen = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('[') {
        let (choices, behind) = after.split_once(']').unwrap_or((after, ""));
        chosen.push_str(before);
        let choice = match choices.strip_prefix('=') {
            Some(courses) => {
                let courses: Vec<&str> = courses.split('|').collect();
                courses[course % courses.len()]
            }
            None => {
                let choices: Vec<&str> = choices.split('|').collect();
                choices[dice.index(choices.len())]
            }
        };
        chosen.push_str(choice);
        rest = behind;
    }
    chosen + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_chosen_and_filled_in() {
        let mut dice = Dice::named("test");
        let chosen = choose("[a|b] and [c]!", &mut dice, 0);
        assert!(chosen == "a and c!" || chosen == "b and c!", "{chosen}");
        assert_eq!(choose("[=red|blue], [=yes|no]", &mut dice, 3), "blue, no");
    }

    #[test]
    fn every_script_leaves_no_placeholder_and_ends_before_now() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        for mut part in cast(super::super::scripts().unwrap(), now) {
            let script = part.script.clone();
            assert!(part.times.last().is_none_or(|last| *last < now), "{}", script.title);
            for beat in &script.beats {
                let (Happening::Customer { text, .. } | Happening::Ai(text) | Happening::Agent(text)) = &beat.happens
                else {
                    continue;
                };
                let words = part.words(text);
                assert!(!words.contains(['{', '}', '[', ']', '|']), "{}: {words}", script.title);
            }
        }
    }

    #[test]
    fn the_same_moment_gives_the_same_parts() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let cast = || format!("{:?}", cast(super::super::scripts().unwrap(), now));
        assert_eq!(cast(), cast());
    }
}
