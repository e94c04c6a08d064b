//! The first set-up: a link printed at the first start makes the first account.

use super::{check_password, insert, no_such_link, sql};
use crate::{
    Email, RequestInfo, Result, Services,
    audit::{self, Entry},
    organizations, secret,
};
use contract::{
    ApiError,
    accounts::{SetupRequest, User},
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
        return Err(no_such_link());
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
        return Err(no_such_link());
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
        let org = organizations::insert(&mut tx, &person.id, new, Default::default()).await?;
        let entry = Entry::new("organization.created", "organization", org, organization).set("name", organization);
        audit::record_person(&mut tx, Some(org), &person, entry).await?;
    }
    tx.commit().await?;
    Ok(account.user())
}
