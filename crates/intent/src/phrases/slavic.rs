//! Russian, Ukrainian, Polish and Czech wishes.

use super::{Certainty::Clear, Language, Wish};

pub(super) const RUSSIAN_AND_UKRAINIAN: Language = Language {
    code: "ru",
    wishes: &[Wish {
        rule: "wish.ru",
        reason: "asks in Russian or Ukrainian for no more texts",
        certainty: Clear,
        negatable: false,
        patterns: &[
            "не пиш*|присыл*|шлите|отправл*|беспоко*|звоните|надсил*|турбу*|высыл* мне|меня|нам|больше|мені|мене|більше|сообщ*|смс|сюда|$",
            "больше|більше не мне|мені? пиш*|присыл*|шлите|отправл*|беспоко*|надо|нужно|надсил*|треба|хочу",
            "не хочу|желаю|надо|нужно|нужны|бажаю|треба больше|більше|получать|отримувати|ваши|ваших|мне|этих|эти? .. сообщ*|смс|рассыл*|реклам*|повідомл*|получать|отримувати",
            "хватит|прекрат*|перестан*|досит*|припин*|годі мне|меня|мені|уже|с? .. пис*|спам*|смс|сообщ*|рассыл*|слать|присыл*|беспоко*|надсил*|розсил*|$",
            "убер*|удал*|исключ*|видал*|прибер*|вычеркн* .. номер|меня|списк*|базы|мене|списку|телефон",
            "отпиш*|отпис*|відпиш*|відпис*",
            "отмен* .. подписк*|рассылк*|смс",
            "отключ*|вимкн* .. смс|рассылк*|сообщ*|уведомл*",
            "стоп|stop пожалуйста|смс|рассылк*|спам|будь|сообщения",
            "никаких|ніяких больше|більше? смс|сообщ*|реклам*|повідомл*",
            "оставьте|отстаньте|отвалите|отвяжитесь|отстань|отвяжись|залиште|відчепіться меня|нас|мене|от|від|в|$",
            "неправильный|неверный|не|неправильний тот? номер",
            "ошиблись|ошибка|помилились номером|номер|номером",
            "это не мой номер",
        ],
    }],
};

pub(super) const POLISH_AND_CZECH: Language = Language {
    code: "pl",
    wishes: &[Wish {
        rule: "wish.pl",
        reason: "asks in Polish or Czech for no more texts",
        certainty: Clear,
        negatable: false,
        patterns: &[
            "nie|prosze chce|chcemy|zycze|wysylajcie|wysylaj|wysylac|piszcie|pisz|pisac|przysylajcie|smsujcie|kontaktujcie|zawracajcie mi|do|sobie|wiecej|juz|do? mnie? wiecej|smsow|sms|wiadomosci|mnie|reklam|otrzymywac|juz|smsy|spamu|dostawac|glowy",
            "prosze|chce|jak|moge .. wypis*|usun*|zrezygnow*|rezygn*",
            "wypis* mnie|z|prosze|sie|$",
            "usun* moj|mnie|ten|z .. numer|listy|bazy",
            "koniec|stop|dosc|przestan* z|tych|wysylac|pisac|prosze|juz|do? smsami|sms|smsow|wiadomosci|prosze|reklam|pisac|mnie",
            "stop|koniec prosze|smsom",
            "przestancie|przestan wysylac|pisac|spamowac",
            "zadnych wiecej? sms*|wiadomosci|reklam",
            "zly|pomylka|bledny|pomyl* numer|numer*",
            "to nie moj|ten numer",
            "zostawcie|dajcie mnie|mi w|spokoj spokoju?",
            "odwolu* .. zgod*",
            "neposilejte|nepiste|neposilat|nechci|odhlas*|odstrante|vymazte|prestante mi|uz|dalsi|me|zadne|z? .. sms|zpravy|zadne|mne|cislo|odber|seznamu|posilat|$",
            "spatne|omyl cislo",
            "neposielajte|nechcem|odhlaste .. spravy|sms|ma|ziadne",
        ],
    }],
};
