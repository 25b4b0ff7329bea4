//! Bosnian, Croatian and Serbian in both alphabets, Slovene, Bulgarian and Macedonian.

use crate::phrases::lexicon::Lexicon;

pub(super) const LEXICONS: &[Lexicon] = &[
    Lexicon {
        code: "sh",
        language: "Bosnian, Croatian or Serbian",
        classes: &[
            ("accident", "greškom slučajno"),
            ("imnot", "nisam нисам"),
            (
                "please",
                "molim molim_vas molim_te hvala lijepo pozdrav zdravo dobar_dan odmah sada bok ћао молим молим_вас хвала одмах здраво поздрав",
            ),
            (
                "me",
                "mi me mene meni nam nas na_ovaj_broj ми ме мене мени нам нас на_овај_број",
            ),
            (
                "texts",
                "poruk* sms smsove sms-ove reklam* obavijest* obavješt* obavest* obavešt* oglas* promocij* ponud* spam* newsletter* marketing* promo порук* смс рекламе реклама обавештењ* спам* промоциј* огласе понуде",
            ),
            (
                "contact",
                "šaljite saljite šalji salji slati pišite pisite piši pisi pisati kontaktirajte kontaktiraj kontaktirati javljajte javljati zovite zvati smetajte smetaj smetati gnjavite gnjavi gnjaviti davite maltretirajte maltretirati uznemiravajte uznemiravati spamajte spamati spamovati spamujte dosađujte dosadujte šaljete slanje slanjem пишите пиши писати шаљите шаљи слати контактирајте контактирати узнемиравајте узнемиравати јављајте спамујте слање зовите гњавите смарајте smarajte",
            ),
            (
                "dont",
                "ne nemojte nemoj nikad nikada prestanite prestani не немојте немој никад никада",
            ),
            (
                "more",
                "više vise opet nikad nikada ništa dalje nijednu nikakve више опет никад никада ништа никакве",
            ),
            (
                "stop",
                "stop prestanite prestani prestati prekinite prekini prekinuti zaustavite zaustavi zaustaviti otkažite otkazite otkaži otkazati isključite iskljucite isključi isključiti ugasite obustavite kraj dosta ukinite ukinuti blokirajte стоп престаните престани прекините прекини зауставите откажите откажи искључите обуставите доста укините",
            ),
            (
                "want",
                "želim zelim želimo hoću hocu trebam treba trebaju pristajem zanima zanimaju желим желимо хоћу треба занима",
            ),
            (
                "nowant",
                "ne_želim ne_zelim ne_želimo neću necu nećemo ne_trebam ne_trebaju ne_treba ne_zanima ne_zanimaju nisam_zainteresiran* nisam_zainteresovan* nisam_zainteresiran dosta_mi_je ne_pristajem не_желим не_желимо нећу не_треба не_занима нисам_заинтересован* доста_ми_је",
            ),
            (
                "receive",
                "primati dobivati dobijati da_mi_šaljete da_mi_saljete da_me_kontaktirate primam dobijam da_primam примати добијати да_примам да_добијам да_ми_шаљете",
            ),
            ("no", "bez nijedna nula без"),
            ("nomore", "nema_više nikad_više nikada_više nema_vise никад_више"),
            ("enough", "dosta dosta_je dovoljno dosta_mi_je доста доста_је довољно"),
            (
                "remove",
                "uklonite ukloni ukloniti izbrišite izbrisite izbriši izbrisi izbrisati obrišite obrisite obriši obrisi obrisati maknite makni maknuti skinite skini skinuti isključite odjavite odjavi odjaviti izbacite precrtajte уклоните уклони обришите обриши избришите избриши избрисати скините скини склоните избаците одјавите одјави",
            ),
            (
                "removeme",
                "maknite_me makni_me skinite_me skini_me uklonite_me ukloni_me izbrišite_me izbrisite_me obrišite_me obrisite_me odjavite_me odjavi_me izbacite_me skloni_me sklonite_me скините_ме уклоните_ме обришите_ме избришите_ме одјавите_ме избаците_ме склоните_ме",
            ),
            (
                "number",
                "broj broja telefon mobitel kontakt podatke број броја телефон контакт податке",
            ),
            (
                "list",
                "liste lista popisa popis baze bazu evidencije spiska листе листу листа базе списка",
            ),
            ("out", "s sa iz van skinuti са из"),
            (
                "wrong",
                "pogrešan pogresan pogrešna pogrešnu krivi krivu kriva netačan netočan pogrešnom погрешан погрешна погрешну погрешном",
            ),
            ("is", "je"),
            ("who", "broj osoba osobu osobi broja број особа особу особи"),
            (
                "notme",
                "pogriješili_ste pogrijesili_ste pogrešili_ste pogresili_ste zabuna to_nisam_ja nisam_ja_ta nisam_ta_osoba nisam_osoba to_nije_moj_broj nije_moj_broj ovo_nije_broj ovo_više_nije ovo_vise_nije ovaj_broj_više_ne ovaj_broj_nije ovaj_broj_ne_pripada ovaj_broj_pripada broj_sada_pripada promijenio_je_broj promijenila_je_broj promenio_je_broj promenila_je_broj ima_novi_broj ima_drugi_broj ne_poznajem_nikoga ne_poznajem_nikakv* ne_poznajem_tu ne_znam_nikakv* ne_znam_tko_je ne_znam_ko_je novi_vlasnik nova_vlasnica mobitel_moje_kćeri telefon_moje_kćeri telefon_mog_sina poslovni_telefon službeni_broj službeni_mobitel погрешили_сте то_нисам_ја нисам_та_особа то_није_мој_број није_мој_број овај_број_више овај_број_није овај_број_не_припада не_познајем нови_власник",
            ),
            ("dead", "preminuo preminula umro_je umrla_je преминуо преминула умро_је"),
            (
                "unsub",
                "odjav* одјав* otkazati_pretplatu otkaži_pretplatu otkažite_pretplatu ispis_s ispišite_me ispišite ispisati_se odjaviti_se отказати_претплату",
            ),
            ("subscription", "pretplatu pretplata pretplate članstvo претплату"),
            ("my", "moju moj svoju моју"),
            ("how", "kako gdje gde како где"),
            (
                "leave",
                "ostavite_me_na_miru ostavi_me_na_miru ostavite_me_namiru ostavite_nas_na_miru pustite_me_na_miru pusti_me_na_miru pustite_me_namiru zaboravite_me zaboravite_moj_broj okanite_me_se okani_me_se dajte_mi_mira skinite_mi_se manite_me_se оставите_ме_на_миру остави_ме_на_миру пустите_ме_на_миру заборавите_мој_број",
            ),
            (
                "revoke",
                "povlačim povlacim opozivam povući povlačenje повлачим опозивам",
            ),
            (
                "consent",
                "privolu suglasnost saglasnost pristanak dozvolu сагласност пристанак",
            ),
            (
                "goods",
                "narudžb* narudzb* porudžbin* porudzbin* pošiljk* posiljk* paket* isporuk* dostav* termin* rezervacij* proizvod* artikl* artikal košaric* korp* plaćanj* placanj* uplat* alarm* budilic* podsetnik* podsjetnik* podseti pjesm* pesm* povrat* račun* adres* kod veličin* kartic* slik* mrlj* поруџбин* наруџбин* пошиљк* пакет* испорук* термин* резервациј* производ* артик* корп* плаћањ* аларм* песм* подсетник*",
            ),
            ("if", "ako kad kada ups ако кад када"),
            (
                "accident",
                "slučajno_sam slucajno_sam greškom_sam greskom_sam ponovo_prijav* ponovno_prijav* случајно_сам грешком_сам",
            ),
            (
                "keyword",
                "odjava odjavi odjavite odjavi_me odjavite_me ispis prekid одјава одјави otkaži_sms",
            ),
            (
                "weak",
                "otkaži otkazi otkazati prekini prekid kraj dosta zaustavi prestani prestanite isključi ugasi obriši nikad_više ukloni доста откажи прекини престаните заустави крај stani",
            ),
            (
                "start",
                "start počni pocni da nastavi prijava prijavi почни да пријава пријави",
            ),
            ("back", "prijavite_me_ponovo ponovo_me_prijavite želim_opet"),
            ("help", "pomoć pomoc info informacije помоћ"),
            (
                "insult",
                "odjebite odjebi jebite_se jebi_se jebite jebem_vam jebem_ti jebote_pustite idite_u idi_u mars_u marš_u goni_se gonite_se nosite_se nosi_se nabijem puši_kurac pusite_kurac puši kurac_vam idioti kreteni debili majmuni govna začepite zaveži zavežite серите одјебите одјеби јебите_се јеби_се идите_у иди_у марш носите_се идиоти кретени дебили спамери",
            ),
        ],
        sayings: &[
            "previše|previse|превише @texts",
            "nikad|nikada|nisam|никад|нисам .. dao|dala|pristao|pristala|tražio|tražila|prijavio|prijavila|дао|дала|пристао|тражио .. @consent|@texts|ovo|privolu|pristanak|na|se|сам",
            "prijavit|prijaviću|prijavljujem|tužit|tužiću|пријавићу .. @texts|policiji|vas|gdpr|azop",
            "samo|само .. mail|mejl|e-mail|email|мејл|имејл",
            "kako|gdje|gde|како .. @stop|odjav*|одјав*|prestanem|zaustavim|isključim|otkažem|ukinem .. @texts|@list|se|pretplat*",
            "nemoj|nemojte mi|me|više|vise|mi? više|vise? @contact",
            "ne @contact mi|me|više|vise",
            "više|vise|више .. ne|nemoj*|не|немој* .. @contact",
        ],
    },
    Lexicon {
        code: "sl",
        language: "Slovene",
        classes: &[
            ("accident", "po_nesreči nazaj_na_seznam"),
            ("imnot", "nisem"),
            ("please", "prosim hvala lepo pozdravljeni živjo dober_dan takoj zdaj"),
            ("me", "mi me mene meni nam nas na_to_številko"),
            (
                "texts",
                "sporočil* sporocil* sporočev* sms smsov sms-ov smse reklam* obvestil* oglas* promocij* ponudb* spam* novic* e-novic* marketing* oglaševal*",
            ),
            (
                "contact",
                "pošiljajte posiljajte pošiljaj posiljaj pošiljati posiljati pošiljanje pošiljanjem pošiljat posiljat pišite pisite piši pisi pisati pisat kontaktirajte kontaktirati kličite klicati motite moti motiti nadlegujte nadleguj nadlegovati nadlegujete javljajte vznemirjajte spamajte težite tezite težit obveščajte",
            ),
            ("dont", "ne nikoli nehajte nikar"),
            ("more", "več vec nikoli spet nobenih nič nobenega"),
            (
                "stop",
                "stop nehajte nehaj nehat nehati prenehajte prenehaj prenehati ustavite ustavi ustaviti prekličite preklicite preklici prekliči preklicati izklopite izklopi izklopiti končajte konec dovolj dost ukinite prekinite",
            ),
            (
                "want",
                "želim zelim želimo hočem hocem rabim potrebujem zanima zanimajo soglašam",
            ),
            (
                "nowant",
                "ne_želim ne_zelim ne_želimo nočem nocem nočemo ne_rabim ne_potrebujem ne_zanima ne_zanimajo ni_mi_do nisem_zainteresiran* dovolj_mi_je dost_mam dost_imam ne_soglašam",
            ),
            (
                "receive",
                "prejemati dobivati prejemam dobivam prejemal prejemala prejel dobil da_mi_pošiljate da_me_kontaktirate",
            ),
            ("no", "brez nobenih nič"),
            ("nomore", "nič_več nikoli_več nobenih_več ne_več dovolj_je"),
            ("enough", "dovolj dost dovolj_je dost_je zadosti"),
            (
                "remove",
                "izbrišite izbrisite izbriši izbrisi izbrisati odstranite odstrani odstraniti odjavite odjavi črtajte umaknite umakni izpišite izključite zbrišite zbrisite",
            ),
            (
                "removeme",
                "odjavite_me odjavi_me izbrišite_me odstranite_me umaknite_me črtajte_me izpišite_me dajte_me_dol snemite_me",
            ),
            ("number", "številko stevilko številka stevilka telefon kontakt podatke"),
            ("list", "seznama seznam lista baze evidence bazo"),
            ("out", "s z iz odjaviti"),
            ("wrong", "napačna napacna napačno napacno napačen napačni zgrešena"),
            ("is", "je"),
            ("who", "številka stevilka številko stevilko oseba osebo"),
            (
                "notme",
                "zmotili_ste zmota zmotil_si pomota pomoto to_nisem_jaz nisem_jaz nisem_ta_oseba nisem_oseba to_ni_moja_številka ni_moja_številka ni_moja_stevilka to_ni_več ta_številka_ni ta_številka_ne_pripada ta_številka_pripada ta_številka_je_zdaj številka_zdaj_pripada zamenjal_številko zamenjala_številko ima_novo_številko ima_drugo_številko ne_poznam_nobene* ne_poznam_nikogar ne_poznam_te je_umrl nov_lastnik nova_lastnica telefon_moje_hčerke telefon_mojega_sina službeni_telefon",
            ),
            ("dead", "umrl umrla preminil"),
            (
                "unsub",
                "odjav* odjaviti_se preklic_naročnine preklicati_naročnino prekličite_naročnino izpis_iz",
            ),
            ("subscription", "naročnino narocnino naročnina članstvo"),
            ("my", "mojo moja"),
            ("how", "kako kje"),
            (
                "leave",
                "pustite_me_pri_miru pusti_me_pri_miru pustite_me_na_miru pusti_me_na_miru pustite_nas_pri_miru dajte_mi_mir daj_mi_mir pozabite_name pozabite_na_mene pozabite_mojo_številko pustite_me_že pusti_me_že",
            ),
            ("revoke", "preklicujem umikam preklicati"),
            ("consent", "soglasje privolitev dovoljenje"),
            (
                "goods",
                "naročil* narocil* paket* pošiljk* posiljk* dostav* termin* rezervacij* izdel* artik* košaric* kosaric* plačil* placil* alarm* budilk* opomnik* opomni pesem pesmi vračil* račun* naslov* kod velikost kartic* slik* madež*",
            ),
            ("if", "če ce ko ups"),
            ("accident", "po_nesreči pomotoma_sem ponovno_prijav*"),
            (
                "keyword",
                "odjava odjavi odjavite odjavi_me odjavite_me preklic stop_sms",
            ),
            (
                "weak",
                "prekliči preklici prekini konec dovolj ustavi nehaj nehajte izklopi izbriši prenehaj",
            ),
            ("start", "start začni zacni da nadaljuj prijava prijavi"),
            ("back", "ponovno_me_prijavite prijavite_me"),
            ("help", "pomoč pomoc info informacije"),
            (
                "insult",
                "odjebite odjebi jebite_se jebi_se jebite pejte_v pojdite_v pojdi_v idite_v pejdi_v v_rit_me pizda_nehajte idioti bedaki kreteni butci kurc_vas kurac tepci utihnite gobec_zaprite spokajte crknite poberite_se poberi_se spelji_se speljite_se",
            ),
        ],
        sayings: &[
            "zgrešili|zgresili|zmotili ste .. številko|stevilko|osebo",
            "preveč|prevec @texts",
            "nikoli|nisem .. dal|dala|privolil*|soglašal*|prosil*|prijavil* .. @consent|soglasja|se|za|v",
            "prijavil|prijavila|tožil .. bom|vas|gdpr|policiji",
            "samo|le|raje .. mail|e-pošt*|mejl|email",
            "kako|kje .. @stop|odjav*|ustavim|izklopim|prekličem|preneham .. @texts|@list|se|naročnin*",
        ],
    },
    Lexicon {
        code: "bg",
        language: "Bulgarian",
        classes: &[
            ("imnot", "не_съм"),
            ("please", "моля моля_ви благодаря здравейте здрасти веднага сега мерси"),
            ("me", "ми ме мен мене на_мен ни на_този_номер"),
            (
                "texts",
                "съобщен* смс смс-и смси есемес* реклам* известия нотификац* промоц* оферт* спам* бюлетин* маркетинг* sms",
            ),
            (
                "contact",
                "пращайте пращай праща пращате изпращайте изпращай изпращате пишете пиши свързвайте контактувайте звънете безпокойте безпокой притеснявайте тормозете досаждайте занимавайте спамете спамвайте да_пишете да_пращате да_изпращате пускайте",
            ),
            ("dont", "не недейте недей никога не_желая"),
            ("more", "повече никога пак вече никакви"),
            (
                "stop",
                "стоп спрете спри спиране престанете престани прекратете прекрати преустановете откажете откажи отменете изключете деактивирайте стига достатъчно край блокирайте",
            ),
            (
                "want",
                "искам искаме желая желаем трябват нуждая интересува интересуват",
            ),
            (
                "nowant",
                "не_искам не_желая не_искаме не_желаем не_ме_интересува* писна_ми омръзна_ми не_ми_трябват",
            ),
            (
                "receive",
                "получавам да_получавам получаване да_ми_пишете да_ми_пращате да_ме_безпокоите да_ми_изпращате получавам_повече",
            ),
            ("no", "без никакви нула"),
            ("nomore", "никакви_повече край_на стига_с никога_повече няма_повече"),
            ("enough", "стига_с достатъчно стига_вече край_с стига_сте"),
            (
                "remove",
                "премахнете премахни изтрийте изтрий махнете махни отпишете отпиши заличете извадете извади отстранете",
            ),
            (
                "removeme",
                "махнете_ме махни_ме премахнете_ме изтрийте_ме отпишете_ме отпиши_ме извадете_ме разкарайте_ме",
            ),
            ("number", "номер номера телефон телефона контакт данни"),
            ("list", "списък списъка списъци база базата листа"),
            ("out", "от извън"),
            ("wrong", "грешен грешния грешна погрешен сгрешен сбъркан"),
            ("is", "е"),
            ("who", "номер номера човек лице"),
            (
                "notme",
                "сгрешили_сте грешка_имате объркали_сте сбъркали_сте грешите_номера това_не_съм_аз не_съм_аз не_съм_този не_съм_човека това_не_е_моят това_не_е_моя не_е_моят_номер не_е_неговият_номер не_е_нейният_номер номерът_не_е номерът_вече_не номерът_вече_е този_номер_не този_номер_вече смени_номера смени_си_номера има_нов_номер не_познавам_такъв не_познавам_никакъв не_познавам_никаква не_познавам_никого не_познавам_такава нов_собственик новият_собственик телефонът_на_дъщеря телефонът_на_сина служебен_телефон служебен_номер",
            ),
            ("dead", "почина"),
            (
                "unsub",
                "отпис* отписване отпишете отпиша отпишете_ме откажа_абонамент откажете_абонамента прекратете_абонамента отабон*",
            ),
            ("subscription", "абонамент абонамента"),
            ("my", "моя"),
            ("how", "как къде"),
            (
                "leave",
                "оставете_ме_на_мира остави_ме_на_мира оставете_ме_на_спокойствие оставете_ме_намира оставете_ни_на_мира забравете_ме забравете_номера",
            ),
            ("revoke", "оттеглям отменям"),
            ("consent", "съгласие съгласието разрешение"),
            (
                "goods",
                "поръчк* пратк* пакет* доставк* час часа резервац* продукт* артикул* количк* плащан* аларм* будилник* напомнян* песен* връщан* фактур* адрес* код размер карт* снимк* петн*",
            ),
            ("if", "ако когато опа"),
            (
                "accident",
                "по_погрешка_спрях без_да_искам неволно отново_да_се_абонирам",
            ),
            ("keyword", "отписване отпиши отпишете отпиши_ме отпишете_ме стоп отказ"),
            (
                "weak",
                "спри спрете край стига откажи отказвам прекрати изтрий достатъчно престанете махни отмени никога_повече",
            ),
            ("start", "старт започни да продължи абонирай"),
            ("back", "абонирайте_ме_отново запишете_ме_отново"),
            ("help", "помощ инфо информация"),
            (
                "insult",
                "майната_ви майната_ти да_ви_еба да_ти_еба еба_ви ебете_се еби_се вървете_на върви_на вървете_по върви_по разкарайте_се разкарай_се махайте_се махай_се идиоти тъпанари боклуци измамници кретени млъкнете затваряйте_си педали копелета шибаняци пичка_ви на_кура начукай",
            ),
        ],
        sayings: &[
            "как се спира|спират|изключва|маха .. спам|съобщения|@texts|това|този",
            "не ми? се? праща*|пиша*|обажда*",
            "твърде|прекалено много @texts",
            "никога|не .. съм давал*|дал*|съгласявал*|искал*|записвал*|давал* .. съгласие|се|@texts",
            "никога|не давал*|съм|се .. съгласие|записвал*|давал*",
            "кзлд|кзп|gdpr|жалба|съд .. @texts|ще|подам",
            "само .. имейл|мейл|email",
            "как|къде .. @stop|да_се|отпиша|спра|отписвам|изключа|прекратя|откажа .. @texts|@list|се|абонамент*",
            "недейте да? ми|ме? @contact",
            "не ми|ме @contact",
            "спрете|престанете|престани|спри да|с .. @contact|@texts",
        ],
    },
    Lexicon {
        code: "mk",
        language: "Macedonian",
        classes: &[
            ("please", "ве_молам те_молам молам благодарам фала здраво веднаш сега"),
            ("me", "ми ме мене нам не_овој_број на_овој_број"),
            (
                "texts",
                "порак* смс sms реклам* известуван* промоци* понуд* спам* огласи",
            ),
            (
                "contact",
                "праќајте праќај праќате испраќајте испраќај пишувајте пишувај пишувате контактирајте контактирај вознемирувајте вознемирувај ѕвонете јавувајте досадувајте мачете малтретирајте пишете",
            ),
            ("dont", "не немојте немој никогаш"),
            ("more", "повеќе никогаш пак веќе"),
            (
                "stop",
                "стоп престанете престани прекинете прекини запрете запри сопрете откажете откажи исклучете исклучи доста крај",
            ),
            ("want", "сакам сакаме ми_требаат ме_интересира"),
            (
                "nowant",
                "не_сакам не_сакаме не_ме_интересира* не_ми_треба* доста_ми_е нејќам",
            ),
            ("receive", "да_добивам добивам добивање да_примам примам да_ми_пишувате"),
            ("no", "без"),
            ("nomore", "никогаш_повеќе нема_повеќе доста_со"),
            ("enough", "доста доволно доста_е доста_со"),
            (
                "remove",
                "избришете избриши отстранете отстрани тргнете тргни извадете извади симнете симни бришете",
            ),
            (
                "removeme",
                "избришете_ме отстранете_ме тргнете_ме тргни_ме извадете_ме симнете_ме одјавете_ме одјави_ме отпишете_ме",
            ),
            ("number", "број бројот телефон контакт податоци"),
            ("list", "листа листата списокот база базата"),
            ("out", "од"),
            ("wrong", "погрешен погрешна погрешниот грешен"),
            ("is", "е"),
            ("who", "број бројот лице"),
            (
                "notme",
                "погрешивте згрешивте тоа_не_сум_јас не_сум_јас не_сум_тоа_лице не_е_мојот_број ова_не_е_мојот овој_број_не овој_број_веќе го_смени_бројот не_познавам_никој не_познавам_таков не_познавам_никаков нов_сопственик нова_сопственичка",
            ),
            ("dead", "почина"),
            ("unsub", "одјав* отпиш* откажете_ја_претплатата откажи_претплата"),
            ("subscription", "претплата претплатата"),
            ("how", "како каде"),
            (
                "leave",
                "оставете_ме_на_мира остави_ме_на_мира оставете_ме_намира пуштете_ме_на_мира заборавете_ме заборавете_го_бројот",
            ),
            (
                "goods",
                "нарачк* пратк* пакет* достав* термин* резервациј* производ* кошничк* плаќањ* аларм* потсетник* песна",
            ),
            ("if", "ако кога"),
            ("keyword", "одјава одјави одјавете_ме одјави_ме стоп"),
            ("weak", "откажи прекини доста крај запри престани престанете"),
            ("start", "старт да почни продолжи пријави"),
            ("help", "помош инфо"),
            (
                "insult",
                "еби_се ебете_се да_ви_ебам мајката_ваша одете_по_ѓаволите оди_по_ѓаволите одете_во_пичку марш бегајте_бре идиоти кретени дебили пичка_ви носете_се нек_ве_носи",
            ),
        ],
        sayings: &["премногу @texts", "како .. @stop|одјав*|отпиш* .. @texts|@list|се|$"],
    },
];
