//! Webhooks signed by those who know how: Twilio's own SDK, and Shopify's documented way, run by Node.

use serde_json::{Value, json};
use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};
use test_support::{Reply, TestServer};

/// Of the Twilio account that the tests pretend to have.
pub const AUTH_TOKEN: &str = "12345678901234567890123456789012";
pub const SHOPIFY_SECRET: &str = "shpss_0123456789abcdef";
/// As the world knows the server; it listens elsewhere.
pub const PUBLIC_URL: &str = "https://inbox.fern.example";

/// A form that Twilio posts, in any order of its fields.
#[derive(Clone, Debug)]
pub struct Form {
    /// With its query.
    pub path: String,
    pub fields: Vec<(String, String)>,
}

impl Form {
    pub fn new(path: impl Into<String>, fields: &[(&str, &str)]) -> Self {
        let fields = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self {
            path: path.into(),
            fields: fields.collect(),
        }
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    fn encoded(&self) -> String {
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.fields)
            .finish()
    }

    /// Posts it with this signature.
    pub async fn post(&self, server: &TestServer, signature: &str) -> Reply {
        let call = server
            .anonymous()
            .post(&self.path)
            .header("x-twilio-signature", signature);
        call.body("application/x-www-form-urlencoded; charset=UTF-8", self.encoded())
            .await
    }
}

/// Signs all of them in one run of Node.
pub fn signed_by_twilio(forms: &[Form]) -> Vec<String> {
    let webhooks = forms.iter().map(|form| {
        let params: serde_json::Map<_, _> = form
            .fields
            .iter()
            .map(|(name, value)| (name.clone(), json!(value)))
            .collect();
        json!({ "by": "twilio", "secret": AUTH_TOKEN, "url": format!("{PUBLIC_URL}{}", form.path), "params": params })
    });
    signatures(&webhooks.collect::<Vec<_>>())
}

pub fn signed_by_shopify(bodies: &[String]) -> Vec<String> {
    let webhooks = bodies
        .iter()
        .map(|body| json!({ "by": "shopify", "secret": SHOPIFY_SECRET, "body": body }));
    signatures(&webhooks.collect::<Vec<_>>())
}

/// Each is accepted.
pub async fn deliver(server: &TestServer, forms: &[Form]) {
    for (form, signature) in forms.iter().zip(signed_by_twilio(forms)) {
        let reply = form.post(server, &signature).await;
        assert_eq!(reply.status(), 200, "{reply}");
        assert_eq!(reply.header("content-type"), "text/xml");
        assert!(reply.text().contains("<Response"), "{reply}");
    }
}

fn signatures(webhooks: &[Value]) -> Vec<String> {
    let sdk = Path::new(env!("CARGO_MANIFEST_DIR")).join("sdk");
    assert!(
        sdk.join("node_modules/twilio").is_dir(),
        "Twilio's SDK is missing: run `npm ci` in tests/sdk (`just test` does it)"
    );
    let node = Command::new("node")
        .arg("sign.mjs")
        .current_dir(&sdk)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut node = node.expect("Node runs (the web app needs it too)");
    let input = Value::from(webhooks.to_vec()).to_string();
    node.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "sign.mjs failed");
    let signatures: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    signatures
        .iter()
        .map(|signed| signed["signature"].as_str().unwrap().to_owned())
        .collect()
}
