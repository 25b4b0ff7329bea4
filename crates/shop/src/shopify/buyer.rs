//! Who it is about: the number to text, what is known of the contact, and the consent that was given for that number.

use super::{
    ParseError,
    payload::{decode, lenient},
};
use domain::{
    Address,
    conversation::{ShopConsent, event::ContactUpdated},
};
use rlibphonenumber::{PhoneNumber, Region};
use serde::Deserialize;

/// Shopify does not send the words that the shop put beside the box.
const CHECKOUT_WORDING: &str = "The shop's SMS marketing box at the Shopify checkout";
const CUSTOMER_WORDING: &str = "The shop's SMS marketing subscription, as recorded by Shopify";

/// The part that checkouts, orders, fulfillments and customers have in common. Whatever has not the documented shape
/// counts as absent, so that a change of one field never costs the attribution of a webhook.
#[derive(Deserialize)]
pub(super) struct Buyer {
    #[serde(default, deserialize_with = "lenient")]
    email: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    phone: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    first_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    last_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    sms_marketing_phone: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    buyer_accepts_sms_marketing: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    customer_locale: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    shipping_address: Option<Place>,
    #[serde(default, deserialize_with = "lenient")]
    billing_address: Option<Place>,
    #[serde(default, deserialize_with = "lenient")]
    default_address: Option<Place>,
    /// Of a fulfillment.
    #[serde(default, deserialize_with = "lenient")]
    destination: Option<Place>,
    #[serde(default, deserialize_with = "lenient")]
    customer: Option<Box<Buyer>>,
    #[serde(default, deserialize_with = "lenient")]
    sms_marketing_consent: Option<MarketingConsent>,
}

#[derive(Deserialize)]
struct Place {
    first_name: Option<String>,
    last_name: Option<String>,
    phone: Option<String>,
    country_code: Option<String>,
    province_code: Option<String>,
    zip: Option<String>,
}

#[derive(Deserialize)]
struct MarketingConsent {
    state: Option<String>,
    opt_in_level: Option<String>,
    consent_updated_at: Option<String>,
}

impl Buyer {
    pub(super) fn read(body: &[u8]) -> Result<Self, ParseError> {
        decode(body)
    }

    /// The number to text: the one given for texts, then the buyer's own, then one of an address, which may be that of
    /// somebody else and never carries consent.
    pub(super) fn phone(&self) -> Option<Address> {
        let own = [self.sms_marketing_phone.as_deref(), self.phone.as_deref()];
        let customers = self.customer.as_ref().and_then(|customer| customer.phone.as_deref());
        let of_places = self
            .places()
            .filter_map(|place| self.number(place.phone.as_deref()?, place.country_code.as_deref()));
        let mut personal = own
            .into_iter()
            .flatten()
            .chain(customers)
            .filter_map(|number| self.number(number, None));
        personal.next().or_else(|| of_places.into_iter().next())
    }

    pub(super) fn contact(&self) -> ContactUpdated {
        let customer = self.customer.as_deref();
        let own_name = |buyer: &Self| full_name(buyer.first_name.as_deref(), buyer.last_name.as_deref());
        let place_name = |place: &Place| full_name(place.first_name.as_deref(), place.last_name.as_deref());
        let filled = |text: Option<&String>| text.filter(|text| !text.trim().is_empty()).cloned();
        // The first one that says where: of another one the parts may not fit together.
        let place = self
            .places()
            .find(|place| filled(place.country_code.as_ref()).is_some());
        ContactUpdated {
            name: customer
                .and_then(own_name)
                .or_else(|| own_name(self))
                .or_else(|| self.places().find_map(place_name)),
            email: filled(self.email.as_ref())
                .or_else(|| filled(customer.and_then(|customer| customer.email.as_ref()))),
            language: filled(self.customer_locale.as_ref()),
            time_zone: None,
            country: place.and_then(|place| filled(place.country_code.as_ref())),
            region: place.and_then(|place| filled(place.province_code.as_ref())),
            postal_code: place.and_then(|place| filled(place.zip.as_ref())),
        }
    }

    /// Consent that was given for `phone`. `evidence` names the checkout or order it came with.
    pub(super) fn consent(&self, phone: &Address, evidence: &str) -> Option<ShopConsent> {
        let is_phone = |number: &Option<String>| {
            number.as_deref().and_then(|number| self.number(number, None)).as_ref() == Some(phone)
        };
        let ticked = self.buyer_accepts_sms_marketing == Some(true)
            && is_phone(if self.sms_marketing_phone.is_some() {
                &self.sms_marketing_phone
            } else {
                &self.phone
            });
        if ticked {
            return Some(ShopConsent {
                wording: CHECKOUT_WORDING.to_owned(),
                evidence: evidence.to_owned(),
                confirm: None,
            });
        }
        let customer = self.customer.as_deref().filter(|customer| is_phone(&customer.phone))?;
        let consent = customer.sms_marketing_consent.as_ref()?;
        (consent.state.as_deref() == Some("subscribed")).then(|| ShopConsent {
            wording: CUSTOMER_WORDING.to_owned(),
            evidence: format!(
                "{evidence}; customer's SMS consent {} since {}",
                consent.opt_in_level.as_deref().unwrap_or("of unknown level"),
                consent.consent_updated_at.as_deref().unwrap_or("an unknown time"),
            ),
            confirm: None,
        })
    }

    /// The state of a consent that stands no longer. `not_subscribed` is not among them: nothing was withdrawn, there
    /// never was any.
    pub(super) fn withdrawn_consent(&self) -> Option<&str> {
        let consent = self.sms_marketing_consent.as_ref()?;
        consent
            .state
            .as_deref()
            .filter(|state| matches!(*state, "unsubscribed" | "redacted"))
    }

    fn places(&self) -> impl Iterator<Item = &Place> {
        let customers = self
            .customer
            .as_ref()
            .and_then(|customer| customer.default_address.as_ref());
        let own = [
            &self.shipping_address,
            &self.billing_address,
            &self.destination,
            &self.default_address,
        ];
        own.into_iter().flatten().chain(customers)
    }

    /// Reads a number as people write it, in the country that is known of the buyer.
    fn number(&self, text: &str, country: Option<&str>) -> Option<Address> {
        if let Ok(address) = international(text) {
            return Some(address);
        }
        let locales_country = || Some(self.customer_locale.as_deref()?.rsplit_once('-')?.1);
        let country = country
            .or_else(|| self.places().find_map(|place| place.country_code.as_deref()))
            .or_else(locales_country)?;
        let region = Region::from_code(country).ok()?;
        let number = PhoneNumber::parse(text, Some(region))
            .ok()
            .filter(PhoneNumber::is_valid)?;
        number.to_string().parse().ok()
    }
}

/// With its country code. Written as `00…` too, and `+44 (0)20…`, which only the numbering plans can read.
fn international(text: &str) -> Result<Address, domain::InvalidAddress> {
    match PhoneNumber::parse(text, None) {
        Ok(number) if number.is_valid() => number.to_string().parse(),
        // Numbers too new, or kept for fiction: Shopify has checked their form already.
        _ => text.parse(),
    }
}

fn full_name(first: Option<&str>, last: Option<&str>) -> Option<String> {
    let parts: Vec<_> = [first, last]
        .into_iter()
        .flatten()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
