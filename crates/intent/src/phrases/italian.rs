//! Italian wishes.

use super::{Certainty::Clear, Language, Wish};

pub(super) const ITALIAN: Language = Language {
    code: "it",
    wishes: &[Wish {
        rule: "wish.it",
        reason: "asks in Italian for no more texts",
        certainty: Clear,
        negatable: false,
        patterns: &[
            "non mi|ci? scriv*|mand*|invi*|contatt*|disturb*|messaggi* piu|mai|altri|nulla|niente|messaggi|sms|$",
            "non scrivetemi|scrivermi|mandatemi|mandarmi|inviatemi|inviarmi|contattatemi|contattarmi|disturbatemi|disturbarmi",
            "non voglio|desidero|vorrei|vogliamo|intendo piu|ricevere|altri|i|questi|i? .. messaggi|sms|pubblicita|notifiche|ricevere|messaggio|essere|vostri|promozioni|spam|ricevuti|contattato",
            "niente|nessun|no piu|altri? messaggi|sms|pubblicita|messaggio|promozioni|spam",
            "basta|stop|smett*|finit*|piantat* di|con|i|a|coi|agli|la? .. sms|messaggi|messaggio|scrivermi|mandarmi|inviarmi|pubblicita|spam|promozioni|disturbarmi|contattarmi|notifiche",
            "smettetela|smettila|piantatela|finitela ora|subito|adesso",
            "basta|stop per favore|ora|adesso|cosi|grazie",
            "rimuov*|rimoss*|togli*|cancell*|elimin*|depenn* il|mi|il|questo|mio|dalla|da .. numero|lista|elenco|telefono|dati|contatto|contatti",
            "rimuovetemi|rimuovimi|toglietemi|toglimi|cancellatemi|cancellami|eliminatemi|eliminami|rimuovermi|togliermi|cancellarmi|levatemi|levami",
            "mi? cancello|cancellarmi|disiscriv*|disiscri*|disinscri*|disdi* da|dalla|dai|la|il|gli|$",
            "disiscriv*|disiscri*",
            "disdi*|annull*|cancell* .. iscrizione|newsletter ai|alla|agli|$",
            "lasci* mi|ci? in pace",
            "lasciatemi|lasciami in|stare",
            "numero|persona sbagliat*|errat*",
            "sbagliato numero|persona",
            "non sono|conosco io|la|questa|nessun",
            "questo numero non e|appartiene",
            "revoco .. consenso",
            "come .. cancello|cancellarmi|disiscrivo|disiscrivermi|smetto",
        ],
    }],
};
