use crate::{
    App,
    http::body::Body,
    problem::Answer,
    stores::{StorePath, load},
};
use actix_web::{post, web};
use domain::{
    conversation,
    store::{DoubtfulOptOut, Store},
};
use intent::{Finding, Intent, Topic};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
pub(crate) struct TextTrial {
    /// As a contact might write it.
    text: String,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct TextReading {
    /// `opt_out`, `opt_in`, `help`, `escalate` or `none`.
    #[schema(value_type = String)]
    intent: Intent,
    /// `shipping`, `order_status`, `returns`, `discount`, `sizing` or `none`.
    #[schema(value_type = String)]
    topic: Topic,
    /// False for an opt-out that a reasonable reader could doubt.
    certain: bool,
    reason: String,
    rule: String,
    version: &'static str,
    /// What this store would do, in plain words.
    outcome: String,
    /// The keyword rule that would answer, if the AI or the rules have the conversation.
    keyword_rule: Option<String>,
}

/// Try what a text would be taken for
///
/// Nothing is recorded and nobody is texted.
#[utoipa::path(tag = "sending", params(StorePath), request_body = TextTrial, responses((status = 200, body = TextReading)))]
#[post("/v1/stores/{store}/text-trials")]
pub(crate) async fn try_text(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    body: Body<TextTrial>,
) -> Answer<web::Json<TextReading>> {
    let store = load(&app, at.store).await?;
    Ok(web::Json(read(&body.value.text, &store)))
}

fn read(text: &str, store: &Store) -> TextReading {
    let found = intent::classify(text);
    let finding = responder::finding(found.clone(), store.sending_rules.doubtful_opt_out);
    let answers = finding.intent == conversation::Intent::None;
    let rule = answers.then(|| responder::matching_rule(&store.keyword_rules, &finding, text));
    TextReading {
        outcome: outcome(&found, store).to_owned(),
        keyword_rule: rule.flatten().map(|rule| rule.name.clone()),
        intent: found.intent,
        topic: found.topic,
        certain: found.certain,
        reason: found.reason,
        rule: found.rule,
        version: intent::VERSION,
    }
}

fn outcome(found: &Finding, store: &Store) -> &'static str {
    let asks = store.sending_rules.doubtful_opt_out == DoubtfulOptOut::AskPerson;
    match found.intent {
        Intent::OptOut if found.certain => {
            "The contact is opted out at once. One confirmation follows, and then nothing until they come back."
        }
        Intent::OptOut if asks => "It may be an opt-out: the conversation goes to a person, who decides.",
        Intent::OptOut => "It may be an opt-out, so it is obeyed. The confirmation says how to come back.",
        Intent::OptIn => {
            "Of somebody who has opted out, the keyword brings texts back; anything else goes to a person."
        }
        Intent::Help => "The help text is sent, with the store's name and support contact.",
        Intent::Escalate => "The conversation goes to a person.",
        Intent::None => "Nothing changes. If the AI has the conversation, a keyword rule or the AI answers.",
    }
}
