//! Indonesian, Malay, Filipino and other Austronesian languages.

use crate::phrases::lexicon::Lexicon;

pub(super) const LEXICONS: &[Lexicon] = &[
    Lexicon {
        code: "id",
        language: "Indonesian or Malay",
        classes: &[
            ("imnot", "saya_bukan aku_bukan ini_bukan"),
            (
                "please",
                "tolong mohon harap sila silakan terima_kasih makasih tq terimakasih kak min gan bang pak bu halo hai sekarang segera minta boleh_tolong tlg dong ya deh",
            ),
            (
                "me",
                "saya aku gue gw ke_saya ke_aku kepada_saya kami kita ke_nomor_ini ke_no_ini pada_saya sy ku gua",
            ),
            (
                "texts",
                "sms pesan pesannya mesej mesejnya msg chat wa iklan promosi promo spam notifikasi notif pemberitahuan iklannya promonya teks newsletter buletin mesej-mesej smsnya broadcast bc penawaran tawaran smsan whatsapp pesan-pesan",
            ),
            (
                "contact",
                "kirim kirimi kirimin kiriman mengirim mengirimi dikirim ngirim hantar menghantar hantarkan hubungi menghubungi sms smsin ganggu mengganggu gangguin chat wa telepon telpon kacau mengacau hubung ngirimin spam nyepam mesej kontak teror neror nge-spam ngespam ngechat",
            ),
            (
                "dont",
                "jangan jgn jangan_lagi tidak_usah gak_usah nggak_usah ga_usah tak_usah tak_payah x_payah usah janganlah jangan_terus stop berhenti jangn",
            ),
            ("more", "lagi terus lebih terus-terusan"),
            (
                "stop",
                "stop berhenti hentikan setop hentikanlah berhentikan batalkan batal matikan nonaktifkan tutup sudahi cukup_sudah blokir cukup udahan",
            ),
            (
                "want",
                "mau ingin perlu butuh pengen hendak nak bersedia setuju tertarik minat",
            ),
            (
                "nowant",
                "tidak_mau gak_mau nggak_mau ga_mau tak_mau tak_nak taknak xnak x_nak tidak_ingin tidak_perlu gak_perlu nggak_perlu tak_perlu tidak_butuh gak_butuh ga_butuh nggak_butuh tidak_tertarik gak_tertarik tak_berminat tidak_berminat tak_minat ga_tertarik ogah tidak_setuju bosan capek_dengan tidak_bersedia tak_ingin tidak_mahu tak_mahu muak bosen enggan",
            ),
            (
                "receive",
                "menerima terima nerima dapat dapet mendapat mendapatkan dihubungi diganggu dikirimi dikirimin nerima_lagi",
            ),
            ("no", "tanpa nol tiada no"),
            (
                "nomore",
                "tidak_ada_lagi jangan_ada_lagi cukup_dengan no_more tiada_lagi",
            ),
            ("enough", "cukup cukup_sudah sudah_cukup udah_cukup cukuplah dah_cukup"),
            (
                "remove",
                "hapus hapuskan hapusin menghapus dihapus keluarkan keluarin buang buangkan padam padamkan cabut coret copot singkirkan",
            ),
            (
                "removeme",
                "keluarkan_saya hapus_saya keluarkan_aku keluarin_saya keluarin_aku buang_saya hapuskan_saya hapus_aku padam_saya",
            ),
            (
                "number",
                "nomor no nomer nombor nomorku nomorsaya kontak data hp telepon telefon nomor_saya",
            ),
            (
                "list",
                "daftar list senarai database pangkalan_data milis langganan grup daftar_anda",
            ),
            ("out", "keluar keluarkan dari_daftar hapus dari"),
            ("wrong", "salah silap keliru"),
            ("who", "nomor nombor no nomer orang sambung kirim alamat number hantar"),
            (
                "notme",
                "salah_nomor salah_nomer salah_nombor salah_sambung salah_orang salah_kirim anda_salah kamu_salah bukan_nomor_saya bukan_nomor_dia bukan_nombor_saya ini_bukan_nomor ini_bukan_nombor ini_bukan_lagi_nomor bukan_saya saya_bukan_dia saya_bukan_orang saya_bukan_pak saya_bukan_ibu saya_bukan_bu aku_bukan nomor_ini_bukan nomor_ini_sudah nomor_ini_sekarang nomor_ini_udah nombor_ini_bukan nombor_ini_dah nombor_ni_bukan nombor_ini_sudah nombor_ini_kini nomornya_sudah_ganti ganti_nomor sudah_ganti_nomor tukar_nombor tidak_ada_yang_bernama tak_ada_orang_nama pemilik_baru nomor_anak_saya hp_anak_saya telefon_anak_saya nomor_kantor hp_kantor nomor_perusahaan telefon_syarikat",
            ),
            ("dead", "meninggal wafat sudah_meninggal telah_meninggal almarhum"),
            (
                "unsub",
                "berhenti_langganan berhenti_berlangganan berhenti_melanggan batal_langganan batalkan_langganan unreg batal_berlangganan nyahlanggan batalkan_langganan_sms unsub_dong stop_langganan nyahlanggani henti_langganan batal_melanggan putus_langganan unsubs",
            ),
            ("subscription", "langganan keanggotaan langganannya"),
            ("my", "saya"),
            (
                "how",
                "bagaimana gimana cara caranya macam_mana mcm_mana dimana di_mana kenapa_susah",
            ),
            (
                "leave",
                "jangan_ganggu jgn_ganggu jangan_gangguin jangan_kacau jgn_kacau jangan_ganggu_saya biarkan_saya tinggalkan_saya_sendiri jangan_mengganggu berhenti_mengganggu berhenti_menggangu lupakan_nomor_saya lupakan_saya jangan_usik pergi_sana",
            ),
            ("revoke", "mencabut cabut menarik tarik batalkan"),
            ("consent", "persetujuan izin kebenaran keizinan"),
            (
                "goods",
                "pesanan pesananku pesanan_saya order orderan paket pengiriman kiriman_saya janji temu reservasi booking barang produk keranjang pembayaran alarm pengingat ingatkan lagu musik retur refund faktur alamat kode ukuran kartu foto noda penghantaran bungkusan temujanji tempahan bayaran produknya ongkir kurir troli",
            ),
            ("if", "kalau kalo jika bila"),
            (
                "accident",
                "tidak_sengaja gak_sengaja ga_sengaja tak_sengaja nggak_sengaja langganan_lagi daftar_lagi tersilap",
            ),
            (
                "keyword",
                "berhenti hentikan unreg stop_sms berhenti_langganan setop batal_langganan henti",
            ),
            (
                "weak",
                "batal batalkan cukup hapus keluar sudahi udahan stop_dong selesai tamat padam",
            ),
            ("start", "mulai mula ya lanjut daftar gabung langganan"),
            ("back", "langganan_lagi daftar_lagi daftarkan_saya"),
            ("help", "bantuan tolong bantu info"),
            (
                "insult",
                "anjing anjg anjir_spam bangsat bajingan goblok tolol bego babi kontol memek ngentot* jancuk* jancok* asu kampret keparat setan_kau brengsek bacot pukimak* puki_mak* celaka bodoh_punya pantat_kau lancau* sial_betul sialan_kalian persetan pergi_ke_neraka ke_neraka mati_saja mampus matilah mati_kau pergi_mampus tutup_mulut diam_kau berambus pergi_jahanam jahanam penipu taik tai_kucing lahanat bongok bahlul",
            ),
        ],
        sayings: &[
            "tak|tidak|gak|nggak|ga @contact|@texts saya|aku lagi|dah",
            "lebih selesa|senang|suka .. tak|tidak .. @texts|@contact",
            "terlalu banyak @texts",
            "kebanyakan @texts",
            "@texts mulu|terus|melulu",
            "setiap|tiap hari .. @texts",
            "@contact @texts .. lagi|terus .. jangan|stop|cukup",
            "jangan|jgn .. @contact|@texts .. lagi|saya|aku",
            "jangan|jgn|gausah|gak|ga|tidak usah? .. sms|chat|wa|kirim|kirimi|hubungi|hantar|ganggu|mesej lagi|saya|aku|gue|nomor|$",
            "tidak|belum|gak|ga|nggak|tak pernah .. setuju|daftar|mendaftar|berlangganan|izin|minta|melanggan|bagi|beri|kasih .. @texts|ini|izin|nomor|kebenaran|langganan|untuk",
            "laporkan|lapor|melaporkan|dilaporkan|lapor|buat aduan|polisi|kominfo|mcmc|ylki|ojk|skmm|polis|laporan|ini|$",
            "hanya|cukup|lewat .. email|emel|e-mail",
            "cara|caranya|bagaimana|gimana|macam .. @stop|berhenti|unsubscribe|keluar|batal|hapus|matikan .. @texts|@list|langganan|berlangganan|menerima|ini",
        ],
    },
    Lexicon {
        code: "tl",
        language: "Filipino",
        classes: &[
            ("please", "lang nyo na_lang"),
            ("imnot", "hindi_ako_si hindi_po_ako_si hindi_si"),
            (
                "please",
                "please pakiusap paki pls po opo salamat maraming_salamat kuya ate boss hello hi ngayon na nga naman",
            ),
            ("me", "ako akin sakin sa_akin ko amin kami sa_number_na_ito"),
            (
                "texts",
                "text texts message messages mensahe mga_mensahe mga_text msg promo promos ads sms spam notification notifications patalastas anunsyo advertisement newsletter pag-text pagtetext",
            ),
            (
                "contact",
                "text mag-text magtext itext i-text magpadala padalhan magmessage mag-message mgtext mgmessage magsend mag-send send padala pagpapadala pagpadala pagtext pag-text pagtetext pagte-text tumawag tawagan kontakin i-contact icontact guluhin istorbohin gambalain kulitin mangulit contactin i-message imessage spam i-spam bwisitin itetext pagsend nagpapadala magtetext magpapadala magsesend",
            ),
            (
                "dont",
                "huwag wag 'wag hwag huwag_na wag_na huwag_mo wag_mo huwag_niyo wag_niyo huwag_kayong wag_kayong huwag_nyo wag_nyo huwag_na_po wag_na_po huwag_ninyo wag_ninyo wag_kayo wag_nyo_na wag_nyo_na_po huwag_na_kayong wag_na_kayong wag_na_kayo wag_niyo_na wag_nyo_na_ako wag_mo_na wag_na_ninyo wag_nyo_ako",
            ),
            ("more", "na ulit muli pa kahit_kailan"),
            (
                "stop",
                "tigil itigil tigilan ihinto hinto tigilan_na itigil_na tama_na ihinto_na tumigil i-stop istop i-cancel icancel paki-stop pakistop pakitigil paki-tigil paki_stop i-off patayin",
            ),
            ("want", "gusto kailangan nais interesado"),
            (
                "nowant",
                "ayaw ayoko ayaw_ko ayoko_na ayaw_ko_na di_ko_gusto hindi_ko_gusto hindi_ako_interesado di_ako_interesado hindi_ko_kailangan di_ko_kailangan di_ko_na_kailangan hindi_ko_na_gusto sawa_na sawang-sawa ayaw_namin ayoko_ng hindi_ko_na_kailangan di_na_interesado",
            ),
            (
                "receive",
                "makatanggap tumanggap matanggap makareceive maka-receive nakakatanggap tanggapin",
            ),
            ("no", "walang no"),
            ("nomore", "wala_nang wala_ng no_more tama_na_ang tama_na_ng"),
            ("enough", "tama_na sobra_na tama_na_po sapat_na"),
            (
                "remove",
                "tanggalin alisin burahin i-delete idelete tanggal alis pakitanggal pakialis paki-tanggal paki-alis paki-delete pakidelete pakibura i-remove iremove paki-remove pakiremove paki_tanggal paki_alis paki_delete tanggalan",
            ),
            (
                "removeme",
                "tanggalin_ako alisin_ako tanggalin_mo_ako alisin_mo_ako tanggalin_niyo_ako alisin_niyo_ako tanggalin_nyo_ako alisin_nyo_ako pakitanggal_ako pakialis_ako paki-alis_ako tanggalin_nyo_na_ako alisin_nyo_na_ako paki_alis_ako paki_tanggal_ako",
            ),
            ("number", "number numero cellphone cp no pangalan contact"),
            ("list", "listahan list database talaan"),
            ("out", "sa_listahan"),
            ("wrong", "maling mali wrong"),
            (
                "who",
                "number numero tao person napagtextan na_number sent send ng_number",
            ),
            (
                "notme",
                "wrong_number wrong_send maling_number mali_ang_number mali_po_ang mali_kayo_ng mali_po_kayo_ng nagkamali_kayo nagkakamali_kayo hindi_ako_si hindi_po_ako_si di_ako_si di_po_ako_si hindi_ako_yan hindi_ako_yun hindi_ko_number hindi_ito_number hindi_na_ito_number hindi_na_kanya hindi_na_po_ito hindi_po_ito_number wala_pong walang_tao_ditong bagong_may-ari bagong_may_ari number_ng_anak cp_ng_anak nagpalit_na_ng_number ibang_tao_na ibang_number_na",
            ),
            ("dead", "patay_na namatay_na pumanaw_na"),
            (
                "unsub",
                "mag-unsubscribe mag_unsubscribe i-unsubscribe paki-unsubscribe paki_unsubscribe iunsubscribe pakiunsubscribe mag-opt_out",
            ),
            ("how", "paano pano saan"),
            (
                "leave",
                "iwan_mo_ako iwan_niyo_ako iwan_nyo_ako hayaan_niyo_ako hayaan_nyo_ako lubayan_mo_ako lubayan_niyo_ako lubayan_nyo_ako lubayan_mo_na lubayan_nyo_na layuan_mo_ako layuan_niyo_ako tantanan_mo_ako tantanan_niyo_ako tantanan_nyo_ako tigilan_mo_ako tigilan_niyo_ako tigilan_nyo_ako tigilan_nyo_na tigilan_niyo_na tigilan_mo_na lubayan_niyo pabayaan_niyo_ako kalimutan_nyo_ang_number wag_makulit wag_kang_makulit wag_kayong_makulit",
            ),
            (
                "goods",
                "order orders parcel delivery monthly buwanan package mantsa sabon appointment booking alarm reminder kanta produkto item items cart bayad payment refund return voucher size kulay shipping rider cod pickup",
            ),
            ("if", "kung kapag pag"),
            (
                "accident",
                "hindi_sinasadya di_sinasadya nagkamali_ako_ng_reply aksidente mag-subscribe_ulit",
            ),
            (
                "keyword",
                "itigil tigil tigilan ihinto hinto tama_na_po itigil_na tigil_na pakitigil",
            ),
            (
                "weak",
                "tama_na sapat_na cancel ayaw ayoko ayaw_ko_na ayoko_na tanggalin alisin wag_na huwag_na",
            ),
            ("start", "simulan oo umpisahan ituloy sali"),
            ("help", "tulong impormasyon"),
            (
                "insult",
                "putang_ina* putangina* tangina* tang_ina* pakyu pak_yu pakshet punyeta gago gaga ulol leche lecheng bwisit bwiset buwisit hayop_kayo hayop_ka mga_hayop tarantado inutil peste kayo_talaga_spam mamatay_na mamatay_kayo pakamatay lintik kupal kantot* pucha puta_ka puta_kayo ulul gagu bobo_kayo mga_bobo mga_gago mga_scammer tae_kayo",
            ),
        ],
        sayings: &[
            "sobrang dami|daming|rami .. @texts",
            "ang? dami|daming|andami|andaming .. @texts .. stop|tigil|tama|tanggal*|alis*",
            "araw araw|arawaraw .. @texts",
            "huwag|wag|hwag .. @contact",
            "huwag|wag .. na .. @contact|@texts",
            "ayaw|ayoko|hindi|di .. gusto? .. @texts|@receive",
            "hindi|di|never .. pumayag|nag-subscribe|nagsubscribe|nagsign|nag-sign|humingi|nagbigay",
            "irereport|ireport|isusumbong|magrereklamo|ntc|nagrereklamo .. ko|kayo|kita|@texts|ntc|sa",
            "paano|pano|saan .. mag-unsubscribe|magunsubscribe|unsubscribe|itigil|tigil|ihinto|stop|matigil .. @texts|@receive|magtext|padala",
            "paano|pano|saan mag|i|paki unsubscribe",
            "paano|pano|saan mag-unsubscribe|magunsubscribe",
            "paano|pano|saan .. @remove|matanggal|maalis .. @list|@number|ako",
            "email lang|nalang",
            "huwag|wag|hwag .. isama|idamay .. @texts|@list",
        ],
    },
    Lexicon {
        code: "jv",
        language: "Javanese or Sundanese",
        classes: &[
            ("please", "tulung matur_nuwun nuwun punten hatur_nuhun mangga"),
            ("me", "aku kulo kula abdi simkuring kuring"),
            ("texts", "pesen sms iklan promosi"),
            ("contact", "ngirim kirim ngirimi ngganggu ngaganggu ngontak ngirimkeun"),
            ("dont", "ojo aja ampun ulah teu_kedah"),
            ("more", "maneh malih deui"),
            ("stop", "mandheg mandeg eureun eureunan stop leren"),
            (
                "nowant",
                "ora_gelem ora_butuh mboten_purun teu_hoyong embung ora_pengin",
            ),
            ("remove", "busak hapus busek pupus"),
            ("number", "nomer nomor"),
            ("list", "daftar"),
            ("wrong", "salah klentu lepat"),
            ("who", "nomer sambung wong jalmi"),
            ("enough", "cekap cukup wis_cukup atos_cekap"),
            ("goods", "pesenan paket order"),
        ],
        sayings: &[],
    },
    Lexicon {
        code: "ceb",
        language: "Cebuano",
        classes: &[
            ("please", "palihog salamat"),
            ("me", "nako ko kanako"),
            ("texts", "text mensahe message promo ads"),
            (
                "contact",
                "text i-text mag-text magpadala padad-i pagpadala pagtext tawag samoka samok sige_text",
            ),
            ("dont", "ayaw ayaw_na ayaw_na_og ayaw_na_ko ayaw_ko ayaw_og ayaw_mo_og"),
            ("stop", "hunong hunonga undang undangi undanga ihunong"),
            (
                "nowant",
                "dili_ko_gusto di_ko_gusto dili_ko_ganahan di_ko_ganahan dili_nako_gusto",
            ),
            ("receive", "makadawat"),
            ("remove", "tangtanga papasa kuhaa tangtangi"),
            ("removeme", "tangtanga_ko kuhaa_ko"),
            ("number", "numero number"),
            ("list", "listahan lista"),
            ("wrong", "sayop mali"),
            ("who", "number numero tawo"),
            ("leave", "biyai_ko pasagdi_ko ayaw_ko_samoka ayaw_mig_samoka"),
            ("goods", "order parcel delivery"),
            ("insult", "pisti yawa animal_ka buang_mo giatay atay_ka"),
        ],
        sayings: &[],
    },
];
