//! Shopify's webhooks, from bodies shaped as Shopify documents them to what the domain is told.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use domain::{Address, shopping::OrderStatus};
use serde_json::{Value, json};
use shop::shopify::{CartReport, OrderReport, ParseError, ShopEvent, attribute, parse};

const CHECKOUT: &str = include_str!("../fixtures/checkout_update.json");
const ORDER: &str = include_str!("../fixtures/order_create.json");

/// The fixture with some of its fields replaced; `null` says that the shop knows nothing there.
fn with(fixture: &str, changes: Value) -> Vec<u8> {
    let mut body: Value = serde_json::from_str(fixture).unwrap();
    merge(&mut body, changes);
    serde_json::to_vec(&body).unwrap()
}

fn merge(body: &mut Value, changes: Value) {
    match (body, changes) {
        (Value::Object(body), Value::Object(changes)) => {
            for (field, change) in changes {
                merge(body.entry(field).or_insert(Value::Null), change);
            }
        }
        (body, change) => *body = change,
    }
}

fn without(fixture: &str, field: &str) -> Vec<u8> {
    let mut body: Value = serde_json::from_str(fixture).unwrap();
    body.as_object_mut().unwrap().remove(field).unwrap();
    serde_json::to_vec(&body).unwrap()
}

fn cart(body: &[u8]) -> CartReport {
    match parse("checkouts/update", body).unwrap() {
        ShopEvent::Cart(report) => *report,
        other => panic!("{other:?}"),
    }
}

fn order(body: &[u8]) -> OrderReport {
    match parse("orders/updated", body).unwrap() {
        ShopEvent::Order(report) => *report,
        other => panic!("{other:?}"),
    }
}

fn is_ignored(topic: &str, body: &[u8]) -> bool {
    matches!(parse(topic, body).unwrap(), ShopEvent::Ignored { .. })
}

fn number(text: &str) -> Address {
    text.parse().unwrap()
}

#[test]
fn a_checkout_becomes_a_cart_with_its_contact() {
    let report = cart(CHECKOUT.as_bytes());
    assert_eq!(report.phone, number("+14155550123"));
    assert_eq!(report.contact.name.as_deref(), Some("Ana Silva"));
    assert_eq!(report.contact.email.as_deref(), Some("ana.silva@example.com"));
    assert_eq!(report.contact.language.as_deref(), Some("en-US"));
    let cart = report.cart;
    assert_eq!(cart.cart, "b1946ac92492d2347c6235b4d2611184");
    assert_eq!((cart.total.minor, cart.total.currency.as_str()), (9650, "USD"));
    assert_eq!(cart.changed_at, "2026-11-21T08:55:30Z".parse().unwrap());
    assert!(cart.checkout_url.ends_with("recover?key=6dacd6065bb80268"));
    let items: Vec<_> = cart
        .items
        .iter()
        .map(|item| {
            (
                item.title.as_str(),
                item.variant.as_deref(),
                item.quantity,
                item.price.minor,
            )
        })
        .collect();
    assert_eq!(
        items,
        [
            ("Linen Shirt", Some("Sage / M"), 2, 3950),
            ("Wool Socks", None, 1, 1200)
        ]
    );
}

#[test]
fn an_order_names_the_cart_it_came_from() {
    let OrderReport {
        phone, order, contact, ..
    } = order(ORDER.as_bytes());
    assert_eq!(phone, number("+14155550123"));
    assert_eq!(order.order, "820982911946154508");
    assert_eq!(order.name, "#1042");
    assert_eq!(order.cart.as_deref(), Some("b1946ac92492d2347c6235b4d2611184"));
    assert_eq!(order.status, OrderStatus::Placed);
    assert_eq!(order.placed_at, "2026-11-21T09:20:00Z".parse().unwrap());
    assert_eq!(contact.name.as_deref(), Some("Ana Silva"));
}

#[test]
fn an_orders_status_is_the_word_that_matters_most() {
    let tracked =
        json!([{"status": "success", "shipment_status": "in_transit", "tracking_url": "https://track.example/1"}]);
    let delivered =
        json!([{"status": "success", "shipment_status": "delivered", "tracking_url": "https://track.example/1"}]);
    let cases = [
        (json!({"financial_status": "authorized"}), OrderStatus::Placed),
        (json!({"financial_status": "paid"}), OrderStatus::Paid),
        (json!({"financial_status": "partially_refunded"}), OrderStatus::Paid),
        (
            json!({"financial_status": "paid", "fulfillment_status": "partial", "fulfillments": tracked}),
            OrderStatus::Shipped,
        ),
        (
            json!({"fulfillment_status": "fulfilled", "fulfillments": tracked}),
            OrderStatus::Shipped,
        ),
        (
            json!({"fulfillment_status": "fulfilled", "fulfillments": delivered}),
            OrderStatus::Delivered,
        ),
        (
            json!({"financial_status": "refunded", "fulfillment_status": "fulfilled"}),
            OrderStatus::Refunded,
        ),
        (
            json!({"financial_status": "refunded", "cancelled_at": "2026-11-22T00:00:00Z"}),
            OrderStatus::Cancelled,
        ),
    ];
    for (changes, status) in cases {
        assert_eq!(order(&with(ORDER, changes.clone())).order.status, status, "{changes}");
    }
}

#[test]
fn the_newest_shipment_that_still_stands_gives_the_tracking_link() {
    let shipments = json!([
        {"status": "success", "tracking_url": "https://track.example/1"},
        {"status": "success", "tracking_url": "javascript:alert(1)"},
        {"status": "cancelled", "tracking_url": "https://track.example/2"},
    ]);
    let report = order(&with(ORDER, json!({"fulfillments": shipments})));
    assert_eq!(report.order.tracking_url.as_deref(), Some("https://track.example/1"));
}

#[test]
fn the_number_given_for_texts_is_texted_before_any_other() {
    let cases = [
        (json!({}), "+14155550123"),
        (json!({"sms_marketing_phone": "+14155550170"}), "+14155550170"),
        (
            json!({"sms_marketing_phone": null, "phone": "+14155550171"}),
            "+14155550171",
        ),
        (
            json!({"sms_marketing_phone": null, "customer": {"phone": "+14155550172"}}),
            "+14155550172",
        ),
        (
            json!({"sms_marketing_phone": null, "customer": {"phone": null}}),
            "+14155550199",
        ),
        (json!({"sms_marketing_phone": "", "customer": null}), "+14155550199"),
    ];
    for (changes, expected) in cases {
        let body = with(CHECKOUT, changes.clone());
        assert_eq!(attribute(&body), Some(number(expected)), "{changes}");
        assert_eq!(cart(&body).phone, number(expected), "{changes}");
    }
}

#[test]
fn a_number_without_country_code_is_read_in_the_buyers_country() {
    let only = |phone: &str, country: Value, locale: &str| {
        let changes = json!({
            "sms_marketing_phone": null, "phone": null, "customer": null, "customer_locale": locale,
            "shipping_address": {"phone": phone, "country_code": country},
        });
        attribute(&with(CHECKOUT, changes))
    };
    assert_eq!(only("020 7946 0958", json!("GB"), "en"), Some(number("+442079460958")));
    assert_eq!(
        only("+44 (0)20 7946 0958", json!("FR"), "fr"),
        Some(number("+442079460958"))
    );
    assert_eq!(only("06 12 34 56 78", json!("FR"), "fr"), Some(number("+33612345678")));
    assert_eq!(
        only("06 12 34 56 78", Value::Null, "fr-FR"),
        Some(number("+33612345678"))
    );
    assert_eq!(only("06 12 34 56 78", Value::Null, "fr"), None);
    assert_eq!(only("555-555-SHIP", json!("US"), "en-US"), None);
    assert_eq!(only("call me", json!("US"), "en-US"), None);
}

#[test]
fn a_checkout_without_any_number_is_not_for_us() {
    let changes = json!({"sms_marketing_phone": null, "customer": null, "shipping_address": []});
    let body = with(CHECKOUT, changes);
    assert_eq!(attribute(&body), None);
    assert!(is_ignored("checkouts/create", &body));
}

#[test]
fn consent_counts_for_the_number_it_was_given_for_and_for_no_other() {
    let consented = |changes: Value| cart(&with(CHECKOUT, changes)).consent.is_some();
    assert!(consented(json!({})));
    assert!(!consented(json!({"buyer_accepts_sms_marketing": false})));
    assert!(consented(json!({"sms_marketing_phone": null, "phone": "+14155550171"})));
    // The box was ticked, but the only number left is that of the parcel's receiver.
    assert!(!consented(
        json!({"sms_marketing_phone": null, "customer": {"phone": null}})
    ));
    let evidence = cart(CHECKOUT.as_bytes()).consent.unwrap().evidence;
    assert!(evidence.contains("b1946ac92492d2347c6235b4d2611184"), "{evidence}");
}

#[test]
fn a_customers_subscription_is_consent_too_with_its_level_and_time() {
    let consent = order(ORDER.as_bytes()).consent.unwrap();
    assert!(
        consent
            .evidence
            .contains("single_opt_in since 2026-11-21T03:50:00-05:00"),
        "{}",
        consent.evidence
    );
    for state in ["not_subscribed", "pending", "unsubscribed", "redacted"] {
        let body = with(ORDER, json!({"customer": {"sms_marketing_consent": {"state": state}}}));
        assert_eq!(order(&body).consent, None, "{state}");
    }
    let another_number = with(ORDER, json!({"phone": "+14155550188"}));
    assert_eq!(order(&another_number).consent, None);
}

#[test]
fn an_unsubscribed_customer_is_a_withdrawal() {
    let customer = |state: &str| json!({"id": 1, "phone": "+14155550123", "sms_marketing_consent": {"state": state, "opt_in_level": "single_opt_in"}});
    for topic in ["customers/update", "customers_marketing_consent/update"] {
        let body = serde_json::to_vec(&customer("unsubscribed")).unwrap();
        match parse(topic, &body).unwrap() {
            ShopEvent::ConsentWithdrawn { phone, evidence } => {
                assert_eq!(phone, number("+14155550123"));
                assert!(
                    evidence.contains(topic) && evidence.contains("unsubscribed"),
                    "{evidence}"
                );
            }
            other => panic!("{other:?}"),
        }
        for state in ["subscribed", "not_subscribed", "pending"] {
            assert!(
                is_ignored(topic, &serde_json::to_vec(&customer(state)).unwrap()),
                "{state}"
            );
        }
    }
}

#[test]
fn other_webhooks_are_ignored_with_a_reason_but_still_find_their_contact() {
    let request = br##"{"shop_id":954889,"shop_domain":"fern.myshopify.com","customer":{"id":1,"email":"a@example.com","phone":"+14155550123"},"orders_requested":[1]}"##;
    let shipment = br##"{"id":123456,"order_id":820982911946154508,"status":"success","name":"#1042.1","destination":{"phone":"415-555-0123","country_code":"US"},"tracking_url":"https://track.example/1"}"##;
    for (topic, body) in [
        ("customers/data_request", request.as_slice()),
        ("fulfillments/create", shipment),
        ("app/uninstalled", b"{}"),
    ] {
        assert!(is_ignored(topic, body), "{topic}");
    }
    assert_eq!(attribute(request), Some(number("+14155550123")));
    assert_eq!(attribute(shipment), Some(number("+14155550123")));
    assert!(is_ignored(
        "checkouts/update",
        &with(CHECKOUT, json!({"completed_at": "2026-11-21T09:00:00Z"}))
    ));
}

#[test]
fn a_redaction_names_the_customer_by_number_or_by_their_orders() {
    let redacted = |customer: serde_json::Value| {
        let body = json!({"shop_id": 954889, "shop_domain": "fern.myshopify.com", "customer": customer,
                          "orders_to_redact": [299938, "280263"]});
        let body = serde_json::to_vec(&body).unwrap();
        (parse("customers/redact", &body).unwrap(), attribute(&body))
    };
    let orders = vec!["299938".to_owned(), "280263".to_owned()];
    let phone = Some(number("+14155550123"));
    let named = redacted(json!({"id": 1, "email": "a@example.com", "phone": "+14155550123"}));
    let (asked, orders_only) = (phone.clone(), orders.clone());
    assert_eq!(named, (ShopEvent::Redaction { phone: asked, orders }, phone));
    let unnamed = redacted(json!({"id": 1, "email": "a@example.com", "phone": null}));
    assert_eq!(
        unnamed,
        (
            ShopEvent::Redaction {
                phone: None,
                orders: orders_only
            },
            None
        )
    );
}

#[test]
fn amounts_are_counted_in_the_smallest_unit_of_the_shops_currency() {
    let yen = json!({"currency": "JPY", "total_price": "9650", "line_items": [{"title": "Tea", "quantity": 1, "price": 9650}]});
    let cart = cart(&with(CHECKOUT, yen)).cart;
    assert_eq!((cart.total.minor, cart.items[0].price.minor), (9650, 9650));
}

#[test]
fn a_missing_field_is_named() {
    for field in [
        "token",
        "currency",
        "total_price",
        "abandoned_checkout_url",
        "updated_at",
    ] {
        let error = parse("checkouts/update", &without(CHECKOUT, field)).unwrap_err();
        assert!(
            matches!(error, ParseError::Missing { field: named } if named == field),
            "{field}: {error}"
        );
    }
    for field in ["id", "name", "currency", "total_price", "created_at"] {
        let error = parse("orders/create", &without(ORDER, field)).unwrap_err();
        assert!(
            matches!(error, ParseError::Missing { field: named } if named == field),
            "{field}: {error}"
        );
    }
}

#[test]
fn a_wrong_field_is_named_and_its_content_is_not() {
    let cases = [
        (json!({"updated_at": "SECRET"}), "updated_at"),
        (
            json!({"line_items": [{"title": "a", "price": "1", "quantity": "SECRET"}]}),
            "line_items[0].quantity",
        ),
        (json!({"line_items": {"SECRET": 1}}), "line_items"),
        (json!({"total_price": "SECRET"}), "total_price"),
        (
            json!({"abandoned_checkout_url": "javascript:SECRET"}),
            "abandoned_checkout_url",
        ),
    ];
    for (changes, field) in cases {
        let error = parse("checkouts/update", &with(CHECKOUT, changes))
            .unwrap_err()
            .to_string();
        assert!(error.contains(field) && !error.contains("SECRET"), "{error}");
    }
}

#[test]
fn what_is_not_json_is_refused_where_it_breaks() {
    assert_eq!(
        parse("orders/create", b"{\"id\":1,\n oops"),
        Err(ParseError::NotJson { line: 2, column: 2 })
    );
    assert!(matches!(
        parse("orders/create", b"\xff\xfe"),
        Err(ParseError::NotJson { .. })
    ));
    assert!(parse("orders/create", b"[]").is_err());
    assert_eq!(attribute(b"nonsense"), None);
}
