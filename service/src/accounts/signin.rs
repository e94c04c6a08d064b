//! Proving to be somebody by a password. [`authenticate`] is the only place that checks one, whichever door asks.

use super::{check_password, links, sql};
use crate::{
    Actor, Email, Error, RequestInfo, Result, Services,
    audit::{self, Entry},
    db::Tx,
    limits::Quota,
    password,
    secret::{self, SecretDigest},
    sessions,
};
use contract::{
    ApiError, UserId,
    accounts::{Credentials, PasswordChange, Preferences, User},
    time::{MINUTE, SECOND},
    validate::{Faults, MAX_PASSWORD},
};

/// From which failure on an address has to wait.
const FREE_FAILURES: i64 = 5;
/// The longest wait.
const LONGEST_DELAY: i64 = 15 * MINUTE;
/// After so many failures in a row on an account, from wherever, a mailed link is needed besides the password.
const MOST_FAILURES: i64 = 100;

/// Who has just shown the right password.
pub(super) struct Authenticated {
    account: sql::Account,
    failures_key: SecretDigest,
    rehashed: Option<String>,
}

impl Authenticated {
    /// Whose password it is.
    pub(super) fn user_id(&self) -> UserId {
        self.account.user_id()
    }
}

/// Counts a client's try to show a password.
pub(super) async fn check_client(s: &Services, request: &RequestInfo) -> Result<()> {
    s.limit(&format!("sign-in:{}", request.limit_key), Quota::per_minute(10)).await
}

/// Makes a wrong password of somebody who is signed in a fault of a field.
pub(super) fn wrong_as(field: &'static str, message: &'static str) -> impl FnOnce(Error) -> Error {
    move |error| match error.as_public() {
        Some(ApiError::InvalidCredentials) => ApiError::invalid(field, "wrong", message).into(),
        _ => error,
    }
}

/// Checks an address and a password. The caller starts a session for the user.
///
/// Fails with `invalid_credentials`, alike for unknown addresses, accounts without a password and disabled ones, and
/// with `rate_limited` after ten tries a minute of one client, or while an address waits after its fifth failure.
pub async fn sign_in(s: &Services, request: &RequestInfo, credentials: Credentials) -> Result<User> {
    sign_in_here(s, request, credentials).await.map(|(user, _)| user)
}

/// As [`sign_in`], with how the console is to be for this person.
pub async fn sign_in_here(
    s: &Services,
    request: &RequestInfo,
    credentials: Credentials,
) -> Result<(User, Preferences)> {
    check_client(s, request).await?;
    let email = Email::parse("email", &credentials.email);
    let key = email.as_ref().map_or("", Email::key);
    let proof = authenticate(s, request, key, &credentials.password).await?;
    let mut tx = s.db.write().await?;
    confirm(&mut tx, &proof).await?;
    let person = proof.account.person(request);
    let entry = Entry::new("user.signed_in", "user", &person.id, &person.name);
    audit::record_person(&mut tx, None, &person, entry).await?;
    tx.commit().await?;
    tracing::info!(request_id = request.request_id, user = %person.id, "signed in");
    Ok((proof.account.user(), proof.account.preferences()))
}

/// Replaces my password and ends my other sessions. The caller should renew the id of the present one.
///
/// Fails with `validation_failed` when the present password is wrong or the new one too weak, with `rate_limited` after
/// wrong tries, as at sign-in.
pub async fn change_password(s: &Services, actor: &Actor, change: PasswordChange) -> Result<()> {
    let mut tx = s.db.read().await?;
    let user = actor.user(&mut tx).await?;
    let organizations = sql::organization_words(&mut tx, &user.id).await?;
    drop(tx);
    let mut faults = Faults::new();
    faults.new_password("new_password", &change.new_password);
    faults.finish()?;
    check_password("new_password", &change.new_password, &user.email, &user.name, &organizations)?;
    let proof = authenticate(s, actor.request(), &user.email_key, &change.current_password)
        .await
        .map_err(wrong_as("current_password", "This is not your present password."))?;
    let hash = s.passwords.hash(&s.context, &change.new_password).await?;
    let mut tx = s.db.write().await?;
    let user = actor.user(&mut tx).await?;
    sql::clear_failures(&mut tx, &proof.failures_key, &user.id).await?;
    let old = proof.account.password_hash.as_deref().unwrap_or_default();
    if !sql::change_password(&mut tx, &user.id, old, &hash).await? {
        return Err(
            ApiError::Conflict { detail: "The password was changed meanwhile. Nothing was saved.".to_owned() }.into()
        );
    }
    sql::delete_links(&mut tx, &user.id, links::RESET).await?;
    sessions::end_all(&mut tx, &user.id, actor.session_digest()).await?;
    let entry = Entry::new("user.password_changed", "user", &user.id, &user.name);
    audit::record_person(&mut tx, None, &user, entry).await?;
    tx.commit().await
}

/// Checks a password. Counters are raised before the check, so that parallel guesses share them, and the same work is
/// done whether there is such an account or not.
pub(super) async fn authenticate(
    s: &Services,
    request: &RequestInfo,
    email_key: &str,
    password: &str,
) -> Result<Authenticated> {
    let failures_key = secret::digest(&format!("{}\n{email_key}", request.limit_key));
    let mut tx = s.db.write().await?;
    let Some(failures) = sql::raise_failures(&mut tx, &failures_key, s.config.rate_limits).await? else {
        let wait = sql::blocked_until(&mut tx, &failures_key).await? - tx.now().0;
        let seconds = u64::try_from((wait + SECOND - 1) / SECOND).unwrap_or(1);
        return Err(ApiError::RateLimited { retry_after: seconds.max(1) }.into());
    };
    // The first failures leave no time behind: a parallel guess that began a little earlier must not find itself blocked.
    if let wait @ 1.. = delay(failures) {
        let until = tx.now().plus(wait);
        sql::block(&mut tx, &failures_key, until.0).await?;
    }
    let account = sql::by_email_counting_failure(&mut tx, email_key).await?;
    tx.commit().await?;

    // Nobody can have set a longer one.
    let password = if password.chars().count() > MAX_PASSWORD { "" } else { password };
    let stored = account.as_ref().and_then(|account| account.password_hash.clone());
    let right = s.passwords.verify(stored, password).await?;
    let account = match account {
        Some(account) if right && account.disabled_at.is_none() => account,
        other => {
            let user = other.map(|account| account.id);
            tracing::info!(request_id = request.request_id, ip = request.ip, user, failures, "sign-in failed");
            return Err(ApiError::InvalidCredentials.into());
        }
    };
    if account.failed_sign_ins > MOST_FAILURES {
        tracing::warn!(request_id = request.request_id, user = account.id, "sign-in needs a mailed link");
        links::mail_reset(s, &account).await?;
        return Err(ApiError::InvalidCredentials.into());
    }
    let weak = account.password_hash.as_deref().is_some_and(password::needs_rehash);
    let rehashed = if weak { Some(s.passwords.hash(&s.context, password).await?) } else { None };
    Ok(Authenticated { account, failures_key, rehashed })
}

/// Clears the counters, and stores the password with the parameters of today. Checking a password takes a while: one that
/// was replaced meanwhile is worth nothing any more, which is `invalid_credentials`.
pub(super) async fn confirm(tx: &mut Tx, proof: &Authenticated) -> Result<()> {
    let user = proof.account.user_id();
    if !sql::still_valid(tx, &user, proof.account.password_hash.as_deref()).await? {
        return Err(ApiError::InvalidCredentials.into());
    }
    sql::clear_failures(tx, &proof.failures_key, &user).await?;
    if let (Some(new), Some(old)) = (&proof.rehashed, &proof.account.password_hash) {
        sql::rehash(tx, &user, old, new).await?;
    }
    Ok(())
}

/// How long an address has to wait after so many failures from one client.
fn delay(failures: i64) -> i64 {
    if failures < FREE_FAILURES {
        return 0;
    }
    let doublings = u32::try_from((failures - FREE_FAILURES).min(20)).unwrap_or(0);
    (SECOND << doublings).min(LONGEST_DELAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_doubles_from_the_fifth_failure_to_a_quarter_of_an_hour() {
        assert_eq!(delay(4), 0);
        assert_eq!(delay(5), SECOND);
        assert_eq!(delay(6), 2 * SECOND);
        assert_eq!(delay(14), 512 * SECOND);
        assert_eq!(delay(15), 15 * MINUTE);
        assert_eq!(delay(i64::MAX), 15 * MINUTE);
    }
}
