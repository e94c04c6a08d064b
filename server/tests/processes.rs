//! Two server processes on one database: the invariants hold however requests are spread over both, on SQLite and on
//! PostgreSQL, and no answer is a 5xx. A hundred rounds each; the service's own tests race every pair of ways more often.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    sync::Barrier,
    thread,
};

use serde_json::{Value, json};
use service::testing::TestServices;

const ROUNDS: usize = 100;
const ADMIN_TOKEN: &str = "0123456789abcdef0123456789abcdef";

/// A running `guildhall serve`, killed when dropped.
struct Server {
    child: Child,
    addr: String,
    // Closing the pipe would make the server's next line fail.
    _output: BufReader<std::process::ChildStdout>,
}

impl Server {
    fn start(database_url: &str, key_file: &str, rate_limits: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_guildhall"))
            .args(["serve", "--addr", "127.0.0.1:0"])
            .env_clear()
            .env("GUILDHALL_DATABASE_URL", database_url)
            .env("GUILDHALL_MASTER_KEY_FILE", key_file)
            .env("GUILDHALL_ADMIN_TOKEN", ADMIN_TOKEN)
            .env("GUILDHALL_RATE_LIMITS", rate_limits)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let mut output = BufReader::new(child.stdout.take().expect("piped"));
        let addr = loop {
            let mut line = String::new();
            assert!(output.read_line(&mut line).expect("a line") > 0, "the server ended before it was ready");
            if let Some(addr) = line.trim().strip_prefix("Guildhall is ready at http://") {
                break addr.to_owned();
            }
        };
        Self { child, addr, _output: output }
    }

    /// Sends a request and returns the status and the body.
    fn call(&self, method: &str, path: &str, token: &str, body: Option<&Value>) -> (u16, Value) {
        let mut stream = TcpStream::connect(&self.addr).expect("a connection");
        let body = body.map(Value::to_string).unwrap_or_default();
        let kind = if body.is_empty() { "" } else { "Content-Type: application/json\r\n" };
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\n{kind}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.addr,
            body.len()
        )
        .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        assert!(status < 500, "{method} {path}: {answer}");
        (status, serde_json::from_str(body).unwrap_or(Value::Null))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Both processes, and somebody who sees everything.
struct Pair {
    servers: [Server; 2],
    watcher: String,
}

struct Person {
    id: String,
    email: String,
    token: String,
}

impl Pair {
    fn start(database_url: &str, key_file: &str, rate_limits: &str) -> Self {
        let servers = [(); 2].map(|()| Server::start(database_url, key_file, rate_limits));
        let mut pair = Self { servers, watcher: String::new() };
        pair.watcher = pair.person("watcher", true).token;
        pair
    }

    fn person(&self, name: &str, super_admin: bool) -> Person {
        let email = format!("{name}@x.example");
        let new = json!({ "email": email, "name": name, "superAdmin": super_admin });
        let (status, user) = self.servers[0].call("POST", "/admin/v1/users", ADMIN_TOKEN, Some(&new));
        assert_eq!(status, 201, "{user}");
        let id = user["id"].as_str().unwrap().to_owned();
        let path = format!("/admin/v1/users/{id}/tokens");
        let (_, token) = self.servers[1].call("POST", &path, ADMIN_TOKEN, Some(&json!({})));
        Person { id, email, token: token["token"].as_str().unwrap().to_owned() }
    }

    fn post(&self, path: &str, token: &str, body: &Value) -> (u16, Value) {
        self.servers[0].call("POST", &format!("/api/v1{path}"), token, Some(body))
    }

    fn organization(&self, owner: &Person, name: &str) -> String {
        let (status, organization) = self.post("/organizations", &owner.token, &json!({ "name": name }));
        assert_eq!(status, 201, "{organization}");
        organization["id"].as_str().unwrap().to_owned()
    }

    /// Invites and returns the invitation's id and token.
    fn invite(&self, org: &str, by: &Person, email: &str, role: &str) -> (String, String) {
        let body = json!({ "email": email, "role": role });
        let (status, sent) = self.post(&format!("/organizations/{org}/invitations"), &by.token, &body);
        assert_eq!(status, 201, "{sent}");
        let token = sent["accept_url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        (sent["id"].as_str().unwrap().to_owned(), token)
    }

    /// Sends one request for each of `people` at the same moment, alternately to both processes.
    fn race<T: Sync>(&self, people: &[T], request: impl Fn(&Server, &T) -> u16 + Sync) -> Vec<u16> {
        let barrier = Barrier::new(people.len());
        thread::scope(|scope| {
            let threads: Vec<_> = people
                .iter()
                .zip(self.servers.iter().cycle())
                .map(|(person, server)| {
                    scope.spawn(|| {
                        barrier.wait();
                        request(server, person)
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        })
    }

    /// How many members with `filter` an organization has.
    fn members(&self, org: &str, filter: &str) -> i64 {
        let path = format!("/api/v1/organizations/{org}/members?include_total=true{filter}");
        let (status, page) = self.servers[1].call("GET", &path, &self.watcher, None);
        assert_eq!(status, 200, "{page}");
        page["total"].as_i64().unwrap()
    }

    fn an_organization_keeps_an_owner(&self) {
        let (a, b) = (self.person("owner-a", false), self.person("owner-b", false));
        let ways = ["demote", "remove", "suspend", "leave"];
        let pairs: Vec<_> = (0..4).flat_map(|i| (i..4).map(move |j| (ways[i], ways[j]))).collect();
        for round in 0..ROUNDS {
            let org = self.organization(&a, &format!("Owners {round}"));
            let (_, token) = self.invite(&org, &a, &b.email, "owner");
            assert_eq!(self.post(&format!("/invitations/{token}/accept"), &b.token, &json!({})).0, 200);
            let (first, second) = pairs[round % pairs.len()];
            let answers = self.race(&[(&a, &b, first), (&b, &a, second)], |server, (actor, target, way)| {
                let member = format!("/api/v1/organizations/{org}/members/{}", target.id);
                match *way {
                    "demote" => server.call("PATCH", &member, &actor.token, Some(&json!({ "role": "member" }))).0,
                    "suspend" => server.call("PATCH", &member, &actor.token, Some(&json!({ "status": "suspended" }))).0,
                    "remove" => server.call("DELETE", &member, &actor.token, None).0,
                    _ => server.call("POST", &format!("/api/v1/organizations/{org}/leave"), &actor.token, None).0,
                }
            });
            assert!(
                self.members(&org, "&role=owner&status=active") >= 1,
                "round {round}: {first} against {second}: {answers:?}"
            );
        }
    }

    fn an_invitation_is_accepted_once(&self) {
        let (a, c) = (self.person("accept-a", false), self.person("accept-c", false));
        for round in 0..ROUNDS {
            let org = self.organization(&a, &format!("Accept {round}"));
            let (_, token) = self.invite(&org, &a, &c.email, "member");
            let path = format!("/api/v1/invitations/{token}/accept");
            let answers = self.race(&[&c; 6], |server, c| server.call("POST", &path, &c.token, Some(&json!({}))).0);
            assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "round {round}: {answers:?}");
            assert_eq!(self.members(&org, ""), 2);
        }
    }

    fn a_revoked_invitation_is_not_accepted(&self) {
        let (a, c) = (self.person("revoke-a", false), self.person("revoke-c", false));
        for round in 0..ROUNDS {
            let org = self.organization(&a, &format!("Revoke {round}"));
            let (id, token) = self.invite(&org, &a, &c.email, "member");
            let answers = self.race(&[(&a, true), (&c, false)], |server, (person, revokes)| {
                if *revokes {
                    let path = format!("/api/v1/organizations/{org}/invitations/{id}");
                    server.call("DELETE", &path, &person.token, None).0
                } else {
                    let path = format!("/api/v1/invitations/{token}/accept");
                    server.call("POST", &path, &person.token, Some(&json!({}))).0
                }
            });
            let accepted = answers[1] == 200;
            assert!(accepted != (answers[0] < 300), "round {round}: {answers:?}");
            assert_eq!(self.members(&org, ""), 1 + i64::from(accepted), "round {round}: {answers:?}");
        }
    }

    fn a_join_code_keeps_its_limit(&self) {
        let a = self.person("code-a", false);
        let joiners: Vec<Person> = (0..6).map(|n| self.person(&format!("joiner-{n}"), false)).collect();
        for round in 0..ROUNDS {
            let org = self.organization(&a, &format!("Code {round}"));
            let uses = 1 + round % 4;
            let path = format!("/organizations/{org}/join-codes");
            let (status, code) = self.post(&path, &a.token, &json!({ "max_uses": uses }));
            assert_eq!(status, 201, "{code}");
            let body = json!({ "code": code["code"] });
            let answers =
                self.race(&joiners, |server, joiner| server.call("POST", "/api/v1/join", &joiner.token, Some(&body)).0);
            let joined = answers.iter().filter(|status| **status == 200).count();
            assert_eq!(joined, uses, "round {round}: {answers:?}");
            assert_eq!(self.members(&org, ""), 1 + i64::try_from(uses).unwrap());
        }
    }

    fn a_slug_is_given_once(&self) {
        let a = self.person("slug-a", false);
        for round in 0..ROUNDS {
            let body = json!({ "name": "Same", "slug": format!("same-{round}") });
            let answers =
                self.race(&[&a; 6], |server, a| server.call("POST", "/api/v1/organizations", &a.token, Some(&body)).0);
            assert_eq!(answers.iter().filter(|status| **status == 201).count(), 1, "round {round}: {answers:?}");
            assert!(answers.iter().all(|status| matches!(status, 201 | 409)), "round {round}: {answers:?}");
        }
    }

    fn an_address_has_one_pending_invitation(&self) {
        let a = self.person("pending-a", false);
        let org = self.organization(&a, "Pending");
        let path = format!("/api/v1/organizations/{org}/invitations");
        for round in 0..ROUNDS {
            let body = json!({ "email": format!("guest-{round}@x.example") });
            let answers = self.race(&[&a; 6], |server, a| server.call("POST", &path, &a.token, Some(&body)).0);
            assert_eq!(answers.iter().filter(|status| **status == 201).count(), 1, "round {round}: {answers:?}");
            assert!(answers.iter().all(|status| matches!(status, 201 | 409)), "round {round}: {answers:?}");
        }
    }
}

/// 400 requests, forty at once, on a surface with a burst of 100, of which one comes back every 3.6 seconds.
fn the_burst_is_shared(pair: &Pair) {
    let person = pair.person("eager", false);
    let begun = std::time::Instant::now();
    // Forty at a time: more at once would be shed by the servers.
    let mut answers = Vec::new();
    for _ in 0..10 {
        answers.extend(pair.race(&[(); 40], |server, ()| {
            let mut ask = || server.call("GET", "/organisation-service/v1/organisation/user", &person.token, None).0;
            // One that has too much to do is asked again, as a client would.
            std::iter::repeat_with(&mut ask).find(|status| *status != 503).unwrap()
        }));
    }
    let back = usize::try_from(begun.elapsed().as_millis() / 3600).unwrap();
    assert!(answers.iter().all(|status| *status < 500), "{answers:?}");
    let passed = answers.iter().filter(|status| **status != 429).count();
    assert!((100..=100 + back).contains(&passed), "{passed} of 400 passed, {back} came back meanwhile");
}

async fn limits_over_two_processes(engine: &'static str) {
    let database = TestServices::new(engine, |_| {}).await;
    let folder = tempfile::tempdir().unwrap();
    let (url, key) = (database.database_url().to_owned(), folder.path().join("key").display().to_string());
    let outcome = tokio::task::spawn_blocking(move || the_burst_is_shared(&Pair::start(&url, &key, "on"))).await;
    database.finish().await;
    if let Err(failure) = outcome {
        std::panic::resume_unwind(failure.into_panic());
    }
}

#[tokio::test]
async fn two_processes_on_sqlite_share_the_rate_limits() {
    limits_over_two_processes("sqlite").await;
}

#[tokio::test]
async fn two_processes_on_postgres_share_the_rate_limits() {
    limits_over_two_processes("postgres").await;
}

async fn two_processes(engine: &'static str) {
    let database = TestServices::new(engine, |_| {}).await;
    let folder = tempfile::tempdir().unwrap();
    let (url, key) = (database.database_url().to_owned(), folder.path().join("key").display().to_string());
    let outcome = tokio::task::spawn_blocking(move || {
        let pair = Pair::start(&url, &key, "off");
        pair.an_organization_keeps_an_owner();
        pair.an_invitation_is_accepted_once();
        pair.a_revoked_invitation_is_not_accepted();
        pair.a_join_code_keeps_its_limit();
        pair.a_slug_is_given_once();
        pair.an_address_has_one_pending_invitation();
    })
    .await;
    database.finish().await;
    if let Err(failure) = outcome {
        std::panic::resume_unwind(failure.into_panic());
    }
}

#[tokio::test]
async fn two_processes_on_sqlite_keep_the_invariants() {
    two_processes("sqlite").await;
}

#[tokio::test]
async fn two_processes_on_postgres_keep_the_invariants() {
    two_processes("postgres").await;
}
