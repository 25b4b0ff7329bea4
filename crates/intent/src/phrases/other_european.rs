//! Nordic languages, and what is most said in the other languages of Europe.

use super::{Certainty::Clear, Language, Wish};

pub(super) const NORDIC: Language = Language {
    code: "sv",
    wishes: &[Wish {
        rule: "wish.nordic",
        reason: "asks in a Nordic language for no more texts",
        certainty: Clear,
        negatable: false,
        patterns: &[
            "sluta|slutt|stop|stopp|hold med|att|a|at|op|skicka|sende? .. sms*|meddelanden|meldinger|beskeder|skicka|sende|messa|skriva|skrive|reklame|reklam|skriver",
            "inga|ingen|ikke|inte|ingen fler|flere|mer|mere|sende|send|skicka .. sms*|meddelanden|meldinger|beskeder|reklam|reklame",
            "vill|vil|onskar|onsker inte|ikke ha|have|langre|mer|motta|fa .. sms*|meddelanden|meldinger|beskeder|fler|flere",
            "ta|tag|fjern|slet|slett|radera|stryk bort|mig|meg|mit|mitt|min|nummer|fra|av? .. nummer|listan|listen|lista|listene|mig|meg",
            "avregistrera|avsluta|avanmal|afmeld|framelde|meld|avmeld mig|meg|prenumeration|af|av|fra|$",
            "lat|lad|la mig|meg vara|vaere|i",
            "fel|feil|forkert nummer",
            "skriv|kontakt*|send|skicka|sms:a|smsa aldrig|ikke|inte mer|mere|til|till|igen|flere|fler",
            "poistakaa|poista|poistakaa minut|numeroni|tama|tietoni",
            "en|ala|alkaa halua|laheta|lahettako enaa|viesteja|tekstiviesteja|tekstareita|mainoksia|minulle",
            "lopettakaa|lopeta viestit|viestien|tekstiviestit|tama|lahettaminen|heti|$",
            "peruuta|peruuttakaa .. tilaus|viestit|tekstiviestit",
            "vaara numero",
        ],
    }],
};

pub(super) const REST_OF_EUROPE: Language = Language {
    code: "el",
    wishes: &[Wish {
        rule: "wish.europe",
        reason: "asks in another European language for no more texts",
        certainty: Clear,
        negatable: false,
        patterns: &[
            "μην|μη μου|με? στελνετε|ξαναστειλετε|ενοχλειτε|ξαναστειλετε",
            "δεν θελω .. μηνυματα|sms|αλλα",
            "σταματηστε|σταματα .. μηνυματα|στελνετε|sms|να|$",
            "διαγραψτε|αφαιρεστε με|τον|το",
            "διαγραφη|απεγγραφη παρακαλω|απο|$",
            "λαθος αριθμος|νουμερο",
            "nu mai|vreau trimite*|mesaje|vreau|doresc|imi|sms .. mesaje|sms|$",
            "nu imi|mi mai trimite*|scrie*",
            "nu? mai? vreau|doresc mesaje|sms|sms-uri",
            "dezabon*",
            "sterge*|stergeti|scoateti|scoate .. numarul|ma|lista",
            "numar gresit",
            "ne kuldj* .. uzenet*|sms*|tobb*",
            "nem kerek|akarok .. uzenet*|sms*|reklam*",
            "leiratkoz*|torolj* .. szamom*|listarol|$",
            "rossz szam",
            "ne mi|saljite|pisite salj*|vise|poruke",
            "ne zelim|zelim .. poruke|sms",
            "odjav* me|s|$",
            "pogresan|krivi broj",
            "не ми|искам пращайте|пишете|повече|съобщения",
        ],
    }],
};
