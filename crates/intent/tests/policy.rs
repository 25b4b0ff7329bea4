//! The labelling policy as tables.

use intent::{Intent, Topic, classify};

#[track_caller]
fn all_are(intent: Intent, texts: &[&str]) {
    for text in texts {
        let finding = classify(text);
        assert_eq!(finding.intent, intent, "{text:?} by {}", finding.rule);
    }
}

#[test]
fn every_keyword_of_the_carrier_and_the_fcc_opts_out_in_any_dress() {
    for keyword in [
        "stop",
        "stopall",
        "quit",
        "end",
        "revoke",
        "opt out",
        "optout",
        "cancel",
        "unsubscribe",
    ] {
        let upper = keyword.to_uppercase();
        for text in [
            keyword.to_owned(),
            format!("{upper}!!"),
            format!("  {keyword} . "),
            format!("{keyword} please"),
            format!("\"{upper}\"\n-Anna"),
        ] {
            all_are(Intent::OptOut, &[&text]);
        }
    }
    all_are(
        Intent::OptOut,
        &[
            "s t o p",
            "S.T.0.P",
            "ѕтор",
            "𝙎𝙏𝙊𝙋",
            "st0p",
            "stop 🙏🙏",
            "stop\nSent from my iPhone",
            "> Reply STOP to end\nstop",
        ],
    );
}

#[test]
fn plain_wishes_opt_out_however_polite_or_rude() {
    all_are(
        Intent::OptOut,
        &[
            "ugh leave me alone",
            "take me off your list",
            "please don't text me anymore",
            "wrong number",
            "how do I get off this list?",
            "fuck off",
            "🖕",
            "where is my package? and stop the promo texts",
        ],
    );
}

#[test]
fn other_languages_opt_out_too() {
    all_are(
        Intent::OptOut,
        &[
            "no me escriban más",
            "ne m'écrivez plus",
            "bitte keine SMS mehr",
            "não me mande mais mensagens",
            "non scrivetemi più",
            "geen sms meer aub",
            "хватит писать",
            "不要再发短信",
            "もう送らないで",
            "수신거부",
        ],
    );
}

#[test]
fn words_of_stopping_alone_do_not_opt_out() {
    all_are(
        Intent::None,
        &[
            "don't stop",
            "when does the sale end?",
            "cancel my order",
            "I'm at the bus stop",
            "please never stop making this",
            "Stop it this is too cute!! need one",
            "if i reply STOP do i lose my discount?",
            "damn that's cute",
            "Liked “Reply STOP to opt out”",
        ],
    );
}

#[test]
fn doubtful_wishes_are_obeyed_and_marked() {
    for text in ["not interested", "you text too much", "🚫", "cancel my subscription"] {
        let finding = classify(text);
        assert_eq!(
            (finding.intent, finding.certain),
            (Intent::OptOut, false),
            "{text:?} by {}",
            finding.rule
        );
    }
    assert!(classify("STOP").certain);
}

#[test]
fn the_way_back_help_and_people_are_understood() {
    all_are(
        Intent::OptIn,
        &[
            "START",
            "unstop",
            "Yes",
            "sign me back up",
            "oops I texted STOP by accident, can you undo it?",
        ],
    );
    all_are(Intent::Help, &["HELP", "info", "help pls"]);
    all_are(
        Intent::Escalate,
        &[
            "let me talk to a person",
            "human please",
            "fuck you guys where's my package",
            "this is unacceptable, nobody is helping me",
        ],
    );
}

#[test]
fn topics_are_told_beside_the_intent() {
    for (text, topic) in [
        ("how much is shipping?", Topic::Shipping),
        ("where's my order", Topic::OrderStatus),
        ("how do I return this", Topic::Returns),
        ("any coupon codes?", Topic::Discount),
        ("do these run small", Topic::Sizing),
        ("I love it!", Topic::None),
        ("where is my package? and stop texting me", Topic::OrderStatus),
    ] {
        assert_eq!(classify(text).topic, topic, "{text:?}");
    }
}
