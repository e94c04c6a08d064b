//! What was sent: the addresses of a form, and the links that are shown once.

use super::list_rpc::Outcome;
use crate::{
    messages as t,
    ui::{Alert, Card, CodeBlock, Tone},
};
use leptos::prelude::*;

/// What became of the addresses of the last form: a link each, or why not.
#[component]
pub(super) fn SentCard(outcomes: Vec<Outcome>) -> impl IntoView {
    let sent = outcomes.iter().filter(|outcome| outcome.failure.is_none()).count();
    let title = match (sent, outcomes.len()) {
        (1, 1) => t::invitations::was_sent().to_owned(),
        (sent, all) if sent == all => t::invitations::were_sent(sent),
        (sent, all) => t::invitations::part_sent(sent, all),
    };
    let links = outcomes.iter().any(|outcome| outcome.link.is_some());
    let text = if links { t::invitations::links_once() } else { "" };
    let items: Vec<_> = outcomes
        .into_iter()
        .map(|outcome| match (outcome.failure, outcome.link) {
            (Some(failure), _) => view! {
                <Alert tone=Tone::Danger title=outcome.email>
                    {failure}
                </Alert>
            }
            .into_any(),
            (None, Some(link)) => view! { <CodeBlock title=outcome.email code=link/> }.into_any(),
            (None, None) => view! {
                <Alert tone=Tone::Success title=outcome.email>
                    {t::invitations::sent_by_mail()}
                </Alert>
            }
            .into_any(),
        })
        .collect();
    view! {
        <Card title text>
            {items}
        </Card>
    }
}

/// The most addresses of one form: their links travel in a cookie.
#[cfg(any(feature = "ssr", test))]
const MOST: usize = 20;
/// The most bytes of a cookie's value.
#[cfg(any(feature = "ssr", test))]
const ROOM: usize = 3_800;

/// The addresses in a text, each once. An empty text is one empty address, which the service refuses in its words.
#[cfg(any(feature = "ssr", test))]
pub(super) fn addresses(text: &str) -> Result<Vec<String>, contract::ApiError> {
    let mut found: Vec<String> = Vec::new();
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).filter(|part| !part.is_empty());
    for part in parts {
        if !found.iter().any(|address| address == part) {
            found.push(part.to_owned());
        }
    }
    if found.len() > MOST {
        return Err(contract::ApiError::invalid("email", "too_long", "Invite at most 20 people at once."));
    }
    if found.is_empty() {
        found.push(String::new());
    }
    Ok(found)
}

/// Whether every address would meet this error: the password is needed, or another field than the addresses has a fault.
#[cfg(any(feature = "ssr", test))]
pub(super) fn concerns_all(error: &contract::ApiError) -> bool {
    match error {
        contract::ApiError::ReauthenticationRequired => true,
        contract::ApiError::ValidationFailed { errors } => errors.iter().any(|one| one.field != "email"),
        _ => false,
    }
}

/// The error of a form of which no address was invited: why not, address by address.
#[cfg(any(feature = "ssr", test))]
pub(super) fn none_sent(outcomes: &[Outcome]) -> contract::ApiError {
    let reasons = outcomes.iter().filter_map(|one| Some(format!("{}: {}", one.email, one.failure.as_deref()?)));
    contract::ApiError::invalid("email", "not_allowed", reasons.collect::<Vec<_>>().join(" "))
}

/// The days of a form; none for an empty field, and 0, which the service refuses, for what is no number.
#[cfg(any(feature = "ssr", test))]
pub(super) fn days(text: &str) -> Option<u16> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.parse().unwrap_or_default())
}

/// The outcomes as a cookie carries them; the last links stay behind when there is no room for all.
#[cfg(any(feature = "ssr", test))]
pub(super) fn carried(mut outcomes: Vec<Outcome>) -> String {
    loop {
        let text = serde_json::to_string(&outcomes).unwrap_or_default();
        if crate::frame::encode(&text).len() <= ROOM {
            return text;
        }
        match outcomes.iter_mut().rev().find(|outcome| outcome.link.is_some()) {
            Some(last) => last.link = None,
            None => drop(outcomes.pop()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_may_be_apart_by_anything_and_count_once() {
        let found = addresses("a@x.example, b@x.example\nc@x.example;a@x.example\r\n").unwrap();
        assert_eq!(found, ["a@x.example", "b@x.example", "c@x.example"]);
        assert_eq!(addresses(" \n").unwrap(), [""]);
        let many: Vec<_> = (0..21).map(|n| format!("a{n}@x.example")).collect();
        assert!(addresses(&many.join("\n")).is_err());
    }

    #[test]
    fn a_form_of_which_nothing_was_sent_says_why_at_each_address() {
        let failed =
            |email: &str, why: &str| Outcome { email: email.to_owned(), link: None, failure: Some(why.to_owned()) };
        let error = none_sent(&[failed("a@@b", "Write it as name@example.com."), failed("c@d.example", "A member.")]);
        assert_eq!(error.for_field("email").unwrap(), "a@@b: Write it as name@example.com. c@d.example: A member.");
    }

    #[test]
    fn a_fault_outside_the_addresses_is_one_of_the_form() {
        use contract::ApiError;
        assert!(concerns_all(&ApiError::invalid("expires_in_days", "out_of_range", "1 to 30.")));
        assert!(concerns_all(&ApiError::ReauthenticationRequired));
        assert!(!concerns_all(&ApiError::invalid("email", "invalid_format", "Write it as name@example.com.")));
        assert!(!concerns_all(&ApiError::already_exists("member", "email")));
    }

    #[test]
    fn what_is_no_number_of_days_is_left_to_the_service() {
        assert_eq!(days(""), None);
        assert_eq!(days("14"), Some(14));
        assert_eq!(days("soon"), Some(0));
    }

    #[test]
    fn outcomes_fit_a_cookie_and_keep_every_address_as_long_as_there_is_room() {
        let outcome = |n: usize| Outcome {
            email: format!("somebody.{n}@{}.example", "long".repeat(14)),
            link: Some(format!("https://console.harborlabs.example/invite/{}", "t".repeat(43))),
            failure: None,
        };
        let carried: Vec<Outcome> = serde_json::from_str(&carried((0..20).map(outcome).collect())).unwrap();
        assert_eq!(carried.len(), 20);
        assert!(carried.first().unwrap().link.is_some() && carried.last().unwrap().link.is_none());
    }
}
