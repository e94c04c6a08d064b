//! Sign-up, as the policy allows: open, by invitation, or not at all.

use super::{check_password, insert, links, silently, sql};
use crate::{
    Email, Error, RequestInfo, Result, Services, SignupPolicy, UserAccess,
    audit::{self, Entry},
    db::Tx,
    invitations, join_codes,
    limits::Quota,
    outbox::{self, Mail},
};
use contract::{
    ApiError, UserId,
    accounts::{NewUser, User},
};

/// What somebody brings along who was asked in.
enum Ticket {
    None,
    /// The token of a mailed link. Holding it proves the address.
    Invitation(String),
    JoinCode(String),
}

/// Makes an account as the policy allows, and mails a link that proves the address.
///
/// An invitation's token proves the address instead, which must be the invited one, and is accepted at once. A join code
/// is used at once too, but for one that asks for a verified address: that is used after verification. Of both, the
/// invitation counts.
///
/// For an address that has an account the answer looks the same and its owner is told by mail; only an invitation's token
/// yields `already_exists`. Fails with `signup_closed`, `validation_failed`, `rate_limited`, and as
/// [`invitations::accept`] and [`join_codes::join`].
pub async fn sign_up(s: &Services, request: &RequestInfo, new: NewUser) -> Result<User> {
    new.validate()?;
    let ticket = ticket(&new);
    match (s.config.signup, &ticket) {
        (SignupPolicy::Closed, _) | (SignupPolicy::Invitation, Ticket::None) => {
            return Err(ApiError::SignupClosed.into());
        }
        _ => {}
    }
    // The first account is the operator's, and a stranger who is quicker must not close the set-up link.
    if setup_is_open(s).await? {
        return Err(ApiError::SignupClosed.into());
    }
    let email = Email::parse("email", &new.email)?;
    let organization = check_ticket(s, request, &ticket, &email).await?;
    check_password("password", &new.password, email.address(), &new.name, &[(organization, String::new())])?;
    s.limit(&format!("sign-up:{}", request.limit_key), Quota::per_hour(3)).await?;
    let may_tell = silently(s, &format!("account-exists:{}", email.key()), Quota::per_hour(1)).await?;
    let hash = s.passwords.hash(&s.context, &new.password).await?;

    let mut tx = s.db.write().await?;
    let proved = matches!(ticket, Ticket::Invitation(_));
    let Some(account) = insert(&mut tx, &email, &new.name, &hash, proved, false).await? else {
        if proved {
            return Err(ApiError::already_exists("user", "email").into());
        }
        return exists(s, tx, &email, new.name.trim(), may_tell).await;
    };
    let person = account.person(request);
    let entry = Entry::new("user.created", "user", &account.id, &account.name).set("email", account.email.as_str());
    audit::record_person(&mut tx, None, &person, entry).await?;
    if !proved {
        links::mail_verification(&mut tx, s, &account).await?;
    }
    use_ticket(&mut tx, s, &person, &ticket).await?;
    tx.commit().await?;
    tracing::info!(request_id = request.request_id, user = account.id, "signed up");
    Ok(account.user())
}

async fn setup_is_open(s: &Services) -> Result<bool> {
    let mut tx = s.db.read().await?;
    Ok(sql::setup_token(&mut tx).await?.is_some() && !sql::any_user(&mut tx).await?)
}

fn ticket(new: &NewUser) -> Ticket {
    let given = |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    match (given(&new.invitation_token), given(&new.join_code)) {
        (Some(token), _) => Ticket::Invitation(token),
        (None, Some(code)) => Ticket::JoinCode(code),
        (None, None) => Ticket::None,
    }
}

/// Refuses a ticket that is not good before any work is done, alike for known and unknown addresses. Returns the name of
/// the organization that it leads to.
async fn check_ticket(s: &Services, request: &RequestInfo, ticket: &Ticket, email: &Email) -> Result<String> {
    match ticket {
        Ticket::None => Ok(String::new()),
        Ticket::JoinCode(code) => Ok(join_codes::preview(s, request, code).await?.organization),
        Ticket::Invitation(token) => {
            let mut tx = s.db.read().await?;
            invitations::check(&mut tx, token, email.key()).await?;
            if sql::by_email(&mut tx, email.key()).await?.is_some() {
                return Err(ApiError::already_exists("user", "email").into());
            }
            drop(tx);
            Ok(invitations::preview(s, request, token).await?.organization.name)
        }
    }
}

async fn use_ticket(tx: &mut Tx, s: &Services, person: &UserAccess, ticket: &Ticket) -> Result<()> {
    match ticket {
        Ticket::None => {}
        Ticket::Invitation(token) => {
            invitations::accept_in(tx, person, token).await?;
        }
        Ticket::JoinCode(code) => match join_codes::join_in(tx, s, person, code).await {
            // The code is for addresses of a domain. The account is made, and joins once its address is verified.
            Err(Error::Public(ApiError::EmailUnverified)) => {}
            other => {
                other?;
            }
        },
    }
    Ok(())
}

/// The answer for an address that has an account: it looks like a new one, and the mailbox gets a word about it.
async fn exists(s: &Services, mut tx: Tx, email: &Email, name: &str, may_tell: bool) -> Result<User> {
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
