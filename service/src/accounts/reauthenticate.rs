//! Entering the password again, for sensitive steps (`authz::recent`).

use super::signin::{authenticate, check_client, confirm, wrong_as};
use crate::{
    Actor, Result, Services,
    audit::{self, Entry},
    sessions,
};
use contract::{ApiError, accounts::Reauthentication};

/// Enters my password again: for 15 minutes the present session may do sensitive steps. The caller should renew the id of
/// the session, so that a copy of the old one gains nothing.
///
/// Fails with `validation_failed` when the password is wrong, with `rate_limited` as at sign-in, and with `conflict` for a
/// token, which never has to.
pub async fn reauthenticate(s: &Services, actor: &Actor, request: Reauthentication) -> Result<()> {
    let user = actor.user(&mut s.db.read().await?).await?;
    let Some(session) = actor.session_digest() else {
        let detail = "Only a session needs the password again. A token can do this step as it is.".to_owned();
        return Err(ApiError::Conflict { detail }.into());
    };
    check_client(s, actor.request()).await?;
    let proof = authenticate(s, actor.request(), &user.email_key, &request.password)
        .await
        .map_err(wrong_as("password", "This is not your password."))?;
    let mut tx = s.db.write().await?;
    let user = actor.user(&mut tx).await?;
    confirm(&mut tx, &proof).await?;
    if proof.user_id() != user.id || !sessions::authenticated(&mut tx, &user, session).await? {
        return Err(ApiError::Unauthenticated.into());
    }
    audit::record_person(&mut tx, None, &user, Entry::new("user.reauthenticated", "user", &user.id, &user.name))
        .await?;
    tx.commit().await
}
