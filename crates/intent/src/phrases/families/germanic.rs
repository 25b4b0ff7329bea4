//! German, Dutch and Afrikaans.

use crate::phrases::lexicon::Lexicon;

pub(super) const LEXICONS: &[Lexicon] = &[
    Lexicon {
        code: "de",
        language: "German",
        classes: &[
            (
                "please",
                "gruß gruss grüße lg mfg vg freundliche beste viele_grüße freundlichen",
            ),
            ("imnot", "bin_nicht ich_heiße_nicht heiße_nicht bin_doch_nicht"),
            (
                "please",
                "bitte danke vielen_dank hallo hi guten_tag jetzt sofort endlich mal dringend gerne moin umgehend ab_sofort dankeschön",
            ),
            ("me", "mir mich uns ich an_mich an_diese_nummer hier"),
            (
                "texts",
                "nachricht* sms smsen smse textnachricht* werbung werbe* reklame spam newsletter* mitteilung* benachrichtigung* meldungen angebote whatsapps whatsapp promo* werbenachricht* werbesms kurznachricht* infos_mehr mails_und_sms erinnerungen_mehr rabattaktionen",
            ),
            (
                "contact",
                "schreib* schreiben schreibt geschrieben schick* schicken geschickt send* senden gesendet kontaktier* kontaktieren kontaktiert anschreiben angeschrieben texten simsen smsen belästig* belastig* nerv* nerven genervt stör störe stört stören_sie stören anrufen rufen zuspam* zuspammen spammen spammt zuschick* zutext* zumüll* zumull* bombardier* melden meldet behellig*",
            ),
            ("dont", "nicht nie niemals bloß_nicht net ned nich"),
            (
                "not",
                "nicht nie niemals keine kein nichts nix keinen nie_wieder net nich",
            ),
            (
                "more",
                "mehr wieder weiter weitere weiteren länger langer erneut nochmal",
            ),
            (
                "stop",
                "stop stopp stoppt stoppen stoppe beenden beendet beende einstellen eingestellt stellt_ein unterlassen unterlasst unterlass unterlassen_sie schluss aufhören aufhoren hören_sie_auf hör_auf hört_auf hor_auf hort_auf hörst_auf abbestellen abbestelle abstellen abstellt abschalten ausschalten deaktivieren deaktiviert blockieren storniert_die kündigen kundigen kündige lasst lass lassen_sie lasse ende genug",
            ),
            (
                "want",
                "will mochte möchte wollen möchten mochten wünsche wunsche brauche brauchen wunschen wünschen bestellt_habe haben interesse",
            ),
            (
                "nowant",
                "kein_interesse keine_lust_auf keine_lust_mehr_auf keinen_bock_auf kein_bock_auf satt leid verzichte_auf verbitte_mir verzichte nicht_interessiert",
            ),
            (
                "receive",
                "erhalten bekommen empfangen kriegen kontaktiert_werden angeschrieben_werden belästigt_werden genervt_werden kontaktiert angeschrieben",
            ),
            ("no", "keine kein keinerlei null keinen ohne nie"),
            (
                "nomore",
                "nie_wieder nie_mehr keine_weiteren keine_weitere nichts_mehr nix_mehr nicht_mehr",
            ),
            (
                "enough",
                "genug genug_von genug_mit schluss schluss_mit es_reicht mir_reicht's reicht_jetzt mir_reichts es_reicht_jetzt jetzt_reichts jetzt_reicht's",
            ),
            (
                "remove",
                "lösch* losch* gelöscht geloscht entfern* streich* streichen gestrichen austragen ausgetragen rausnehmen herausnehmen rauslöschen rausstreichen sperren schmeißt schmeiß",
            ),
            (
                "removeme",
                "löscht_mich lösch_mich losch_mich streicht_mich streich_mich nehmt_mich nimm_mich nehmen_sie_mich tragt_mich trag_mich tragen_sie_mich entfernt_mich entfern_mich entfernen_sie_mich meldet_mich_ab meld_mich_ab melden_sie_mich_ab abmelden_bitte",
            ),
            (
                "number",
                "nummer rufnummer handynummer telefonnummer telefonnr handynr nr kontakt kontaktdaten daten handy",
            ),
            (
                "list",
                "liste listen verteiler datenbank verteilerliste mailingliste kartei system werbeverteiler kundendatei adressbuch",
            ),
            (
                "out",
                "raus aus austragen abmelden entfernen streichen löschen loschen runter verlassen",
            ),
            (
                "wrong",
                "falsch falsche falschen falscher verkehrte verkehrt unrichtige",
            ),
            ("is", "ist sind war"),
            (
                "who",
                "nummer telefonnummer handynummer person verbunden kontakt adressat empfänger rufnummer",
            ),
            (
                "notme",
                "falsch_verbunden verwählt verwahlt sie_irren_sich du_irrst_dich ihr_irrt_euch sie_haben_sich_geirrt ihr_habt_euch_geirrt ihr_habt_euch_vertan da_habt_ihr_euch_vertan falsche_nummer die_falsche_person das_bin_nicht_ich das_bin_ich_nicht ich_bin_nicht_die_person bin_nicht_die_person bin_nicht_der_richtige bin_nicht_die_richtige nicht_meine_nummer nicht_mehr_meine_nummer nicht_die_nummer_von nicht_mehr_die_nummer nummer_gehört_nicht nummer_gehort_nicht nummer_gehört_jetzt nummer_gehort_jetzt nummer_gehört_mir nummer_gehört_inzwischen nummer_gehört_mittlerweile nummer_hat_jetzt nummer_hat_den neue_nummer_bekommen hat_eine_neue_nummer hat_eine_andere_nummer hat_die_nummer_gewechselt diese_nummer_nicht_mehr kenne_keine_person kenne_keinen kenne_keine_frau hier_gibt_es_keine hier_gibt_es_keinen hier_gibts_keinen hier_wohnt_kein* hier_ist_keine_frau hier_ist_kein_herr neuer_besitzer neue_besitzerin neuer_inhaber neue_inhaberin diensthandy firmenhandy firmennummer handy_meiner_tochter handy_meines_sohnes nummer_meiner_tochter nummer_meines_sohnes nummer_meines_kindes",
            ),
            ("dead", "verstorben gestorben"),
            (
                "unsub",
                "abmelden abmeldung abmelde abgemeldet_werden abbestellen abbestellung abbestelle austragen austragung deabonnieren entabonnieren newsletter_abbestellen sms_abbestellen abo_beenden_sms",
            ),
            ("subscription", "abo abonnement mitgliedschaft"),
            ("my", "mein das die"),
            ("how", "wie wo womit"),
            (
                "leave",
                "lasst_mich_in_ruhe lass_mich_in_ruhe lassen_sie_mich_in_ruhe lasst_uns_in_ruhe lasst_mich_in_frieden lass_mich_in_frieden lassen_sie_mich_in_frieden lasst_mich_einfach_in_ruhe lasst_mich_endlich_in_ruhe lass_mich_endlich lasst_mich_doch lasst_mich_bloß lass_mich_bloß lassen_sie_mich_bitte_in_ruhe lasst_mich_bitte_in_ruhe vergesst_mich vergesst_meine_nummer vergiss_meine_nummer nervt_nicht nerv_nicht nerven_sie_nicht hört_auf_damit hör_auf_damit hören_sie_auf_damit hort_auf_damit lasst_das lass_das lassen_sie_das lasst_das_sein",
            ),
            (
                "revoke",
                "widerrufe widerruf widerrufen ziehe_zurück entziehe zuruckziehen",
            ),
            (
                "consent",
                "einwilligung zustimmung erlaubnis einverständnis einverstandnis genehmigung",
            ),
            (
                "goods",
                "bestell* paket* lieferung* liefert sendung* termin* buchung* reservier* artikel* warenkorb zahlung* lastschrift abbuchung wecker alarm* erinnerung erinnere lied song playlist retoure* rucksendung rückgabe rechnung gutschein code adresse box karte konto größe kleid schuhe flecken fleck foto link trackinglink sale rabatt produkt* tee kaffee verpackung geschenk*",
            ),
            ("if", "wenn falls sobald ups"),
            (
                "accident",
                "aus_versehen versehentlich ausversehen wieder_anmelden wieder_anmeld* wieder_aufnehmen aus_versehen_abgemeldet",
            ),
            (
                "keyword",
                "abmelden abmeldung abbestellen austragen stopp stoppen abbestellung stop_werbung stoppt",
            ),
            (
                "weak",
                "beenden kündigen kundigen ende schluss raus halt aufhören aufhoren löschen loschen stornieren genug es_reicht aus deaktivieren nie_wieder nein_stop hört_auf hör_auf",
            ),
            (
                "start",
                "start starten anmelden ja weiter fortsetzen anfangen anmeldung beginnen aktivieren los",
            ),
            (
                "back",
                "wieder_anmelden wieder_aufnehmen bitte_anmelden wieder_nachrichten wieder_sms wieder_erhalten wieder_eintragen",
            ),
            ("help", "hilfe info infos information hilf_mir"),
            (
                "insult",
                "verpiss* fick_dich fickt_euch ficken_sie fick* leck_mich leckt_mich lecken_sie_mich halt_die_fresse haltet_die_fresse halt_die_klappe haltet_die_klappe halts_maul haltet_euer_maul halt_dein_maul arschloch arschlöcher arschlocher ihr_arsch* wichser drecksäcke drecksverein drecksladen scheißverein scheissverein scheißladen fahrt_zur_hölle fahr_zur_hölle geht_zum_teufel geh_zum_teufel zum_teufel_mit_euch geh_sterben verreckt zieht_leine zieh_leine haut_ab hau_ab schert_euch schleicht_euch idioten vollidioten spinner penner_seid bastarde hurensöhne hurensohn hurensohne du_wichser steckt_euch_eure steck_dir schieb_dir schiebt_euch betrüger abzocker scheiß_spammer scheiss_spammer mistkerle deppen trottel könnt_mich_mal kannst_mich_mal am_arsch_lecken",
            ),
        ],
        sayings: &[
            "nichts|nix mehr|von .. kommt|hören|höre|bekommen|bekomme|kriege|kriegen|kommen|schicken|geschickt",
            "verschont|verschone|verschonen mich|uns|sie",
            "bitte|mich|uns rausnehmen|rauslassen|austragen|rauslöschen",
            "zu viel .. @texts",
            "wäre|wär .. nichts|keine mehr",
            "möchte|will nicht|nichts mehr .. @texts|von|hören|@receive",
            "keine|nichts lust|bock .. @texts",
            "zu viele|viel @texts",
            "zu viele|viel @texts .. @stop|abmeld*|raus|streich*|losch*",
            "ständig|dauernd|jeden|täglich|andauernd .. @texts .. @stop|abmeld*|raus|streich*|losch*|genug|reicht",
            "nie|niemals|nicht|nichts|keine .. zugestimmt|eingewilligt|angemeldet|bestellt|erlaubt|einwilligung|zustimmung|erlaubnis .. gegeben|erteilt|stop|hört|lösch*",
            "habe|hab nie|niemals|nicht|keine|nichts .. zugestimmt|eingewilligt|angemeldet|bestellt|erlaubt|einwilligung|zustimmung",
            "anwalt|bundesnetzagentur|dsgvo|datenschutz*|abmahn*|unterlassung*|strafanzeige|verbraucherzentrale|anzeige .. @texts|@contact|@stop|noch|weiter|falls|wenn",
            "@texts|@contact .. anwalt|bundesnetzagentur|dsgvo|strafanzeige|anzeige|verbraucherzentrale",
            "nur|ausschließlich|lieber .. mail|email|e-mail|mails|emails",
            "kann|wie|wo|möchte|will .. mich .. abmelden|austragen|abbestellen|abmelde|austrage",
            "wie|kann|wo .. @texts .. abstellen|abbestellen|stoppen|loswerden|los|ausschalten|deaktivieren|beenden|kündigen|blockieren",
            "nimm|nehmt|nehmen|trag|tragt|tragen|streicht|streich mich|uns|meine|sie|bitte .. raus|aus|runter|heraus",
            "melde|meldet|meld|melden mich|sie|uns|ich .. ab",
            "hört|hör|hören|hoer|hoert|hor|hort sie|endlich|doch|bitte|mal|jetzt|sofort? bitte|mal|endlich|doch|jetzt? auf @please|zu|mit|damit|mir|mich|$",
        ],
    },
    Lexicon {
        code: "nl",
        language: "Dutch",
        classes: &[
            ("please", "mvg groet groeten met_vriendelijke_groet"),
            ("imnot", "ben_niet heet_niet"),
            (
                "please",
                "alsjeblieft alstublieft aub a.u.b. svp graag bedankt dank dank_je hallo hoi dag nu direct meteen dankjewel",
            ),
            ("me", "mij me ons deze_nummer naar_mij dit_nummer hier"),
            (
                "texts",
                "bericht* berichtjes sms smsjes sms'jes smsen sms'en reclame* spam meldingen notificaties aanbiedingen promoties nieuwsbrief* appjes apps_jes advertenties teksten marketing mails_en_sms whatsappjes",
            ),
            (
                "contact",
                "stuur sturen gestuurd stuurt sms smst smsen sms'en app appen appt schrijf schrijven bericht berichten contacteer contacteren bel bellen belt benader benaderen val vallen lastigvallen lastig storen stoor stoort spammen spamt spam contact_opnemen mailen",
            ),
            ("dont", "niet nooit geen"),
            ("not", "niet nooit geen niets niks"),
            ("more", "meer weer langer opnieuw nog ooit"),
            (
                "stop",
                "stop stopt stoppen gestopt ophouden houd_op hou_op hou_eens_op houdt_op houden_op kap kappen kap_met beëindig beeindig beëindigen staak staken annuleer annuleren opzeggen uitzetten zet_uit afzetten deactiveer blokkeer blokkeren klaar genoeg",
            ),
            (
                "want",
                "wil willen wens wensen hoef hoeven zou_graag behoefte interesse",
            ),
            (
                "nowant",
                "geen_interesse geen_zin_in geen_behoefte_aan niet_geïnteresseerd zat_van ben_het_zat beu_van niet_gediend_van",
            ),
            (
                "receive",
                "ontvangen krijgen hebben te_ontvangen te_krijgen benaderd_worden gecontacteerd_worden lastiggevallen_worden benaderd",
            ),
            ("no", "geen nul zonder"),
            ("nomore", "nooit_meer geen_verdere niet_meer niets_meer niks_meer"),
            (
                "enough",
                "genoeg genoeg_van klaar_met zat_van ik_ben_klaar_met het_is_genoeg zo_is_het_genoeg nu_is_het_genoeg",
            ),
            (
                "remove",
                "verwijder* wis wissen gewist schrap schrappen haal halen gehaald gooi uitschrijven schrijf afmelden meld delete",
            ),
            (
                "removeme",
                "haal_me haal_mij verwijder_me verwijder_mij schrap_me schrap_mij schrijf_me_uit schrijf_mij_uit meld_me_af meld_mij_af meldt_me_af gooi_me_eruit gooi_me_van haalt_u_mij",
            ),
            (
                "number",
                "nummer telefoonnummer 06-nummer mobiel contactgegevens gegevens telefoon",
            ),
            (
                "list",
                "lijst lijsten bestand database maillijst verzendlijst systeem mailinglijst adressenbestand",
            ),
            ("out", "uit van af eraf eruit halen verwijderen"),
            ("wrong", "verkeerd verkeerde fout foute foutief onjuist"),
            ("is", "is zijn"),
            ("who", "nummer persoon telefoonnummer verbonden contact"),
            (
                "notme",
                "verkeerd_verbonden je_hebt_de_verkeerde u_heeft_de_verkeerde jullie_hebben_de_verkeerde u_vergist_zich je_vergist_je jullie_vergissen_je dat_ben_ik_niet ik_ben_niet_de ik_ben_die_persoon_niet niet_mijn_nummer niet_meer_het_nummer niet_het_nummer_van dit_nummer_is_niet dit_nummer_is_nu nummer_is_niet_meer nummer_is_van_iemand_anders dit_nummer_hoort_niet dit_nummer_behoort heeft_een_ander_nummer heeft_een_nieuw_nummer heeft_dit_nummer_niet ken_geen ken_hier_geen ken_deze_persoon_niet hier_woont_geen nieuwe_eigenaar nieuwe_eigenaresse zakelijke_telefoon telefoon_van_mijn_dochter telefoon_van_mijn_zoon nummer_van_mijn_dochter nummer_van_mijn_zoon telefoon_van_het_werk bedrijfstelefoon",
            ),
            ("dead", "overleden"),
            (
                "unsub",
                "afmelden afmelding afgemeld_worden uitschrijven uitschrijving uitgeschreven_worden schrijf_uit opzeggen_nieuwsbrief meld_af afmeld*",
            ),
            ("subscription", "abonnement inschrijving lidmaatschap"),
            ("my", "mijn het dit"),
            ("how", "hoe waar"),
            (
                "leave",
                "laat_me_met_rust laat_mij_met_rust laat_ons_met_rust laat_me_nou_met_rust laat_me_toch_met_rust laat_me_eens laat_me_alsjeblieft_met_rust laat_mij_alsjeblieft_met_rust val_me_niet_lastig val_mij_niet val_mij_niet_lastig vergeet_mijn_nummer hou_ermee_op houd_ermee_op stop_ermee stop_hiermee kap_ermee kap_hiermee",
            ),
            ("revoke", "intrekken trek_in herroep"),
            ("consent", "toestemming"),
            (
                "goods",
                "bestelling* pakket* pakje levering* bezorging* afspraak reservering* artikel* product* winkelwagen* betaling* incasso wekker* alarm* herinnering* herinner liedje nummer_van retour* factuur adres code maat jurk kaart foto link doos",
            ),
            ("if", "als wanneer indien oeps"),
            ("accident", "per_ongeluk opnieuw_aanmelden weer_aanmelden per_abuis"),
            (
                "keyword",
                "afmelden afmelding uitschrijven uitschrijving stoppen stop_sms afmeld",
            ),
            (
                "weak",
                "beëindigen beeindigen opzeggen annuleren annuleer ophouden genoeg uit einde klaar verwijderen verwijder eraf stopzetten nooit_meer hou_op",
            ),
            (
                "start",
                "start starten aanmelden ja beginnen hervatten doorgaan inschrijven activeren",
            ),
            (
                "back",
                "weer_aanmelden opnieuw_aanmelden schrijf_me_weer_in weer_berichten weer_ontvangen",
            ),
            ("help", "hulp help info informatie"),
            (
                "insult",
                "rot_op rot_toch_op rot_eens_op sodemieter_op flikker_op donder_op oprotten opzouten tief_op tyf_op tyfus* kanker* krijg_de krijg_toch krijg_allemaal klootzak* klootzakken hoerenzoon eikels eikel lul lullen loop_naar_de_hel loop_naar_de val_dood ga_dood sterf stik_er stik_maar hou_je_bek hou_je_mond houd_je_bek bek_dicht idioten mafkezen fuck_jullie fuck_je oplichters stelletje steek_het_in steek_je schijtbedrijf kutbedrijf kutspam kutberichten rotzakken pleur_op mieter_op neuk_je",
            ),
        ],
        sayings: &[
            "niets|niks meer .. horen|ontvangen|krijgen|van",
            "liever geen|niet|niets .. @texts|meer|ontvangen|gestuurd",
            "mobieltje|nummer|toestel .. tegenwoordig|inmiddels|nu van|iemand",
            "te veel @texts",
            "elke|iedere dag .. @texts .. stop|afmeld*|genoeg|eraf|uitschrijven",
            "nooit|geen|niet .. toestemming|ingeschreven|aangemeld|akkoord|gevraagd .. gegeven|voor|om|stop",
            "aangifte|acm|avg|advocaat|klacht .. @texts|@contact|@stop",
            "@texts|@contact .. aangifte|acm|advocaat|klacht",
            "alleen|liever .. mail|email|e-mail",
            "hoe|kan|waar|wil .. afmelden|uitschrijven|afmeld|uitschrijf|stoppen|opzeggen",
            "hoe .. @texts .. stoppen|stop|uitzetten|af|vanaf|blokkeren",
            "hoe .. van .. @list|@texts .. af",
            "haal|verwijder|schrap|meld|schrijf .. van|uit|af .. @list",
        ],
    },
    Lexicon {
        code: "af",
        language: "Afrikaans",
        classes: &[
            ("please", "asb baie groete"),
            ("imnot", "ek_is_nie"),
            ("please", "asseblief dankie hallo goeie_dag nou onmiddellik"),
            ("me", "my ons vir_my hierdie"),
            (
                "texts",
                "boodskap* sms* smse sms'e teksboodskap* reklame promosies advertensies spam kennisgewings nuusbrief* bemarking",
            ),
            (
                "contact",
                "stuur gestuur skryf sms kontak bel pla lastig hinder val teister spam",
            ),
            ("dont", "moenie nie moet_nie nooit ophou"),
            ("not", "nie nooit"),
            ("more", "meer weer langer"),
            ("stop", "stop staak hou_op ophou kanselleer beëindig skakel_af los_op"),
            ("want", "wil verlang benodig"),
            ("nowant", "stel_nie_belang wil_nie wil_geen belang_nie moeg_vir sat_vir"),
            ("receive", "ontvang kry hê"),
            ("no", "geen"),
            ("nomore", "geen_verdere nie_meer nooit_weer"),
            ("enough", "genoeg"),
            ("remove", "verwyder haal skrap vee"),
            ("removeme", "haal_my verwyder_my skrap_my teken_my_uit"),
            ("number", "nommer selfoonnommer telefoonnommer besonderhede"),
            ("list", "lys databasis"),
            ("out", "af van uit"),
            ("wrong", "verkeerde verkeerd foutiewe"),
            ("who", "nommer persoon"),
            (
                "notme",
                "jy_het_die_verkeerde julle_het_die_verkeerde dit_is_nie_my_nommer nie_my_nommer dis_nie_my_nommer ek_is_nie_die ek_ken_geen ken_nie_so_iemand het_n_nuwe_nommer nie_meer_sy_nommer nie_meer_haar_nommer nuwe_eienaar",
            ),
            ("dead", "oorlede"),
            (
                "unsub",
                "teken_uit uitteken uitskryf afmeld teken_my_af inskrywing_kanselleer",
            ),
            ("how", "hoe waar"),
            (
                "leave",
                "los_my_uit los_ons_uit laat_my_met_rus los_my_alleen los_my_asseblief_uit laat_my_uit",
            ),
            (
                "goods",
                "bestelling* pakkie aflewering afspraak bespreking produk* artikel betaling alarm herinnering faktuur",
            ),
            ("if", "as wanneer"),
            ("keyword", "teken_uit staak stop_asseblief afmeld"),
            ("weak", "kanselleer genoeg staak ophou beëindig"),
            ("start", "begin ja hervat"),
            ("help", "hulp"),
            (
                "insult",
                "voetsek voertsek gaan_kak gaan_bars gaan_vlieg fok_jou fok_julle fok_off fokof fokkof fok_af jou_ma_se jou_poes poes poese bliksem bliksems hou_jou_bek idiote jou_moer julle_moer donner_op",
            ),
        ],
        sayings: &[
            "niks|niks meer .. hoor|van|ontvang",
            "hoe kom|klim .. van|uit .. af|@texts|@list",
            "verkies .. niks|geen|nie",
            "moenie .. @contact|@texts",
            "moet .. nie .. @contact",
            "ek wil nie .. @texts|@receive|hê",
        ],
    },
];
