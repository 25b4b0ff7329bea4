//! Classes of words that the pattern tables name with `@`.

const CLASSES: &[(&str, &str)] = &[
    (
        "stop",
        "stop stopp stp stap stahp stahhp stops quit cease end discontinue halt cancel terminate disable suspend 🛑 🚫 🙅 📵 ⛔",
    ),
    (
        "stopping",
        "stopping ending cancelling canceling discontinuing quitting",
    ),
    (
        "contacting",
        "texting txting messaging msging contacting bothering harassing spamming bugging pestering annoying pinging smsing notifying \
         badgering hounding disturbing msgin textin txtn blowing_up hitting_up blasting hassling bombarding",
    ),
    (
        "texts",
        "text texts txt txts msg msgs message messages sms mms smss notification notifications notifs alert alerts promo promos \
         promotion promotions promotional ad ads advert adverts advertisement advertisements advertising marketing spam solicitation \
         solicitations campaigns blasts newsletter newsletters newsleter newsletters reminders texting messaging",
    ),
    (
        "offers",
        "coupons offers deals discounts promos updates sales reminders ads",
    ),
    (
        "contact",
        "text txt message msg contact sms bother disturb spam harass solicit bug pester",
    ),
    (
        "please",
        "please pls plz thanks thank thx ty ta cheers you kindly now already asap immediately",
    ),
    ("me", "me us my mine myself this our"),
    (
        "mynumber",
        "number numbers # num phone cell cellphone mobile digits line contact contacts info information no nr name",
    ),
    (
        "list",
        "list lists listing database databases records system subscribers club listserv program programme campaign campaigns",
    ),
    (
        "remove",
        "remove rmv rmove delete erase exclude scrub purge unlist unenroll unregister deregister disenroll withdraw",
    ),
    ("dont", "dont donot never dnt"),
    (
        "person",
        "person human people representative rep agent manager supervisor operator someone somebody advisor associate staff owner",
    ),
    (
        "profane",
        "fuck fck fuk fuckk fucking fuckin fcking effing fking fkn shit bitch bitches asshole assholes ass arsehole bastard bastards moron \
         morons idiot idiots spammer spammers damn dammit goddamn scum scumbag scumbags losers loser jerk jerks dick dickhead dicks \
         wanker wankers prick pricks motherfucker motherfuckers mf mfs jackass dumbass dipshit cunt cunts pos",
    ),
    ("these", "these this those it them that your all any"),
    ("again", "again anymore more evermore ever"),
];

/// The words of a class, none for an unknown name.
pub(crate) fn class(name: &str) -> Vec<&'static str> {
    CLASSES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, words)| words.split_whitespace().collect())
        .unwrap_or_default()
}
