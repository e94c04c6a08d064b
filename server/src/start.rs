//! From the configuration to the service layer, and what runs beside the requests.

use std::{sync::Arc, time::Duration};

use secrecy::ExposeSecret;
use service::{ServerKey, Services, SignupPolicy, SmtpConfig};
use tokio::{task::JoinHandle, time::MissedTickBehavior};

use crate::{
    commands::CommandError,
    config::{Config, Signup},
    health::Readiness,
    master_key,
};

/// How often stamps of last use and usage counters are written.
const TOUCHES_EVERY: Duration = Duration::from_secs(5);
/// How often mail that is due is sent.
const OUTBOX_EVERY: Duration = Duration::from_millis(500);
/// How often organizations are removed that are to go for good.
const REMOVAL_EVERY: Duration = Duration::from_secs(60);
/// How often rows that mean nothing any more are removed.
const SWEEP_EVERY: Duration = Duration::from_secs(3600);

/// Reads the server key and opens the database, bringing its schema up to date.
///
/// # Errors
/// When one of both fails, or a newer version of Guildhall has migrated the database.
pub async fn open_services(config: &Config) -> Result<Services, CommandError> {
    let key = master_key::load_or_create(&config.master_key_file)?;
    let failed =
        |error: service::Error| format!("cannot open the database {} (DATABASE_URL): {error}", config.database_url);
    let services = Services::open(service_config(config, ServerKey::new(key.expose_secret()))).await.map_err(failed)?;
    services.migrate().await.map_err(failed)?;
    Ok(services)
}

fn service_config(config: &Config, server_key: ServerKey) -> service::Config {
    service::Config {
        database_url: config.database_url.expose(),
        public_url: config.public_url.origin().to_owned(),
        signup: match config.signup {
            Signup::Open => SignupPolicy::Open,
            Signup::Invitation => SignupPolicy::Invitation,
            Signup::Closed => SignupPolicy::Closed,
        },
        smtp: config
            .smtp
            .as_ref()
            .map(|smtp| SmtpConfig { url: smtp.url.expose_secret().to_owned(), from: smtp.from.clone() }),
        rate_limits: config.rate_limits,
        server_key,
        settings: config.settings(),
    }
}

/// What `/readyz` asks: a real write.
#[must_use]
pub fn readiness(services: &Services) -> Readiness {
    let services = services.clone();
    Arc::new(move || {
        let services = services.clone();
        Box::pin(async move { services.ready().await.map_err(|error| error.to_string()) })
    })
}

/// The work beside the requests.
#[derive(Debug)]
pub struct Background(Vec<JoinHandle<()>>);

impl Background {
    /// Ends it; call this before closing the services.
    pub fn abort(&self) {
        self.0.iter().for_each(JoinHandle::abort);
    }
}

/// Starts the work beside the requests: statistics and sweeping; mail on its own, because a mail server may be slow; and the
/// removal of organizations, because a large one takes minutes.
#[must_use]
pub fn background(services: &Services) -> Background {
    Background(vec![
        tokio::spawn(keep_house(services.clone())),
        tokio::spawn(deliver_mail(services.clone())),
        tokio::spawn(remove_organizations(services.clone())),
    ])
}

async fn keep_house(services: Services) {
    let mut touches = tokio::time::interval(TOUCHES_EVERY);
    let mut sweep = tokio::time::interval(SWEEP_EVERY);
    // After a stall one round is enough.
    touches.set_missed_tick_behavior(MissedTickBehavior::Delay);
    sweep.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let outcome = tokio::select! {
            _ = touches.tick() => services.flush_touches().await,
            _ = sweep.tick() => sweep_rows(&services).await,
        };
        if let Err(error) = outcome {
            tracing::warn!(%error, "background work failed and is tried again");
        }
    }
}

async fn sweep_rows(services: &Services) -> service::Result<()> {
    services.sweep_limits().await?;
    services.sweep_idempotency_keys().await?;
    service::sessions::sweep(services).await?;
    service::usage::sweep(services).await?;
    Ok(())
}

async fn remove_organizations(services: Services) {
    let mut due = tokio::time::interval(REMOVAL_EVERY);
    due.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        due.tick().await;
        if let Err(error) = service::organizations::empty_bin(&services).await {
            tracing::warn!(%error, "an organization was not removed and is tried again");
        }
    }
}

async fn deliver_mail(services: Services) {
    let mut due = tokio::time::interval(OUTBOX_EVERY);
    due.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        due.tick().await;
        if let Err(error) = service::outbox::deliver_due(&services).await {
            tracing::warn!(%error, "mail was not sent and is tried again");
        }
    }
}

/// Prints the one-time link for the first account while there is none.
///
/// # Errors
/// When the database fails.
pub async fn print_setup_link(services: &Services) -> Result<(), CommandError> {
    if let Some(token) = service::accounts::setup_link(services).await? {
        println!("Make the first account here: {}/setup/{token}", services.config().public_url);
    }
    Ok(())
}
