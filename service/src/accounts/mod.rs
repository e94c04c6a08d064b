//! Accounts: the first set-up, sign-up, sign-in, mailed links, passwords, profile, personal tokens.
//!
//! Known and unknown addresses get the same answer after the same work. A password is hashed or checked only while no
//! transaction is open, since a hash takes as long as dozens of them.

mod admin;
mod links;
mod preferences;
mod profile;
mod reauthenticate;
mod setup;
mod signin;
mod signup;
mod sql;
#[cfg(test)]
mod tests;
mod tokens;

pub use admin::{admin_create_token, admin_create_user};
pub use links::{request_password_reset, resend_verification, reset_password, verify_email};
pub use preferences::{preferences, update_preferences};
pub use profile::{me, me_and_preferences, my_memberships, update_profile};
pub use reauthenticate::reauthenticate;
pub use setup::{check_setup_token, needs_setup, setup, setup_link};
pub use signin::{change_password, sign_in, sign_in_here};
pub use signup::sign_up;
pub use tokens::{create_token, list_tokens, revoke_token};

use crate::{Email, Error, RequestInfo, Result, Services, UserAccess, db::Tx, limits::Quota, password};
use contract::{ApiError, Timestamp, UserId, accounts::User};
use std::sync::Arc;

/// Removes mailed links and counters of failed sign-ins that mean nothing any more.
pub(crate) async fn forget_old(tx: &mut Tx) -> Result<()> {
    sql::forget_old(tx).await
}

impl sql::Account {
    fn user_id(&self) -> UserId {
        UserId::stored(self.id.clone())
    }

    fn user(&self) -> User {
        User {
            id: self.user_id(),
            email: self.email.clone(),
            email_verified: self.email_verified_at.is_some(),
            name: self.name.clone(),
            created_at: Timestamp(self.created_at),
        }
    }

    /// The account as the person who acts. Only for whoever has just proved to be that person.
    fn person(&self, request: &RequestInfo) -> UserAccess {
        UserAccess {
            id: self.user_id(),
            name: self.name.clone(),
            email: self.email.clone(),
            email_key: self.email_key.clone(),
            email_verified: self.email_verified_at.is_some(),
            super_admin: self.super_admin,
            request: Arc::new(request.clone()),
        }
    }
}

/// Takes one from a quota without telling the caller: `false` when nothing was left.
async fn silently(s: &Services, key: &str, quota: Quota) -> Result<bool> {
    match s.limit(key, quota).await {
        Ok(()) => Ok(true),
        Err(Error::Public(ApiError::RateLimited { .. })) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Refuses a new password that is common or built from the address, the name and the organizations.
fn check_password(
    field: &str,
    password: &str,
    email: &str,
    name: &str,
    organizations: &[(String, String)],
) -> Result<()> {
    let mut known: Vec<&str> = vec![email, name];
    known.extend(organizations.iter().flat_map(|(name, slug)| [name.as_str(), slug.as_str()]));
    let parts: Vec<&str> = known
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|part| part.chars().count() > 2)
        .collect();
    known.extend(parts);
    password::check_strength(field, password, &known)
}

/// A link that is unknown, used, expired or meant for something else; which of these is not said.
fn no_such_link() -> Error {
    ApiError::not_found("link").into()
}

fn no_such_user() -> Error {
    ApiError::not_found("user").into()
}

/// An account that is being made; `None` when the address is taken.
async fn insert(
    tx: &mut Tx,
    email: &Email,
    name: &str,
    hash: &str,
    verified: bool,
    super_admin: bool,
) -> Result<Option<sql::Account>> {
    let id = UserId::generated(tx.new_id());
    let new = sql::NewAccount { id: &id, email, name: name.trim(), password_hash: Some(hash), verified, super_admin };
    if sql::insert(tx, &new).await? { sql::by_id(tx, &id).await } else { Ok(None) }
}
