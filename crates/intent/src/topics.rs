//! What a question is about, so that a keyword rule of the store can answer it. When in doubt: nothing.

use std::sync::LazyLock;

use crate::Topic;
use crate::pattern::Phrasebook;
use crate::tokens::Message;

const RETURNS: &[&str] = &[
    "return|returns|returning|returnable|refund|refunds|refunded|refundable|exchange|exchanges|exchanging|exchanged|rma",
    "send|ship|give|sending|mail it|this|them|these|back? back",
    "money back",
    "devol*|reembols*|devuelv*|cambi* el|la|por|un|mi|esto|compra|talla|dinero|$",
    "rembours*|retour*|echang*|renvoyer|rendre",
    "ruckgabe|retoure|zuruckgeben|zurucksenden|zuruckschicken|umtausch*|erstattung|ruckerstattung",
    "trocar|troca|devolucao|reembolso",
    "reso|resi|restituire|rimborso|cambiare|cambio",
    "retour|retourneren|ruilen|terugsturen|terugbetaling",
];

const SIZING: &[&str] = &[
    "size|sizes|sizing|sized|fit|fits|fitting|measurements|measurement|measure|measures|waist|inseam|chest|bust|hip|hips|tts",
    "true to size",
    "run|runs|running small|large|big|tight|loose|narrow|wide|short|long|true",
    "how wide|long|tall|big|tight|large|small|high|deep|heavy .. is|are|does|the|it $",
    "how wide|tall|big is|are",
    "how long|short|high|deep is|are|does the|this|that|these dress|skirt|shirt|top|pants|sleeves|sleeve|strap|jacket|coat|leg|legs|inseam|jeans|necklace|chain|belt|sweater|hoodie|rug|cord|cable",
    "what|whats .. dimensions|length|width|height",
    "small|medium|large|xl|s|m|l or small|medium|large|xl|s|m|l",
    "talla|tallas|medidas|tallaje|queda|taille|tailles|grosse|grossen|passform|tamanho|tamanhos|medidas|taglia|taglie|maat|maten|misura|misure",
    "im|i am|weigh|wear .. lbs|pounds|kg|cm|tall|ft|feet|waist",
];

const DISCOUNT: &[&str] = &[
    "discount|discounts|coupon|coupons|promo|promos|promotion|promotions|sale|sales|deal|deals|rebate|rebates|voucher|vouchers|clearance|bogo|off code",
    "discount|discounts|coupon|coupons|voucher|vouchers|promo|sale|deal|deals|rebate|promocode|clearance",
    "promo|promotion|discount|off|birthday|coupon|student|welcome|my|the|codes|a|2|two code|codes",
    "code|codes .. work|working|expired|apply|applied|stack|valid|invalid|together",
    "price match|drop|adjustment",
    "cheaper|percent",
    "1|5|10|15|20|25|30|40|50|60|70 off",
    "descuento|descuentos|cupon|cupones|oferta|ofertas|rebaja|rebajas|promocion|promo",
    "reduction|reductions|remise|soldes|promo|rabais|rabatt|gutschein|gutscheincode|rabattcode|angebot|angebote|aktion",
    "desconto|descontos|cupom|cupons|promocao|promocoes|sconto|sconti|saldi|offerta|offerte|coupon|korting|kortingscode|actie|aanbieding",
];

const ORDER_STATUS: &[&str] = &[
    "wheres|where|were|status|track|tracking|update|updates|hasnt .. order|package|parcel|stuff|delivery|shipment|purchase|items|box|item",
    "order|package|parcel|shipment|delivery|stuff .. status|update|arrive|arriving|arrived|shipped|shipping|late|delayed|lost|missing|track|here|sent|come|came|dispatched|yet|delivered|stuck|moved",
    "track|tracking|trackable",
    "update|updates|news|info .. order|package|parcel|delivery|shipment",
    "when .. my .. arrive|come|ship|get|arriving|coming|here|delivered|shipped|order|package",
    "has|have|did|was|is|when .. my|the|order .. shipped|ship|sent|arrive|arriving|delivered|dispatched|here",
    "says|said|marked|shows delivered|shipped",
    "never|still|havent|hasnt|havnt|didnt|not got|arrived|came|received|receive|get|waiting|come|delivered|here|shipped|on|for .. order|package|parcel|delivery|it|yet|stuff|$",
    "order|package never|hasnt|still|didnt|not",
    "order number|no|# .. update|status|where",
    "donde|cuando|ya|mi .. pedido|paquete|orden|compra",
    "pedido|paquete .. llega|llego|enviado|enviaron|donde|estado|rastre*",
    "ou|quand|suivi|suivre|statut .. commande|colis|livraison|$",
    "commande|colis .. expedie*|arrive*|livre*|recu|suivi",
    "wo|wann .. bestellung|paket|lieferung|sendung",
    "sendungsverfolgung|sendungsnummer|bestellstatus",
    "cade|onde|quando|rastre* .. pedido|encomenda|pacote|compra",
    "dove|dov'e|dove|quando|tracciare .. ordine|pacco|spedizione",
    "waar|wanneer .. bestelling|pakket|pakje",
];

const SHIPPING: &[&str] = &[
    "ship|ships|shipping|shipment|postage|carrier|courier",
    "deliver|delivers|delivery .. to|time|times|cost|fee|charge|free|options|long|take|price|area|days|available|same|next|international|$",
    "how|free|next|same|overnight|express|cost|much|is .. delivery|shipped",
    "how long .. take|arrive|arrival|get|deliver|delivery",
    "if i|we buy|order .. when|arrive|come|get|by",
    "arrive|come|get|here|ship .. if|order i|today|now .. order|buy|today|now",
    "order today|now|by .. get|arrive|come",
    "usps|ups|fedex|dhl",
    "envian|envio|envios|enviais|despachan|mandan .. $",
    "livrez|livraison|expediez|expedition|frais",
    "versand*|liefert|liefern|lieferzeit|verschickt|porto",
    "entrega|entregam|entregas|frete|enviam|envio",
    "spedite|spedizione|spedizioni|consegna|consegnate",
    "verzenden|verzending|verzendkosten|bezorgen|levertijd|leveren",
];

/// Questions that hold a topic's word but are about something else.
const NONE: &[&str] = &[
    "change|edit .. address|color|colour|order|name|email|item",
    "update .. address|name|email",
    "gift card|cards|wrap|receipt",
    "cancel* .. order|orders|purchase|reservation|booking|appointment|pickup",
    "it|package|order|they|got|has just|all|already? arrived|here|came thanks|thank|safely|perfect|great",
    "yes it arrived|came",
    "in stock|person|pink|red|blue|black|white|green",
    "restock|restocked|back in stock",
    "bus stop",
];

static TOPICS: LazyLock<Phrasebook<Topic>> = LazyLock::new(|| {
    let tables = [
        (Topic::None, NONE),
        (Topic::Returns, RETURNS),
        (Topic::Sizing, SIZING),
        (Topic::Discount, DISCOUNT),
        (Topic::OrderStatus, ORDER_STATUS),
        (Topic::Shipping, SHIPPING),
    ];
    Phrasebook::new(
        tables
            .into_iter()
            .flat_map(|(topic, patterns)| patterns.iter().map(move |pattern| (*pattern, topic))),
    )
});

const RUNS: &[(Topic, &[&str])] = &[
    (
        Topic::Returns,
        &[
            "退货", "退款", "換貨", "换货", "返品", "返金", "交換", "반품", "환불", "교환",
        ],
    ),
    (Topic::Sizing, &["尺码", "尺寸", "サイズ", "사이즈"]),
    (
        Topic::Discount,
        &["优惠", "折扣", "打折", "クーポン", "セール", "割引", "할인", "쿠폰"],
    ),
    (
        Topic::OrderStatus,
        &[
            "我的订单",
            "快递到",
            "物流",
            "包裹",
            "注文状況",
            "荷物",
            "追跡",
            "주문상태",
            "배송조회",
            "택배",
        ],
    ),
    (
        Topic::Shipping,
        &["运费", "发货", "邮费", "送料", "配送", "발송", "배송"],
    ),
];

/// Long messages tell stories; their words say little about what is asked.
const LONGEST_QUESTION: usize = 60;

/// In doubt the more particular topic wins: a return names the order and the parcel, an order names the shipping.
const PRECEDENCE: [Topic; 5] = [
    Topic::Returns,
    Topic::Sizing,
    Topic::Discount,
    Topic::OrderStatus,
    Topic::Shipping,
];

/// The topic by rule, and a bit for each topic of which words stand in the message.
pub(crate) fn find(message: &Message) -> (Topic, u8) {
    if message.unspaced
        && let Some((topic, _)) = RUNS
            .iter()
            .find(|(_, runs)| runs.iter().any(|run| message.letters.contains(run)))
    {
        return (*topic, bit(*topic));
    }
    if message.tokens.len() > LONGEST_QUESTION {
        return (Topic::None, 0);
    }
    let found = TOPICS
        .find(&message.tokens)
        .fold(0, |bits, (_, topic)| bits | bit(topic));
    let has = |topic: Topic| found & bit(topic) != 0;
    if has(Topic::None) && !has(Topic::Returns) {
        return (Topic::None, found);
    }
    let topic = PRECEDENCE.into_iter().find(|topic| has(*topic));
    (topic.unwrap_or(Topic::None), found)
}

fn bit(topic: Topic) -> u8 {
    1 << match topic {
        Topic::None => 0,
        Topic::Shipping => 1,
        Topic::OrderStatus => 2,
        Topic::Returns => 3,
        Topic::Discount => 4,
        Topic::Sizing => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::{DISCOUNT, NONE, ORDER_STATUS, RETURNS, SHIPPING, SIZING};
    use crate::pattern::fault;

    #[test]
    fn every_pattern_is_well_formed() {
        let all = [RETURNS, SIZING, DISCOUNT, ORDER_STATUS, SHIPPING, NONE].concat();
        let faults: Vec<String> = all.into_iter().filter_map(fault).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
