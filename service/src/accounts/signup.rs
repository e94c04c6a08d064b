//! How accounts come to be: the first set-up and sign-up.

use super::{check_password, insert, links, silently, sql};
use crate::{
    Email, RequestInfo, Result, Services, SignupPolicy,
    audit::{self, Entry},
    limits::Quota,
    outbox::{self, Mail},
    secret,
};
use contract::{
    ApiError, UserId,
    accounts::{NewUser, SetupRequest, User},
    organizations::NewOrganization,
};
use data_encoding::HEXLOWER;

/// Whether nobody has an account yet.
pub async fn needs_setup(s: &Services) -> Result<bool> {
    Ok(!sql::any_user(&mut s.db.read().await?).await?)
}

/// A fresh token for the first set-up while nobody has an account, else `None`. An earlier token is dead.
pub async fn setup_link(s: &Services) -> Result<Option<String>> {
    let mut tx = s.db.write().await?;
    if sql::any_user(&mut tx).await? {
        return Ok(None);
    }
    let token = secret::new_link_token(&s.context);
    sql::set_setup_token(&mut tx, &HEXLOWER.encode(&secret::digest(&token))).await?;
    tx.commit().await?;
    Ok(Some(token))
}

/// Fails with `not_found` unless the token is the one of the first set-up and nobody has an account yet.
pub async fn check_setup_token(s: &Services, token: &str) -> Result<()> {
    let mut tx = s.db.read().await?;
    let given = HEXLOWER.encode(&secret::digest(token));
    let right = sql::setup_token(&mut tx).await?.is_some_and(|own| secret::same(own.as_bytes(), given.as_bytes()));
    if !right || sql::any_user(&mut tx).await? {
        return Err(ApiError::not_found("link").into());
    }
    Ok(())
}

/// Makes the first account, a super admin with a verified address, and the first organization if one is named.
/// Fails with `not_found` when the token is wrong, used, or somebody has an account already.
pub async fn setup(s: &Services, request: &RequestInfo, token: &str, new: SetupRequest) -> Result<User> {
    check_setup_token(s, token).await?;
    new.validate()?;
    let email = Email::parse("email", &new.email)?;
    let organization = new.organization.trim();
    check_password("password", &new.password, email.address(), &new.name, &[(organization.to_owned(), String::new())])?;
    let hash = s.passwords.hash(&s.context, &new.password).await?;
    let mut tx = s.db.write().await?;
    let used = sql::use_setup_token(&mut tx, &HEXLOWER.encode(&secret::digest(token))).await?;
    if !used || sql::any_user(&mut tx).await? {
        return Err(ApiError::not_found("link").into());
    }
    let account = insert(&mut tx, &email, &new.name, &hash, true, true)
        .await?
        .ok_or_else(|| ApiError::already_exists("user", "email"))?;
    let person = account.person(request);
    let entry = Entry::new("user.created", "user", &account.id, &account.name)
        .set("email", account.email.as_str())
        .set("super_admin", true);
    audit::record_person(&mut tx, None, &person, entry).await?;
    if !organization.is_empty() {
        let new = NewOrganization { name: organization.to_owned(), ..NewOrganization::default() };
        let org = crate::organizations::insert(&mut tx, &person.id, new).await?;
        let entry = Entry::new("organization.created", "organization", org, organization).set("name", organization);
        audit::record_person(&mut tx, Some(org), &person, entry).await?;
    }
    tx.commit().await?;
    Ok(account.user())
}

/// Makes an account as the policy allows and mails a link that proves the address.
///
/// For an address that has an account the answer looks the same, and its owner is told by mail.
/// Fails with `signup_closed`, `validation_failed`, `rate_limited`.
pub async fn sign_up(s: &Services, request: &RequestInfo, new: NewUser) -> Result<User> {
    new.validate()?;
    if s.config.signup != SignupPolicy::Open {
        return Err(ApiError::SignupClosed.into());
    }
    let email = Email::parse("email", &new.email)?;
    check_password("password", &new.password, email.address(), &new.name, &[])?;
    s.limit(&format!("sign-up:{}", request.limit_key), Quota::per_hour(3)).await?;
    let may_tell = silently(s, &format!("account-exists:{}", email.key()), Quota::per_hour(1)).await?;
    let hash = s.passwords.hash(&s.context, &new.password).await?;

    let mut tx = s.db.write().await?;
    let Some(account) = insert(&mut tx, &email, &new.name, &hash, false, false).await? else {
        return exists(s, tx, &email, new.name.trim(), may_tell).await;
    };
    let person = account.person(request);
    let entry = Entry::new("user.created", "user", &account.id, &account.name).set("email", account.email.as_str());
    audit::record_person(&mut tx, None, &person, entry).await?;
    links::mail_verification(&mut tx, s, &account).await?;
    tx.commit().await?;
    tracing::info!(request_id = request.request_id, user = account.id, "signed up");
    Ok(account.user())
}

/// The answer for an address that has an account: it looks like a new one, and the mailbox gets a word about it.
async fn exists(s: &Services, mut tx: crate::db::Tx, email: &Email, name: &str, may_tell: bool) -> Result<User> {
    let looks_like = User {
        id: UserId::generated(tx.new_id()),
        email: email.address().to_owned(),
        email_verified: false,
        name: name.to_owned(),
        created_at: tx.now(),
    };
    match sql::by_email(&mut tx, email.key()).await? {
        Some(account) if may_tell && account.disabled_at.is_none() => {
            outbox::enqueue(&mut tx, s, &account.email, Mail::AccountExists { name: account.name }).await?;
        }
        _ => sql::same_work(&mut tx).await?,
    }
    tx.commit().await?;
    Ok(looks_like)
}
