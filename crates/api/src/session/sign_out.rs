use super::{cookie, origin};
use crate::{
    App,
    http::{answer::no_content, caller::RequestId},
    problem::{Answer, Problem},
};
use actix_web::{HttpRequest, HttpResponse, delete, web};
use commands::{CommandError, Context, LoadError, Streams};
use domain::{
    Actor,
    agent::{Agent, AgentCommand},
};

/// Sign out
///
/// Ends the session of the cookie, if there is one, in every tab at once.
#[utoipa::path(tag = "session", responses((status = 204, description = "signed out")))]
#[delete("/v1/session")]
pub(crate) async fn sign_out(app: web::Data<App>, request: HttpRequest, id: RequestId) -> Answer<HttpResponse> {
    origin::check(&request)?;
    if let Some(token) = cookie::token(&request) {
        let stream = Streams::agent(token.agent);
        // Who has the cookie's secret may end its session; anybody else changes nothing.
        let agent = match app.commands.load::<Agent>(stream).await {
            Ok(loaded) => loaded.state,
            Err(LoadError::Decode(_)) => Agent::default(),
            Err(error) => return Err(error.into()),
        };
        let proven = agent
            .sessions
            .get(&token.session)
            .is_some_and(|session| session.token_hash == token.hash());
        if proven {
            let end = AgentCommand::EndSession { session: token.session };
            let context = Context::new(Actor::Agent(token.agent), id.0);
            match app.commands.handle::<Agent>(stream, &end, &context).await {
                Ok(_) | Err(CommandError::Rejected(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    let mut response = no_content();
    response
        .add_removal_cookie(&cookie::removed(&app))
        .map_err(|error| Problem::internal(&error))?;
    Ok(response)
}
