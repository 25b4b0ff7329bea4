//! Twilio's error codes in plain words. <https://www.twilio.com/docs/api/errors>

/// What a code means for the message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Explanation {
    /// In plain words, with what to do.
    pub reason: &'static str,
    pub remedy: Remedy,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Remedy {
    /// Nothing: the contact opted out at the carrier.
    OptedOut,
    /// Trying the same again changes nothing.
    Refused,
    /// The same message may go through later.
    Later,
}

use Remedy::{Later, OptedOut, Refused};

const fn means(remedy: Remedy, reason: &'static str) -> Option<Explanation> {
    Some(Explanation { reason, remedy })
}

/// `None` for a code that is not in the table.
pub fn explain(code: &str) -> Option<Explanation> {
    match code {
        "21610" => means(
            OptedOut,
            "The contact opted out at the carrier. Only their START opens it again.",
        ),
        "63050" => means(
            OptedOut,
            "The contact stopped marketing messages of this business on WhatsApp.",
        ),

        "20003" => means(
            Later,
            "Twilio does not accept the login. Check the Twilio credentials in the settings.",
        ),
        "20404" => means(
            Later,
            "Twilio does not know the account. Check the account SID in the settings.",
        ),
        "20429" | "14107" | "63018" => means(Later, "Twilio asks to slow down. It is tried again by itself."),
        "20503" => means(
            Later,
            "Twilio is out of service for a moment. It is tried again by itself.",
        ),
        "21611" | "30001" => means(
            Later,
            "Too many messages wait for this number at Twilio. It is tried again by itself.",
        ),
        "30022" | "30023" | "30027" => means(
            Later,
            "The carrier's daily limit for this brand is used up. Try again tomorrow.",
        ),

        "21211" | "21604" => means(Refused, "The contact's number is not a phone number. Check it."),
        "21614" => means(
            Refused,
            "The contact's number cannot receive texts: it is not a mobile number.",
        ),
        "21612" => means(
            Refused,
            "Twilio has no route from the store's number to this one. Send from another number.",
        ),
        "21408" => means(
            Refused,
            "Texts to this country are switched off. Allow it under Messaging geographic permissions at Twilio.",
        ),
        "21606" | "21603" | "21660" => means(
            Refused,
            "The store's number cannot send this. Check that it belongs to the account and can send texts.",
        ),
        "21602" | "21619" => means(Refused, "The message is empty."),
        "21605" | "21617" => means(Refused, "The message is longer than 1,600 characters. Shorten it."),
        "21620" | "11200" | "30019" => means(
            Refused,
            "The file cannot be fetched or is too large. Send a smaller one.",
        ),
        "21623" => means(Refused, "More than ten files in one message. Send fewer."),
        "21701" | "21703" | "21704" | "21705" | "21712" => means(
            Refused,
            "The Messaging Service is missing or has no number for this. Check it at Twilio.",
        ),
        "30002" => means(
            Refused,
            "The Twilio account is suspended. Look for a notice in the Twilio console.",
        ),
        "30003" => means(Refused, "The phone is switched off or out of reach. Try again later."),
        "30004" => means(Refused, "The contact's carrier or phone blocks texts from this number."),
        "30005" => means(
            Refused,
            "The number does not exist or is not in service any more. Check it.",
        ),
        "30006" => means(Refused, "The number is a landline, or its carrier cannot be reached."),
        "30007" => means(
            Refused,
            "The carrier filtered it as unwanted. Rephrase it, and check the number's registration.",
        ),
        "30008" => means(Refused, "The carrier gave no reason. Try again later."),
        "30010" => means(Refused, "The message costs more than the limit set for it."),
        "30024" | "30034" => means(
            Refused,
            "The store's number is not registered for business texts in the US (A2P 10DLC). Register it at Twilio.",
        ),
        "30032" => means(Refused, "The toll-free number is not verified. Verify it at Twilio."),
        "30410" | "30500" => means(
            Refused,
            "The carrier had a fault and did not deliver it. Try again later.",
        ),
        "63003" | "63024" => means(Refused, "This contact cannot be reached on WhatsApp. Try a text."),
        "63007" => means(
            Refused,
            "The store's number is not set up for WhatsApp. Connect it at Twilio.",
        ),
        "63013" => means(Refused, "The message breaks WhatsApp's rules. Rephrase it."),
        "63016" => means(
            Refused,
            "The contact wrote more than 24 hours ago: on WhatsApp only a registered template can be sent now.",
        ),
        "63032" | "63049" => means(
            Refused,
            "WhatsApp chose not to deliver this marketing message. Do not send it again soon.",
        ),
        "63033" => means(Refused, "The contact's WhatsApp account is blocked from this business."),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_opt_out_counts_as_one() {
        for code in 10_000..64_000 {
            let code = code.to_string();
            let opted_out = explain(&code).is_some_and(|explanation| explanation.remedy == OptedOut);
            assert_eq!(opted_out, code == "21610" || code == "63050", "{code}");
        }
    }

    #[test]
    fn every_reason_reads_as_a_sentence() {
        for explanation in (0..99_999).filter_map(|code| explain(&code.to_string())) {
            let reason = explanation.reason;
            assert!(
                reason.ends_with('.') && reason.chars().next().is_some_and(char::is_uppercase),
                "{reason}"
            );
        }
    }
}
