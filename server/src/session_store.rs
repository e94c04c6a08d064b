//! Where tower-sessions keeps its records: the `sessions` table, under the SHA-256 of the id, through the service layer.

use contract::{Timestamp, UserId};
use service::{Services, secret, sessions, sessions::StoredSession};
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{self, Error},
};

/// Keys of a session's data. `user_id` is in every stored session: only signing in makes one.
pub mod keys {
    /// Who signed in.
    pub const USER: &str = "user_id";
    /// The address at sign-in.
    pub const IP: &str = "ip";
    /// The browser at sign-in.
    pub const USER_AGENT: &str = "user_agent";
}

/// The store. Cheap to clone.
#[derive(Clone)]
pub struct DatabaseSessions(pub Services);

impl std::fmt::Debug for DatabaseSessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseSessions")
    }
}

/// What the database stores instead of an id.
pub fn digest(id: Id) -> secret::SecretDigest {
    secret::digest_bytes(&id.0.to_le_bytes())
}

fn backend(error: impl std::fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

fn stored(record: &Record) -> Result<StoredSession, Error> {
    let text = |key: &str| record.data.get(key).and_then(|value| value.as_str()).map(str::to_owned);
    let user: UserId = text(keys::USER)
        .ok_or_else(|| backend("a session without a user cannot be stored"))?
        .parse()
        .map_err(backend)?;
    let micros = i64::try_from(record.expiry_date.unix_timestamp_nanos() / 1000).map_err(backend)?;
    Ok(StoredSession {
        user_id: user,
        data: serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?,
        expires_at: Timestamp(micros),
        ip: text(keys::IP),
        user_agent: text(keys::USER_AGENT),
    })
}

#[async_trait::async_trait]
impl SessionStore for DatabaseSessions {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        let session = stored(record)?;
        // A taken id is as good as impossible; a new one is drawn all the same.
        for _ in 0..3 {
            if sessions::store_create(&self.0, &digest(record.id), session.clone()).await.map_err(backend)? {
                return Ok(());
            }
            record.id = Id::default();
        }
        Err(backend("no free session id"))
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        sessions::store_save(&self.0, &digest(record.id), stored(record)?).await.map_err(backend)?;
        // Revoked meanwhile: there is nothing to save, and nothing is brought back.
        Ok(())
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let Some(session) = sessions::store_load(&self.0, &digest(*id)).await.map_err(backend)? else {
            return Ok(None);
        };
        let data = serde_json::from_str(&session.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp_nanos(i128::from(session.expires_at.0) * 1000)
            .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        sessions::store_delete(&self.0, &digest(*id)).await.map_err(backend)
    }
}
