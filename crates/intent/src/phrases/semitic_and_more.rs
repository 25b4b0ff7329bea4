//! Arabic, Hebrew, Turkish, and languages of South and South-East Asia that divide words by spaces.

use super::{Certainty::Clear, Language, Wish};

pub(super) const ARABIC_AND_HEBREW: Language = Language {
    code: "ar",
    wishes: &[Wish {
        rule: "wish.ar",
        reason: "asks in Arabic or Hebrew for no more texts",
        certainty: Clear,
        negatable: false,
        patterns: &[
            "لا|ما|مش|مو اريد|ابي|ابغى|عايز|بدي|ارغب|اود .. رسائل|الرسائل|رسايل|رسالة|رسائلكم|استلام",
            "لا ترسل*|تراسل*|تبعت*|تتصل*|تزعج*",
            "اوقف*|وقف*|توقف*|ايقاف|الغاء .. الرسائل|رسائل|ارسال|الاشتراك|رسايل|الارسال|الرسايل|عن",
            "احذف*|امسح*|شيل*|ازل* .. رقمي|رقم|القائمة|اسمي|قائمتكم",
            "احذفوني|شيلوني",
            "كفاية|كفى|خلاص|بس رسائل|رسايل|ازعاج",
            "الرقم|رقم غلط|خطا|خاطئ",
            "اتركوني|سيبوني|حلوا عني|في|وشاني|بحالي|$",
            "אל|תפסיק* תשלח*|לשלוח|תסמס*|עם|להטריד|לסמס|תכתב*",
            "הסירו|הסר|תורידו|תמחקו|מחקו|הורידו|תסירו אותי|את|מהרשימה|מספר*|בבקשה",
            "לא רוצ* .. הודעות|לקבל|סמס*|פרסומות",
            "די|מספיק עם|לשלוח|הודעות",
            "עזבו|עיזבו|תעזבו אותי",
            "טעות במספר|מספר",
            "מספר שגוי|לא",
        ],
    }],
};

pub(super) const TURKISH: Language = Language {
    code: "tr",
    wishes: &[Wish {
        rule: "wish.tr",
        reason: "asks in Turkish for no more texts",
        certainty: Clear,
        negatable: false,
        patterns: &[
            "mesaj|mesajlar|sms|reklam|mesajlari|bildirim|mesajinizi .. istemiyor*|gondermeyin|atmayin|yollamayin|gonderme|atma|durdur*|kes*|iptal|kapat*",
            "bana|bir .. yazmayin|gondermeyin|atmayin|yazma",
            "numaram*|beni|listeden .. sil*|cikar*|kaldir*",
            "listeden|abonelikten cik*",
            "yanlis numara",
            "rahat birak*",
            "beni rahatsiz etmeyin",
            "abonelig* .. iptal",
        ],
    }],
};

pub(super) const SOUTH_AND_SOUTH_EAST_ASIA: Language = Language {
    code: "hi",
    wishes: &[Wish {
        rule: "wish.asia",
        reason: "asks in an Asian language for no more texts",
        certainty: Clear,
        negatable: false,
        patterns: &[
            "message|msg|sms|messages|text|मैसेज|मेसेज|एसएमएस|संदेश .. mat|nahi|band|na|मत|नहीं|बंद|न karo|kare|karen|karein|bhejo|bhejna|bheje|chahiye|karna|करो|करें|भेजो|भेजें|चाहिए|kijiye|कीजिए|कर",
            "mat|मत bhejo|karo|bhejna|bhejiye|भेजो|भेजें|करो|भेजिए message|msg|sms|text|मैसेज|संदेश|$",
            "mera|मेरा .. hatao|hata|delete|hatado|nikalo|हटाओ|हटा|हटाएं|निकालो|डिलीट",
            "band|बंद karo|kar|kare|karein|kijiye|करो|करें|कर|कीजिए",
            "pareshan|tang|तंग|परेशान mat|na|मत|न karo|kare|करो|करें",
            "galat|गलत|ग़लत number|नंबर|no",
            "jangan|stop|tolong|jgn|berhenti|hentikan|tidak|gak|ga|tak|usah .. sms|kirim*|pesan|ganggu|hubungi|hantar*|mesej|chat lagi|saya|aku|pesan|iklan|sms|promosi|$",
            "tolong|mohon|hapus|padam|keluarkan|buang|please .. nomor|nombor|no saya|ku|ini|dari",
            "hapus|keluarkan|padam saya|nomor|nombor",
            "salah nomor|sambung|nombor|orang",
            "berhenti berlangganan|langganan|kirim|sms|$",
            "wag|huwag|tigil*|itigil|tama na|nyo|ninyo|kayo|mo|niyo|po|na .. text|magtext|mag|itext|message|padala|magpadala|pagtext|send|magsend",
            "wag|huwag .. mag|magtext|itext|magmessage|magpadala|itetext",
            "ayaw|ayoko|ayoko ko|na|ng|nang .. text|texts|message|messages|makatanggap|promo",
            "alisin|tanggalin|burahin nyo|ninyo|niyo|mo|po|ang? .. number|numero|ako|listahan",
            "maling|mali|wrong numero|number ito|po|yan|ang|$",
            "đừng|dừng|ngừng|ngưng|không|khong|dung gửi|nhắn|muốn|lam|nhan|gui|liên|muon .. tin|nữa|nua|nhận|nhan|sms|quảng",
            "xóa|xoá|xoa|bỏ số|so|tôi|toi|toi",
            "hủy|huỷ|huy đăng|dang",
            "nhầm|sai số|so",
            "usinitumie|sitaki|acha|acheni|niondoe ujumbe|meseji|kutuma|sms|kunitumia|kwenye|$",
            "message|মেসেজ|এসএমএস .. পাঠাবেন|করবেন|দেবেন|বন্ধ|চাই না",
            "পাঠাবেন না",
            "பெனி|அனுப்ப|அனுப்பாதீர்கள்|செய்தி .. வேண்டாம்|நிறுத்து*",
            "پیغام|میسج|پیام .. نہ|مت|بند|نفرست* بھیجیں|کریں|کرو|بھیجو|$",
            "دیگه|لطفا پیام|پیامک نده|نفرست*|ندهید",
        ],
    }],
};
