//! Mailed links: proving an address, setting a forgotten password. A link is one row bound to its user, address and
//! purpose; it is used up by one statement.

use super::{check_password, no_such_link, silently, sql};
use crate::{
    Actor, Email, RequestInfo, Result, Services,
    audit::{self, Entry},
    db::Tx,
    limits::Quota,
    outbox::{self, Mail},
    secret, sessions,
};
use contract::{
    accounts::{PasswordReset, PasswordResetRequest},
    time::{HOUR, MINUTE},
    validate::Faults,
};

/// The purpose of links that prove an address.
pub(super) const VERIFY: &str = "verify_email";
/// The purpose of links that set a new password.
pub(super) const RESET: &str = "reset_password";
const VERIFY_LIFETIME: i64 = 24 * HOUR;
const RESET_LIFETIME: i64 = 30 * MINUTE;

/// Marks the address that the link went to as verified. Fails with `not_found` when the link cannot be used.
pub async fn verify_email(s: &Services, request: &RequestInfo, token: &str) -> Result<()> {
    let mut tx = s.db.write().await?;
    let (user, email_key) = sql::use_link(&mut tx, &secret::digest(token), VERIFY).await?.ok_or_else(no_such_link)?;
    if !sql::verify_email(&mut tx, &user, &email_key).await? {
        return Err(no_such_link());
    }
    let account = sql::by_id(&mut tx, &user).await?.ok_or_else(no_such_link)?;
    let entry = Entry::new("user.email_verified", "user", &user, &account.name).set("email", account.email.as_str());
    audit::record_person(&mut tx, None, &account.person(request), entry).await?;
    tx.commit().await
}

/// Mails the link to my own address again; an earlier one is dead. Does nothing when the address is verified.
pub async fn resend_verification(s: &Services, actor: &Actor) -> Result<()> {
    let user = actor.user(&mut s.db.read().await?).await?;
    if user.email_verified {
        return Ok(());
    }
    s.limit(&format!("verify:{}", user.email_key), Quota::per_hour(3)).await?;
    let mut tx = s.db.write().await?;
    let user = actor.user(&mut tx).await?;
    let account = sql::by_id(&mut tx, &user.id).await?.ok_or_else(no_such_link)?;
    mail_verification(&mut tx, s, &account).await?;
    tx.commit().await
}

/// Mails a link to set a new password, if the address has an account. The answer is the same if not.
/// Fails with `rate_limited` after three requests an hour of one client; more than one an hour for a mailbox is not told.
pub async fn request_password_reset(s: &Services, request: &RequestInfo, reset: PasswordResetRequest) -> Result<()> {
    let email = Email::parse("email", &reset.email)?;
    s.limit(&format!("reset:{}", request.limit_key), Quota::per_hour(3)).await?;
    let account = sql::by_email(&mut s.db.read().await?, email.key()).await?;
    match account {
        Some(account) if account.disabled_at.is_none() => mail_reset(s, &account).await,
        _ => {
            may_mail_reset(s, email.key()).await?;
            let mut tx = s.db.write().await?;
            sql::same_work(&mut tx).await?;
            tx.commit().await
        }
    }
}

/// Sets a new password by a mailed link, which proves the address too. All sessions of the account end; personal tokens
/// too when the address was not proved before, because then somebody else may have made the account.
/// Fails with `not_found` when the link cannot be used, with `validation_failed` when the password is too weak; then the
/// link stays usable.
pub async fn reset_password(s: &Services, request: &RequestInfo, token: &str, reset: PasswordReset) -> Result<()> {
    let mut faults = Faults::new();
    faults.new_password("password", &reset.password);
    faults.finish()?;
    let digest = secret::digest(token);
    let mut tx = s.db.read().await?;
    let user = sql::link_user(&mut tx, &digest, RESET).await?.ok_or_else(no_such_link)?;
    let account = sql::by_id(&mut tx, &user).await?.ok_or_else(no_such_link)?;
    let organizations = sql::organization_words(&mut tx, &user).await?;
    drop(tx);
    check_password("password", &reset.password, &account.email, &account.name, &organizations)?;
    let hash = s.passwords.hash(&s.context, &reset.password).await?;

    let mut tx = s.db.write().await?;
    let (user, email_key) = sql::use_link(&mut tx, &digest, RESET).await?.ok_or_else(no_such_link)?;
    let account = sql::by_id(&mut tx, &user).await?.ok_or_else(no_such_link)?;
    if !sql::reset_password(&mut tx, &user, &email_key, &hash).await? {
        return Err(no_such_link());
    }
    sql::delete_links(&mut tx, &user, RESET).await?;
    sessions::end_all(&mut tx, &user, None).await?;
    if account.email_verified_at.is_none() {
        sql::delete_links(&mut tx, &user, VERIFY).await?;
        sql::revoke_all_tokens(&mut tx, &user).await?;
    }
    let entry = Entry::new("user.password_reset", "user", &user, &account.name);
    audit::record_person(&mut tx, None, &account.person(request), entry).await?;
    tx.commit().await
}

/// Writes the mail that proves an account's address.
pub(super) async fn mail_verification(tx: &mut Tx, s: &Services, account: &sql::Account) -> Result<()> {
    let token = secret::new_link_token(&s.context);
    let expires_at = tx.now().plus(VERIFY_LIFETIME).0;
    let digest = secret::digest(&token);
    sql::replace_link(tx, &account.user_id(), &account.email_key, VERIFY, &digest, expires_at).await?;
    outbox::enqueue(tx, s, &account.email, Mail::VerifyEmail { token, name: account.name.clone() }).await
}

async fn may_mail_reset(s: &Services, email_key: &str) -> Result<bool> {
    silently(s, &format!("reset-mailbox:{email_key}"), Quota::per_hour(1)).await
}

/// Writes the mail with a link for a new password, at most one an hour to a mailbox.
pub(super) async fn mail_reset(s: &Services, account: &sql::Account) -> Result<()> {
    let may_mail = may_mail_reset(s, &account.email_key).await?;
    let mut tx = s.db.write().await?;
    if may_mail {
        let token = secret::new_link_token(&s.context);
        let expires_at = tx.now().plus(RESET_LIFETIME).0;
        let digest = secret::digest(&token);
        sql::replace_link(&mut tx, &account.user_id(), &account.email_key, RESET, &digest, expires_at).await?;
        let mail = Mail::ResetPassword { token, name: account.name.clone() };
        outbox::enqueue(&mut tx, s, &account.email, mail).await?;
    } else {
        sql::same_work(&mut tx).await?;
    }
    tx.commit().await
}
