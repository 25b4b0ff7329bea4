//! What a store asks of its texts beyond what the law does.

use super::{Hours, Store};
use policy::caps::StoreCaps;
use serde::{Deserialize, Serialize};

/// What happens to a text that reads like an opt-out, but not surely: "not interested", "you text too much".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DoubtfulOptOut {
    /// It is obeyed, and the confirmation says how to come back.
    #[default]
    OptOut,
    /// It goes to a person, and nothing automated leaves meanwhile.
    AskPerson,
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SendingRules {
    /// Stricter limits than the country's; looser ones have no effect.
    pub caps: StoreCaps,
    pub doubtful_opt_out: DoubtfulOptOut,
    /// Consent from a checkout counts only once the contact has answered YES.
    pub double_opt_in: bool,
    /// The words beside the box at the shop's checkout, which the contact agrees to: shops do not pass them on. In the
    /// United States they have to name reminders of carts, or none are sent.
    pub checkout_wording: String,
    /// How often the store texts, as the first text says it: `up to 4 msgs/month`. Empty: `msg frequency varies`.
    pub frequency: String,
    /// Opt-outs among 1,000 texts of a campaign or flow from which on it pauses itself; 0 never pauses.
    pub opt_out_threshold_permille: u16,
}

/// What a decision about sending has to know of the store.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StoreRules {
    pub name: String,
    pub hours: Hours,
    pub sending: SendingRules,
}

impl Store {
    pub fn rules(&self) -> StoreRules {
        StoreRules {
            name: self
                .profile
                .as_ref()
                .map_or_else(String::new, |profile| profile.name.clone()),
            hours: self.hours.clone(),
            sending: self.sending_rules.clone(),
        }
    }
}
