//! Twilio's webhook signature, `X-Twilio-Signature`: base64 HMAC-SHA1 over the public address and the sorted
//! parameters, or for other bodies than forms over the address, which then carries the body's hash.
//! <https://www.twilio.com/docs/usage/webhooks/webhooks-security>

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use subtle::{Choice, ConstantTimeEq as _};
use url::{Url, form_urlencoded};

const FORM: &str = "application/x-www-form-urlencoded";
const BODY_HASH: &str = "bodySHA256";

/// The request was not signed with the account's auth token, or not for this address.
#[derive(thiserror::Error, Clone, Copy, PartialEq, Eq, Debug)]
#[error(
    "the webhook's signature is wrong: compare the public address and the Twilio auth token with the configured ones"
)]
pub struct WrongSignature;

/// What signatures of one account are checked against.
#[derive(Clone, Debug)]
pub struct SignatureCheck {
    auth_token: SecretString,
    /// As Twilio knows it, without a slash at the end. What `Host` says does not count: a proxy may have changed it.
    public_url: String,
}

impl SignatureCheck {
    pub fn new(auth_token: SecretString, public_url: &Url) -> Self {
        Self {
            auth_token,
            public_url: public_url.as_str().trim_end_matches('/').to_owned(),
        }
    }

    /// `path_and_query` is as it came, not normalised. `body` is the raw bytes.
    pub fn verify(
        &self,
        signature: &str,
        path_and_query: &str,
        content_type: &str,
        body: &[u8],
    ) -> Result<(), WrongSignature> {
        let url = format!("{}{path_and_query}", self.public_url);
        let parameters = match body_hash(path_and_query) {
            Some(hash) => {
                let right = hex(&Sha256::digest(body)).as_bytes().ct_eq(hash.as_bytes());
                if !bool::from(right) {
                    return Err(WrongSignature);
                }
                String::new()
            }
            None if is_form(content_type) => sorted_parameters(body),
            // Nothing would vouch for the body.
            None => return Err(WrongSignature),
        };
        let matches = spellings(&url).iter().fold(Choice::from(0), |matches, url| {
            matches | self.expected(url, &parameters).as_bytes().ct_eq(signature.as_bytes())
        });
        if bool::from(matches) {
            Ok(())
        } else {
            Err(WrongSignature)
        }
    }

    fn expected(&self, url: &str, parameters: &str) -> String {
        STANDARD.encode(hmac_sha1(self.auth_token.expose_secret(), &[url, parameters]))
    }
}

/// The header that Twilio would send with a form, for tests and stand-ins. `url` is the whole public address.
pub fn sign(auth_token: &SecretString, url: &str, form: &[u8]) -> String {
    STANDARD.encode(hmac_sha1(auth_token.expose_secret(), &[url, &sorted_parameters(form)]))
}

fn hmac_sha1(key: &str, parts: &[&str]) -> [u8; 20] {
    let mut mac = Hmac::<Sha1>::new_from_slice(key.as_bytes()).expect("HMAC takes a key of any length (RFC 2104)");
    parts.iter().for_each(|part| mac.update(part.as_bytes()));
    mac.finalize().into_bytes().into()
}

/// Names and values one after the other, by name; a value that comes twice under a name counts once.
fn sorted_parameters(form: &[u8]) -> String {
    let mut parameters: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(form) {
        parameters.entry(name).or_default().insert(value);
    }
    let pairs = parameters
        .iter()
        .flat_map(|(name, values)| values.iter().map(move |value| format!("{name}{value}")));
    pairs.collect()
}

fn body_hash(path_and_query: &str) -> Option<String> {
    let (_, query) = path_and_query.split_once('?')?;
    form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == BODY_HASH)
        .map(|(_, hash)| hash.into_owned())
}

fn is_form(content_type: &str) -> bool {
    content_type
        .split(';')
        .next()
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case(FORM))
}

/// Twilio's back ends differ in whether they sign the port along: without it, and with it or the scheme's usual one.
fn spellings(url: &str) -> [String; 2] {
    let Some((scheme, rest)) = url.split_once("://") else {
        return [url.to_owned(), url.to_owned()];
    };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let port_start = authority
        .rfind(':')
        .filter(|colon| authority.rfind(']').is_none_or(|bracket| bracket < *colon));
    let (host, port) = port_start.map_or((authority, None), |colon| {
        (&authority[..colon], Some(&authority[colon..]))
    });
    let port = port.unwrap_or(if scheme.eq_ignore_ascii_case("https") {
        ":443"
    } else {
        ":80"
    });
    [
        format!("{scheme}://{host}{path}"),
        format!("{scheme}://{host}{port}{path}"),
    ]
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, serde::Deserialize)]
    struct Vector {
        name: String,
        token: String,
        public_url: String,
        path_and_query: String,
        content_type: String,
        body: String,
        signature: String,
    }

    impl Vector {
        fn check(&self) -> SignatureCheck {
            SignatureCheck::new(
                SecretString::from(self.token.clone()),
                &Url::parse(&self.public_url).unwrap(),
            )
        }

        fn verify(&self, signature: &str, body: &str) -> Result<(), WrongSignature> {
            self.check()
                .verify(signature, &self.path_and_query, &self.content_type, body.as_bytes())
        }
    }

    /// Signed by Twilio's own library (npm `twilio` 6.2.0).
    fn vectors() -> Vec<Vector> {
        serde_json::from_str(include_str!("../fixtures/signatures.json")).unwrap()
    }

    #[test]
    fn what_twilios_own_library_signed_is_accepted() {
        for vector in vectors() {
            assert_eq!(
                vector.verify(&vector.signature, &vector.body),
                Ok(()),
                "{}",
                vector.name
            );
        }
    }

    #[test]
    fn a_changed_body_address_token_or_signature_is_refused() {
        for vector in vectors() {
            let body = vector.body.replacen('o', "0", 1);
            assert_ne!(body, vector.body, "{}", vector.name);
            assert_eq!(
                vector.verify(&vector.signature, &body),
                Err(WrongSignature),
                "{}",
                vector.name
            );
            assert_eq!(vector.verify("", &vector.body), Err(WrongSignature));
            assert_eq!(vector.verify(&vector.signature[1..], &vector.body), Err(WrongSignature));

            let elsewhere = Vector {
                path_and_query: format!("{}x", vector.path_and_query),
                ..vector.clone()
            };
            assert_eq!(
                elsewhere.verify(&vector.signature, &vector.body),
                Err(WrongSignature),
                "{}",
                vector.name
            );
            let other_token = Vector {
                token: "other".to_owned(),
                ..vector.clone()
            };
            assert_eq!(
                other_token.verify(&vector.signature, &vector.body),
                Err(WrongSignature),
                "{}",
                vector.name
            );
        }
    }

    #[test]
    fn a_body_that_nothing_vouches_for_is_refused() {
        let token = SecretString::from("token");
        let check = SignatureCheck::new(token.clone(), &Url::parse("https://texts.example.com").unwrap());
        let signature = sign(&token, "https://texts.example.com/in", b"");
        assert_eq!(check.verify(&signature, "/in", FORM, b""), Ok(()));
        assert_eq!(
            check.verify(&signature, "/in", "application/json", b"{\"anything\":1}"),
            Err(WrongSignature)
        );
    }

    #[test]
    fn addresses_are_tried_with_and_without_their_port() {
        let cases = [
            (
                "https://a.example/x?y=1:2",
                ["https://a.example/x?y=1:2", "https://a.example:443/x?y=1:2"],
            ),
            (
                "http://a.example:8080?y",
                ["http://a.example?y", "http://a.example:8080?y"],
            ),
            ("http://[::1]/x", ["http://[::1]/x", "http://[::1]:80/x"]),
            ("http://[::1]:8080/x", ["http://[::1]/x", "http://[::1]:8080/x"]),
        ];
        for (url, expected) in cases {
            assert_eq!(spellings(url), expected.map(str::to_owned));
        }
    }
}
