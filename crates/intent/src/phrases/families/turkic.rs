//! Turkish, Azerbaijani, Kazakh and Uzbek.

use crate::phrases::lexicon::Lexicon;

pub(super) const LEXICONS: &[Lexicon] = &[
    Lexicon {
        code: "tr",
        language: "Turkish",
        classes: &[
            (
                "please",
                "lütfen lutfen teşekkürler tesekkurler teşekkür_ederim sağol merhaba selam rica_ederim hemen artık_lütfen derhal rica_ediyorum",
            ),
            ("me", "bana beni bize bizi benim bu_numaraya numarama telefonuma"),
            (
                "texts",
                "mesaj* sms* smsleri reklam* bildirim* promosyon* kampanya* spam* bülten* bulten* tanıtım* tanitim* ileti iletiler iletileri duyuru* kısa_mesaj",
            ),
            (
                "contact",
                "göndermeyi gondermeyi göndermekten atmayı atmayi atmaktan yollamayı yollamayi yazmayı yazmayi rahatsız_etmeyi taciz_etmeyi aramayı gönderimi gönderilmesini gönderimini gönderme göndermeye",
            ),
            ("more", "artık artik bir_daha daha tekrar asla sakın sakin"),
            (
                "nowrite",
                "yazmayın yazmayin yazmayınız yazmayiniz yazma_bana mesajlamayın rahatsız_etmeyin rahatsiz_etmeyin rahatsız_etmeyiniz rahatsız_etme taciz_etmeyin taciz_etme iletişime_geçmeyin iletisime_gecmeyin mesaj_atmayın mesaj_atmayin mesaj_atma mesaj_göndermeyin mesaj_gondermeyin mesaj_gönderme mesaj_yollamayın sms_atmayın sms_atmayin sms_göndermeyin sms_gondermeyin sms_atma sms_gönderme darlamayın darlama bunaltmayın",
            ),
            (
                "nosend",
                "göndermeyin gondermeyin göndermeyiniz gonderme göndermesin gönderilmesin gonderilmesin gönderilmesini_istemiyorum atmayın atmayin atmayınız yollamayın yollamayin yollama aramayın gelmesin atılmasın göndermekten_vazgeçin",
            ),
            (
                "stop",
                "durdurun durdur durdurunuz durdurabilir durdurmak durdurulsun kesin kesiniz kes keser_misiniz bırakın birakin bırak birak bırakır_mısınız son_verin son_ver iptal iptal_edin iptal_et iptali kapatın kapatin kapat kapatmak engelleyin vazgeçin vazgecin dur durun stop sonlandırın sonlandir sonlandır",
            ),
            ("want", "istiyorum isterim"),
            (
                "nowant",
                "istemiyorum istemiyoruz istemem istemediğimi istemediğim istememekteyim ilgilenmiyorum ilgilenmiyoruz ilgimi_çekmiyor gerek_yok ihtiyacım_yok bıktım biktim bıktık usandım yeter istemiyom kabul_etmiyorum onaylamıyorum onay_vermiyorum izin_vermiyorum izin_vermedim onay_vermedim",
            ),
            (
                "receive",
                "almak gelmesini almayı almak_istemiyorum aranmak rahatsız_edilmek",
            ),
            ("nomore", "artık_yok daha_fazla_mesaj yeter_artık başka_mesaj"),
            ("enough", "yeter yeter_artık yeter_artik yetti yetti_artık bıktım kâfi"),
            (
                "remove",
                "silin sil siliniz silinmesini silinsin siler_misiniz silebilir çıkarın cikarin çıkar cikar çıkarınız çıkartın çıkarır_mısınız çıkarılmak çıkarılmasını kaldırın kaldirin kaldır kaldırınız kaldırılmasını",
            ),
            (
                "removeme",
                "beni_silin beni_sil beni_çıkarın beni_cikarin beni_çıkar beni_cikar beni_çıkartın beni_kaldırın beni_listeden",
            ),
            (
                "number",
                "numaramı numarami numaram numarayı numarayi numaramın telefonumu bilgilerimi kaydımı kaydimi",
            ),
            (
                "list",
                "listeden listenizden listesinden sistemden sisteminizden veritabanından veritabanınızdan rehberden gruptan",
            ),
            (
                "out",
                "çıkmak cikmak çıkar çıkarın ayrılmak çıkabilirim cikabilirim çıkarım çıkış",
            ),
            ("wrong", "yanlış yanlis hatalı hatali"),
            (
                "who",
                "numara numarayı numaraya numaradasınız kişi kisi kişiye kişisiniz numaraya_yazıyorsunuz",
            ),
            (
                "notme",
                "yanlış_numara yanlis_numara yanlış_numaraya yanlış_kişi ben_o_değilim ben_o_kişi_değilim o_kişi_değilim o_ben_değilim bu_numara_artık bu_numara_ona_ait_değil bu_numara_bana_ait bu_benim_numaram_değil benim_numaram_değil numarası_değil numara_değişti numarası_değişti numarasını_değiştirdi numara_el_değiştirdi numaranın_yeni_sahibi yeni_sahibiyim öyle_birini_tanımıyorum burada_öyle_biri_yok kızımın_telefonu oğlumun_telefonu çocuğumun_telefonu çocuğumun_numarası şirket_telefonu şirket_hattı iş_telefonu",
            ),
            ("dead", "vefat_etti rahmetli hayatını_kaybetti"),
            (
                "unsub",
                "abonelikten_çık* abonelikten_cik* aboneliğimi_iptal aboneligimi_iptal aboneliği_iptal aboneligi_iptal abonelikten_ayrıl* aboneliğimi_sonlandır* listeden_çık* listeden_cik* üyelikten_çık* üyeliğimi_iptal_mesaj sms_iptal mesaj_iptal sms_ret iptal_sms abonelik_iptali",
            ),
            ("subscription", "abonelik aboneliğimi üyelik üyeliğimi"),
            ("how", "nasıl nasil nereden nerden"),
            (
                "leave",
                "rahat_bırak* rahat_birak* beni_rahat_bırak* beni_rahat_birak* peşimi_bırak* pesimi_birak* yakamı_bırak* yakamdan_düş* düşün_yakamdan beni_unutun numaramı_unutun numaramı_kaybedin bırakın_beni",
            ),
            ("revoke", "geri_çekiyorum geri_alıyorum geri_cekiyorum iptal_ediyorum"),
            ("consent", "onayımı iznimi izni rızamı rızayı onay"),
            (
                "goods",
                "sipariş* siparis* kargo* paket* teslimat* randevu* rezervasyon* ürün* urun* sepet* ödeme* odeme* alarm* hatırlat* hatirlat* şarkı* sarki* iade* fatura* adres* kod* beden* kart* fotoğraf* leke*",
            ),
            ("if", "eğer eger diye_yazarsam yazarsam ederse çıkarsam"),
            ("accident", "yanlışlıkla yanlislikla kazara tekrar_abone yeniden_abone"),
            (
                "keyword",
                "ret red dur iptal durdur reddet abonelik_iptal iptal_et mesaj_iptal abonelikten_çık",
            ),
            (
                "weak",
                "yeter son bitir kapat sil bırak çık çıkış vazgeç kes stop durdurun asla",
            ),
            ("start", "başla basla başlat evet devam katıl kabul abone"),
            ("back", "tekrar_abone yeniden_abone tekrar_almak"),
            ("help", "yardım yardim bilgi destek"),
            (
                "insult",
                "siktir* s*ktir sktr sktrgit sktr_git amk_spam* defol* cehenneme_kadar cehennemin_dibine cehenneme_git allah_belanızı allah_belanı lanet_olsun_size gebersin* geberin orospu* piçler pezevenk* kahpe* ananı* anani* amına* amina_* götünüze gotunuze götüne_sok aptallar salaklar gerizekalı* gerizekali* dolandırıcılar şerefsiz* serefsiz* haysiyetsiz* kapayın_çenenizi kes_sesini kesin_sesinizi mallar_sizi sikerim*",
            ),
        ],
        sayings: &[
            "bu hat|numara|telefon artık? bende|benim|başkasının|başkasında|bana|kızımın|oğlumun",
            "eski sahibi",
            "çok fazla @texts",
            "her gün .. @texts",
            "@texts .. @stop",
            "bana|beni|bize bir? daha|artık? @nosend|yazma|aramayın|ulaşmayın",
            "asla|hiç|hiçbir|zaman .. onay|izin|kabul|üye|abone .. vermedim|etmedim|olmadım",
            "onay|izin vermedim|vermiyorum",
            "şikayet|şikâyet|dava|btk|kvkk|savcılı* .. @texts|edeceğim|edeceğim|edeceğiz|ediyorum|açacağım",
            "sadece|yalnızca .. mail|e-posta|eposta|email",
            "@texts|listeden|abonelikten .. nasıl .. çık*|kurtul*|iptal|durdur*|kapat*|engelle*",
            "nasıl .. @stop|çıkarım|çıkabilirim|kurtulurum|ayrılırım .. @texts|listeden|abonelik*",
            "almak|@receive .. @nowant",
        ],
    },
    Lexicon {
        code: "az",
        language: "Azerbaijani",
        classes: &[
            (
                "please",
                "zəhmət_olmasa zehmet_olmasa xahiş_edirəm xahis_edirem təşəkkür salam sağ_ol",
            ),
            ("me", "mənə mene məni meni bizə mənim"),
            ("texts", "mesaj* sms* reklam* bildiriş* spam* kampaniya* ismarıc*"),
            (
                "contact",
                "göndərməyi gondermeyi yazmağı yazmagi narahat_etməyi göndərilməsini",
            ),
            ("more", "daha bir_daha artıq artiq"),
            (
                "nowrite",
                "yazmayın yazmayin yazma narahat_etməyin narahat_etmeyin narahat_etmə əlaqə_saxlamayın mesaj_atmayın",
            ),
            (
                "nosend",
                "göndərməyin gondermeyin göndərmə gonderme göndərməyiniz atmayın yollamayın",
            ),
            (
                "stop",
                "dayandırın dayandirin dayandır dayandir kəsin kesin ləğv_edin legv_edin ləğv_et ləğv bağlayın stop bəsdir besdir bitirin",
            ),
            (
                "nowant",
                "istəmirəm istemirem istəmirik maraqlanmıram maraqlanmiram lazım_deyil lazim_deyil bezdim",
            ),
            ("receive", "almaq almağı"),
            ("enough", "bəsdir besdir kifayətdir yetər"),
            ("remove", "silin sil çıxarın cixarin çıxar"),
            (
                "removeme",
                "məni_silin məni_çıxarın meni_cixarin məni_siyahıdan meni_silin",
            ),
            ("number", "nömrəmi nomremi nömrəm nömrəni nomreni"),
            ("list", "siyahıdan siyahidan bazadan"),
            ("out", "çıxmaq çıxarın"),
            ("wrong", "səhv sehv yanlış yanlis"),
            ("who", "nömrə nomre nömrəyə nömrədir şəxs"),
            (
                "notme",
                "səhv_nömrə sehv_nomre səhv_düşmüsünüz mən_deyiləm o_mən_deyiləm bu_mənim_nömrəm_deyil mənim_nömrəm_deyil",
            ),
            ("dead", "vəfat_edib rəhmətə_gedib"),
            (
                "unsub",
                "abunəlikdən_çıx* abunəliyi_ləğv* abunelikden_cix* abunəliyimi_ləğv* abuneliyi_legv*",
            ),
            ("how", "necə nece"),
            (
                "leave",
                "məni_rahat_buraxın meni_rahat_buraxin rahat_buraxın rahat_burax əl_çəkin el_cekin əl_çək məndən_əl_çəkin yaxamdan",
            ),
            (
                "goods",
                "sifariş* sifaris* çatdırılma* bağlama* görüş* məhsul* ödəniş* zəngli*",
            ),
            ("if", "əgər"),
            ("keyword", "dayandır dayan ləğv_et abunəlikdən_çıx dayandırın"),
            ("weak", "bəsdir stop ləğv imtina son"),
            ("start", "başla bəli davam"),
            ("help", "kömək komek məlumat"),
            (
                "insult",
                "rədd_ol rədd_olun redd_olun cəhənnəm_olun cəhənnəmə siktir* sikdir* qəhbə* peysər* axmaqlar gicdıllaq* it_oğlu səsini_kəs səsinizi_kəsin",
            ),
        ],
        sayings: &["çox mesaj*"],
    },
    Lexicon {
        code: "kk",
        language: "Kazakh",
        classes: &[
            ("please", "өтінемін өтінем рахмет сәлем сәлеметсіз_бе"),
            ("me", "маған мені бізге менің"),
            ("texts", "хабарлама* смс* хат* жарнама* спам* sms* хабарландыру*"),
            ("contact", "жіберуді жазуды мазалауды жіберуін"),
            ("more", "енді бұдан_былай қайта ешқашан"),
            (
                "nowrite",
                "жазбаңыз жазбаңдар жазба мазаламаңыз мазаламаңдар мазалама хабарласпаңыз хабарласпаңдар",
            ),
            (
                "nosend",
                "жібермеңіз жібермеңіздер жібермеңдер жіберме салмаңыз жолдамаңыз",
            ),
            (
                "stop",
                "тоқтатыңыз тоқтатыңыздар тоқтат тоқтатыңдар доғарыңыз доғар өшіріңіз_хабар бас_тартамын бас_тарту қойыңыз қойыңыздар жетер стоп",
            ),
            (
                "nowant",
                "қажет_емес керек_емес керегі_жоқ қаламаймын қызықтырмайды алғым_келмейді келмейді",
            ),
            ("receive", "алғым алуды алу"),
            ("enough", "жетер жетеді болды_енді"),
            ("remove", "өшіріңіз өшір алып_тастаңыз алып_таста жойыңыз шығарыңыз"),
            ("removeme", "мені_өшіріңіз мені_тізімнен мені_алып_тастаңыз"),
            ("number", "нөмірімді нөмірім нөмірді номерімді номерімізді"),
            ("list", "тізімнен тізіміңізден базадан"),
            ("wrong", "қате бұрыс дұрыс_емес"),
            ("who", "нөмір нөмірге номер"),
            (
                "notme",
                "қате_нөмір нөмірді_шатастырдыңыз шатастырып_тұрсыз бұл_мен_емес мен_емеспін бұл_менің_нөмірім_емес менің_нөмірім_емес қателестіңіз қателесіп_тұрсыз",
            ),
            ("dead", "қайтыс_болды"),
            (
                "unsub",
                "жазылымнан_бас_тарт* жазылымды_тоқтат* жазылымнан_шық* тарату_тізімінен хабарламадан_бас_тарт*",
            ),
            ("how", "қалай"),
            (
                "leave",
                "мазамды_алмаңыз мазамды_алмаңдар мазамды_алма тыныш_қойыңыз мені_жайыма_қал* жайыма_қалдыр* тынышымды_алмаңыз мені_жай_қой*",
            ),
            ("goods", "тапсырыс* жеткізу* сәлемдеме* бронь* тауар* оятқыш* ескерт*"),
            ("if", "егер"),
            ("keyword", "стоп тоқта тоқтат бас_тарту тоқтату"),
            ("weak", "жетер болды тоқтатыңыз өшіру"),
            ("start", "бастау иә"),
            ("help", "көмек"),
            (
                "insult",
                "көтіңді_қыс көтіңе сігейін* сиктир қотақ* ақымақтар жоғал жоғалыңдар жоғалыңыз оңбағандар",
            ),
        ],
        sayings: &[],
    },
    Lexicon {
        code: "uz",
        language: "Uzbek",
        classes: &[
            ("please", "iltimos rahmat salom"),
            ("me", "menga meni bizga mening"),
            ("texts", "xabar* sms* reklama* smslar* spam*"),
            ("contact", "yuborishni yozishni jo'natishni bezovta_qilishni"),
            ("more", "boshqa endi qayta"),
            (
                "nowrite",
                "yozmang yozma yozmanglar bezovta_qilmang bezovta_qilmanglar bezovta_qilma bog'lanmang",
            ),
            ("nosend", "yubormang yuborma yubormanglar jo'natmang jonatmang jo'natma"),
            (
                "stop",
                "to'xtating toxtating to'xtat to'xtatinglar bekor_qiling bekor_qilish o'chiring bas_qiling yetar stop",
            ),
            (
                "nowant",
                "xohlamayman istamayman kerak_emas qiziqtirmaydi qiziqmayman hohlamayman",
            ),
            ("receive", "olishni olish"),
            ("enough", "yetar bas yetadi"),
            ("remove", "o'chiring ochiring o'chirib chiqaring olib_tashlang"),
            ("removeme", "meni_o'chiring meni_ro'yxatdan meni_chiqaring"),
            ("number", "raqamimni raqamim raqamni nomerimni"),
            ("list", "ro'yxatdan royxatdan bazadan ro'yxatingizdan"),
            ("wrong", "noto'g'ri notogri xato adashgan"),
            ("who", "raqam raqamga nomer odam"),
            (
                "notme",
                "adashdingiz adashyapsiz xato_raqam bu_men_emas men_emasman bu_mening_raqamim_emas mening_raqamim_emas",
            ),
            ("dead", "vafot_etgan"),
            ("unsub", "obunani_bekor* obunadan_chiq*"),
            (
                "leave",
                "tinch_qo'ying meni_tinch_qo'ying tinch_qoying meni_tinch_qoying o'z_holimga_qo'ying",
            ),
            ("goods", "buyurtma* yetkazib* posilka* mahsulot* to'lov*"),
            ("if", "agar"),
            ("keyword", "to'xtat to'xtatish obunani_bekor_qilish bekor_qilish"),
            ("weak", "yetar bas stop"),
            ("help", "yordam"),
            (
                "insult",
                "yo'qol yo'qoling yoqol jahannamga ahmoqlar enangni* onangni* sikaman* itvachcha*",
            ),
        ],
        sayings: &[],
    },
];
