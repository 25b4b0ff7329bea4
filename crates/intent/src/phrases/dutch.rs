//! Dutch wishes.

use super::{Certainty::Clear, Language, Wish};

pub(super) const DUTCH: Language = Language {
    code: "nl",
    wishes: &[Wish {
        rule: "wish.nl",
        reason: "asks in Dutch for no more texts",
        certainty: Clear,
        negatable: false,
        patterns: &[
            "geen berichten|bericht|sms|smsjes|sms'jes|reclame|smsen|berichtjes|spam|appjes|meldingen meer|aub|alsjeblieft|sturen|graag|$",
            "wil|wens|hoef|willen geen|niet|niets .. berichten|sms|smsjes|reclame|meer|berichtjes|meldingen",
            "niet meer|langer|nooit sms*|sturen|appen|berichten|schrijven|contacteren|bellen|lastig",
            "stuur|sms|schrijf|app|bericht|contacteer|bel|benader mij|me|ons? .. niet|geen|nooit meer|berichten|sms",
            "stop|stopt|hou|houd|kap met|op|ermee .. sms*|berichten|sturen|mij|sms'jes|reclame|mee|ermee|spam",
            "stop|stoppen alsjeblieft|alstublieft|aub|a.u.b|graag|hiermee|ermee|met",
            "meld|schrijf|haal|verwijder|schrap|gooi mij|me|mijn|dit|ons .. af|uit|nummer|lijst",
            "verwijder* .. nummer|lijst|bestand",
            "nummer .. verwijderen|wissen|schrappen|verwijderd",
            "uit de|jullie|deze lijst|bestand",
            "afmelden|uitschrijven|uitschrijving|opzeggen|afmelding van|voor|aub|graag|alsjeblieft|alstublieft|sms|nieuwsbrief|$",
            "hoe|kan|wil .. afmelden|uitschrijven",
            "laat me|mij|ons .. rust",
            "verkeerd|verkeerde|fout nummer|persoon|verbonden",
            "niet mijn|de nummer|persoon|juiste",
            "trek .. toestemming in",
            "nieuwsbrief opzeggen|afmelden|stoppen",
        ],
    }],
};
