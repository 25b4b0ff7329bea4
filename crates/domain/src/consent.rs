//! Whether a contact may be texted, and how we know.

use crate::MessageId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How consent was given.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConsentSource {
    /// A box ticked at the shop's checkout.
    Checkout,
    /// START or the like, texted by the contact.
    Text,
    /// Recorded by an agent, who names the evidence.
    Agent,
    /// Handed over by the integrator's own system.
    Import,
}

/// Why the contact counts as opted out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OptOutCause {
    /// A text of the contact, by keyword or in plain words.
    Text,
    /// The carrier reported it (Twilio OptOutType, error 21610) and has answered the contact itself.
    Carrier,
    /// An agent pressed Unsubscribe.
    Agent,
    /// The shop withdrew the consent.
    Shop,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConsentStatus {
    /// Nobody said anything. Answers to the contact's own texts are allowed, marketing is not.
    #[default]
    Unknown,
    /// Agreed at the shop, and asked to confirm by text.
    Requested,
    OptedIn,
    OptedOut,
}

/// What is known now, with the evidence.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Consent {
    pub status: ConsentStatus,
    pub since: Option<Timestamp>,
    /// The text that opted out or in, or that asks for a confirmation, if it was a text.
    pub message: Option<MessageId>,
    /// What was agreed to, or is to be confirmed.
    pub agreed: Option<Agreed>,
    /// A marketing text of this subscription has left, so the contact was told who texts, how often and how to stop.
    pub introduced: bool,
}

/// The words of a consent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Agreed {
    pub source: ConsentSource,
    pub wording: String,
    pub evidence: String,
}

impl Agreed {
    /// Whether the words name reminders of carts, which the carriers of the United States ask for (CTIA Short Code
    /// Monitoring Handbook, abandoned carts).
    pub fn names_carts(&self) -> bool {
        const CART: [&str; 20] = [
            "cart",
            "basket",
            "panier",
            "warenkorb",
            "einkaufswagen",
            "carrito",
            "carrinho",
            "cesta",
            "carrello",
            "winkelwagen",
            "winkelmand",
            "koszyk",
            "varukorg",
            "indkøbskurv",
            "handlekurv",
            "ostoskori",
            "košík",
            "kosár",
            "sepet",
            "カート",
        ];
        let wording = self.wording.to_lowercase();
        CART.iter().any(|word| wording.contains(word))
    }
}

impl Consent {
    pub fn is_opted_out(&self) -> bool {
        self.status == ConsentStatus::OptedOut
    }
}
