//! The service layer: every rule, every authorization and every SQL statement of Guildhall.
//!
//! All doors (console, native API, dialects) call the same functions here: `verb(&Services, &Actor, ids.., request)`.
//! An operation validates its request, begins a transaction, asks [`Actor`] for the right it needs, which yields the
//! proof ([`OrgAccess`]) that its SQL takes, records what changed in the audit log, and commits.
//!
//! To add a feature: a folder with `mod.rs` (public operations), `sql.rs` (private statements, each taking `&mut Tx` and
//! `&OrgAccess`) and `tests.rs` (rules and edge cases, run on SQLite and PostgreSQL), one migration for each engine, its
//! types in `contract`, and its line in the `mod` list below.
#![warn(missing_docs)]

pub mod accounts;
mod actor;
pub mod administration;
pub mod admission;
pub mod api_keys;
mod audit;
pub mod audit_log;
mod authz;
pub mod context;
mod db;
mod email;
mod error;
pub mod etag;
#[cfg(test)]
mod fixtures;
pub mod idempotency;
pub mod invitations;
pub mod join_codes;
pub mod limits;
pub mod members;
pub mod organizations;
pub mod outbox;
pub mod ownership;
mod password;
pub mod principals;
pub mod projects;
#[cfg(test)]
mod races;
pub mod roles;
mod seal;
pub mod secret;
pub mod seed;
pub mod sessions;
mod touches;
pub mod usage;

#[cfg(feature = "testing")]
pub mod testing;
#[cfg(test)]
mod testing_people;

pub use actor::{Actor, RequestInfo, UserAccess};
pub use authz::{OrgAccess, SystemAccess};
pub use db::schema_version;
pub use email::Email;
pub use error::{Error, Result};
pub use seal::ServerKey;

use context::{Clock, Context, Random, SystemClock, SystemRandom};
use contract::Timestamp;
use std::sync::Arc;

/// Who may make an account without the administrator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignupPolicy {
    /// Anybody.
    Open,
    /// Whoever holds an invitation or a join code.
    Invitation,
    /// Nobody.
    Closed,
}

/// How to reach a mail server.
#[derive(Debug, Clone)]
pub struct SmtpConfig {
    /// `smtp://` or `smtps://`, with credentials where needed.
    pub url: String,
    /// The sender's address, with or without a name.
    pub from: String,
}

/// What the service layer needs to know of the configuration.
#[derive(Clone)]
pub struct Config {
    /// `sqlite:` path or `postgres:` address.
    pub database_url: String,
    /// Where people reach this server; the beginning of every link, without a slash at the end.
    pub public_url: String,
    /// Who may sign up.
    pub signup: SignupPolicy,
    /// The mail server; without one, mail stays in the outbox.
    pub smtp: Option<SmtpConfig>,
    /// Whether rate limits are on.
    pub rate_limits: bool,
    /// The key outside the database.
    pub server_key: ServerKey,
    /// All settings of the server without secrets, for super admins to see.
    pub settings: Vec<contract::administration::InstanceSetting>,
}

/// Everything an operation works with. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    pub(crate) db: db::Db,
    pub(crate) context: Arc<Context>,
    pub(crate) passwords: password::PasswordHasher,
    pub(crate) config: Arc<Config>,
    pub(crate) started_at: Timestamp,
}

impl Services {
    /// Opens the database with the machine's clock and randomness. Nothing is migrated.
    pub async fn open(config: Config) -> Result<Self> {
        Self::open_with(config, Box::<SystemClock>::default(), Box::new(SystemRandom)).await
    }

    /// Opens the database with a given clock and randomness.
    pub async fn open_with(config: Config, clock: Box<dyn Clock>, random: Box<dyn Random>) -> Result<Self> {
        let context = Arc::new(Context { clock, random, touches: Default::default() });
        let db = db::Db::open(&config.database_url, context.clone()).await?;
        let (passwords, started_at) = (password::PasswordHasher::start()?, context.now());
        Ok(Self { db, context, passwords, config: Arc::new(config), started_at })
    }

    /// Brings the schema up to date. Fails when a newer binary has migrated the database.
    pub async fn migrate(&self) -> Result<()> {
        self.db.migrate().await
    }

    /// The present, from the service's clock.
    pub fn now(&self) -> Timestamp {
        self.context.now()
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Writes a row, so that readiness means that the database takes writes.
    pub async fn ready(&self) -> Result<()> {
        let mut tx = self.db.write().await?;
        let now = tx.now().0.to_string();
        db::execute!(
            tx,
            "INSERT INTO instance (key, value) VALUES ('ready_at', $1) ON CONFLICT (key) DO UPDATE SET value = $1",
            now.as_str()
        )?;
        tx.commit().await
    }

    /// How many SQL statements have run so far; a test bounds them for each operation.
    pub fn statements(&self) -> u64 {
        self.db.statements()
    }

    /// Writes what is gathered in memory and closes the database.
    pub async fn close(&self) {
        if let Err(error) = self.flush_touches().await {
            tracing::warn!(%error, "the last usage figures were not written");
        }
        self.db.close().await;
    }
}
