//! The time between opening the views and serving them: a moment as a rule, minutes when a new version fills them in
//! another way. Then probes are answered meanwhile, and whoever started it sees how far it is.

use crate::audit::progress;
use actix_web::{HttpServer, dev::ServerHandle, web};
use api::Starting;
use event_log::EventLog;
use projections::{Follower, Views};
use std::{io, net::TcpListener, sync::Arc};
use tokio::task::JoinHandle;

/// Fewer events are folded before anybody has noticed.
const WORTH_SAYING: u64 = 20_000;
/// Probes are answered in no time.
const LAST_WORDS_SECONDS: u64 = 1;

/// Folds what the views have yet to see. Views that cannot go on say so under `/readyz`, and what they have is served.
pub async fn catch_up(
    listener: &TcpListener,
    views: &Views,
    follower: &mut Follower,
    log: Arc<dyn EventLog>,
) -> io::Result<()> {
    let behind = log.head().0.saturating_sub(furthest_behind(views));
    let meanwhile = match behind >= WORTH_SAYING {
        true => Some(Meanwhile::begin(listener, views.clone(), log)?),
        false => None,
    };
    if let Err(error) = follower.catch_up().await {
        tracing::error!(%error, "the views are not complete");
    }
    if let Some(meanwhile) = meanwhile {
        meanwhile.end().await;
    }
    Ok(())
}

fn furthest_behind(views: &Views) -> u64 {
    let checkpoints = views.health().views.into_iter().map(|view| view.checkpoint.0);
    checkpoints.min().unwrap_or_default()
}

/// Answers on the server's own address, and a bar on the terminal.
struct Meanwhile {
    http: ServerHandle,
    served: JoinHandle<io::Result<()>>,
    shown: JoinHandle<()>,
}

impl Meanwhile {
    fn begin(listener: &TcpListener, views: Views, log: Arc<dyn EventLog>) -> io::Result<Self> {
        let bar = progress::bar("Building the views", log.head().0);
        let mut health = views.watch_health();
        let shown = tokio::spawn({
            let views = views.clone();
            async move {
                loop {
                    bar.set_position(furthest_behind(&views));
                    if health.changed().await.is_err() {
                        return;
                    }
                }
            }
        });
        let starting = web::Data::new(Starting { log, views });
        // The same socket: connections that come between this server and the next wait in its queue.
        let server = HttpServer::new(move || api::starting_app(starting.clone()))
            .workers(1)
            .listen(listener.try_clone()?)?
            .disable_signals()
            .shutdown_timeout(LAST_WORDS_SECONDS)
            .run();
        tracing::info!("the views are being built");
        Ok(Self {
            http: server.handle(),
            served: tokio::spawn(server),
            shown,
        })
    }

    async fn end(self) {
        self.shown.abort();
        self.http.stop(true).await;
        let _ = self.served.await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Config, data_directory::DataDirectory};
    use serde_json::Value;

    #[tokio::test]
    async fn a_server_that_builds_its_views_answers_probes_and_asks_everybody_else_to_come_back() {
        let directory = tempfile::tempdir().unwrap();
        let data = DataDirectory::open_or_create(directory.path()).unwrap();
        let log: Arc<dyn EventLog> = data.log.clone();
        let (views, mut follower) = projections::open(&data.views_path(), log.clone()).await.unwrap();
        let listener = TcpListener::bind(Config::for_test(directory.path().to_owned()).listen).unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let ask = async |path: &str| client.get(format!("{url}{path}")).send().await.unwrap();

        let meanwhile = Meanwhile::begin(&listener, views.clone(), log).unwrap();
        assert_eq!(ask("/livez").await.status(), 200);
        let readiness = ask("/readyz").await;
        assert_eq!(readiness.status(), 503);
        let readiness: Value = serde_json::from_str(&readiness.text().await.unwrap()).unwrap();
        assert_eq!(readiness["status"], "starting");
        assert_eq!(
            readiness["views"].as_array().unwrap().len(),
            projections::View::ALL.len()
        );
        for path in ["/", "/v1/conversations"] {
            let refused = ask(path).await;
            assert_eq!(refused.status(), 503, "{path}");
            assert!(refused.headers().contains_key("retry-after"), "{path}");
            let problem: Value = serde_json::from_str(&refused.text().await.unwrap()).unwrap();
            assert_eq!(problem["code"], "starting", "{path}");
        }
        follower.catch_up().await.unwrap();
        meanwhile.end().await;
        // The socket is still there for the server itself.
        let next = HttpServer::new(actix_web::App::new)
            .workers(1)
            .listen(listener)
            .unwrap()
            .disable_signals()
            .run();
        let handle = next.handle();
        tokio::spawn(next);
        assert_eq!(ask("/livez").await.status(), 404);
        handle.stop(false).await;
        data.log.close();
    }
}
