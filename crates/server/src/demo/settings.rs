//! How Fern & Thread has set up its store.

use domain::{
    StoreId,
    message::Channel,
    store::{
        Automation, CartRecovery, Hours, KeywordRule, Profile, QuickReply, Sender, SendingRules, StoreCommand, Template,
    },
};
use uuid::Uuid;

pub const STORE: StoreId = StoreId(Uuid::from_u128(0x0193_4f0a_6b1e_7000_8000_0000_0000_0001));
pub const TEXT_NUMBER: &str = "+15035550199";
pub const WHATSAPP_NUMBER: &str = "+15035550198";
pub const SHOP_DOMAIN: &str = "fern-and-thread.myshopify.com";

/// In the order in which somebody would set up a store.
pub fn commands() -> Vec<StoreCommand> {
    let profile = Profile {
        name: "Fern & Thread".to_owned(),
        support_contact: "care@fernandthread.example".to_owned(),
        currency: "USD".to_owned(),
        shop_domain: Some(SHOP_DOMAIN.to_owned()),
    };
    vec![
        StoreCommand::Create { store: STORE, profile },
        StoreCommand::ChangeSenders(senders()),
        // No periods: open around the clock, so that fast-forwarding the demo never runs into a closed shop.
        StoreCommand::ChangeHours(Hours {
            time_zone: "America/Los_Angeles".to_owned(),
            periods: vec![],
            holidays: vec![],
        }),
        StoreCommand::ChangeTemplates(templates()),
        StoreCommand::ChangeQuickReplies(quick_replies()),
        StoreCommand::ChangeKeywordRules(keyword_rules()),
        StoreCommand::ChangeAutomation(Automation {
            enabled: true,
            fallback: "Thank you for writing! Somebody from our team will answer you here.".to_owned(),
            facts: "Shipping: free in the US from $75, otherwise $6; 3 to 5 working days; Europe 7 to 10 days.\n\
                    Returns: 30 days, unworn, free label in the US.\n\
                    Linen: European flax, stone-washed, pre-shrunk; wash at 30 degrees, line dry.\n\
                    Studio: Portland, Oregon; Monday to Friday, 9 to 6."
                .to_owned(),
        }),
        StoreCommand::ChangeCartRecovery(CartRecovery {
            enabled: true,
            delay_minutes: 45,
            paused_because: None,
        }),
        StoreCommand::ChangeSendingRules(SendingRules {
            checkout_wording:
                "Text me offers and reminders about my cart. Up to 6 texts a month; message and data rates may \
                               apply. Reply STOP to stop. Consent is not a condition of purchase."
                    .to_owned(),
            frequency: "up to 6 msgs/month".to_owned(),
            opt_out_threshold_permille: 30,
            ..SendingRules::default()
        }),
    ]
}

fn senders() -> Vec<Sender> {
    let sender = |number: &str, channels: &[Channel], label: &str| Sender {
        number: number.to_owned(),
        channels: channels.to_vec(),
        gateway: "simulator".to_owned(),
        messaging_service: None,
        label: label.to_owned(),
    };
    vec![
        sender(TEXT_NUMBER, &[Channel::Sms, Channel::Mms], "Texts"),
        sender(WHATSAPP_NUMBER, &[Channel::Whatsapp], "WhatsApp"),
    ]
}

fn templates() -> Vec<Template> {
    [
        (
            "cart_recovery",
            "{% if name %}Hi {{ name }}, your{% else %}Hi, your{% endif %} {{ product }} is still in your bag at \
             Fern & Thread. We keep it for you: {{ link }} Reply STOP to opt out",
        ),
        (
            "opted_out",
            "Fern & Thread: you are unsubscribed and will get no more messages. Reply START to come back.",
        ),
        (
            "opted_in",
            "Fern & Thread: welcome! You get up to 4 texts a month. Msg & data rates may apply. Reply HELP for help, \
             STOP to stop.",
        ),
        (
            "help",
            "Fern & Thread: for help write to care@fernandthread.example or just ask here. Reply STOP to stop.",
        ),
        (
            "order_update",
            "Hi {{ name }}, there is news about your order. Reply here if you have any question.",
        ),
    ]
    .into_iter()
    .map(|(name, body)| Template {
        name: name.to_owned(),
        body: body.to_owned(),
    })
    .collect()
}

fn quick_replies() -> Vec<QuickReply> {
    [
        (
            "hello",
            "Hi {{ name }}! This is {{ agent }} from Fern & Thread. How can I help?",
        ),
        (
            "ship",
            "Orders leave our Portland studio within 2 working days and take 3 to 5 days in the US.",
        ),
        (
            "return",
            "You have 30 days to send it back. Here is your prepaid label: fernandthread.example/returns",
        ),
        (
            "size",
            "Our linen is cut relaxed. Between two sizes, take the smaller one for a neat fit.",
        ),
        (
            "care",
            "Wash at 30 °C with similar colours and line dry. It gets softer with every wash.",
        ),
        ("sorry", "I am really sorry about that. Let me put it right for you."),
        ("thanks", "Thank you so much, enjoy it! 🌿"),
    ]
    .into_iter()
    .map(|(shortcut, body)| QuickReply {
        shortcut: shortcut.to_owned(),
        body: body.to_owned(),
    })
    .collect()
}

fn keyword_rules() -> Vec<KeywordRule> {
    let rule = |name: &str, words: &[&str], topic: Option<&str>, reply: &str| KeywordRule {
        name: name.to_owned(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        topic: topic.map(str::to_owned),
        reply: reply.to_owned(),
    };
    vec![
        rule(
            "Shipping",
            &["shipping", "delivery time"],
            Some("shipping"),
            "Shipping is free in the US from $75 and takes 3 to 5 working days. To Europe it is 7 to 10 days.",
        ),
        rule(
            "Where is my order",
            &["tracking"],
            Some("order_status"),
            "You can follow your parcel with the link in your shipping e-mail, or at fernandthread.example/track",
        ),
        rule(
            "Returns",
            &["return", "refund", "exchange"],
            Some("returns"),
            "You can send anything back within 30 days, unworn, with a free US label: fernandthread.example/returns",
        ),
        rule(
            "Discounts",
            &["discount", "coupon", "promo"],
            Some("discount"),
            "We do not run many sales, but WELCOME10 takes 10% off your first order.",
        ),
        rule(
            "Sizes",
            &["size chart", "sizing"],
            Some("sizing"),
            "Our linen is cut relaxed; the size chart stands below each product. Between two sizes, take the smaller one.",
        ),
    ]
}
