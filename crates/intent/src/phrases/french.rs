//! French wishes. Apostrophes are dropped before comparing: "n'envoyez" is "nenvoyez".

use super::{Certainty::Clear, Language, Wish};

pub(super) const FRENCH: Language = Language {
    code: "fr",
    wishes: &[Wish {
        rule: "wish.fr",
        reason: "asks in French for no more texts",
        certainty: Clear,
        negatable: false,
        patterns: &[
            "ne me|mecri* contact*|ecri*|envoy*|derang*|textez|texte|harcel*|sollicit* plus|jamais|pas",
            "ne|merci mecri*|menvoy*|mecrire|menvoyer plus|jamais|pas",
            "ne plus me|recevoir|mecrire|menvoyer|etre|jamais",
            "nenvoyez|nenvoie|necrivez|menvoyez|menvoie|mecrivez|mecris plus|jamais|pas",
            "arret* de|les|vos|ces|tout|avec|votre|le .. sms|messages|message|texto*|mecri*|menvoy*|envoy*|contacter|harceler|deranger|spam|pub|pubs|saouler|embeter",
            "arret* de me|mecrire|menvoyer|nous|spammer",
            "arretez|arrete maintenant|svp|sil|ca|tout|$",
            "stop|fin|stopper|stoppez aux|les|vos|ces|a|avec|de|la? sms|messages|message|texto*|pub|pubs|spam|publicite|svp|promos|notifications",
            "stop|arret sil vous plait",
            "stop|arret svp|stp|merci",
            "plus|aucun|pas de|vos|d? messages|message|sms|texto|textos|pub|pubs|publicite|promos|notifications svp|merci|sil|sur|s|$",
            "ne? veux|souhaite|desire|voudrais|veut plus|pas|recevoir .. sms|messages|message|texto|textos|pub|recevoir|pubs|publicite|contacte*",
            "ne? veux|souhaite|desire plus|pas recevoir|etre",
            "retir*|enlev*|supprim*|efface*|effacez|ray* moi|me|mon|mes|ce|le .. numero|coordonnees|liste|listes|tel|telephone",
            "retirez|enlevez|supprimez|rayez|sortez|radiez|otez moi",
            "desabonn*|desinscri*|desincri*|desabonem*",
            "me|se desabonn*|desinscri*|desinscrire",
            "annul*|resili* .. abonnement|inscription aux|a|au|par? .. sms|messages|newsletter|alertes",
            "annulez|annuler les|mes|ces sms|messages|alertes|notifications",
            "laiss* moi|nous .. tranquille|paix",
            "lachez|lache|foutez|fous moi|nous .. paix|grappe|tranquille",
            "mauvais|faux|erreur|pas|trompe* de|le|d|du? numero",
            "mauvaise personne",
            "tromp* de|numero numero|personne",
            "pas|nest plus|pas|le|mon .. mon|bon numero",
            "je ne? suis pas la|cette personne",
            "quitter|sortir|sors la|de|cette|votre la|cette|votre? liste",
            "comment .. desabonn*|desinscri*|arreter|stopper",
            "retire mon consentement",
        ],
    }],
};
