//! Accounts and tokens made by the administrator (`/admin/v1`).

use super::{no_such_user, sql};
use crate::{
    Email, Result, Services, SystemAccess,
    audit::{self, Entry},
    secret,
};
use contract::{
    ApiError, Timestamp, TokenId, UserId,
    accounts::{AdminNewToken, AdminNewUser, AdminToken, AdminUser},
    time::SECOND,
    validate::{Faults, MAX_NAME},
};

/// A day, in seconds.
const DEFAULT_TTL: i64 = 86_400;
/// Ten years, in seconds.
const MAX_TTL: i64 = 315_360_000;

/// Makes an account without a password; its address counts as verified. Fails with `already_exists` (`id` or `email`).
pub async fn admin_create_user(s: &Services, system: &SystemAccess, new: AdminNewUser) -> Result<AdminUser> {
    let email = Email::parse("email", &new.email)?;
    let name = match new.name.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
        Some(name) => name.to_owned(),
        None => email.address().split('@').next().unwrap_or_default().to_owned(),
    };
    let mut faults = Faults::new();
    faults.name("name", &name, MAX_NAME);
    faults.finish()?;
    let mut tx = s.db.write().await?;
    let id = match new.id.as_deref() {
        Some(id) => id.parse::<UserId>().map_err(|_| {
            ApiError::invalid("id", "invalid_format", "Use 1 to 64 letters, digits and the signs _ . : @ - only.")
        })?,
        None => UserId::generated(tx.new_id()),
    };
    let row = sql::NewAccount {
        id: &id,
        email: &email,
        name: &name,
        password_hash: None,
        verified: true,
        super_admin: new.super_admin,
    };
    if !sql::insert(&mut tx, &row).await? {
        let field = if sql::by_id(&mut tx, &id).await?.is_some() { "id" } else { "email" };
        return Err(ApiError::already_exists("user", field).into());
    }
    let created_at = tx.now();
    let entry = Entry::new("user.created", "user", &id, &name)
        .set("email", email.address())
        .set("super_admin", new.super_admin);
    audit::record_system(&mut tx, None, system, entry).await?;
    tx.commit().await?;
    Ok(AdminUser { id, email: email.address().to_owned(), name, super_admin: new.super_admin, created_at })
}

/// Makes a user token for somebody, for a day unless told otherwise (1 second to 10 years).
/// Fails with `not_found` when there is no such user or organization.
pub async fn admin_create_token(
    s: &Services,
    system: &SystemAccess,
    user: &UserId,
    new: AdminNewToken,
) -> Result<AdminToken> {
    let ttl = new.ttl_seconds.unwrap_or(DEFAULT_TTL);
    if !(1..=MAX_TTL).contains(&ttl) {
        return Err(ApiError::invalid("ttlSeconds", "out_of_range", "Choose 1 to 315,360,000 seconds.").into());
    }
    let mut tx = s.db.write().await?;
    let account = sql::by_id(&mut tx, user).await?.ok_or_else(no_such_user)?;
    if let Some(org) = new.organization_id
        && !sql::organization_exists(&mut tx, org).await?
    {
        return Err(ApiError::not_found("organization").into());
    }
    let token = secret::new_user_token(&s.context);
    let expires_at: Timestamp = tx.now().plus(ttl * SECOND);
    let row = sql::NewToken {
        id: TokenId(tx.new_id()),
        name: "Made by the administrator",
        digest: &secret::digest(&token),
        last_four: &secret::last_four(&token),
        active_org: new.organization_id,
        expires_at: Some(expires_at.0),
    };
    sql::insert_token(&mut tx, user, &row).await?;
    let entry = Entry::new("user.token_created", "token", row.id, row.name)
        .set("user", account.id.as_str())
        .set("expires_at", expires_at);
    audit::record_system(&mut tx, None, system, entry).await?;
    tx.commit().await?;
    Ok(AdminToken { token, expires_at })
}
