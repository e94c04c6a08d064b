//! Throw-away databases on both engines, a clock that tests set, and people to act as. For tests only.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "test support fails loudly")]

use crate::{
    Actor, Config, RequestInfo, ServerKey, Services, SignupPolicy,
    context::{Clock, ManualClock, SeededRandom},
    db::execute,
};
use contract::{Timestamp, UserId};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};
use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// When tests begin: 2026-11-24T12:00:00Z.
pub const START: Timestamp = Timestamp(1_795_521_600_000_000);

/// A service on a database of its own, removed afterwards.
pub struct TestServices {
    /// The service under test.
    pub services: Services,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    /// Which engine it is: `sqlite` or `postgres`.
    pub engine: &'static str,
    database_url: String,
    drop_database: Option<String>,
    _folder: TempDir,
}

impl std::ops::Deref for TestServices {
    type Target = Services;
    fn deref(&self) -> &Services {
        &self.services
    }
}

struct SharedClock(Arc<ManualClock>);

impl Clock for SharedClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }
}

/// The address of the PostgreSQL server for tests. A missing server fails the run, it does not skip.
fn postgres_url() -> String {
    std::env::var("GUILDHALL_TEST_POSTGRES_URL")
        .expect("GUILDHALL_TEST_POSTGRES_URL must name a PostgreSQL server whose user may create databases; `make test` starts one")
}

static SERIAL: AtomicU64 = AtomicU64::new(0);

/// The address of a database on the server for tests.
fn postgres_database(name: &str) -> String {
    let server = postgres_url();
    let (base, query) = server.split_once('?').map_or((server.as_str(), String::new()), |(b, q)| (b, format!("?{q}")));
    let base = base.rsplit_once('/').filter(|(b, _)| b.contains("//") && !b.ends_with('/')).map_or(base, |(b, _)| b);
    format!("{base}/{name}{query}")
}

async fn connect() -> PgConnection {
    let options: PgConnectOptions = postgres_url().parse().unwrap();
    options.connect().await.expect("PostgreSQL for tests answers")
}

async fn run(conn: &mut PgConnection, sql: String) {
    sqlx::query(AssertSqlSafe(sql)).execute(conn).await.unwrap();
}

async fn migrate(url: &str) {
    let random = Box::new(SeededRandom::new(0));
    let services = Services::open_with(config(url), Box::new(ManualClock::new(START)), random).await.unwrap();
    services.migrate().await.unwrap();
    services.close().await;
}

/// A migrated database that the tests' own are copies of: a copy costs less than half of what the migrations do. It stays on
/// the server, for other test binaries and for the next run.
static POSTGRES_TEMPLATE: OnceCell<String> = OnceCell::const_new();
/// The same on SQLite, as the content of its file.
static SQLITE_TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();

async fn make_postgres_template() -> String {
    let name = format!("guildhall_template_{}", crate::db::fingerprint());
    let mut conn = connect().await;
    // Test binaries may run side by side. The lock ends with the connection.
    run(&mut conn, "SELECT pg_advisory_lock(7206146571)".to_owned()).await;
    let sql = "SELECT 1 FROM pg_database WHERE datname = $1";
    if sqlx::query(sql).bind(&name).fetch_optional(&mut conn).await.unwrap().is_none() {
        // Renamed at the end, so that one that was not finished is never taken.
        let building = format!("{name}_building");
        run(&mut conn, format!("DROP DATABASE IF EXISTS {building} WITH (FORCE)")).await;
        run(&mut conn, format!("CREATE DATABASE {building}")).await;
        migrate(&postgres_database(&building)).await;
        run(&mut conn, format!("ALTER DATABASE {building} RENAME TO {name}")).await;
    }
    conn.close().await.unwrap();
    name
}

async fn make_sqlite_template() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("template.db");
    migrate(&format!("sqlite:{}", file.display())).await;
    std::fs::read(file).unwrap()
}

async fn create_postgres_database() -> (String, String) {
    let template = POSTGRES_TEMPLATE.get_or_init(make_postgres_template).await;
    let name = format!("guildhall_{}_{}", std::process::id(), SERIAL.fetch_add(1, Ordering::Relaxed));
    let mut conn = connect().await;
    run(&mut conn, format!("DROP DATABASE IF EXISTS {name}")).await;
    run(&mut conn, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    conn.close().await.unwrap();
    (postgres_database(&name), name)
}

/// A configuration for tests on `database_url`.
pub fn config(database_url: &str) -> Config {
    Config {
        database_url: database_url.to_owned(),
        public_url: "http://127.0.0.1:3000".to_owned(),
        signup: SignupPolicy::Open,
        smtp: None,
        rate_limits: false,
        server_key: ServerKey::new(&[42; 32]),
        settings: Vec::new(),
    }
}

impl TestServices {
    /// A migrated database on `engine` (`sqlite` or `postgres`), with a configuration that `change` may alter.
    pub async fn new(engine: &'static str, change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (database_url, drop_database) = if engine == "sqlite" {
            let file = folder.path().join("test.db");
            std::fs::write(&file, SQLITE_TEMPLATE.get_or_init(make_sqlite_template).await).unwrap();
            (format!("sqlite:{}", file.display()), None)
        } else {
            let (url, name) = create_postgres_database().await;
            (url, Some(name))
        };
        let mut config = config(&database_url);
        change(&mut config);
        let clock = Arc::new(ManualClock::new(START));
        let seed = SERIAL.fetch_add(1, Ordering::Relaxed) ^ u64::from(std::process::id()) << 32;
        let random = Box::new(SeededRandom::new(seed));
        let services = Services::open_with(config, Box::new(SharedClock(clock.clone())), random).await.unwrap();
        Self { services, clock, engine, database_url, drop_database, _folder: folder }
    }

    /// Where the database is.
    pub fn database_url(&self) -> &str {
        &self.database_url
    }

    /// A second, independent service on the same database, as another process would be.
    pub async fn sibling(&self) -> Services {
        let config = Config { ..(*self.services.config).clone() };
        let random = Box::new(SeededRandom::new(SERIAL.fetch_add(1, Ordering::Relaxed) ^ 0x5151_5151));
        Services::open_with(config, Box::new(SharedClock(self.clock.clone())), random).await.unwrap()
    }

    /// A user with a verified address `<name>@example.com` and no password, and a way to act as that user.
    pub async fn person(&self, name: &str) -> Person {
        let id = UserId::generated(self.context.new_id());
        let email = format!("{}@example.com", name.to_lowercase());
        let mut tx = self.db.write().await.unwrap();
        let now = tx.now().0;
        execute!(
            tx,
            "INSERT INTO users (id, email, email_key, email_verified_at, name, name_key, created_at, updated_at)
             VALUES ($1, $2, $2, $3, $4, $5, $3, $3)",
            id.as_str(),
            email.as_str(),
            now,
            name,
            name.to_lowercase()
        )
        .unwrap();
        let token = crate::secret::new_user_token(&self.context);
        let token_id = tx.new_id();
        execute!(
            tx,
            "INSERT INTO user_tokens (id, user_id, name, digest, last_four, created_at) VALUES ($1, $2, 'test', $3, $4, $5)",
            token_id,
            id.as_str(),
            crate::secret::digest(&token).as_slice(),
            crate::secret::last_four(&token),
            now
        )
        .unwrap();
        tx.commit().await.unwrap();
        Person { actor: Actor::bearer(&token, request_info()), id, email, name: name.to_owned(), token }
    }

    /// Makes a person a member.
    pub async fn add_member(&self, org: contract::OrgId, user: &UserId, role: &str) {
        let mut tx = self.db.write().await.unwrap();
        crate::members::add(&mut tx, org, user, role).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Makes a person a super admin.
    pub async fn make_super_admin(&self, person: &Person) {
        let mut tx = self.db.write().await.unwrap();
        execute!(tx, "UPDATE users SET super_admin = TRUE WHERE id = $1", person.id.as_str()).unwrap();
        tx.commit().await.unwrap();
    }

    /// An organization key, as it is made with an organization.
    pub async fn organization_key(&self, org: contract::OrgId, owner: &Person) -> String {
        let mut tx = self.db.write().await.unwrap();
        let maker = crate::authz::person(&mut tx, &owner.id, &owner.actor).await.unwrap().unwrap();
        let (made, _) = crate::api_keys::mint_organization_key(&mut tx, org, &maker).await.unwrap();
        tx.commit().await.unwrap();
        made.key
    }

    /// Closes the service and removes its database.
    pub async fn finish(self) {
        self.services.close().await;
        if let Some(name) = &self.drop_database {
            let mut conn = connect().await;
            run(&mut conn, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
            conn.close().await.unwrap();
        }
    }
}

/// Somebody to act as.
#[derive(Debug, Clone)]
pub struct Person {
    /// Acts with a user token.
    pub actor: Actor,
    /// The user's id.
    pub id: UserId,
    /// The user's verified address.
    pub email: String,
    /// The user's name.
    pub name: String,
    /// The user token itself.
    pub token: String,
}

/// Where test requests come from.
pub fn request_info() -> RequestInfo {
    RequestInfo {
        request_id: "test-request".to_owned(),
        ip: Some("192.0.2.7".to_owned()),
        limit_key: "192.0.2.7".to_owned(),
        user_agent: Some("tests".to_owned()),
        surface: "api",
        active_org: None,
        if_match: None,
        idempotency_key: None,
    }
}

/// Runs a test on SQLite and then on PostgreSQL, each with a fresh database.
pub async fn on_both<F: Future<Output = TestServices>>(test: impl Fn(TestServices) -> F) {
    on_both_with(|_| {}, test).await;
}

/// Like [`on_both`], with a configuration that `change` alters.
pub async fn on_both_with<F: Future<Output = TestServices>>(
    change: impl Fn(&mut Config),
    test: impl Fn(TestServices) -> F,
) {
    for engine in ["sqlite", "postgres"] {
        let services = TestServices::new(engine, &change).await;
        test(services).await.finish().await;
    }
}
