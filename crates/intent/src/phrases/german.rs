//! German wishes.

use super::{Certainty::Clear, Language, Wish};

pub(super) const GERMAN: Language = Language {
    code: "de",
    wishes: &[Wish {
        rule: "wish.de",
        reason: "asks in German for no more texts",
        certainty: Clear,
        negatable: false,
        patterns: &[
            "keine weiteren|weitere|mehr|werbe|werbung|diese? nachrichten|nachricht|sms|werbung|texte|mitteilungen|benachrichtigungen|spam mehr|bitte|senden|schicken|an|wunsche|erhalten|bekommen|von|$",
            "keine .. nachrichten|sms|werbung|mitteilungen|werbe* mehr",
            "will|mochte|wunsche|brauche|wollen|mochten|wurde keine|nicht|nichts .. nachrichten|sms|werbung|mehr|kontaktiert|angeschrieben|belastigt|texte|newsletter",
            "nicht|nie|niemals mehr|wieder|weiter .. schreiben|schreibt|schicken|senden|kontaktieren|anschreiben|texten|smsen|belastigen|anrufen|melden|nerven",
            "schreib*|kontaktier*|textet|belastig*|nerv*|stor* mir|mich|uns? .. nicht|nie|niemals mehr|wieder|weiter",
            "schick*|send* mir|uns .. keine|nichts|nicht nachrichten|sms|werbung|mehr|weitere",
            "hor* auf|damit .. mir|zu|mich|auf|schreiben|nerven|texten|sms|nachrichten|senden|schicken|belastigen|damit|$",
            "hort auf|bitte? damit|mir|mit? den|zu|schreiben|texten|nachrichten|$",
            "aufhoren bitte|mit|zu|sms|$",
            "loscht|loschen|losche|loschen|entfern*|streich*|nehmt|nehmen|nimm sie|mich|meine|diese|bitte|die? .. nummer|verteiler|liste|telefonnummer|handynummer|daten|kontakt",
            "nummer|telefonnummer|handynummer bitte? loschen|entfernen|streichen|rausnehmen|austragen|raus",
            "nehm*|nimm|streich* mich|uns|meine .. raus|liste|verteiler|aus",
            "abmelden|abbestellen|austragen|abmeldung|abbestellung|abmelde|austragung bitte|von|vom|wie|mich|der|aus|danke|$",
            "melde* mich|ich|uns .. ab",
            "meldet|melden|meld|trag|tragt|tragen mich|sie|uns .. ab|aus",
            "mich|wie|kann .. abmelden|austragen|abbestellen",
            "abbestell* .. newsletter|sms|nachrichten|alles",
            "kundig* .. newsletter|sms|nachrichten",
            "newsletter .. abbestellen|abmelden|kundigen|stornieren",
            "stopp|stop|stoppt|stoppen|beenden|beendet|einstellen|unterlassen|schluss mit|die|diese|alle|den|der|bitte|keine? .. sms|nachrichten|werbung|spam|mehr|bitte",
            "stopp|stop bitte",
            "lass* mich|uns .. ruhe|frieden",
            "falsche|falscher|falschen nummer|telefonnummer|person|verbunden|kontakt",
            "falsch verbunden",
            "nummer ist|gehort falsch|nicht|jetzt mehr|mir|meine|jemand",
            "bin nicht|keine .. person|kundin|kunde",
            "widerruf* .. einwilligung|zustimmung|hiermit",
            "unterlass* .. sms|nachrichten|werbung|kontakt*",
            "kein interesse mehr an .. sms|nachrichten|werbung",
        ],
    }],
};
