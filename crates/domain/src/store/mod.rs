//! A store and its settings: senders, hours, texts, rules. Small lists, each replaced as a whole.

mod decide;
mod hours;
mod sending_rules;

pub use decide::StoreRejection;
pub use hours::{Hours, InvalidHours, OpenPeriod, Weekday};
pub use sending_rules::{DoubtfulOptOut, SendingRules, StoreRules};

use crate::{StoreId, event_enum::events, message::Channel};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    pub name: String,
    /// Shown in HELP answers: where a person can be reached.
    pub support_contact: String,
    /// ISO 4217.
    pub currency: String,
    /// Host of the Shopify shop, such as `fern-and-thread.myshopify.com`; its webhooks are matched by it.
    pub shop_domain: Option<String>,
}

/// A number of the store.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sender {
    /// E.164.
    pub number: String,
    pub channels: Vec<Channel>,
    /// Which gateway carries it: `simulator` or `twilio`.
    pub gateway: String,
    /// Twilio Messaging Service that the number belongs to, if any.
    pub messaging_service: Option<String>,
    pub label: String,
}

/// A text with variables in double braces.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Template {
    /// `cart_recovery`, `opted_out`, `opted_in`, `help`, `fallback`, or a name of the store's own.
    pub name: String,
    pub body: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuickReply {
    /// What an agent types after "/".
    pub shortcut: String,
    pub body: String,
}

/// If the text has one of the words, or is about the topic, then this reply. The first rule that fits answers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeywordRule {
    pub name: String,
    #[serde(default)]
    pub words: Vec<String>,
    /// A topic of the classifier.
    #[serde(default)]
    pub topic: Option<String>,
    pub reply: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Automation {
    /// Whether rules and the AI answer new conversations.
    pub enabled: bool,
    /// Sent when a person is called.
    pub fallback: String,
    /// What the AI may rely on: shipping, returns, opening hours.
    pub facts: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CartRecovery {
    pub enabled: bool,
    /// Minutes after the last change of the cart.
    pub delay_minutes: u32,
    /// Why it was switched off by itself: too many opted out. Whoever switches it on again takes this away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_because: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StoreCreated {
    pub store: StoreId,
    pub profile: Profile,
}

macro_rules! replaced {
    ($($event:ident $field:ident $type:ty),* $(,)?) => {$(
        #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
        pub struct $event {
            pub $field: $type,
        }
    )*};
}

replaced! {
    ProfileChanged profile Profile,
    SendersChanged senders Vec<Sender>,
    HoursChanged hours Hours,
    TemplatesChanged templates Vec<Template>,
    QuickRepliesChanged quick_replies Vec<QuickReply>,
    KeywordRulesChanged keyword_rules Vec<KeywordRule>,
    AutomationChanged automation Automation,
    CartRecoveryChanged cart_recovery CartRecovery,
    SendingRulesChanged sending_rules SendingRules,
}

events! {
    StoreEvent {
        "store_created" 1 StoreCreated,
        "store_profile_changed" 1 ProfileChanged,
        "store_senders_changed" 1 SendersChanged,
        "store_hours_changed" 2 HoursChanged,
        "store_templates_changed" 1 TemplatesChanged,
        "store_quick_replies_changed" 1 QuickRepliesChanged,
        "store_keyword_rules_changed" 1 KeywordRulesChanged,
        "store_automation_changed" 1 AutomationChanged,
        "store_cart_recovery_changed" 2 CartRecoveryChanged,
        "store_sending_rules_changed" 1 SendingRulesChanged,
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StoreCommand {
    Create { store: StoreId, profile: Profile },
    ChangeProfile(Profile),
    ChangeSenders(Vec<Sender>),
    ChangeHours(Hours),
    ChangeTemplates(Vec<Template>),
    ChangeQuickReplies(Vec<QuickReply>),
    ChangeKeywordRules(Vec<KeywordRule>),
    ChangeAutomation(Automation),
    ChangeCartRecovery(CartRecovery),
    ChangeSendingRules(SendingRules),
}

/// A store as it stands, with defaults for whatever was never set.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Store {
    pub version: u64,
    pub store: Option<StoreId>,
    pub profile: Option<Profile>,
    pub senders: Vec<Sender>,
    pub hours: Hours,
    pub templates: Vec<Template>,
    pub quick_replies: Vec<QuickReply>,
    pub keyword_rules: Vec<KeywordRule>,
    pub automation: Option<Automation>,
    pub cart_recovery: Option<CartRecovery>,
    /// When it was last switched on.
    #[serde(default)]
    pub cart_recovery_since: Option<Timestamp>,
    #[serde(default)]
    pub sending_rules: SendingRules,
}
