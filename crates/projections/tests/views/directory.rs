use crate::deployment::*;
use commands::{Context, Streams};
use domain::{
    Actor, Aggregate, ApiKeyId,
    agent::{Agent, AgentCommand, Role},
    api_key::{ApiKey, ApiKeyCommand, Scope},
    message::Channel,
    store::{Profile, Sender, Store, StoreCommand},
};
use event_log::StreamId;
use uuid::Uuid;

async fn tell<A: Aggregate>(shop: &Deployment, stream: StreamId, command: A::Command) {
    let context = Context::new(Actor::System, Uuid::from_u128(9));
    shop.commands.handle::<A>(stream, &command, &context).await.unwrap();
}

fn profile(name: &str) -> Profile {
    Profile {
        name: name.to_owned(),
        support_contact: "help@example.com".to_owned(),
        currency: "USD".to_owned(),
        shop_domain: Some("Fern-and-Thread.myshopify.com".to_owned()),
    }
}

#[tokio::test]
async fn a_store_is_found_by_its_number_and_its_shop() {
    let mut shop = Deployment::new().await;
    let stream = Streams::store(STORE);
    tell::<Store>(
        &shop,
        stream,
        StoreCommand::Create {
            store: STORE,
            profile: profile("Fern"),
        },
    )
    .await;
    let sender = |number: &str| Sender {
        number: number.to_owned(),
        channels: vec![Channel::Sms],
        gateway: "simulator".to_owned(),
        messaging_service: None,
        label: "Main".to_owned(),
    };
    let senders = vec![sender(SENDER), sender("+14155550101")];
    tell::<Store>(&shop, stream, StoreCommand::ChangeSenders(senders)).await;
    tell::<Store>(&shop, stream, StoreCommand::ChangeProfile(profile("Fern & Thread"))).await;
    shop.see().await;
    let stores = shop.views.stores().await.unwrap();
    assert_eq!(
        stores.iter().map(|store| store.name.as_str()).collect::<Vec<_>>(),
        ["Fern & Thread"]
    );
    assert_eq!(shop.views.store(STORE).await.unwrap().unwrap().version, 3);
    assert_eq!(
        shop.views.store_of_sender("+14155550101".to_owned()).await.unwrap(),
        Some(STORE)
    );
    let by_shop = shop
        .views
        .store_of_shop("fern-and-thread.MYSHOPIFY.com".to_owned())
        .await
        .unwrap();
    assert_eq!(by_shop, Some(STORE));

    tell::<Store>(&shop, stream, StoreCommand::ChangeSenders(vec![sender(SENDER)])).await;
    shop.see().await;
    assert_eq!(
        shop.views.store_of_sender("+14155550101".to_owned()).await.unwrap(),
        None
    );
}

#[tokio::test]
async fn an_agent_is_found_by_e_mail_and_no_hash_of_a_password_is_copied() {
    let mut shop = Deployment::new().await;
    let id = agent(1);
    let add = AgentCommand::Add {
        agent: id,
        name: "Ana".to_owned(),
        email: "Ana@Fern.example".to_owned(),
        role: Role::Agent,
        password_hash: "$argon2id$secret".to_owned(),
    };
    tell::<Agent>(&shop, Streams::agent(id), add).await;
    let change = AgentCommand::Change {
        name: "Ana Reyes".to_owned(),
        role: Role::Admin,
        active: false,
    };
    tell::<Agent>(&shop, Streams::agent(id), change).await;
    shop.see().await;
    let found = shop
        .views
        .agent_by_email(" ANA@fern.example ".to_owned())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.id, found.name.as_str(), found.role, found.active),
        (id, "Ana Reyes", Role::Admin, false)
    );
    assert_eq!(shop.views.agents().await.unwrap(), vec![found.clone()]);
    assert_eq!(shop.views.agent(id).await.unwrap(), Some(found));
    for suffix in ["", "-wal"] {
        let stored = std::fs::read(format!("{}{suffix}", shop.views_file().display())).unwrap();
        assert!(!stored.windows(16).any(|window| window == b"$argon2id$secret"));
    }
}

#[tokio::test]
async fn a_revoked_key_is_no_longer_known() {
    let mut shop = Deployment::new().await;
    let key = ApiKeyId(Uuid::from_u128(70));
    let issue = ApiKeyCommand::Issue {
        key,
        name: "ERP".to_owned(),
        scopes: vec![Scope::Read],
        secret_hash: "00ff".to_owned(),
        by: agent(1),
    };
    tell::<ApiKey>(&shop, Streams::api_key(key), issue).await;
    shop.see().await;
    assert_eq!(shop.views.api_key(key).await.unwrap().unwrap().name, "ERP");
    tell::<ApiKey>(&shop, Streams::api_key(key), ApiKeyCommand::Revoke { by: agent(1) }).await;
    shop.see().await;
    assert_eq!(shop.views.api_key(key).await.unwrap(), None);
    assert_eq!(shop.views.api_keys().await.unwrap(), []);
}
