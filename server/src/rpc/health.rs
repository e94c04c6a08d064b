//! `grpc.health.v1.Health`: what `/readyz` says, for probes that speak gRPC.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use connectrpc::ConnectError;
use connectrpc_health::{Checker, Status, StatusStream};
use futures::stream;
use tokio::sync::Mutex;

use crate::health::{READY_WITHIN, Readiness};

/// How long an answer counts for everybody: asking writes to the database.
const FRESH: Duration = Duration::from_secs(1);
/// How often the status of a watcher is looked at.
const WATCH_EVERY: Duration = Duration::from_secs(5);

/// The readiness of the process, which is that of each of its services.
#[derive(Clone)]
pub(super) struct Ready(Arc<Inner>);

struct Inner {
    readiness: Readiness,
    services: BTreeSet<String>,
    latest: Mutex<Option<(Instant, Status)>>,
}

impl Ready {
    /// `services`: the full names that may be asked for; the empty name is the whole process.
    pub(super) fn new(readiness: Readiness, services: BTreeSet<String>) -> Self {
        Self(Arc::new(Inner { readiness, services, latest: Mutex::new(None) }))
    }

    fn known(&self, service: &str) -> Result<(), ConnectError> {
        if service.is_empty() || self.0.services.contains(service) {
            return Ok(());
        }
        Err(ConnectError::not_found("there is no service of this name"))
    }

    async fn status(&self) -> Status {
        // Whoever comes while the database is asked waits for the same answer.
        let mut latest = self.0.latest.lock().await;
        if let Some((asked, status)) = *latest
            && asked.elapsed() < FRESH
        {
            return status;
        }
        let status = match tokio::time::timeout(READY_WITHIN, (self.0.readiness)()).await {
            Ok(Ok(())) => Status::Serving,
            Ok(Err(_)) | Err(_) => Status::NotServing,
        };
        *latest = Some((Instant::now(), status));
        status
    }
}

impl Checker for Ready {
    async fn check(&self, service: &str) -> Result<Status, ConnectError> {
        self.known(service)?;
        Ok(self.status().await)
    }

    async fn watch(&self, service: &str) -> Result<StatusStream, ConnectError> {
        self.known(service)?;
        let changes = stream::unfold((self.clone(), None), |(ready, told)| async move {
            loop {
                if told.is_some() {
                    tokio::time::sleep(WATCH_EVERY).await;
                }
                let status = ready.status().await;
                if told != Some(status) {
                    return Some((status, (ready, Some(status))));
                }
            }
        });
        Ok(StatusStream::new(changes))
    }
}
