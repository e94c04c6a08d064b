//! Personal tokens: a bearer credential that acts as its user.

use super::sql;
use crate::{
    Actor, Result, Services,
    actor::Credential,
    audit::{self, Entry},
    authz::lock_user,
    secret,
};
use contract::{
    ApiError, Timestamp, TokenId,
    accounts::{CreatedUserToken, NewUserToken, UserToken},
};

/// How many tokens a user may have.
const MOST_TOKENS: usize = 100;

/// My tokens, newest first.
pub async fn list_tokens(s: &Services, actor: &Actor) -> Result<Vec<UserToken>> {
    let mut tx = s.db.read().await?;
    let user = actor.user(&mut tx).await?;
    let rows = sql::tokens(&mut tx, &user.id, 200).await?;
    Ok(rows
        .into_iter()
        .map(|row| UserToken {
            id: TokenId(row.id),
            name: row.name,
            last_four: row.last_four,
            created_at: Timestamp(row.created_at),
            expires_at: row.expires_at.map(Timestamp),
            last_used_at: row.last_used_at.map(Timestamp),
        })
        .collect())
}

/// Makes a token; its secret is in the answer and nowhere else. One made by a token ends with that token at the latest.
/// Fails with `validation_failed` for a time in the past, with `conflict` at 100 tokens, and with `reauthentication_required`.
pub async fn create_token(s: &Services, actor: &Actor, new: NewUserToken) -> Result<CreatedUserToken> {
    new.validate()?;
    let mut tx = s.db.write().await?;
    let user = actor.user(&mut tx).await?;
    actor.recently_authenticated(&mut tx).await?;
    if new.expires_at.is_some_and(|at| at <= tx.now()) {
        return Err(ApiError::invalid("expires_at", "out_of_range", "Choose a time in the future.").into());
    }
    lock_user(&mut tx, &user.id).await?;
    if sql::tokens(&mut tx, &user.id, 200).await?.len() >= MOST_TOKENS {
        let detail = format!("You have {MOST_TOKENS} tokens already. Revoke one first.");
        return Err(ApiError::Conflict { detail }.into());
    }
    let ceiling = match &actor.credential {
        Credential::UserToken(digest) => sql::token_expiry(&mut tx, digest).await?.map(Timestamp),
        _ => None,
    };
    let expires_at = match (new.expires_at, ceiling) {
        (Some(wanted), Some(ceiling)) => Some(wanted.min(ceiling)),
        (wanted, ceiling) => wanted.or(ceiling),
    };
    let secret = secret::new_user_token(&s.context);
    let token = UserToken {
        id: TokenId(tx.new_id()),
        name: new.name.trim().to_owned(),
        last_four: secret::last_four(&secret),
        created_at: tx.now(),
        expires_at,
        last_used_at: None,
    };
    let row = sql::NewToken {
        id: token.id,
        name: &token.name,
        digest: &secret::digest(&secret),
        last_four: &token.last_four,
        active_org: None,
        expires_at: expires_at.map(|at| at.0),
    };
    sql::insert_token(&mut tx, &user.id, &row).await?;
    let entry = Entry::new("user.token_created", "token", token.id, &token.name).set("expires_at", expires_at);
    audit::record_person(&mut tx, None, &user, entry).await?;
    tx.commit().await?;
    Ok(CreatedUserToken { token, secret })
}

/// Ends one of my tokens with the next request.
pub async fn revoke_token(s: &Services, actor: &Actor, id: TokenId) -> Result<()> {
    let mut tx = s.db.write().await?;
    let user = actor.user(&mut tx).await?;
    actor.request().expects_no_version()?;
    let name = sql::revoke_token(&mut tx, &user.id, id).await?.ok_or_else(|| ApiError::not_found("token"))?;
    let entry = Entry::new("user.token_revoked", "token", id, &name);
    audit::record_person(&mut tx, None, &user, entry).await?;
    tx.commit().await
}
