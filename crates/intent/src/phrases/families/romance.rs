//! Spanish, French, Portuguese and Italian.

use crate::phrases::lexicon::Lexicon;

pub(super) const LEXICONS: &[Lexicon] = &[
    Lexicon {
        code: "es",
        language: "Spanish",
        classes: &[
            ("please", "saludos un_saludo atentamente x por atte x_favor amables"),
            ("imnot", "no_soy no_me_llamo"),
            (
                "please",
                "por_favor porfavor porfa favor xfa gracias muchas_gracias hola buenas buenos_dias buenas_tardes ya ahora señores oigan urgente amigo de_una_vez",
            ),
            ("me", "me nos a_mi a_mí este aquí aqui esto a_este a_mi_celular"),
            (
                "texts",
                "mensaje* mensajito* msj* msjs mjs sms texto textos mms whatsapps wasaps promo promos promocion* publicidad propaganda anuncio* spam notificacion* alerta* aviso avisos newsletter boletin boletín boletines ofertas marketing whatsapp wasap",
            ),
            (
                "contact",
                "escrib* mande mandes mandeis mandéis manden mandar mandarme mandarnos mandando mandándome envie envíe envíes envies enviéis envien envíen enviar enviarme enviarnos enviando enviándome contacte contacten contactes contactéis contactar contactarme contactando texteen textees textear texteando texteenme moleste molesten molestes molestar molestarme molestando molestéis molesteis fastidien fastidies fastidiar fastidiando fastidiéis llegar llegarme llegando lleguen acosen acosar acosando spamear spameando joder jodan jodas jodiendo remitan insistan insistas insistir",
            ),
            ("dont", "no nunca ni jamas jamás"),
            (
                "more",
                "mas más nunca nada otra_vez de_nuevo ningun ningún ninguno jamas jamás nadie",
            ),
            (
                "stop",
                "stop deje dejen dejar deja dejad dejes paren pare parar parad cesen cese cesar cesad alto basta basta_ya detener detenga detengan detén deten suspender suspenda suspendan desactivar desactiva desactive desactiven desactívame cancelar cancela cancele cancelen cancelame cancélenme cortala cortenla corten desactivenme silenciar termina terminen anular anule anulen eliminar elimine eliminen bloquear",
            ),
            (
                "want",
                "quiero queremos deseo deseamos necesito necesitamos quisiera autorizo acepto solicite solicité solicito pedi pedí deseamos aguanto interesa interesan gustaria gustaría deseo_seguir quiero_seguir",
            ),
            (
                "nowant",
                "no_interesa no_me_interesa no_me_interesan no_nos_interesa no_estoy_interesad* harto_de harta_de hartos_de cansado_de cansada_de",
            ),
            (
                "receive",
                "recibir recibiendo recibirlos recibirlas recibo que_me_escriban que_me_manden que_me_envíen que_me_envien que_me_contacten que_me_molesten ser_contactado estar_en_su_lista estar_en_la_lista",
            ),
            ("no", "ningun ningún sin cero ni_un"),
            (
                "nomore",
                "no_más no_mas ni_un_mensaje_más ni_uno_más ya_no_más ya_no nunca_más",
            ),
            (
                "enough",
                "basta basta_de basta_con suficiente_de suficientes demasiados_ya",
            ),
            (
                "remove",
                "quitar quiten quite quita quitad saquen saque saca sacar sacad borrar borren borre borra borrad eliminar eliminen elimine elimina eliminad remover remuevan remueva retirar retiren retire suprimir supriman tachar descartar den_de_baja den_baja dar_de_baja excluyan excluir desvinculen dejen_fuera",
            ),
            (
                "removeme",
                "quítenme quiteme quítame quitame quitadme sáquenme saquenme sáqueme saqueme sácame sacame sacadme bórrenme borrenme bórreme borreme bórrame borrame borradme elimínenme eliminenme elimíneme elimineme elimíname eliminame eliminadme remuévanme remuevame remuévame retírenme retirenme retíreme dénme_de_baja denme_de_baja deme_de_baja désenme_de_baja dame_de_baja dadme_de_baja darme_de_baja darnos_de_baja dar_de_baja me_doy_de_baja doy_de_baja baja_por_favor excluyanme desuscribanme desinscribanme sáquennos quítennos bórrennos desactivenme desenganchenme",
            ),
            (
                "number",
                "numero número telefono teléfono celular movil móvil tel nro contacto numeros cel",
            ),
            (
                "list",
                "lista listas base base_de_datos registros suscriptores listado difusion difusión grupo club",
            ),
            (
                "out",
                "salir salirme salgo fuera_de sacar quitar quiten saquen borrar eliminar",
            ),
            ("wrong", "equivocad* incorrect* erroneo erróneo errado"),
            ("is", "es esta está"),
            ("who", "numero número persona telefono teléfono contacto num"),
            (
                "notme",
                "me_confunde* me_están_confundiendo me_confundes no_soy_yo no_soy_esa_persona no_soy_la_persona no_soy_quien no_soy_su_cliente ya_no_es_su_número ya_no_es_de este_no_es_el_número este_no_es_el_numero no_es_mi_número no_es_el_número no_es_su_número no_conozco_a aquí_no_vive aqui_no_vive aquí_no_hay_ningun* este_número_ya_no este_numero_ya_no este_número_no_pertenece este_numero_no_pertenece número_es_de_otra numero_es_de_otra el_dueño_anterior cambió_de_dueño cambio_de_dueño cambió_de_número cambio_de_numero cambiado_de_número ya_tiene_otro_número este_número_era_de este_numero_era_de este_número_ahora este_numero_ahora nuevo_dueño nueva_dueña soy_el_nuevo_dueño soy_la_nueva_dueña es_el_teléfono_de_mi_hij* es_el_celular_de_mi_hij* es_el_número_de_la_empresa es_un_teléfono_de_empresa",
            ),
            ("dead", "ya_falleció falleció fallecio murió ha_fallecido"),
            (
                "unsub",
                "desuscrib* desuscríb* desinscrib* dessuscrib* desuscripcion desuscripción dessubscrib* anular_mi_suscripción_a_los cancelar_suscripción_a_mensajes darme_de_baja darse_de_baja me_doy_de_baja darnos_de_baja",
            ),
            (
                "subscription",
                "suscripcion suscripción subscripcion subscripción membresia membresía",
            ),
            ("my", "mi la esta"),
            ("how", "como cómo donde dónde"),
            (
                "leave",
                "déjenme_en_paz dejenme_en_paz déjame_en_paz dejame_en_paz dejadme_en_paz déjeme_en_paz dejeme_en_paz déjennos_en_paz dejen_en_paz deje_en_paz deja_en_paz déjenme_tranquil* dejenme_tranquil* déjame_tranquil* dejame_tranquil* dejen_de_joder deja_de_joder olvídense_de_mí olvidense_de_mi olvídate_de_mí pierdan_mi_número no_jodan no_me_jodan no_molesten no_moleste no_molestes no_molestar no_fastidien no_insistan no_chinguen",
            ),
            ("revoke", "revoco revocar retiro anulo retirar"),
            ("consent", "consentimiento permiso autorizacion autorización"),
            (
                "goods",
                "pedido pedidos orden ordenes compra compras envio envío paquete paquetes cita citas reserva reservas reservacion reservación articulo artículo artículos producto productos carrito pago pagos cobro cobros alarma alarmas recordatorio recordatorios cancion canción lista_de_reproduccion devolucion devolución camisa vestido caja tarjeta cargo cargos direccion dirección tela mancha manchas factura correo foto fotos codigo código link enlace rastreo",
            ),
            ("if", "si cuando oops ups"),
            (
                "accident",
                "por_accidente sin_querer por_error_puse me_di_de_baja_por me_equivoqué_al fue_un_error volver_a_suscribirme volver_a_recibir quiero_volver de_nuevo_me_quiero",
            ),
            (
                "keyword",
                "baja alto dar_de_baja darse_de_baja darme_de_baja de_baja dame_de_baja no_más_mensajes no_mas_mensajes cancelar_suscripción_mensajes desuscribir desuscribirme desuscribirse desuscripción",
            ),
            (
                "weak",
                "cancelar cancela cancelen detener salir quitar eliminar terminar parar pare paren baja basta fin borrar suspender anular desactivar detente no_más no_mas nunca_más",
            ),
            (
                "start",
                "empezar comenzar iniciar inicio alta suscribir suscribirme reanudar volver continuar activar sí si acepto",
            ),
            (
                "back",
                "volver_a_recibir volver_a_suscribirme quiero_suscribirme suscríbanme suscribanme apúntenme apuntenme apúntame reactivar_mensajes",
            ),
            ("help", "ayuda información info informacion auxilio"),
            (
                "insult",
                "váyanse_a vayanse_a vete_a váyase_a idos_a a_la_mierda a_la_chingada al_carajo al_diablo al_infierno que_te_den que_os_den que_les_den jódete jodete jódanse jodanse jodeos chinga_tu chinguen_a chingue_a chingate chíngate hijo_de_puta hijos_de_puta hijos_de_su hijueputa* hijoeputa malparid* gonorrea* pinches_spam* cabrones pendejos pendejo gilipollas imbéciles imbecil imbécil idiotas estafadores spammers_de_mierda que_te_folle* me_cago_en váyanse_al vete_al púdranse pudranse pudrete cállense callense cállate callate métanse_su métansel* métete* la_concha_de* conchatumadre boludos pelotudos coman_mierda come_mierda",
            ),
        ],
        sayings: &[
            "no @me? lleguen|llegue|llegar|lleg* .. @texts|sms|nada|más|mas",
            "no quiero|deseo|preferiria|preferiría|quisiera|gustaria no? saber|oir|oír|leer mas|más|nada",
            "preferiria|preferiría|prefiero no @receive|saber|oir|que|ser|recib*",
            "olvid* de|mi mí|mi|número|numero|existencia",
            "ni un @texts|solo más|mas",
            "se|te|os ha|han|has|habéis|habeis|estan|están|esta|está? equivoc*|confund* de? número|numero|persona|celular|teléfono|telefono",
            "me|nos tienen|tiene|tienes hart*|cansad*|aburrid*|podrid*|hasta .. @texts|@stop|ya",
            "demasiados|tantos|muchos @texts .. @stop|baja|no|quit*|saqu*|borr*|elimin*|deje*|pare*",
            "@texts .. todo|todos|cada el|los? dia|dias|día|días .. @stop|baja|quit*|saqu*|borr*|elimin*|deje*|pare*",
            "estoy|estamos hart*|cansad* de .. @texts",
            "no di|dimos|he|hemos|autoric*|acepté|acepte|firmé .. consentimiento|permiso|autorizado|dado|suscrito|suscribí|mensajes|sms|nunca",
            "nunca me|di|autoric*|acepté|acepte|pedi|pedí|solicit* .. suscribí|suscribi|consentimiento|permiso|mensajes|sms|esto|apunte|apunté",
            "los|voy|las a? denunciar*|demandar*|reportar* .. @texts|spam|acoso|siguen|si|por",
            "solo|sólo|solamente quiero|manden|envíen|mándenme|envíenme|deseo|por .. correo|email|correos|emails|pedidos",
            "como|cómo|donde|dónde|quiero|puedo .. baja|desuscrib*|desinscrib*|salir|salgo|salirme|borrarme|quitarme",
            "como|cómo .. dejo|dejar|paro|parar|cancelo|cancelar|detengo|detener|desactivo|quito|evito|elimino|bloqueo .. @texts|@receive",
            "quiero|deseo|necesito|quisiera que? dejar|dejen|paren .. @receive|@contact|@texts",
            "ya @stop|paren|párenle|parenle .. $",
            "^^ ya? paren|párenle|parenle|basta ya? porfavor|por? favor? $$",
        ],
    },
    Lexicon {
        code: "fr",
        language: "French",
        classes: &[
            ("please", "cordialement bien_à_vous"),
            ("imnot", "je_ne_suis_pas je_suis_pas pas_de"),
            (
                "please",
                "svp stp s'il_vous_plaît s'il_vous_plait sil_vous_plait s'il_te_plaît s_il_vous_plait merci merci_d'avance bonjour bonsoir salut maintenant tout_de_suite immédiatement de_suite merci_bien",
            ),
            ("me", "me moi nous m'"),
            (
                "texts",
                "message* texto* sms mms msg msgs pub pubs publicite* publicité* promo promos promotions spam spams notification* alerte* newsletter* infolettre* sollicitation* démarchage mails_et_sms relances rappels_promo offres",
            ),
            (
                "contact",
                "envoy* ecri* écri* menvoy* m'envoy* mecri* m'écri* nenvoy* n'envoy* necri* n'écri* denvoyer d'envoyer decrire d'écrire mécrire contactez contacter contacte derang* dérang* sollicit* harcel* harcèl* textez texter textoter spammer spammez embet* embêt* importun* relanc* emmerd* saoul* soûl* gonfl* recontact* recevoir démarcher démarchez joindre",
            ),
            ("dont", "ne n jamais pas nul plus"),
            ("more", "plus jamais"),
            (
                "nowrite",
                "n'envoyez_plus n'envoie_plus ne_m'envoyez_plus ne_m'envoie_plus ne_m'envoyez_pas ne_m'écrivez_plus ne_m'écrivez_pas ne_m'écris_plus ne_m'écris_pas n'écrivez_plus ne_me_contactez_plus ne_me_contactez_pas ne_me_recontactez ne_me_dérangez ne_nous_contactez_plus ne_nous_envoyez_plus m'envoyez_plus m'envoie_plus m'écrivez_plus m'écris_plus me_contactez_plus",
            ),
            (
                "stop",
                "stop stoppez stopper arrêt arret arrêtez arretez arrête arrete arrêter arreter arrêté cessez cesser cesse fin finissez terminez annulez annuler annule désactivez desactivez désactiver désactive bloquez suspendez suspendre résilier resilier coupez couper halte finir",
            ),
            (
                "want",
                "veux voudrais souhaite désire desire souhaitons voulons veut aimerais souhaiterais besoin",
            ),
            (
                "nowant",
                "marre_de marre_des ras_le_bol_de ras_le_bol_des j'en_ai_marre pas_intéressé_par plus_intéressé* assez_de assez_des fatigué_de refuse",
            ),
            (
                "receive",
                "recevoir recois reçois être_contacté* etre_contacte* être_sollicité* être_dérangé* être_démarché* être_sur être_dans faire_partie",
            ),
            ("no", "aucun aucune zéro zero pas_de plus_de plus_d'"),
            ("nomore", "plus_de plus_aucun plus_jamais_de plus_un_seul"),
            (
                "enough",
                "assez_de assez_avec marre_de marre_des ça_suffit ca_suffit ras_le_bol basta",
            ),
            (
                "remove",
                "retirez retirer retire enlevez enlever enlève supprimez supprimer supprime efface effacez effacer ôter ôtez otez otez_moi rayez rayer ray* radiez radier sortez désinscri* oubliez exclure excluez",
            ),
            (
                "removeme",
                "retirez-moi retire-moi enlevez-moi enlève-moi enleve-moi supprimez-moi supprime-moi sortez-moi sors-moi rayez-moi effacez-moi ôtez-moi radiez-moi retirez_moi enlevez_moi enleve_moi supprimez_moi retire_moi sortez_moi rayez_moi effacez_moi radiez_moi virez-moi désabonnez-moi oubliez-moi",
            ),
            (
                "number",
                "numero numéro num tel tél téléphone telephone portable coordonnées coordonnees contact contacts données",
            ),
            (
                "list",
                "liste listes base base_de_données fichier fichiers listing diffusion contacts",
            ),
            (
                "out",
                "sortir sors quitter quitte hors sortez retirez retirer enlever enlevez désinscrire supprimer supprimez",
            ),
            (
                "wrong",
                "mauvais mauvaise faux erreur_de trompé_de trompez_de trompés_de gouré_de erroné incorrect",
            ),
            ("is", "est c'est"),
            ("who", "numero numéro num personne destinataire contact interlocuteur"),
            (
                "notme",
                "vous_vous_trompez vous_vous_êtes_trompé* tu_te_trompes tu_t'es_trompé vous_faites_erreur c'est_une_erreur_de erreur_de_destinataire ce_n'est_pas_moi c'est_pas_moi ce_n'est_pas_le_bon_numéro c'est_pas_le_bon_numéro ce_n'est_pas_mon ce_n'est_plus_son ce_n'est_plus_le_numéro c'est_plus_son_numéro ce_n'est_plus_mon_numéro n'a_plus_ce_numéro n'est_plus_à_ce_numéro a_changé_de_numéro ce_numéro_n'appartient ce_numéro_n'est_plus ce_numéro_ne_lui ce_numéro_appartenait ce_numéro_est_maintenant j'ai_récupéré_ce_numéro numéro_réattribué je_ne_suis_pas_la_personne je_suis_pas_la_personne je_ne_suis_pas_cette_personne je_suis_pas_cette_personne je_ne_connais_pas_de je_ne_connais_aucun* connais_pas_cette_personne nouveau_propriétaire nouveau_titulaire portable_de_ma_fille portable_de_mon_fils téléphone_de_mon_fils téléphone_de_ma_fille téléphone_professionnel ligne_professionnelle téléphone_d'entreprise numéro_de_mon_fils numéro_de_ma_fille",
            ),
            ("dead", "est_décédé* est_mort*"),
            (
                "unsub",
                "désabonn* desabonn* désinscri* desinscri* désincri* se_désabonner me_désinscrire résilier_les_sms dessabon* desabon* désabon*",
            ),
            ("subscription", "abonnement inscription adhésion"),
            ("my", "mon l' cet lab"),
            ("how", "comment où ou_est"),
            (
                "leave",
                "laissez-moi_tranquille laisse-moi_tranquille laissez_moi_tranquille laisse_moi_tranquille laissez-nous_tranquilles laissez-moi_en_paix laissez_moi_en_paix foutez-moi_la_paix foutez_moi_la_paix fous-moi_la_paix fichez-moi_la_paix fiche-moi_la_paix lâchez-moi lachez_moi lâche-moi lache_moi lachez-moi oubliez_moi oubliez_mon_numéro fichez_moi_la_paix foutez-nous_la_paix",
            ),
            ("revoke", "retire révoque retiré révoquer retirer annule"),
            ("consent", "consentement accord autorisation permission"),
            (
                "goods",
                "commande* colis livraison* expédition rendez-vous rdv réservation* article* panier paiement* prélèvement* alarme* réveil* rappel* chanson facture produit* adresse carte code taille retour remboursement lien abonnement_box robe promos_svp rendez bon_d'achat",
            ),
            ("if", "si quand lorsque s'il oups"),
            (
                "accident",
                "par_erreur sans_faire_exprès par_accident par_mégarde sans_le_vouloir me_réabonner me_réinscrire réinscrivez-moi réabonnez-moi",
            ),
            (
                "keyword",
                "arrêt arret arrêter arreter désinscription désabonnement désabonner désinscrire me_désabonner me_désinscrire arrêtez arretez arrêtez_tout",
            ),
            (
                "weak",
                "annuler fin fini terminer cesser cessez stopper supprimer retirer quitter résilier ça_suffit ca_suffit assez basta",
            ),
            (
                "start",
                "commencer démarrer reprendre oui début activer réactiver recommencer continuer inscription inscrire abonner d'accord",
            ),
            (
                "back",
                "réabonnez-moi réinscrivez-moi inscrivez-moi me_réabonner me_réinscrire m'abonner m'inscrire recevoir_à_nouveau abonnez-moi",
            ),
            ("help", "aide info infos information à_l'aide assistance"),
            (
                "insult",
                "allez_vous_faire va_te_faire allez-vous_faire allez_chier va_chier allez_au_diable va_au_diable va_en_enfer va_mourir va_crever casse-toi casse_toi cassez-vous cassez_vous tirez-vous dégage dégagez degage degagez ferme_ta_gueule fermez_vos_gueules fermez-la ta_gueule vos_gueules ferme-la connard* connasse* enculé* enfoiré* salaud* fils_de_pute nique_ta niquez_vos ntm fdp bande_de_cons bande_de_connards bande_d'escrocs bande_d'abrutis abrutis espèces_de allez_vous_faire_voir foutez_le_camp fous_le_camp barrez-vous barre-toi sales_spam* je_vous_emmerde vous_m'emmerdez vous_me_faites_chier tu_me_fais_chier vous_faites_chier mangez_vos crevez",
            ),
        ],
        sayings: &[
            "cess*|arrêt*|stop à? tout|tous|vos|les envois|envoi|communications|sollicitations",
            "plus @me? les? recevoir",
            "ne plus entendre|avoir|figurer|apparaître .. parler|nouvelles|liste|vous|messages|sms",
            "rien recevoir|de vous|votre part",
            "préfère|préférerais|prefere ne plus|pas .. @receive|recevoir|contacté*|être",
            "je ne? veux|souhaite plus|pas rien|avoir|entendre|être .. de|vous|contact|nouvelles|parler|dérangé*",
            "ne? veux|souhaite|désire|voulons|souhaitons plus|pas @receive|de|vos|aucun|etre|être|que .. @texts|@contact|@receive",
            "plus|jamais|pas @receive|recevoir .. @texts",
            "trop de @texts .. @stop|stop|désabonn*|désinscri*|retir*|supprim*|enlev*|arret*",
            "@texts tous les jours .. @stop|stop|désabonn*|désinscri*|retir*|supprim*|enlev*|arret*",
            "pas|jamais|rien donné|donne|accepté|autorisé|demandé|consenti|souscrit|inscrit .. consentement|accord|autorisation|sms|messages",
            "je naccepte|n'accepte|nautorise|n'autorise|refuse pas|plus|de|vos .. @texts|@receive|contacté*|recevoir",
            "signal* .. 33700|cnil|plainte|spam|bloctel",
            "bloctel|33700|cnil .. @texts|@contact|@stop",
            "porter|porte|déposer|dépose plainte .. harc*|sms|messages|continuez",
            "uniquement|seulement .. mail|email|mails|emails|courriel",
            "comment .. ne plus .. @texts|@receive|recevoir",
            "comment .. @stop|arrête .. @texts|@receive|recevoir",
            "comment .. sortir|quitter|enlever|supprimer|retirer .. liste|numéro|listing",
            "comment|où|je .. désabonn*|désinscri*",
            "arrêtez|arrete|arrêter|arreter|cessez|cesser|arrête|stop de|avec|d' .. @contact|@texts",
            "je nai|j'ai|jai rien|pas demandé|souscrit .. @stop|stop",
        ],
    },
    Lexicon {
        code: "pt",
        language: "Portuguese",
        classes: &[
            ("please", "atenciosamente cumprimentos att abs abraços"),
            ("imnot", "não_sou não_me_chamo aqui_não_é aqui_n_é aqui_não_tem"),
            (
                "please",
                "por_favor favor pfv pf pff obrigado obrigada obg grato grata olá ola oi bom_dia boa_tarde boa_noite agora já pls imediatamente gente",
            ),
            ("me", "me mim nos pra_mim para_mim este esse aqui comigo isso"),
            (
                "texts",
                "mensag* msg msgs sms torpedo torpedos texto textos promo promos promocao promoção promocoes promoções propaganda* publicidade anuncio anúncio* spam notificac* notificaç* alerta* newsletter ofertas zap zaps whatsapp avisos",
            ),
            (
                "contact",
                "envie enviem envies enviar enviarem enviando envia mande mandem mandes mandar mandarem mandando manda escreva escrevam escrever escrevas escrevendo escreve contate contatem contatar contactar contacte contactem contactes perturbe perturbem perturbar perturbes perturbando incomode incomodem incomodar incomodes incomodando encha encham encher enchendo chateie chateiem chatear aborreça aborreçam importune importunem spammar ligue liguem receber",
            ),
            ("dont", "nao não nunca n jamais"),
            (
                "more",
                "mais nunca nada nenhum nenhuma jamais de_novo novamente outra_vez",
            ),
            (
                "stop",
                "pare parem parar parou chega cancele cancelem cancelar cancela cesse cessem cessar interrompa interromper desative desativem desativar encerre encerrar suspenda suspender bloquear termine terminem stop deixem_de deixe_de deixa_de parem_de pare_de para_de parar_de",
            ),
            (
                "want",
                "quero queremos desejo desejamos preciso gostaria quer autorizo aceito pedi solicitei aguento interessa interesso interesse",
            ),
            (
                "nowant",
                "não_tenho_interesse nao_tenho_interesse sem_interesse cansado_de cansada_de farto_de farta_de não_aguento_mais nao_aguento_mais não_estou_interessad*",
            ),
            (
                "receive",
                "receber recebendo recebe-las recebê-los ser_contatad* ser_contactad* ser_incomodad* que_me_mandem que_me_enviem estar_na_lista fazer_parte",
            ),
            ("no", "nenhum nenhuma sem zero"),
            ("nomore", "sem_mais chega_de nada_de não_mais nunca_mais"),
            (
                "enough",
                "chega chega_de basta basta_de já_chega ja_chega farto_de cheio_de",
            ),
            (
                "remove",
                "remova removam remover retire retirem retirar retira tire tirem tirar tira apague apaguem apagar apaga exclua excluam excluir exclui elimine eliminem eliminar deletem deletar deleta risquem risque descadastr* desvincule",
            ),
            (
                "removeme",
                "tirem-me tira-me tire-me removam-me remova-me retirem-me retire-me retira-me eliminem-me apaguem-me excluam-me me_tira me_tire me_tirem me_remove me_remova me_removam me_retire me_retirem me_exclua me_excluam me_exclui me_apaguem me_deletem me_descadastr* me_desinscrev*",
            ),
            (
                "number",
                "numero número telefone tel celular telemovel telemóvel contato contacto cel nr fone",
            ),
            (
                "list",
                "lista listas base base_de_dados cadastro banco_de_dados listagem grupo mailing clube",
            ),
            ("out", "sair saio sai fora tirar remover retirar saia"),
            ("wrong", "errad* equivocad* incorret* enganad* trocad*"),
            ("is", "é e está esta tá ta"),
            ("who", "numero número pessoa telefone contato contacto"),
            (
                "notme",
                "foi_engano é_engano engano_seu se_enganou se_enganaram enganou-se enganaram-se te_enganaste você_se_enganou você_errou_o_número voce_errou não_sou_eu nao_sou_eu não_sou_essa_pessoa não_sou_a_pessoa nao_sou_a_pessoa não_sou_quem não_é_meu_número não_é_o_número nao_e_o_numero este_não_é_o_número esse_não_é_o_número esse_numero_nao_e_mais esse_número_não_é este_número_não_é este_número_já_não número_não_pertence não_é_mais_dele não_é_mais_dela não_é_mais_o_número já_não_é_o_número mudou_de_número trocou_de_número trocou_de_numero este_número_agora esse_número_agora este_número_pertence esse_número_pertence não_conheço_nenhum* nao_conheco_nenhum* não_conheço_ninguém não_conheço_essa não_conheço_ess* sou_o_novo_dono número_da_minha_filha número_do_meu_filho celular_da_minha_filha celular_do_meu_filho telefone_da_empresa celular_da_empresa telemóvel_da_empresa telemóvel_do_meu_filho telemóvel_da_minha_filha número_da_empresa",
            ),
            ("dead", "faleceu já_faleceu morreu"),
            (
                "unsub",
                "descadastr* desinscrev* desinscri* dessubscrev* desubscrev* cancelar_inscrição cancelar_a_inscrição cancelar_inscricao cancelar_subscrição anular_subscrição cancelar_recebimento dessubscri* desassin* desinscrição",
            ),
            (
                "subscription",
                "assinatura inscricao inscrição subscricao subscrição cadastro",
            ),
            ("my", "minha a meu o essa esta"),
            ("how", "como onde"),
            (
                "leave",
                "me_deixa_em_paz me_deixe_em_paz me_deixem_em_paz deixem-me_em_paz deixa-me_em_paz deixe-me_em_paz me_deixem_quieto me_deixa_quieto me_deixa_quieta me_esquece me_esqueçam esqueçam-me larguem-me larga-me me_larga me_larguem não_perturbe não_perturbem nao_perturbe não_incomode não_incomodem não_enche nao_enche não_encham não_me_incomode parem_de_encher deixem_em_paz",
            ),
            ("revoke", "revogo revogar retiro cancelo"),
            ("consent", "consentimento autorizacao autorização permissao permissão"),
            (
                "goods",
                "pedido pedidos encomenda* compra* entrega* pacote consulta agendamento reserva* produto* item itens carrinho pagamento* alarme* lembrete* música musica devolucao devolução cartão endereço codigo código boleto cobrança nota_fiscal troca reembolso caixa link foto mancha manchas rastreio artigo artigos",
            ),
            ("if", "se quando caso ops"),
            (
                "accident",
                "sem_querer por_engano_mandei por_acidente foi_engano_meu quero_voltar voltar_a_receber",
            ),
            (
                "keyword",
                "descadastrar descadastro descadastre desinscrever cancelar_inscrição parar_sms sair_da_lista",
            ),
            (
                "weak",
                "cancelar cancela cancele parar pare parem chega sair saia basta fim remover excluir encerrar sair_agora nunca_mais já_chega",
            ),
            (
                "start",
                "iniciar começar comecar começa sim voltar aceito inscrever continuar ativar assinar quero",
            ),
            (
                "back",
                "voltar_a_receber me_inscreva me_inscrevam quero_me_inscrever me_cadastra reativar",
            ),
            ("help", "ajuda info informação informacao informações socorro"),
            (
                "insult",
                "enfia_essa enfia_esse some_daqui sumam vão_se vai_à vai_a_merda vão_à_merda vai_tomar vão_tomar vai_te vai_pra_puta vai_pra_merda vai_para_o_inferno vai_pro_inferno vão_pro_inferno vai_pro_caralho vai_pro_diabo vai_catar vão_catar vsf vtnc vtmnc tnc fdp pqp foda-se_vocês fodam-se foda_se_voces filho_da_puta filhos_da_puta filhos_da_mãe cala_a_boca calem_a_boca cambada_de bando_de otários otarios idiotas imbecis babacas palhaços desgraçados cuzões cuzão arrombados vá_à_merda vá_se morram enfia_no enfiem_no golpistas vao_se",
            ),
        ],
        sayings: &[
            "não|nao|que @me? voltassem|voltem|voltes|volte|tornem a @contact|escrever*|contactar*|enviar*|mandar*",
            "prefiro|preferia não|nao .. @receive|receber|mensagens|mais",
            "não|nao quero saber|ouvir|ler mais|nada|de",
            "agradecia|agradeço que|se? não|parassem|deixassem|retirassem|tirassem|removessem",
            "aqui não|nao|n é|e|tem a|o|nenhum? <name>",
            "demais|muita|muitas|tantas @texts .. @stop|sair|cancel*|remov*|tir*",
            "@texts .. todo|todos|toda os? dia|dias|hora .. @stop|sair|remov*|tir*|cancel*|chega",
            "não|nao|nunca dei|autorizei|aceitei|pedi|me|solicitei|consenti .. consentimento|permissão|permissao|autorização|cadastrei|inscrevi|isso|mensagens|sms",
            "vou|irei denunciar|processar|reportar .. @texts|spam",
            "procon|anatel|lgpd|rgpd|anacom .. @texts|@contact|@stop",
            "só|somente|apenas quero|mandem|enviem|por|aceito .. email|e-mail|emails",
            "como .. paro|parar|cancelo|cancelar|saio|sair|desativo|desativar|bloqueio|deixo|removo|tiro .. @texts|@receive|lista|número|inscrição",
            "como .. não|nao .. mais|@receive",
            "^^ já? chega|parem|pare|basta @please? $$",
            "não|nao @want .. @receive|@texts|isso|nada|ser",
            "quero|gostaria|desejo|preciso de? que? parar|deixar|sair|cancelar|parem .. @receive|@texts|lista",
        ],
    },
    Lexicon {
        code: "it",
        language: "Italian",
        classes: &[
            ("please", "saluti cordiali per carità distinti"),
            ("imnot", "non_sono non_mi_chiamo"),
            (
                "please",
                "per_favore per_piacere perfavore grazie ciao salve buongiorno buonasera ora adesso subito cortesemente gentilmente prego immediatamente",
            ),
            ("me", "mi ci me noi questo qui a_me"),
            (
                "texts",
                "messagg* sms mms msg testi pubblicita pubblicità promo promozion* spam notific* avvis* newsletter offerte spot reclame marketing whatsapp",
            ),
            (
                "contact",
                "scriv* scrivet* scrivermi scriverci mandat* mandi mandare mandarmi mandarci mandate mandarmene inviat* inviare inviarmi invi inviate inviarci contattat* contattare contattarmi contatti contattate contattarci disturbat* disturbare disturbarmi disturbi disturbate infastidi* rompermi rompetemi assillare assillate tempestare bombardare messaggiare messaggiarmi importun* seccare seccarmi stressare spammare ricevere chiamate chiamarmi ricontattat*",
            ),
            ("dont", "non mai nn né"),
            (
                "more",
                "piu più mai altri altro altre ancora nulla niente nessun nessuno",
            ),
            (
                "nowrite",
                "non_scrivetemi non_scrivermi non_mi_scrivete non_mi_scrivere non_contattatemi non_contattarmi non_mi_contattate non_disturbatemi non_disturbarmi non_disturbate non_disturbare non_mi_disturbate non_mandatemi_più non_mandarmi_più non_messaggiatemi non_mandatemi_niente non_inviatemi_niente",
            ),
            (
                "stop",
                "stop basta ferma fermate fermare fermatevi smettete smetti smettere smettila smettetela smetterla finitela finiscila finite finirla piantatela piantala piantatela_di cessate cessare annulla annullate annullare cancella cancellate cancellare disattiva disattivate disattivare sospendete sospendere terminate terminare interrompete interrompere bloccare bloccate disdire disdico togliere",
            ),
            (
                "want",
                "voglio vogliamo vorrei desidero desideriamo intendo gradisco gradirei autorizzo accetto serve servono interessa interessano bisogno",
            ),
            (
                "nowant",
                "stufo_di stufa_di stanco_di stanca_di non_sono_interessat* non_mi_interess* non_ho_bisogno ne_ho_abbastanza",
            ),
            (
                "receive",
                "ricevere riceverne riceverli ricevo essere_contattat* essere_disturbat* ricevervi far_parte esser_contattat* che_mi_scriviate che_mi_mandiate",
            ),
            ("no", "nessun nessuno niente zero no"),
            ("nomore", "niente_più mai_più non_più basta_con"),
            (
                "enough",
                "basta basta_con basta_coi abbastanza ne_ho_abbastanza troppi_basta",
            ),
            (
                "remove",
                "rimuov* rimoss* togli* cancellat* cancelli cancellar* eliminat* eliminar* depenn* levat* leva escludet* escludere",
            ),
            (
                "removeme",
                "rimuovetemi rimuovimi rimuovermi rimuovami toglietemi toglimi togliermi mi_tolga cancellatemi cancellami cancellarmi mi_cancelli eliminatemi eliminami eliminarmi levatemi levami depennatemi depennami escludetemi disiscrivetemi disiscrivimi disiscrivermi toglieteci cancellateci",
            ),
            (
                "number",
                "numero num telefono cell cellulare recapito contatto contatti dati tel",
            ),
            (
                "list",
                "lista liste elenco elenchi database rubrica archivio mailing contatti iscritti",
            ),
            (
                "out",
                "uscire esco fuori togliere togliermi cancellarmi cancellatemi toglietemi rimuovermi",
            ),
            ("wrong", "sbagliat* errat* scorrett*"),
            ("is", "è e"),
            ("who", "numero persona telefono contatto destinatario"),
            (
                "notme",
                "avete_sbagliato_numero avete_sbagliato_persona ha_sbagliato_numero ha_sbagliato_persona hai_sbagliato_numero hai_sbagliato_persona non_sono_io non_sono_la_persona non_sono_questa_persona non_è_il_mio_numero non_è_il_numero questo_non_è_il_numero non_è_più_il_numero non_è_più_il_suo questo_numero_non_è questo_numero_non_appartiene questo_numero_apparteneva questo_numero_ora questo_numero_adesso ha_cambiato_numero ha_cambiato_telefono numero_riassegnato non_conosco_nessun* non_conosco_quest* non_conosco_la qui_non_c'è_nessun* qui_non_abita nuovo_proprietario nuova_proprietaria nuovo_intestatario telefono_di_mio_figlio telefono_di_mia_figlia cellulare_di_mio_figlio cellulare_di_mia_figlia telefono_aziendale cellulare_aziendale numero_aziendale numero_di_mia_figlia numero_di_mio_figlio",
            ),
            (
                "dead",
                "è_deceduto è_deceduta è_morto è_morta è_mancato è_venuto_a_mancare",
            ),
            (
                "unsub",
                "disiscriv* disiscri* disinscri* disdire_la_newsletter cancellare_l'iscrizione annullare_l'iscrizione cancellarmi cancella_iscrizione cancellazione_dalla",
            ),
            ("subscription", "iscrizione abbonamento sottoscrizione"),
            ("my", "la l' il mia mio"),
            ("how", "come dove"),
            (
                "leave",
                "lasciatemi_in_pace lasciami_in_pace lasciatemi_stare lasciami_stare lasciateci_in_pace mi_lasci_in_pace lasciatemi_perdere lasciami_perdere dimenticatemi dimenticate_il_mio_numero non_rompete non_rompere non_rompetemi non_mi_rompete non_seccate non_insistete non_scocciate sparite sparisci",
            ),
            ("revoke", "revoco revocare ritiro ritirare"),
            ("consent", "consenso autorizzazione permesso"),
            (
                "goods",
                "ordine ordini pacco pacchi spedizione consegna appuntament* prenotazion* articol* prodott* carrello pagament* addebito sveglia sveglie promemoria allarme canzone brano reso rimborso taglia indirizzo codice fattura carta scatola abito macchie macchia link foto acquisto",
            ),
            ("if", "se quando qualora ops"),
            (
                "accident",
                "per_sbaglio per_errore_ho senza_volere voglio_tornare tornare_a_ricevere reiscriv*",
            ),
            (
                "keyword",
                "cancellazione disiscrizione disiscrivi disiscrivimi cancellami cancellatemi annulla_iscrizione fermate_i_messaggi",
            ),
            (
                "weak",
                "annulla annullare ferma fermare fermati cancella cancellare basta fine finito esci uscire rimuovi rimuovere termina smettila smettetela disattiva elimina mai_più",
            ),
            (
                "start",
                "inizia iniziare inizio sì si riprendi riattiva ricomincia iscriviti iscrivimi iscrivermi attiva accetto continua",
            ),
            (
                "back",
                "voglio_iscrivermi iscrivetemi riattivate_i reiscrivetemi tornare_a_ricevere",
            ),
            ("help", "aiuto info informazioni assistenza"),
            (
                "insult",
                "vaffanculo fanculo affanculo andate_a_fanculo vai_a_fanculo vai_a_cagare andate_a_cagare andate_a_quel vai_a_quel andate_al_diavolo vai_al_diavolo vai_all'inferno andate_all'inferno stronzi stronzo stronza coglioni coglione bastardi bastardo figli_di_puttana figlio_di_puttana pezzi_di_merda pezzo_di_merda testa_di_cazzo teste_di_cazzo rompicoglioni rompipalle rompiballe che_palle_con ma_vaffa vaffa imbecilli idioti cretini deficienti truffatori fottetevi fottiti crepate crepa levatevi_dalle levati_dalle togliti_dai toglietevi_dai toglietevi_dalle chiudete_il_becco stai_zitto state_zitti merde_di merdosi",
            ),
        ],
        sayings: &[
            "gli|i sms|messaggi .. no",
            "toglieteli",
            "dove|come ci|mi si? cancell*|disiscriv*",
            "numero ora|adesso|oramai .. mio",
            "preferirei|preferisco non .. @receive|ricevere|messaggi|più|sms",
            "non voglio|vorrei|desidero sapere|sentire|sentirvi|leggere più|piu|nulla|niente|altro",
            "troppi @texts .. basta|stop|togli*|cancell*|rimuov*|smett*",
            "@texts ogni|tutti giorno|i|giorni .. basta|stop|togli*|cancell*|rimuov*|smett*",
            "avete|hai|ha|si|vi|ti è|siete|sei? sbagliat* .. numero|persona",
            "non ho|abbiamo|vi .. dato|autorizzato|acconsentito|mai|accettato|chiesto .. consenso|permesso|autorizzazione|sms|messaggi|acconsentito|autorizzato|iscritto",
            "mai dato|autorizzato|acconsentito|iscritto|chiesto",
            "vi denuncio|segnalo|querelo",
            "garante|gdpr .. @texts|@contact|@stop",
            "solo|soltanto|unicamente .. email|mail|e-mail",
            "come .. smetto|fermo|blocco|disattivo|annullo|cancello|tolgo|fare|faccio|posso .. @texts|@receive|ricevere|lista|iscrizione|cancellarmi|togliermi|disiscriver*",
            "smett* di|con|la .. @contact|@texts",
            "^^ la|mi|ci? smettete|smettetela|smettila|piantatela|piantala|finitela|finiscila @please? @please? $$",
            "non|nn @want .. @receive|@texts|essere|vostri|nulla|niente",
            "non mandat*|inviat*|mandar*|inviar* piu|più|altri|niente|nulla|messaggi|sms|$",
        ],
    },
];
