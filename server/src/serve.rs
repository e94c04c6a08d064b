//! Connections: HTTP/1.1 and HTTP/2 without TLS on one port, with every wait bounded, and the orderly end.

use std::{
    convert::Infallible,
    net::SocketAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto,
};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    time::timeout,
};
use tower::ServiceExt;

use crate::layers::{
    guard,
    limits::{HEADER_BYTES_MAX, HEADERS_MAX, URI_MAX},
};

/// What begins an HTTP/2 connection.
const HTTP2_PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Bounds of connections. The defaults are those of the design; tests shorten them.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Until a new connection says which protocol it speaks.
    pub first_byte: Duration,
    /// For the headers of a request; on HTTP/1.1 also how long a connection may be idle, on HTTP/2 of the first request.
    pub headers: Duration,
    /// How long an HTTP/2 connection may be without a request.
    pub http2_idle: Duration,
    /// Connections at once; more wait in the kernel's queue.
    pub connections: usize,
    /// How long requests in progress may take to end after the signal to stop.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            first_byte: Duration::from_secs(10),
            headers: Duration::from_secs(10),
            http2_idle: Duration::from_secs(75),
            connections: 10_000,
            drain: Duration::from_secs(30),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Running,
    /// Requests in progress end, connections close when they have none.
    Draining,
    /// Connections are cut.
    Cutting,
}

/// Serves until `stop` resolves and everything in progress has ended, or the time for that has.
pub async fn serve(listener: TcpListener, app: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let (phase, _) = watch::channel(Phase::Running);
    let permits = Arc::new(Semaphore::new(limits.connections));
    let builder = builder(&limits);
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, accepted) = tokio::select! {
            biased;
            () = &mut stop => break,
            next = next => next,
        };
        match accepted {
            Ok((stream, peer)) => {
                let connection = Connection {
                    app: app.clone(),
                    builder: builder.clone(),
                    limits: limits.clone(),
                    phase: phase.subscribe(),
                };
                tokio::spawn(async move {
                    connection.run(stream, peer).await;
                    drop(permit);
                });
            }
            Err(error) => {
                // Out of file descriptors, most likely: the next attempt would fail at once, too.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    tracing::info!(count = phase.receiver_count(), "stopping: waiting for connections to end");
    phase.send_replace(Phase::Draining);
    if timeout(limits.drain, phase.closed()).await.is_err() {
        tracing::warn!(count = phase.receiver_count(), "stopping: cutting the connections that are left");
        phase.send_replace(Phase::Cutting);
        phase.closed().await;
    }
}

/// Lets the process hold as many connections as [`Limits`] allows, where the system agrees: shells usually start with
/// 1024 file descriptors, and a slow client holds one.
pub fn raise_descriptor_limit() {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    if limit.current != limit.maximum && setrlimit(Resource::Nofile, raised).is_err() {
        tracing::warn!(count = limit.current, "the limit of open files could not be raised");
    }
}

fn builder(limits: &Limits) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        // Without a timer hyper ignores the time-out.
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .max_headers(HEADERS_MAX)
        .max_buf_size(URI_MAX + HEADER_BYTES_MAX + 1024);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(30))
        .keep_alive_timeout(Duration::from_secs(10))
        .max_concurrent_streams(100)
        .max_header_list_size(u32::try_from(URI_MAX + HEADER_BYTES_MAX).unwrap_or(u32::MAX));
    builder
}

/// One connection and what it needs.
struct Connection {
    app: Router,
    builder: auto::Builder<TokioExecutor>,
    limits: Limits,
    phase: watch::Receiver<Phase>,
}

impl Connection {
    async fn run(mut self, stream: TcpStream, peer: SocketAddr) {
        // Fails only on a connection that is gone already.
        let _ = stream.set_nodelay(true);
        let speaks = tokio::select! {
            biased;
            speaks = timeout(self.limits.first_byte, speaks_http(&stream)) => speaks.unwrap_or(false),
            _ = self.phase.wait_for(|phase| *phase != Phase::Running) => false,
        };
        if !speaks {
            return;
        }
        let activity = Arc::new(Activity::new());
        let app = self.app;
        let service = {
            let activity = Arc::clone(&activity);
            hyper::service::service_fn(move |request: http::Request<Incoming>| {
                let (app, busy) = (app.clone(), Activity::begin(&activity));
                let mut request = request.map(Body::new);
                request.extensions_mut().insert(ConnectInfo(peer));
                async move { Ok::<_, Infallible>(guard::hold(app.oneshot(request).await?, busy)) }
            })
        };
        let mut connection = pin!(self.builder.serve_connection(TokioIo::new(stream), service));
        let mut draining = false;
        // HTTP/1.1 bounds itself by the time for headers; hyper's HTTP/2 waits for ever for the first frame and the next.
        let mut idle_check = tokio::time::interval(self.limits.http2_idle.min(self.limits.headers) / 5);
        loop {
            tokio::select! {
                // The connection comes first: what has arrived before the signal to stop is still answered.
                biased;
                outcome = connection.as_mut() => {
                    if let Err(error) = outcome {
                        tracing::debug!(%error, "a connection ended early");
                    }
                    return;
                }
                changed = self.phase.changed() => {
                    if changed.is_err() || *self.phase.borrow() == Phase::Cutting {
                        return;
                    }
                    draining = true;
                    connection.as_mut().graceful_shutdown();
                }
                _ = idle_check.tick() => {
                    let idle = activity.idle_for();
                    if activity.never_began() && idle > self.limits.headers {
                        return;
                    }
                    if !draining && idle > self.limits.http2_idle {
                        draining = true;
                        connection.as_mut().graceful_shutdown();
                    } else if idle > self.limits.http2_idle + self.limits.headers {
                        // It was told to end and does not.
                        return;
                    }
                }
            }
        }
    }
}

/// Waits until it is certain which protocol the client speaks; `false` when it went away. hyper-util's detection has no
/// time-out of its own, so it is started only when it can decide at once.
async fn speaks_http(stream: &TcpStream) -> bool {
    let mut head = [0; HTTP2_PREFACE.len()];
    loop {
        match stream.peek(&mut head).await {
            Ok(0) | Err(_) => return false,
            Ok(length) => {
                let undecided = head.get(..length).is_some_and(|head| HTTP2_PREFACE.starts_with(head));
                if !undecided || length == head.len() {
                    return true;
                }
                // A part of the preface: the next peek would return at once with the same bytes.
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
}

/// Counts the requests of a connection, so that an idle one can be told.
struct Activity {
    start: Instant,
    /// Requests begun so far.
    begun: AtomicUsize,
    in_flight: AtomicUsize,
    /// Milliseconds after `start` at which the last request ended.
    last: AtomicU64,
}

struct Busy(Arc<Activity>);

impl Activity {
    fn new() -> Self {
        Self {
            start: Instant::now(),
            begun: AtomicUsize::new(0),
            in_flight: AtomicUsize::new(0),
            last: AtomicU64::new(0),
        }
    }

    fn begin(this: &Arc<Self>) -> Busy {
        this.begun.fetch_add(1, Ordering::Relaxed);
        this.in_flight.fetch_add(1, Ordering::Relaxed);
        Busy(Arc::clone(this))
    }

    fn never_began(&self) -> bool {
        self.begun.load(Ordering::Relaxed) == 0
    }

    fn idle_for(&self) -> Duration {
        if self.in_flight.load(Ordering::Relaxed) > 0 {
            return Duration::ZERO;
        }
        self.start.elapsed().saturating_sub(Duration::from_millis(self.last.load(Ordering::Relaxed)))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let now = u64::try_from(self.0.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.0.last.store(now, Ordering::Relaxed);
        self.0.in_flight.fetch_sub(1, Ordering::Relaxed);
    }
}
