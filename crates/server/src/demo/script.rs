//! What happens in a conversation, as text that a person can read and write:
//!
//! ```text
//! == shipping question, rule answers, buys | 4 times | ended 3d-30d
//! +0s     cart 1
//! +2h     customer: [hi|hello]! how long does shipping take?
//! +40m    order
//! ```
//!
//! A line is a pause after the line before it, what happens, and perhaps words. `[a|b]` is one of them by chance,
//! `[=a|b]` the one in the same place throughout a conversation, `{first}` and the like are filled in by
//! [`super::casting`]. Pauses vary by a third, so that no two look alike.

use domain::message::Channel;
use gateway::simulator::Failure;
use jiff::SignedDuration;

#[derive(Clone, Debug)]
pub struct Script {
    pub title: String,
    /// How many customers live through it.
    pub times: u32,
    pub channel: Channel,
    /// BCP 47.
    pub language: String,
    /// How long ago it ended, from the nearest to the farthest.
    pub ended: (SignedDuration, SignedDuration),
    /// Nobody knows the customer's name.
    pub anonymous: bool,
    pub beats: Vec<Beat>,
}

#[derive(Clone, Debug)]
pub struct Beat {
    pub pause: SignedDuration,
    pub happens: Happening,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Happening {
    /// The shop reports a cart with so many products, and whether the box for texts was ticked.
    Cart {
        products: usize,
        consent: bool,
    },
    Order(ShopStep),
    OpensLink,
    /// The customer writes.
    Customer {
        text: String,
        photo: bool,
    },
    /// The customer looks at the phone.
    Reads,
    /// The AI answers the last text.
    Ai(String),
    /// The agent of this conversation writes.
    Agent(String),
    /// Another agent writes, and so takes it over.
    OtherAgent(String),
    /// With a picture.
    Picture(String),
    /// With an approved WhatsApp template.
    Template(String),
    Later {
        after: SignedDuration,
        text: String,
    },
    /// The carrier neither takes it nor says so.
    Uncertain(String),
    /// The first text of a conversation that an agent starts.
    Starts(String),
    Campaign {
        name: String,
        text: String,
    },
    /// How the network treats what is sent from here on.
    Network(Failure),
    Note(String),
    Label(String),
    Looks,
    Assign,
    HandBack,
    ToAi,
    Close,
    Reopen,
    Snooze(SignedDuration),
    MarkUnread,
    Unsubscribe(String),
    Consent(String),
    SavesName,
    CancelsScheduled,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ShopStep {
    Placed,
    Paid,
    Shipped,
    Delivered,
    Cancelled,
    Refunded,
}

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
#[error("line {line} of the script: {problem}: `{text}`")]
pub struct BadScript {
    line: usize,
    problem: &'static str,
    text: String,
}

/// Every script of a file.
pub fn parse(file: &str) -> Result<Vec<Script>, BadScript> {
    let mut scripts: Vec<Script> = vec![];
    for (number, text) in file.lines().enumerate() {
        let text = text.trim();
        let bad = |problem| BadScript {
            line: number + 1,
            problem,
            text: text.to_owned(),
        };
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        if let Some(heading) = text.strip_prefix("==") {
            scripts.push(heading_of(heading).map_err(bad)?);
        } else {
            let script = scripts.last_mut().ok_or_else(|| bad("there is no heading above it"))?;
            script.beats.push(beat(text).map_err(bad)?);
        }
    }
    Ok(scripts)
}

fn heading_of(heading: &str) -> Result<Script, &'static str> {
    let mut parts = heading.split('|').map(str::trim);
    let mut script = Script {
        title: parts.next().unwrap_or_default().to_owned(),
        times: 1,
        channel: Channel::Sms,
        language: "en".to_owned(),
        ended: (SignedDuration::from_hours(24), SignedDuration::from_hours(24 * 35)),
        anonymous: false,
        beats: vec![],
    };
    for part in parts {
        match part.split_once(' ').unwrap_or((part, "")) {
            (times, "times" | "time") => script.times = times.parse().map_err(|_| "how many times?")?,
            ("lang", language) => script.language = language.to_owned(),
            ("ended", range) => {
                let (from, to) = range
                    .split_once('-')
                    .ok_or("`ended` needs two durations, such as 1d-30d")?;
                script.ended = (duration(from)?, duration(to)?);
            }
            ("whatsapp", "") => script.channel = Channel::Whatsapp,
            ("anonymous", "") => script.anonymous = true,
            _ => return Err("a heading knows `N times`, `lang`, `ended`, `whatsapp` and `anonymous`"),
        }
    }
    Ok(script)
}

fn beat(text: &str) -> Result<Beat, &'static str> {
    let (pause, rest) = text
        .split_once(char::is_whitespace)
        .ok_or("a line needs a pause and what happens")?;
    let pause = duration(pause.strip_prefix('+').ok_or("a pause starts with +")?)?;
    let (what, words) = rest.split_once(':').map_or((rest, ""), |(what, words)| (what, words));
    let (what, words) = (what.trim(), words.trim().replace("\\n", "\n"));
    let (verb, argument) = what.split_once(' ').unwrap_or((what, ""));
    if words.is_empty() && NEEDS_WORDS.contains(&verb) {
        return Err("words are missing after the colon");
    }
    let happens = match (verb, argument) {
        ("cart", products) => {
            let (products, consent) = products
                .strip_suffix(" without consent")
                .map_or((products, true), |products| (products, false));
            let products = products.parse().map_err(|_| "how many products?")?;
            Happening::Cart { products, consent }
        }
        ("order", "") => Happening::Order(ShopStep::Placed),
        ("paid", "") => Happening::Order(ShopStep::Paid),
        ("shipped", "") => Happening::Order(ShopStep::Shipped),
        ("delivered", "") => Happening::Order(ShopStep::Delivered),
        ("cancelled", "") => Happening::Order(ShopStep::Cancelled),
        ("refunded", "") => Happening::Order(ShopStep::Refunded),
        ("opens", "link") => Happening::OpensLink,
        ("customer", "") => Happening::Customer {
            text: words,
            photo: false,
        },
        ("photo", "") => Happening::Customer {
            text: words,
            photo: true,
        },
        ("reads", "") => Happening::Reads,
        ("ai", "") => Happening::Ai(words),
        ("agent", "") => Happening::Agent(words),
        ("colleague", "") => Happening::OtherAgent(words),
        ("picture", "") => Happening::Picture(words),
        ("template", "") => Happening::Template(words),
        ("later", after) => Happening::Later {
            after: duration(after)?,
            text: words,
        },
        ("uncertain", "") => Happening::Uncertain(words),
        ("starts", "") => Happening::Starts(words),
        ("campaign", name) => Happening::Campaign {
            name: name.to_owned(),
            text: words,
        },
        ("network", mode) => Happening::Network(
            serde_json::from_value(mode.into())
                .map_err(|_| "the network knows none, refuse, opted_out, later, hang, lost and undelivered")?,
        ),
        ("note", "") => Happening::Note(words),
        ("label", label) => Happening::Label(label.to_owned()),
        ("looks", "") => Happening::Looks,
        ("assign", "") => Happening::Assign,
        ("hands", "back") => Happening::HandBack,
        ("to", "ai") => Happening::ToAi,
        ("close", "") => Happening::Close,
        ("reopen", "") => Happening::Reopen,
        ("snooze", until) => Happening::Snooze(duration(until)?),
        ("unread", "") => Happening::MarkUnread,
        ("unsubscribe", "") => Happening::Unsubscribe(words),
        ("consent", "") => Happening::Consent(words),
        ("saves", "name") => Happening::SavesName,
        ("cancels", "scheduled") => Happening::CancelsScheduled,
        _ => return Err("nobody knows how to do that"),
    };
    Ok(Beat { pause, happens })
}

const NEEDS_WORDS: [&str; 13] = [
    "customer",
    "ai",
    "agent",
    "colleague",
    "picture",
    "template",
    "later",
    "uncertain",
    "starts",
    "campaign",
    "note",
    "unsubscribe",
    "consent",
];

fn duration(text: &str) -> Result<SignedDuration, &'static str> {
    const PROBLEM: &str = "a duration is a number with s, m, h or d";
    let unit = text.chars().last().ok_or(PROBLEM)?;
    let number: i64 = text
        .strip_suffix(unit)
        .unwrap_or_default()
        .parse()
        .map_err(|_| PROBLEM)?;
    match unit {
        's' => Ok(SignedDuration::from_secs(number)),
        'm' => Ok(SignedDuration::from_mins(number)),
        'h' => Ok(SignedDuration::from_hours(number)),
        'd' => Ok(SignedDuration::from_hours(24 * number)),
        _ => Err(PROBLEM),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_reads_as_it_is_written() {
        let file =
            "# a comment\n== asks | 3 times | whatsapp | lang es | ended 10m-2d\n+0s cart 2\n+1h30 customer: hola\n";
        assert_eq!(parse(file).unwrap_err().to_string().matches("1h30").count(), 1);
        let scripts = parse(&file.replace("1h30", "90m")).unwrap();
        let [script] = scripts.as_slice() else {
            panic!("one script")
        };
        assert_eq!(
            (script.title.as_str(), script.times, script.language.as_str()),
            ("asks", 3, "es")
        );
        assert_eq!(script.channel, Channel::Whatsapp);
        assert_eq!(script.beats[1].pause, SignedDuration::from_mins(90));
        assert_eq!(
            script.beats[0].happens,
            Happening::Cart {
                products: 2,
                consent: true
            }
        );
    }

    #[test]
    fn mistakes_name_the_line() {
        for (file, problem) in [
            ("+0s cart 1", "no heading"),
            ("== a\n+0s dances", "nobody knows"),
            ("== a\n+0s customer:", "words are missing"),
            ("== a | often", "a heading knows"),
        ] {
            let error = parse(file).unwrap_err().to_string();
            assert!(error.contains(problem), "{error}");
        }
    }
}
