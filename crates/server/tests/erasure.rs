//! A busy life, and what is left of it in the data directory after it was erased.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use aho_corasick::AhoCorasick;
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use test_support::{STORE, TestServer};

const PHONE: &str = "+14155550147";
const SOMEBODY_ELSE: &str = "+14155550188";
/// The bytes of a picture, as far as anybody looks at them.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\nthe-tail-of-a-picture-of-wombats";

fn files(directory: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found
}

/// As it may stand in a file: in UTF-8 and in UTF-16 of either order.
fn spellings(text: &str) -> [Vec<u8>; 3] {
    let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
    [text.as_bytes().to_vec(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)]
}

/// Each file of the data directory in which one of the texts stands, with the text.
async fn found(data: &Path, texts: &[&'static str]) -> BTreeSet<(String, &'static str)> {
    let (data, texts) = (data.to_owned(), texts.to_vec());
    tokio::task::spawn_blocking(move || {
        let spelt: Vec<_> = texts
            .iter()
            .flat_map(|text| spellings(text).map(|spelling| (spelling, *text)))
            .collect();
        let search = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(spelt.iter().map(|(spelling, _)| spelling))
            .unwrap();
        let mut found = BTreeSet::new();
        for file in files(&data) {
            let bytes = fs::read(&file).unwrap();
            let name = file.strip_prefix(&data).unwrap().display().to_string();
            let matches = search.find_overlapping_iter(&bytes);
            found.extend(matches.map(|matched| (name.clone(), spelt[matched.pattern().as_usize()].1)));
        }
        found
    })
    .await
    .unwrap()
}

/// Whatever is not derived from the log lies there sealed, or is none of a contact's business.
fn is_sealed(name: &str) -> bool {
    !name.starts_with("views.sqlite3") && !name.starts_with("simulator.sqlite3")
}

const NUMBER: [&str; 5] = [
    "+14155550147",
    "14155550147",
    "4155550147",
    "(415) 555-0147",
    "415-555-0147",
];
const PERSON: [&str; 6] = [
    "Marisol",
    "Quintanilla",
    "quintanilla@example.com",
    "wombatherder",
    "rang about the zebrawool",
    "the-tail-of-a-picture-of-wombats",
];

/// Texts in and out, a picture, a name, a label, a note, a cart with its reminder, an order, a draft that was uploaded only.
async fn busy_life(server: &TestServer) -> String {
    let id = server
        .text_from(PHONE, "I am Marisol Quintanilla, the wombatherder")
        .await;
    let path = format!("/v1/conversations/{id}");
    let agent = server.as_agent();
    let details = json!({ "name": "Marisol Quintanilla", "email": "quintanilla@example.com" });
    agent.patch(&format!("{path}/contact")).json(details).await.ok();
    let labels = json!({ "add": ["wombatherder club"], "remove": [] });
    agent.post(&format!("{path}/labels")).json(labels).await.ok();
    let note = json!({ "body": "Marisol rang about the zebrawool" });
    agent.post(&format!("{path}/notes")).json(note).await.expect(201);
    let upload = format!("/v1/media?conversation={id}&name=marisol.png");
    let picture = agent
        .post(&upload)
        .body("application/octet-stream", PICTURE)
        .await
        .expect(201);
    let reply = json!({ "body": "Dear Marisol, here are your wombatherder gloves", "media": [picture["hash"]] });
    agent.post(&format!("{path}/messages")).json(reply).await.expect(202);
    let later = json!({ "body": "Still there, Marisol?", "send_at": "2026-12-24T09:00:00Z" });
    agent.post(&format!("{path}/messages")).json(later).await.expect(202);
    agent
        .post(&format!("/v1/simulator/phones/{PHONE}/cart"))
        .json(json!({}))
        .await
        .expect(202);
    server
        .until("the cart is there", async || {
            let carts = server.as_agent().get(&path).await.ok()["carts"].clone();
            carts.as_array().is_some_and(|carts| !carts.is_empty()).then_some(())
        })
        .await;
    agent
        .post(&format!("/v1/simulator/phones/{PHONE}/order"))
        .await
        .expect(202);
    server
        .until("the order is there and the picture on the phone", async || {
            let orders = server.as_agent().get(&path).await.ok()["orders"].clone();
            let ordered = orders.as_array().is_some_and(|orders| !orders.is_empty());
            let texts = server.phone(PHONE).await;
            let sent = texts
                .iter()
                .any(|text| text["media"].as_array().is_some_and(|media| !media.is_empty()));
            (ordered && sent).then_some(())
        })
        .await;
    path
}

async fn erase(server: &TestServer, path: &str) -> Value {
    let erase = json!({ "number": "(1) 415-555-0147".replace("(1) ", "+1 "), "reason": "contact_request" });
    let asked = server
        .as_admin()
        .post(&format!("{path}/erasure"))
        .json(erase)
        .await
        .expect(202);
    let id = asked["id"].as_str().unwrap().to_owned();
    server
        .until("the erasure is carried out", async || {
            let erasure = server.as_auditor().get(&format!("/v1/erasures/{id}")).await;
            let erasure = (erasure.status() == 200).then(|| erasure.json())?;
            erasure["completed"].is_object().then_some(erasure)
        })
        .await
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_in_any_file_and_the_log_still_verifies() {
    let server = TestServer::start().await;
    server.text_from(SOMEBODY_ELSE, "I am nobody in particular").await;
    let path = busy_life(&server).await;
    server.head().await;

    let everything = [&NUMBER[..], &PERSON[..]].concat();
    let before = found(server.data(), &everything).await;
    let sealed: Vec<_> = before.iter().filter(|(file, _)| is_sealed(file)).collect();
    assert!(sealed.is_empty(), "stands unsealed: {sealed:?}");
    for text in ["+14155550147", "(415) 555-0147"].iter().chain(&PERSON) {
        assert!(
            before.iter().any(|(_, found)| found == text),
            "the search does not find {text}"
        );
    }
    let media_before = files(&server.data().join("media")).len();

    let erasure = erase(&server, &path).await;
    server.head().await;
    let nothing = BTreeSet::new();
    assert_eq!(
        found(server.data(), &everything).await,
        nothing,
        "while the server runs"
    );
    assert_eq!(files(&server.data().join("media")).len(), media_before - 1);
    assert_eq!(erasure["completed"]["media"], 1);
    assert!(erasure["completed"]["events"].as_u64() > Some(15), "{erasure}");

    let data = server.stop().await;
    assert_eq!(found(data.path(), &everything).await, nothing, "after it has stopped");
    let verified = tokio::task::spawn_blocking({
        let data = data.path().to_owned();
        move || server::audit::verify(&data, &[])
    });
    assert!(verified.await.unwrap().unwrap().events > 20);
}

#[tokio::test]
async fn the_number_is_never_texted_again_and_what_it_sends_is_not_kept_also_after_a_restart() {
    let mut server = TestServer::start().await;
    let path = busy_life(&server).await;
    erase(&server, &path).await;
    for restarted in [false, true] {
        if restarted {
            server = server.restarted_without_views().await;
        }
        let start = json!({ "store": STORE, "address": PHONE, "channel": "sms", "body": "Hello again" });
        let admin = server.as_admin();
        admin
            .post("/v1/conversations")
            .json(start)
            .await
            .problem(409, "contact_erased");
        let send = json!({ "body": "Hello again" });
        admin
            .post(&format!("{path}/messages"))
            .json(send)
            .await
            .problem(409, "contact_erased");
        admin.get(&path).await.problem(410, "contact_erased");
        admin
            .get(&format!("{path}/timeline"))
            .await
            .problem(410, "contact_erased");

        let before = server.head().await;
        let text = json!({ "body": "It is me again, Marisol" });
        admin
            .post(&format!("/v1/simulator/phones/{PHONE}/messages"))
            .json(text)
            .await
            .expect(202);
        // What comes after it has been taken in, so it has been too.
        server.text_from(SOMEBODY_ELSE, &format!("me too, {restarted}")).await;
        let events = admin.get(&format!("/v1/events?after={before}&limit=200")).await.ok();
        let of_erased = events["items"].as_array().unwrap().iter();
        let of_erased: Vec<_> = of_erased
            .filter(|event| path.ends_with(event["stream"].as_str().unwrap()))
            .collect();
        assert!(of_erased.is_empty(), "{of_erased:?}");
    }
}

#[tokio::test]
async fn an_erasure_is_asked_for_by_an_admin_who_types_the_number_and_is_answered_once() {
    let server = TestServer::start().await;
    let id = server.text_from(PHONE, "hello").await;
    let path = format!("/v1/conversations/{id}/erasure");
    let with = |number: &str| json!({ "number": number, "reason": "contact_request" });
    server
        .as_agent()
        .post(&path)
        .json(with(PHONE))
        .await
        .problem(403, "forbidden");
    let wrong = server.as_admin().post(&path).json(with(SOMEBODY_ELSE)).await;
    assert_eq!(wrong.problem(422, "validation")["pointer"], "/body/number");
    let stale = server.as_admin().post(&path).if_match(1).json(with(PHONE)).await;
    stale.problem(412, "version_conflict");
    let ask = || server.as_admin().post(&path).idempotency_key("k-1").json(with(PHONE));
    let (first, second) = (ask().await.expect(202), ask().await.expect(202));
    assert_eq!(first, second);
    server
        .as_admin()
        .post(&path)
        .json(with(PHONE))
        .await
        .problem(409, "contact_erased");
    let unknown = "/v1/conversations/00000000-0000-4000-8000-000000000000/erasure";
    server
        .as_admin()
        .post(unknown)
        .json(with(PHONE))
        .await
        .problem(404, "conversation_not_found");
}

#[tokio::test]
async fn a_certificate_says_what_was_erased_and_is_signed() {
    let server = TestServer::start().await;
    let path = busy_life(&server).await;
    let erasure = erase(&server, &path).await;
    let at = format!("/v1/erasures/{}/certificate", erasure["id"].as_str().unwrap());
    let certificate = server.as_auditor().get(&at).await.ok();
    let note = certificate["note"].as_str().unwrap();
    for fact in [
        erasure["id"].as_str().unwrap(),
        "Fern & Thread",
        "because: the person asked for it",
        certificate["chain"].as_str().unwrap(),
        certificate["completed_chain"].as_str().unwrap(),
        &format!("events erased: {}", erasure["completed"]["events"]),
    ] {
        assert!(note.contains(fact), "{fact} does not stand in {note}");
    }
    for trace in NUMBER.iter().chain(&PERSON) {
        assert!(
            !note.to_lowercase().contains(&trace.to_lowercase()),
            "{trace} stands in {note}"
        );
    }
    let signer = certificate["public_key"].as_str().unwrap().split('+').next().unwrap();
    assert!(note.contains(&format!("\n\n\u{2014} {signer} ")), "{note}");
    let text = server.as_auditor().get(&format!("{at}?form=text")).await;
    assert_eq!(
        (text.text().as_str(), text.header("content-type")),
        (note, "text/plain; charset=utf-8")
    );
    let listed = server.as_auditor().get("/v1/erasures").await.ok();
    assert_eq!(listed["items"], json!([erasure]));
    let unknown = "/v1/erasures/00000000-0000-4000-8000-000000000000/certificate";
    server.as_auditor().get(unknown).await.problem(404, "erasure_not_found");
}
