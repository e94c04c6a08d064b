//! `POST /locale`: remembers the language of the console, in this browser and with the account of whoever is signed in.

use app::Locale;
use axum::{
    Form, Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use contract::{ApiError, accounts::PreferencesPatch};
use http::{HeaderMap, header};
use service::Services;

use crate::{auth::Caller, theme::back};

/// The choice of a form: the tag of a language, or anything else for what the browser wishes.
#[derive(serde::Deserialize)]
struct LocaleForm {
    locale: String,
}

/// The one route; it needs the session and actor layers around it.
pub fn routes(services: Services) -> Router {
    Router::new().route("/locale", post(set_locale)).with_state(services)
}

async fn set_locale(
    State(s): State<Services>,
    Caller(actor): Caller,
    headers: HeaderMap,
    Form(form): Form<LocaleForm>,
) -> Response {
    let choice = Locale::parse(&form.locale);
    let tag = choice.map(|locale| locale.tag().to_owned());
    let patch = PreferencesPatch { locale: Some(tag), single_key_shortcuts: None };
    match service::accounts::update_preferences(&s, &actor, patch).await {
        Ok(_) => {}
        // Who is not signed in chooses for this browser alone.
        Err(error) if matches!(error.as_public(), Some(ApiError::Unauthenticated)) => {}
        Err(error) => return error.public(&actor.request().request_id).status().into_response(),
    }
    let cookie = choice.map_or_else(Locale::no_cookie, Locale::cookie);
    ([(header::SET_COOKIE, cookie)], Redirect::to(&back(&headers))).into_response()
}
