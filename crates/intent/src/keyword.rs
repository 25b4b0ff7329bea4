//! Bare keywords: the whole message, or a whole clause, is a command.
//!
//! Sources: Twilio's default opt-out, opt-in and help keywords (STOP, STOPALL, UNSUBSCRIBE, CANCEL, END, QUIT, REVOKE,
//! OPTOUT; START, YES, UNSTOP; HELP, INFO) and the FCC's list of per se revocations (47 CFR 64.1200(a)(10): stop,
//! quit, end, revoke, opt out, cancel, unsubscribe).

use crate::normalise::to_latin;
use crate::tokens::{Message, Token};
use crate::{Finding, Intent, typo};

/// Unmistakable wherever they make up a clause.
const STOP_WORDS: &[&str] = &[
    "stop",
    "stopall",
    "unsubscribe",
    "unsub",
    "unsubscribed",
    "optout",
    "revoke",
    "stopp",
    "stp",
    "stahp",
    "stahhp",
    "stawp",
    "stap",
    "stopit",
    "stoppls",
    "stopplease",
    "unsuscribe",
    "unsubscribeme",
    "removeme",
    "desinscription",
    "desabonnement",
    "desabonner",
    "desinscrire",
    "abmelden",
    "abmeldung",
    "abbestellen",
    "afmelden",
    "afmelding",
    "uitschrijven",
    "cancellazione",
    "disiscrizione",
    "descadastrar",
    "desinscrever",
    "rezygnacja",
    "rezygnuje",
    "wypisz",
    "стоп",
    "отписка",
    "отписаться",
    "отпишись",
    "отмена",
    "відписка",
    "відписатися",
    "退订",
    "退訂",
    "td",
    "td退订",
    "t",
    "停止",
    "配信停止",
    "取消订阅",
    "取消訂閱",
    "수신거부",
    "중지",
    "그만",
    "정지",
    "ايقاف",
    "توقف",
    "الغاء",
    "הסר",
    "הסירו",
    "הפסק",
    "iptal",
    "berhenti",
    "avregistrera",
    "afmeld",
    "avmeld",
    "avsluta",
    "lopeta",
    "dezabonare",
    "leiratkozas",
    "odhlasit",
    "στοπ",
    "διακοπη",
    "หยุด",
    "ยกเลิก",
    "रोकें",
    "बंद",
    "arret",
    "arreter",
    "arretez",
    "🛑",
    "退会",
    "解除",
    "stoppen",
    "stopt",
];

/// Words of daily life too: a command only when the message says nothing else.
const WEAK_STOP_WORDS: &[&str] = &[
    "cancel",
    "end",
    "quit",
    "remove",
    "cease",
    "discontinue",
    "delete",
    "cancela",
    "cancelar",
    "cancelen",
    "alto",
    "baja",
    "debaja",
    "parar",
    "pare",
    "parem",
    "chega",
    "sair",
    "basta",
    "detener",
    "desactivar",
    "darbaja",
    "annuler",
    "fin",
    "fini",
    "beenden",
    "kundigen",
    "stornieren",
    "annulla",
    "ferma",
    "cancella",
    "fermare",
    "finito",
    "stopzetten",
    "koniec",
    "dur",
    "durdur",
    "hentikan",
    "tigil",
    "sluta",
    "slutt",
    "slut",
    "stanna",
    "peruuta",
    "хватит",
    "досить",
    "取消",
    "キャンセル",
    "취소",
    "وقف",
    "قف",
    "huy",
    "dung",
    "uit",
    "опт",
    "remover",
    "eliminar",
    "salir",
    "quitar",
    "terminar",
    "cesser",
    "raus",
    "halt",
    "hủy",
    "dừng",
    "zrusit",
    "opuscic",
    "suspend",
    "leave",
    "dejar",
    "optar",
    "off",
];

/// Commands only as the whole message, and even then with some doubt.
const DOUBTFUL_STOP_WORDS: &[&str] = &["para", "🚫", "⛔", "✋", "🙅", "📵", "❌", "🖐", "🤚", "unsubscribes"];

const START_WORDS: &[&str] = &[
    "start",
    "unstop",
    "yes",
    "join",
    "subscribe",
    "resubscribe",
    "optin",
    "restart",
    "resume",
    "continue",
    "begin",
    "yep",
    "yeah",
    "si",
    "oui",
    "ja",
    "sim",
    "alta",
    "suscribir",
    "suscribirme",
    "reprendre",
    "comenzar",
    "iniciar",
    "да",
    "开始",
    "はい",
    "시작",
    "नमस्ते",
    "evet",
    "tak",
    "ano",
    "inizia",
    "starten",
    "empezar",
    "unquit",
    "y",
];

const HELP_WORDS: &[&str] = &[
    "help",
    "info",
    "information",
    "ayuda",
    "aide",
    "hilfe",
    "ajuda",
    "aiuto",
    "hulp",
    "pomoc",
    "помощь",
    "yardim",
    "帮助",
    "ヘルプ",
    "도움말",
    "informacion",
    "infos",
    "hjalp",
    "مساعدة",
    "support",
];

/// Courtesy and noise around a command.
const FILLERS: &[&str] = &[
    "please",
    "pls",
    "plz",
    "plse",
    "pleas",
    "plase",
    "pleease",
    "plea",
    "ty",
    "thx",
    "tks",
    "thanks",
    "thank",
    "you",
    "u",
    "ok",
    "okay",
    "k",
    "kk",
    "hi",
    "hey",
    "hello",
    "yo",
    "dude",
    "bro",
    "man",
    "sir",
    "maam",
    "guys",
    "yall",
    "now",
    "already",
    "just",
    "kindly",
    "yes",
    "yeah",
    "ya",
    "nah",
    "no",
    "nope",
    "reply",
    "text",
    "txt",
    "sorry",
    "lol",
    "omg",
    "ugh",
    "asap",
    "immediately",
    "today",
    "again",
    "dear",
    "and",
    "thankyou",
    "por",
    "favor",
    "gracias",
    "svp",
    "stp",
    "sil",
    "vous",
    "plait",
    "te",
    "merci",
    "bitte",
    "danke",
    "sofort",
    "alsjeblieft",
    "aub",
    "alstublieft",
    "graag",
    "bedankt",
    "prosze",
    "dziekuje",
    "per",
    "favore",
    "grazie",
    "obrigado",
    "obrigada",
    "lutfen",
    "пожалуйста",
    "спасибо",
    "ladha",
    "tolong",
    "po",
    "tack",
    "takk",
    "tak",
    "kiitos",
    "vinligst",
    "snalla",
    "me",
    "it",
    "this",
    "all",
    "that",
    "to",
    "command",
    "keyword",
    "word",
    "type",
    "send",
    "answer",
    "response",
    "bye",
    "goodbye",
    "good",
    "day",
    "cheers",
    "regards",
    "respectfully",
    "darn",
    "my",
    "friend",
    "seriously",
    "amp",
    "dammit",
    "damn",
    "god",
    "jesus",
    "christ",
    "ffs",
    "wtf",
    "effing",
    "fucking",
    "sincerely",
    "the",
    "end",
    "plox",
    "madam",
    "👎",
    "✋",
    "🖐",
    "🤚",
    "❌",
    "🚫",
    "🙅",
    "📵",
    "⛔",
    "من",
    "فضلك",
    "בבקשה",
    "請",
    "요",
    "つ",
    "请",
];

/// Fillers that may stand beside START, HELP and YES.
const GENTLE_FILLERS: &[&str] = &[
    "please",
    "pls",
    "plz",
    "thanks",
    "thx",
    "ty",
    "thank",
    "you",
    "ok",
    "okay",
    "again",
    "me",
    "now",
    "hi",
    "hello",
    "hey",
    "por",
    "favor",
    "svp",
    "bitte",
    "quiero",
    "want",
    "yes",
    "i",
    "text",
    "reply",
    "texts",
    "my",
    "do",
    "everything",
    "all",
    "it",
    "absolutely",
    "up",
    "back",
    "in",
    "send",
];

/// Two-word forms of single keywords.
const PAIRS: &[(&str, &str, &str)] = &[
    ("opt", "out", "optout"),
    ("opting", "out", "optout"),
    ("optt", "out", "optout"),
    ("opt", "in", "optin"),
    ("opting", "in", "optin"),
    ("stop", "all", "stopall"),
    ("un", "subscribe", "unsubscribe"),
    ("un", "stop", "unstop"),
    ("de", "baja", "debaja"),
    ("dar", "debaja", "darbaja"),
    ("re", "subscribe", "resubscribe"),
];

/// A message that is nothing but a keyword, courtesy aside.
pub(crate) fn whole(message: &Message) -> Option<Finding> {
    if message.tokens.is_empty() || message.tokens.len() > 12 {
        return None;
    }
    let words = paired(&message.tokens);
    let said: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !is_filler(word))
        .collect();
    let is_stop = |word: &str| STOP_WORDS.contains(&word) || WEAK_STOP_WORDS.contains(&word);

    if !said.is_empty() && said.iter().all(|word| is_stop(word) || is_stop(&to_latin(word))) {
        // "no end?" and "the end" say something; "stop no more" does not come here.
        let strong = said
            .iter()
            .any(|word| STOP_WORDS.contains(word) || STOP_WORDS.contains(&to_latin(word).as_str()));
        let negated = words
            .first()
            .is_some_and(|word| matches!(word.as_str(), "no" | "nah" | "nope"))
            && !strong;
        let asked = message.asks && !strong;
        if !negated
            && !asked
            && (strong
                || !words
                    .iter()
                    .any(|word| matches!(word.as_str(), "the" | "it" | "that" | "this")))
        {
            return Some(Finding::opt_out("keyword.stop", "the message is an opt-out keyword"));
        }
    }
    if words.iter().any(|word| word == "end")
        && words.iter().all(|word| word == "end" || is_filler(word))
        && !words.iter().any(|w| w == "the")
    {
        return Some(Finding::opt_out("keyword.stop", "the message is an opt-out keyword"));
    }
    if !said.is_empty() && said.iter().all(|word| DOUBTFUL_STOP_WORDS.contains(word)) {
        return Some(Finding::opt_out("keyword.doubtful", "the message may be an opt-out keyword").in_doubt());
    }
    if said.is_empty()
        && words
            .iter()
            .all(|word| crate::tokens::SPEAKING_EMOJI.contains(word.as_str()) && word != "👎")
    {
        return Some(Finding::opt_out("emoji.stop", "a stop sign stands for the message").in_doubt());
    }
    if (1..=2).contains(&said.len()) && words.len() <= 4 && typo::is_near_stop_word(&said.concat()) {
        return Some(Finding::opt_out(
            "keyword.misspelled",
            "the message is a misspelled opt-out keyword",
        ));
    }
    if is_drawn_keyword(&words) {
        return Some(Finding::opt_out(
            "keyword.drawn",
            "the message is an opt-out keyword drawn in other signs",
        ));
    }
    command(&words, HELP_WORDS)
        .then(|| Finding::of(Intent::Help, "keyword.help", "the message is a help keyword"))
        .or_else(|| {
            command(&words, START_WORDS)
                .then(|| Finding::of(Intent::OptIn, "keyword.start", "the message is an opt-in keyword"))
        })
}

/// A clause that is nothing but an unmistakable keyword: "I never asked for this. Stop".
pub(crate) fn clause(message: &Message) -> Option<Finding> {
    let spoken = message.clauses().any(|clause| {
        let words = paired(clause);
        let mut said = words
            .iter()
            .map(String::as_str)
            .filter(|word| !is_filler(word))
            .peekable();
        said.peek().is_some() && clause.len() <= 6 && said.all(|word| STOP_WORDS.contains(&word) && word != "t")
    });
    let shouted_first = message
        .tokens
        .first()
        .is_some_and(|token| token.shouted && matches!(token.word.as_str(), "stop" | "unsubscribe" | "stopall"))
        && !message.tokens.iter().all(|token| token.shouted);
    let shouted_last = message.tokens.last().is_some_and(|token| {
        token.shouted && matches!(token.word.as_str(), "stop" | "unsubscribe" | "stopall" | "end")
    }) && !message.tokens.iter().all(|token| token.shouted)
        && !message.asks;
    (spoken || shouted_first || shouted_last)
        .then(|| Finding::opt_out("keyword.clause", "a sentence of the message is an opt-out keyword"))
}

fn command(words: &[String], commands: &[&str]) -> bool {
    words.iter().any(|word| commands.contains(&word.as_str()))
        && words
            .iter()
            .all(|word| commands.contains(&word.as_str()) || GENTLE_FILLERS.contains(&word.as_str()))
        && words.len() <= 5
}

fn is_filler(word: &str) -> bool {
    (FILLERS.contains(&word) && !matches!(word, "end" | "stp")) || word.chars().all(|c| c.is_ascii_digit())
}

/// The words with two-word keywords made one.
fn paired(tokens: &[Token]) -> Vec<String> {
    let mut words: Vec<String> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let joined = words
            .last()
            .and_then(|last| PAIRS.iter().find(|(a, b, _)| last == a && token.word == *b));
        match joined {
            Some((_, _, whole)) => {
                words.pop();
                words.push((*whole).to_owned());
            }
            None => words.push(token.word.clone()),
        }
    }
    words
}

/// "qu!t", "ѕтор", "s-t-0-p": the letters of a short message put together, every sign as the letter it resembles.
fn is_drawn_keyword(words: &[String]) -> bool {
    const DRAWN: &[&str] = &["stop", "quit", "cancel", "unsubscribe", "optout", "stopall", "revoke"];
    let skeleton = to_latin(&words.concat());
    words.len() <= 8 && skeleton.len() <= 16 && DRAWN.contains(&skeleton.as_str())
}
