//! Rules of accounts, on both engines.

mod invited;
mod links;
mod preferences;
mod reauthenticate;
mod signin;
mod signup;
mod tokens;

use crate::{
    Result, SystemAccess, accounts, outbox,
    testing::{TestServices, request_info},
};
use contract::{
    ApiError,
    accounts::{Credentials, NewUser, OutboxMessage, User},
};

pub(super) const PASSWORD: &str = "seven lanterns drift west";
pub(super) const OTHER: &str = "purple otters count slowly";

pub(super) fn newcomer(email: &str) -> NewUser {
    NewUser {
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        name: "New Comer".to_owned(),
        invitation_token: None,
        join_code: None,
    }
}

pub(super) async fn sign_up(t: &TestServices, email: &str) -> User {
    accounts::sign_up(t, &request_info(), newcomer(email)).await.unwrap()
}

pub(super) async fn sign_in(t: &TestServices, email: &str, password: &str) -> Result<User> {
    let credentials = Credentials { email: email.to_owned(), password: password.to_owned() };
    accounts::sign_in(t, &request_info(), credentials).await
}

pub(super) async fn mails(t: &TestServices, to: &str) -> Vec<OutboxMessage> {
    outbox::admin_list(t, &SystemAccess::new(request_info()), Some(to)).await.unwrap()
}

/// The token of the newest mail of a kind.
pub(super) async fn mailed(t: &TestServices, to: &str, kind: &str) -> String {
    let newest = mails(t, to).await.into_iter().rev().find(|m| m.kind == kind);
    newest.and_then(|m| m.token).unwrap_or_else(|| panic!("no {kind} mail to {to}"))
}

pub(super) fn error<T: std::fmt::Debug>(result: Result<T>) -> ApiError {
    result.unwrap_err().public("test")
}

pub(super) fn code<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
    error(result).code()
}
