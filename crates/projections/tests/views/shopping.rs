use crate::deployment::*;
use domain::conversation::Controller;
use projections::CartState;

const ANA: &str = "+14155550001";
const BEN: &str = "+14155550002";

async fn carts(shop: &Deployment, state: CartState) -> Vec<(String, bool)> {
    let page = shop.views.carts(Some(STORE), state, None, 50).await.unwrap();
    page.items.into_iter().map(|row| (row.cart.cart, row.ordered)).collect()
}

#[tokio::test]
async fn a_cart_is_pending_until_its_order_comes() {
    let mut shop = Deployment::new().await;
    let now = shop.now();
    let id = shop
        .webhook(ANA, Controller::People, cart_webhook(cart("c1", &["Throw"], now)))
        .await;
    shop.later(1);
    shop.webhook(BEN, Controller::People, cart_webhook(cart("c2", &["Rug"], now)))
        .await;
    shop.see().await;
    assert_eq!(
        carts(&shop, CartState::Pending).await,
        [("c2".to_owned(), false), ("c1".to_owned(), false)]
    );
    assert!(shop.row(id).await.has_cart);

    shop.webhook(ANA, Controller::People, order_webhook(order("1042", Some("c1"), now)))
        .await;
    shop.see().await;
    assert_eq!(carts(&shop, CartState::Pending).await, [("c2".to_owned(), false)]);
    assert_eq!(carts(&shop, CartState::Ordered).await, [("c1".to_owned(), true)]);
    let row = shop.row(id).await;
    assert_eq!((row.has_cart, row.has_order), (false, true));
    let detail = shop.views.conversation(id).await.unwrap().unwrap();
    assert_eq!(
        (detail.carts[0].ordered, detail.orders[0].name.as_str()),
        (true, "#1042")
    );
}

#[tokio::test]
async fn carts_and_orders_come_in_pages() {
    let mut shop = Deployment::new().await;
    let now = shop.now();
    for n in 0..5 {
        shop.webhook(
            ANA,
            Controller::People,
            cart_webhook(cart(&format!("c{n}"), &["Throw"], now)),
        )
        .await;
        shop.webhook(
            BEN,
            Controller::People,
            order_webhook(order(&format!("o{n}"), None, now)),
        )
        .await;
    }
    shop.see().await;
    let (mut seen, mut cursor) = (vec![], None);
    loop {
        let page = shop.views.carts(None, CartState::All, cursor, 2).await.unwrap();
        seen.extend(page.items.into_iter().map(|row| row.cart.cart));
        match page.next_cursor {
            Some(next) => cursor = Some(next.parse().unwrap()),
            None => break,
        }
    }
    assert_eq!(seen, ["c0", "c1", "c2", "c3", "c4"]);
    let first = shop.views.orders(None, None, 3).await.unwrap();
    let next = first.next_cursor.unwrap().parse().unwrap();
    let second = shop.views.orders(None, Some(next), 3).await.unwrap();
    assert_eq!(
        (first.items.len(), second.items.len(), second.next_cursor),
        (3, 2, None)
    );
}

#[tokio::test]
async fn a_short_link_leads_to_the_cart_and_stays_good_when_the_cart_changes() {
    let mut shop = Deployment::new().await;
    let now = shop.now();
    let id = shop
        .webhook(ANA, Controller::People, cart_webhook(cart("c1", &["Throw"], now)))
        .await;
    let mut changed = cart("c1", &["Throw", "Rug"], shop.later(1));
    changed.link_code = Some("another".to_owned());
    changed.checkout_url = "https://fern.example/checkouts/new".to_owned();
    shop.webhook(ANA, Controller::People, cart_webhook(changed)).await;
    shop.see().await;
    for code in ["link-c1", "another"] {
        let link = shop.views.link(code.to_owned()).await.unwrap().unwrap();
        assert_eq!(
            (link.conversation, link.checkout_url.as_str()),
            (id, "https://fern.example/checkouts/new")
        );
    }
    assert_eq!(shop.views.link("unknown".to_owned()).await.unwrap(), None);
}

#[tokio::test]
async fn an_order_a_cart_and_a_carriers_id_lead_to_their_conversation() {
    let mut shop = Deployment::new().await;
    let now = shop.now();
    let id = shop
        .webhook(ANA, Controller::People, cart_webhook(cart("c1", &["Throw"], now)))
        .await;
    shop.webhook(ANA, Controller::People, order_webhook(order("1042", None, now)))
        .await;
    shop.text(ANA, "Hi").await;
    shop.tell(id, reply(1, agent(1), "Hello")).await;
    shop.tell(id, claim(1)).await;
    shop.tell(id, sent(1)).await;
    shop.see().await;
    assert_eq!(
        shop.views
            .conversation_of_order(STORE, "1042".to_owned())
            .await
            .unwrap(),
        Some(id)
    );
    assert_eq!(
        shop.views.conversation_of_cart(STORE, "c1".to_owned()).await.unwrap(),
        Some(id)
    );
    let known = shop.views.message_of_carrier("out-1".to_owned()).await.unwrap();
    assert_eq!(known, Some((id, message(1))));
    let elsewhere = domain::StoreId(uuid::Uuid::from_u128(2));
    assert_eq!(
        shop.views
            .conversation_of_order(elsewhere, "1042".to_owned())
            .await
            .unwrap(),
        None
    );
}
