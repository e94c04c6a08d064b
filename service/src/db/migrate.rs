//! Migrations: the same numbers and names for both engines, embedded in the binary.

use super::{Db, Engine};
use crate::{Error, Result};
use sqlx::migrate::{MigrateError, Migrator};

pub(super) static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");
pub(super) static POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");

/// The number of the newest migration that this binary knows.
pub fn schema_version() -> i64 {
    SQLITE.iter().map(|m| m.version).max().unwrap_or(0)
}

/// Tells two sets of migrations apart: a name for what is made from them.
#[cfg(feature = "testing")]
pub(crate) fn fingerprint() -> String {
    let checksums: Vec<u8> = POSTGRES.iter().flat_map(|m| m.checksum.iter().copied()).collect();
    data_encoding::HEXLOWER.encode(&crate::secret::digest_bytes(&checksums)[..8])
}

impl Db {
    /// Brings the schema up to date. Refuses a database that a newer binary has migrated.
    pub(crate) async fn migrate(&self) -> Result<()> {
        let done = match &self.engine {
            Engine::Sqlite(db) => db.migrate(&SQLITE).await,
            Engine::Postgres(pool) => {
                // A connection of its own without the limits of requests: building an index may take minutes, and so may
                // waiting for another process that migrates.
                let mut conn = pool.acquire().await?.detach();
                sqlx::query(
                    "SELECT set_config('statement_timeout', '0', FALSE), set_config('lock_timeout', '0', FALSE)",
                )
                .execute(&mut conn)
                .await?;
                POSTGRES.run(&mut conn).await
            }
        };
        done.map_err(|error| match error {
            MigrateError::VersionMissing(version) => Error::internal(format!(
                "the database has migration {version}, this binary knows migrations up to {}: start the newer binary that made it",
                schema_version()
            )),
            other => Error::internal(other),
        })
    }
}
