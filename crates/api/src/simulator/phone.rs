use super::{PhonePath, asked, simulator};
use crate::{
    App, Simulator, conversation,
    http::{answer::Items, body::Body},
    problem::{Answer, Problem},
    stores,
};
use actix_web::{HttpResponse, get, post, web};
use domain::{
    Address,
    message::{Channel, Media},
};
use gateway::simulator::{CustomerText, Direction, PhoneText, PhoneTextState};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text as it stands on the customer's phone.
#[derive(Serialize, ToSchema)]
pub(crate) struct PhoneMessage {
    id: String,
    direction: PhoneDirection,
    body: String,
    media: Vec<Media>,
    at: Timestamp,
    /// `sent`, `delivered`, `read`, `undelivered` or `received`.
    state: &'static str,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PhoneDirection {
    Store,
    Customer,
}

/// Look at a phone
///
/// From the fake carrier's own ledger: what really arrived, oldest first.
#[utoipa::path(tag = "simulator", params(PhonePath), responses((status = 200, body = Items<PhoneMessage>)))]
#[get("/v1/simulator/phones/{address}/messages")]
pub(crate) async fn read_phone(
    app: web::Data<App>,
    at: web::Path<PhonePath>,
) -> Answer<web::Json<Items<PhoneMessage>>> {
    let gateway = simulator(&app)?.gateway.clone();
    let texts = asked(move || gateway.phone(&at.address)).await?;
    Ok(web::Json(Items {
        items: texts.into_iter().map(PhoneMessage::from).collect(),
    }))
}

impl From<PhoneText> for PhoneMessage {
    fn from(text: PhoneText) -> Self {
        let media = text.media.into_iter();
        Self {
            id: text.carrier_id,
            direction: match text.direction {
                Direction::Store => PhoneDirection::Store,
                Direction::Customer => PhoneDirection::Customer,
            },
            body: text.body,
            media: media
                .map(|file| Media {
                    hash: None,
                    content_type: file.content_type,
                    name: None,
                    size: None,
                })
                .collect(),
            at: text.at,
            state: match text.state {
                PhoneTextState::Sent => "sent",
                PhoneTextState::Delivered => "delivered",
                PhoneTextState::Read => "read",
                PhoneTextState::Undelivered => "undelivered",
                PhoneTextState::Received => "received",
            },
        }
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TextFromPhone {
    #[serde(default)]
    body: String,
    media: Option<Attached>,
    /// `sms`, `mms` or `whatsapp`; the conversation's, if left out.
    channel: Option<Channel>,
}

#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Attached {
    Photo,
}

/// Text the store from a phone
#[utoipa::path(tag = "simulator", params(PhonePath), request_body = TextFromPhone, responses((status = 202, description = "on its way")))]
#[post("/v1/simulator/phones/{address}/messages")]
pub(crate) async fn text_from_phone(
    app: web::Data<App>,
    at: web::Path<PhonePath>,
    body: Body<TextFromPhone>,
) -> Answer<HttpResponse> {
    let simulator = simulator(&app)?;
    let TextFromPhone { body, media, channel } = body.value;
    if body.trim().is_empty() && media.is_none() {
        return Err(Problem::invalid("/body/body", "write something, or send a photo"));
    }
    let known = known_line(&app, simulator, &at.address).await?;
    let channel = channel.unwrap_or(known.channel);
    let photo = media.is_some();
    let text = CustomerText {
        from: at.address.clone(),
        to: known.sender,
        channel: if photo && channel == Channel::Sms {
            Channel::Mms
        } else {
            channel
        },
        body,
        photo,
        profile_name: None,
    };
    let gateway = simulator.gateway.clone();
    asked(move || gateway.customer_texts(&text)).await?;
    Ok(HttpResponse::Accepted().finish())
}

struct Line {
    sender: String,
    channel: Channel,
}

/// Where this customer and the store last talked; for a newcomer the store's first number.
async fn known_line(app: &App, simulator: &Simulator, address: &Address) -> Answer<Line> {
    let id = app.commands.streams().conversation_of(simulator.store, address);
    if let Ok((_, started)) = conversation::load(app, id).await {
        return Ok(Line {
            sender: started.sender,
            channel: started.channel,
        });
    }
    let store = stores::load(app, simulator.store).await?;
    let sender = store
        .senders
        .iter()
        .find(|sender| sender.channels.contains(&Channel::Sms));
    let sender = sender.or(store.senders.first()).ok_or_else(|| {
        Problem::not_found(
            "sender_not_found",
            "the demo store has no number: add one in its settings",
        )
    })?;
    Ok(Line {
        sender: sender.number.clone(),
        channel: Channel::Sms,
    })
}

/// Read everything on a phone
#[utoipa::path(tag = "simulator", params(PhonePath), responses((status = 202, description = "the reports are on their way")))]
#[post("/v1/simulator/phones/{address}/read")]
pub(crate) async fn read_on_phone(app: web::Data<App>, at: web::Path<PhonePath>) -> Answer<HttpResponse> {
    let gateway = simulator(&app)?.gateway.clone();
    asked(move || gateway.customer_reads(&at.address)).await?;
    Ok(HttpResponse::Accepted().finish())
}
