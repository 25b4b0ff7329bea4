use crate::deployment::*;
use projections::{ContactFilter, ListFilter};

const KATHERINE: &str = "+14155550123";
const ZOE: &str = "+447911123456";
const NAMELESS: &str = "+4915123456789";

async fn a_shop_with_three_contacts() -> Deployment {
    let mut shop = Deployment::new().await;
    let katherine = shop.text(KATHERINE, "Do you ship to Alaska?").await;
    shop.name(katherine, "Katherine O'Neill").await;
    let zoe = shop.text(ZOE, "The green jumper arrived torn").await;
    shop.name(zoe, "Zoë Müller").await;
    shop.text(NAMELESS, "Order 1042, please").await;
    shop.see().await;
    shop
}

async fn found(shop: &Deployment, text: &str) -> Vec<String> {
    let filter = ListFilter {
        search: Some(text.to_owned()),
        limit: 50,
        ..ListFilter::default()
    };
    let mut found: Vec<_> = shop
        .views
        .list(filter)
        .await
        .unwrap()
        .items
        .into_iter()
        .map(|row| row.address)
        .collect();
    found.sort();
    found
}

#[tokio::test]
async fn a_name_is_found_by_its_beginning_in_any_case_and_without_accents() {
    let shop = a_shop_with_three_contacts().await;
    for text in ["kath", "KATHERINE", "neill", "o'neill kath"] {
        assert_eq!(found(&shop, text).await, [KATHERINE], "{text}");
    }
    for text in ["zoe", "Zoë", "muller", "mul zo"] {
        assert_eq!(found(&shop, text).await, [ZOE], "{text}");
    }
}

#[tokio::test]
async fn one_wrong_missing_added_or_swapped_letter_is_forgiven() {
    let shop = a_shop_with_three_contacts().await;
    for typo in ["katharine", "kathrine", "kathherine", "kahterine", "neil", "niell"] {
        assert_eq!(found(&shop, typo).await, [KATHERINE], "{typo}");
    }
    assert_eq!(found(&shop, "kahtarine").await, [""; 0]);
}

#[tokio::test]
async fn a_number_is_found_in_any_formatting_and_by_any_part() {
    let shop = a_shop_with_three_contacts().await;
    for text in ["(415) 555-0123", "+1 415.555.0123", "415 555", "4155550123", "0123"] {
        assert_eq!(found(&shop, text).await, [KATHERINE], "{text}");
    }
    for text in ["07911 123456", "+44 7911", "00447911"] {
        assert_eq!(found(&shop, text).await, [ZOE], "{text}");
    }
}

#[tokio::test]
async fn words_of_a_message_find_it_the_last_one_by_its_beginning() {
    let shop = a_shop_with_three_contacts().await;
    assert_eq!(found(&shop, "green jum").await, [ZOE]);
    assert_eq!(found(&shop, "jumper green").await, [ZOE]);
    assert_eq!(found(&shop, "alaska").await, [KATHERINE]);
    assert_eq!(found(&shop, "1042").await, [NAMELESS]);
    assert_eq!(found(&shop, "green alaska").await, [""; 0]);
}

#[tokio::test]
async fn a_new_name_replaces_the_old_one_in_the_search() {
    let mut shop = a_shop_with_three_contacts().await;
    let id = shop
        .commands
        .streams()
        .conversation_of(STORE, &KATHERINE.parse().unwrap());
    shop.name(id, "Kate Smith").await;
    shop.see().await;
    assert_eq!(found(&shop, "smith").await, [KATHERINE]);
    assert_eq!(found(&shop, "neill").await, [""; 0]);
    assert_eq!(found(&shop, "niell").await, [""; 0]);
}

#[tokio::test]
async fn signs_and_operators_are_only_text() {
    let shop = a_shop_with_three_contacts().await;
    for text in ["\"", "NEAR(", "a AND OR", "*", "' OR 1=1 --", "body:green", "😀", "%_"] {
        found(&shop, text).await;
    }
    assert_eq!(found(&shop, "   ").await.len(), 3, "a blank search restricts nothing");
    assert_eq!(found(&shop, "!!").await, [""; 0]);
}

#[tokio::test]
async fn contacts_stand_by_name_and_the_nameless_last() {
    let shop = a_shop_with_three_contacts().await;
    let mut names = vec![];
    let mut cursor = None;
    loop {
        let filter = ContactFilter {
            cursor,
            limit: 1,
            ..ContactFilter::default()
        };
        let page = shop.views.contacts(filter).await.unwrap();
        names.extend(
            page.items
                .into_iter()
                .map(|row| row.contact.name.unwrap_or(row.address_display)),
        );
        match page.next_cursor {
            Some(next) => cursor = Some(next.parse().unwrap()),
            None => break,
        }
    }
    assert_eq!(names, ["Katherine O'Neill", "Zoë Müller", "+49 1512 3456789"]);
    let filter = ContactFilter {
        search: Some("zoe".to_owned()),
        limit: 9,
        ..ContactFilter::default()
    };
    assert_eq!(shop.views.contacts(filter).await.unwrap().items.len(), 1);
}
