//! Real connections: slow clients are cut, both protocols are spoken, and a stopping server finishes what it began.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use server::{
    layers::shed::InFlight,
    router::with_layers,
    serve::{Limits, serve},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{Notify, oneshot},
    task::JoinHandle,
    time::{Instant, timeout},
};

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

struct Running {
    addr: SocketAddr,
    gate: Arc<Notify>,
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

impl Running {
    async fn start(limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let addr = listener.local_addr().expect("an address");
        let config = crate::common::config(&[("ADDR", "127.0.0.1:0")]).bound_to(addr);
        let gate = Arc::new(Notify::new());
        let app = with_layers(crate::common::routes(Arc::clone(&gate)), &config, InFlight::new(100)).expect("a router");
        let (stop, stopped) = oneshot::channel::<()>();
        let server = tokio::spawn(serve(listener, app, limits, async {
            let _ = stopped.await;
        }));
        Self { addr, gate, stop, server }
    }

    async fn connect(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(self.addr).await.expect("a connection");
        stream.write_all(bytes).await.expect("written");
        stream
    }

    fn get(&self, path: &str) -> Vec<u8> {
        format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.addr).into_bytes()
    }
}

fn short() -> Limits {
    Limits {
        first_byte: Duration::from_millis(300),
        headers: Duration::from_millis(300),
        http2_idle: Duration::from_millis(300),
        drain: Duration::from_millis(600),
        ..Limits::default()
    }
}

/// Reads to the end, which must come within 5 seconds.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset is an end, too.
    let _ = timeout(Duration::from_secs(5), stream.read_to_end(&mut bytes))
        .await
        .expect("the connection is closed in time");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn slow_clients_are_cut() {
    let running = Running::start(short()).await;
    let beginnings: [&[u8]; 5] = [b"", b"PRI * HT", b"G", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", PREFACE];
    for beginning in beginnings {
        let start = Instant::now();
        let mut stream = running.connect(beginning).await;
        rest(&mut stream).await;
        assert!(start.elapsed() >= Duration::from_millis(250), "{beginning:?} was given its time");
    }
}

#[tokio::test]
async fn an_idle_connection_is_closed() {
    let running = Running::start(short()).await;
    let mut stream = running.connect(&running.get("/api/v1/ok")).await;
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ok"), "{answer}");
}

#[tokio::test]
async fn http2_is_spoken_on_the_same_port() {
    let running = Running::start(Limits::default()).await;
    // The preface and an empty SETTINGS frame; the server answers with a SETTINGS frame of its own (type 4).
    let mut stream = running.connect(&[PREFACE, &[0, 0, 0, 4, 0, 0, 0, 0, 0]].concat()).await;
    let mut head = [0; 9];
    timeout(Duration::from_secs(5), stream.read_exact(&mut head)).await.expect("in time").expect("a frame");
    assert_eq!(head[3], 4);
}

#[tokio::test]
async fn headers_beyond_the_limits_are_refused() {
    let running = Running::start(short()).await;
    let large = format!("GET / HTTP/1.1\r\nHost: {}\r\nX-Large: {}\r\n\r\n", running.addr, "x".repeat(60 * 1024));
    let many = format!("GET / HTTP/1.1\r\nHost: {}\r\n{}\r\n", running.addr, "X-Many: 1\r\n".repeat(200));
    for request in [large, many] {
        let mut stream = running.connect(request.as_bytes()).await;
        let answer = rest(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 431") || answer.is_empty(), "{answer}");
    }
}

#[tokio::test]
async fn a_stopping_server_finishes_what_it_began() {
    let running = Running::start(Limits { drain: Duration::from_secs(10), ..Limits::default() }).await;
    let mut idle = running.connect(&running.get("/api/v1/ok")).await;
    let mut busy = running.connect(&running.get("/wait")).await;
    tokio::time::sleep(Duration::from_millis(200)).await;

    running.stop.send(()).expect("running");
    assert!(rest(&mut idle).await.ends_with("ok"), "idle connections are closed");
    assert!(TcpStream::connect(running.addr).await.is_err(), "nobody new is let in");
    assert!(!running.server.is_finished());

    running.gate.notify_one();
    assert!(rest(&mut busy).await.ends_with("done"), "the request in progress is answered");
    timeout(Duration::from_secs(5), running.server).await.expect("in time").expect("no panic");
}

#[tokio::test]
async fn what_does_not_end_in_time_is_cut() {
    let running = Running::start(short()).await;
    let mut busy = running.connect(&running.get("/wait")).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    running.stop.send(()).expect("running");
    timeout(Duration::from_secs(5), running.server).await.expect("the drain has an end").expect("no panic");
    assert_eq!(rest(&mut busy).await, "");
}
