//! `/metrics`: what a Prometheus server reads, for whoever holds the administration token. Without one it does not exist.

use std::{sync::LazyLock, time::Duration};

use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use http::{HeaderMap, StatusCode, header};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};
use service::Services;

use crate::{admin::AdminToken, auth, dialects::Surface};

/// Everything that this process counts.
pub static METRICS: LazyLock<Metrics> = LazyLock::new(Metrics::new);

/// The media type of the text format.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper bounds of the histogram, in seconds: from a verified key to a page that waits for a password hash.
const BUCKETS: [f64; 12] = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    surface: &'static str,
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OnSurface {
    surface: &'static str,
}

/// Counters of a process.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    durations: Family<OnSurface, Histogram>,
    in_flight: Gauge,
    statements: Gauge,
    waiting_mail: Gauge,
    memory: Gauge,
}

impl Metrics {
    fn new() -> Self {
        let requests = Family::default();
        let durations = Family::new_with_constructor((|| Histogram::new(BUCKETS)) as fn() -> Histogram);
        let (in_flight, statements, waiting_mail, memory) =
            (Gauge::default(), Gauge::default(), Gauge::default(), Gauge::default());
        let mut registry = Registry::with_prefix("guildhall");
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register_with_unit(
            "http_request_duration",
            "From the end of the headers to the beginning of the answer",
            Unit::Seconds,
            durations.clone(),
        );
        registry.register("http_requests_in_flight", "Requests in progress", in_flight.clone());
        registry.register("database_statements", "SQL statements since the start", statements.clone());
        registry.register("outbox_waiting_messages", "Mail that is not sent yet", waiting_mail.clone());
        registry.register_with_unit("resident_memory", "Memory of the process", Unit::Bytes, memory.clone());
        Self { registry, requests, durations, in_flight, statements, waiting_mail, memory }
    }

    /// Counts an answer.
    pub fn answered(
        &self,
        surface: Surface,
        method: &'static str,
        route: String,
        status: StatusCode,
        elapsed: Duration,
    ) {
        let surface = surface.name();
        self.requests.get_or_create(&Answered { surface, method, route, status: status.as_u16() }).inc();
        self.durations.get_or_create(&OnSurface { surface }).observe(elapsed.as_secs_f64());
    }

    /// Requests in progress.
    pub fn in_flight(&self) -> &Gauge {
        &self.in_flight
    }

    async fn text(&self, services: &Services) -> Result<String, service::Error> {
        self.statements.set(i64::try_from(services.statements()).unwrap_or(i64::MAX));
        self.waiting_mail.set(service::outbox::waiting(services).await?);
        self.memory.set(resident_bytes().unwrap_or_default());
        let mut text = String::new();
        encode(&mut text, &self.registry).map_err(service::Error::internal)?;
        Ok(text)
    }
}

/// From Linux; elsewhere there is no figure.
fn resident_bytes() -> Option<i64> {
    let pages: i64 = std::fs::read_to_string("/proc/self/statm").ok()?.split(' ').nth(1)?.parse().ok()?;
    i64::try_from(rustix::param::page_size()).ok()?.checked_mul(pages)
}

/// The route.
pub fn routes(services: Services, admin: AdminToken) -> Router {
    Router::new().route("/metrics", get(read)).with_state((services, admin))
}

async fn read(State((services, admin)): State<(Services, AdminToken)>, headers: HeaderMap) -> Response {
    if !admin.is_set() {
        return StatusCode::NOT_FOUND.into_response();
    }
    if !auth::bearer(&headers).is_some_and(|token| admin.accepts(&token)) {
        return (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer")]).into_response();
    }
    match METRICS.text(&services).await {
        Ok(text) => ([(header::CONTENT_TYPE, OPEN_METRICS), (header::CACHE_CONTROL, "no-store")], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "the metrics could not be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
