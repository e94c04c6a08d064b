//! What an operation answers when it fails.

use contract::ApiError;

/// The result of an operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure: either one that the caller may know, or one that only the log may know.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The caller's fault or a state it must know of.
    #[error(transparent)]
    Public(#[from] ApiError),
    /// A key bound to a project was used for another one, or for one that does not exist. To most surfaces the others are
    /// not there, so this carries the error that an unknown one would have.
    #[error(transparent)]
    OutOfScope(ApiError),
    /// The database failed.
    #[error("database: {0}")]
    Database(sqlx::Error),
    /// Anything else that should not happen.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// A fault that only the log may know.
    pub fn internal(message: impl std::fmt::Display) -> Self {
        Self::Internal(message.to_string())
    }

    /// What the outside may know. The inner cause is logged under the request id and is not in the answer.
    pub fn public(self, request_id: &str) -> ApiError {
        match self {
            Self::Public(error) | Self::OutOfScope(error) => error,
            other => {
                tracing::error!(request_id, error = %other, "operation failed");
                ApiError::Internal { request_id: request_id.to_owned() }
            }
        }
    }

    /// The public error, when it is one.
    pub fn as_public(&self) -> Option<&ApiError> {
        match self {
            Self::Public(error) | Self::OutOfScope(error) => Some(error),
            _ => None,
        }
    }

    /// Turns a unique violation into "already exists"; every other error stays. Stands beside the query that can cause it.
    #[must_use]
    pub fn unique(self, what: &str, field: &str) -> Self {
        match &self {
            Self::Database(sqlx::Error::Database(e)) if e.is_unique_violation() => {
                Self::Public(ApiError::already_exists(what, field))
            }
            _ => self,
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(e) = &error {
            // The schema's second wall behind the rule in `members`; both engines put the trigger's word into the message.
            if e.message().contains("last_owner") {
                return Self::Public(ApiError::LastOwner);
            }
            // PostgreSQL cannot store U+0000; whatever let it through to here, it is the caller's input.
            if e.code().as_deref() == Some("22021") {
                let detail = "Remove the control characters from the request.".to_owned();
                return Self::Public(ApiError::InvalidRequest { detail });
            }
            // Lost a deadlock or waited too long for a lock: nothing was done, the caller may try again.
            if matches!(e.code().as_deref(), Some("40001" | "40P01" | "55P03" | "57014" | "5" | "517")) {
                return Self::Public(ApiError::Overloaded);
            }
        }
        if matches!(error, sqlx::Error::PoolTimedOut) {
            return Self::Public(ApiError::Overloaded);
        }
        Self::Database(error)
    }
}
