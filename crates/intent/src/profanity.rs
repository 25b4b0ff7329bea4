//! Profanity by target: at the sender as the whole message it is a wish to be left alone; with a request it is a
//! complaint for a person to read; about goods, oneself or a situation it is a way of speaking.

use std::sync::LazyLock;

use crate::pattern::Phrasebook;
use crate::phrases::runs::{self, Insult};
use crate::phrases::{self, lexicon};
use crate::tokens::Message;

const AT_SENDER: &[&str] = &[
    "fuck|fck|fuk|fuckk|eff|screw|f|fk|phuck|fucc|frick|stuff|shove|bugger|sod|naff|piss|bite|blow|suck off|offf|of|you|u|ya|yourself|urself|yourselves|yall|ur|your|these|spammers",
    "fuckyou|fuckoff|fucku|fuckof|fuckyouu|fuckyall|pissoff|stfu|gtfo|fu|gfy|kys|kma",
    "go fuck|screw|f|eff|fck|jump yourself|urself|yourselves|u|hell|off|your|ur",
    "go to hell",
    "shut the hell|fuck|fck|heck up",
    "^^ just|please? shut up @please? $$",
    "shut up @profane|spammers|about|already",
    "get lost|bent|stuffed|fucked",
    "kiss|lick|eat|suck|bite my|a|shit|this|ass|dick|it",
    "piss|bugger|sod|back|buzz|naff off|offf",
    "damn|goddamn|fucking|stupid|dumb|effing|bloody|goddam|f*ing|lying|annoying|pathetic spammers|spammer|scammers|scammer|idiots|morons|assholes|bots|bot|people|losers|scum",
    "you|youre|u|ur|yall|yous guys|people|folks|lot? are|fucking|all|a|such|damn|stupid|bunch|is? a? of? bunch|fucking|of|damn? assholes|asshole|idiots|idiot|scum|bitch|bitches|morons|moron|bastards|pricks|dickheads|cunts|cunt|dicks|spammers|trash|garbage|losers",
    "eat shit|dirt|me|dick",
    "fuck|screw|damn|fck all|every|each of? you|ya|yall|u",
    "foad|gtfoh|eabod|smd|fuckin off",
    "drop dead",
    "choke|rot on|in .. texts|hell|it|spam",
    "suck my|a|it|these|dick|balls",
    "die spammers|spammer|scum|already|bitch",
    "^^ @profane $$",
    "^^ fuck|screw|eff|damn|fck your|ur|this|these|the .. $$",
    "spammers|spammer|scammers $",
    "burn in hell",
    "up yours",
    "jerk off",
    "🖕",
    // Other languages.
    "a la mierda",
    "vete|vayanse|vayase|iros|andate a|al la? mierda|diablo|carajo|infierno|chingada",
    "jodanse|jodete|jodeos|chinga|chinguen|chingate|vetealamierda|callense|callate|putos|putas|cabrones|pendejos",
    "hijo|hijos de puta",
    "va|allez|vas|aller te|vous faire foutre|voir|enculer|cuire",
    "casse|cassez|tire|tirez toi|vous",
    "ta|vos|vot gueule|gueules",
    "ferme|fermez la|ta|vos",
    "connard*|enfoires|enculé|encules|ntm|batards",
    "fick|fickt|verpisst|verpiss|leck|leckt dich|euch|mich|doch|am",
    "halt|haltet die|s|deine|euer fresse|klappe|maul",
    "arschloch*|arschlocher|wichser|drecksack",
    "fahr* zur holle",
    "vai|vao|va a|pra|pro|se|tomar|te|ao|para|em? merda|puta|inferno|foder|fuder|cu|caralho",
    "vaffanculo|fanculo|affanculo|stronzi|stronzo|coglioni",
    "vai|andate|va a quel|fare|farti|fanculo|cagare|al paese|culo|diavolo|inculo|$",
    "rot|flikker|sodemieter|donder op",
    "krijg|val de tering|kanker|dood|tyfus",
    "klootzak*|hoerenzoon|lul|eikels",
    "иди|идите|пошел|пошли|пошёл на|в|к нахуй|хуй|жопу|черту|хер|$",
    "нахуй|нахер|отъебитесь|отвали|отвалите|сука|суки|уроды|мудаки|заебали",
    "spierdal*|wypierdal*|odpierdol*|odwal*",
    "siktir*|defol*",
    "jebte|jdete|odjebte",
    "kosom*|كسم*|انقلع*|تبا",
    "gago|putang|tangina|leche|ulol",
    "bhosdike|madarchod|chutiya|bsdk|behenchod",
    "anjing|bangsat|bajingan|goblok",
];

/// Words of one who wants something of the shop, or speaks of it.
const SERVICE_WORDS: &[&str] = &[
    "order",
    "orders",
    "ordered",
    "package",
    "parcel",
    "delivery",
    "delivered",
    "refund",
    "exchange",
    "return",
    "ship",
    "shipping",
    "shipped",
    "tracking",
    "money",
    "charged",
    "charge",
    "replacement",
    "where",
    "wheres",
    "when",
    "why",
    "how",
    "website",
    "checkout",
    "app",
    "size",
    "color",
    "code",
    "coupon",
    "discount",
    "broken",
    "broke",
    "item",
    "stuff",
    "help",
    "password",
    "pwd",
    "account",
    "product",
    "products",
    "purchase",
    "payment",
    "cart",
    "fix",
    "agent",
    "person",
    "stock",
    "restock",
    "buy",
    "buying",
    "pedido",
    "commande",
    "bestellung",
    "wrong",
    "mug",
    "shirt",
    "dress",
    "shoes",
    "address",
    "late",
    "card",
    "customer",
    "answer",
];

const KIND_WORDS: &[&str] = &[
    "love",
    "yeah",
    "yes",
    "amazing",
    "great",
    "good",
    "cute",
    "awesome",
    "cool",
    "thanks",
    "thank",
    "perfect",
    "hot",
    "beautiful",
    "nice",
    "best",
    "lol",
    "haha",
    "dope",
    "wow",
    "happy",
    "haha",
    "babe",
];

const STRONG_WORDS: &[&str] = &[
    "fuck", "fucking", "fck", "fuckin", "shit", "shitty", "bullshit", "bs", "crap", "damn", "goddamn", "hell",
    "bastards", "bastard", "assholes", "asshole", "wtf", "pissed", "ffs", "bitch", "bitches", "idiots", "morons",
    "screwing", "mierda", "merde", "scheisse", "scheiss", "merda", "cazzo", "putain", "bloody", "ass", "🖕", "screw",
];

const PATTERN_LIMIT: usize = 12;

static TARGETS: LazyLock<Phrasebook<()>> =
    LazyLock::new(|| Phrasebook::new(AT_SENDER.iter().map(|pattern| (*pattern, ()))));

/// Insults in other languages.
static ABROAD: LazyLock<Phrasebook<()>> =
    LazyLock::new(|| Phrasebook::new(lexicon::insults().map(|pattern| (pattern, ()))));

/// An insult abroad may be an innocent word elsewhere, so only a short message is one: a word in Latin letters of four or
/// fewer nearly alone.
const SHORT_INSULT: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profanity {
    /// The message is an insult and nothing else.
    Hostile,
    /// Anger about an order, a refund, a page: a person should read it.
    Complaint,
}

pub(crate) fn judge(message: &Message) -> Option<Profanity> {
    match runs::insult(message) {
        Some(Insult::AtSender) => return Some(Profanity::Hostile),
        Some(Insult::InComplaint) => return Some(Profanity::Complaint),
        None => {}
    }
    let abroad = message.tokens.len() <= SHORT_INSULT
        && ABROAD.find(&message.tokens).any(|(place, ())| {
            let words = &message.tokens[place.start..place.end];
            let short = words.len() == 1 && words[0].word.is_ascii() && words[0].word.len() <= 4;
            !phrases::are_english(words) && (!short || message.tokens.len() <= 3)
        });
    let at_sender = abroad || TARGETS.first(&message.tokens).is_some();
    let kind = message.has(KIND_WORDS);
    let service = message.has(SERVICE_WORDS) || (at_sender && lexicon::names_goods(&message.tokens));
    if at_sender && !service && !kind && !message.asks && message.tokens.len() <= PATTERN_LIMIT {
        return Some(Profanity::Hostile);
    }
    let complaint = service && !kind && (at_sender || message.has(STRONG_WORDS));
    complaint.then_some(Profanity::Complaint)
}

#[cfg(test)]
mod tests {
    use super::{AT_SENDER, Profanity, judge};
    use crate::{pattern::fault, tokens::Message};

    #[test]
    fn every_pattern_is_well_formed() {
        let faults: Vec<String> = AT_SENDER.iter().filter_map(|pattern| fault(pattern)).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn the_target_decides() {
        for (text, judgement) in [
            ("fuck you guys", Some(Profanity::Hostile)),
            ("🖕", Some(Profanity::Hostile)),
            ("fuck you guys where's my package", Some(Profanity::Complaint)),
            ("hell yeah, do you have it in red?", None),
            ("damn that's cute", None),
        ] {
            assert_eq!(judge(&Message::read(text)), judgement, "{text}");
        }
    }
}
