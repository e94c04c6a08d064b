//! What was typed into a form whose action failed comes back with its page.
//!
//! A browser without scripts is led back to the page of the form, which is drawn anew. The layer puts the fields, without
//! passwords, into a short-lived cookie that no script can read; the page takes them from there ([`provide`]) and its fields
//! begin with them. Where the password is needed again the way leads there first, with scripts too, and the fields wait longer.

use app::ui::{ForgetKept, KeptForm};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::ApiError;
use cookie::{Cookie, SameSite, time::Duration};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts};
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;
use server_fn::error::{FromServerFnError, ServerFnUrlError};

const COOKIE: &str = "kept_form";
/// Until the page asks for it.
const SECONDS: i64 = 60;
/// Until the password was entered.
const SECONDS_OF_PASSWORD: i64 = 600;
/// Browsers drop larger cookies; a form beyond comes back without its longest fields.
const COOKIE_MAX: usize = 3_800;
/// Larger forms are not looked at.
const BODY_MAX: usize = 64 * 1024;
/// The longest answer that may be an error.
const ERROR_MAX: usize = 1024 * 1024;
/// What the browser is told of an error, as words of the query.
const ERROR_WORDS: [&str; 2] = ["__path", "__err"];

/// Around the server functions. `secure` says whether cookies travel over https only.
pub async fn layer(State(secure): State<bool>, request: Request, next: Next) -> Response {
    let Some(page) = page_of_form(&request) else { return next.run(request).await };
    let action = request.uri().path().to_owned();
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_MAX).await else { return StatusCode::BAD_REQUEST.into_response() };
    clean_referer(&mut parts.headers);
    let response = next.run(Request::from_parts(parts, Body::from(body.clone()))).await;
    let (mut response, error) = error_of(response).await;
    let to_page = response.status().is_redirection();
    let seconds = match error {
        None => return response,
        Some(ApiError::ReauthenticationRequired) => {
            if to_page && let Ok(way) = HeaderValue::from_str(&app::frame::reauthenticate_path(&page)) {
                response.headers_mut().insert(header::LOCATION, way);
            }
            SECONDS_OF_PASSWORD
        }
        // With scripts the page is still there, and so is what was typed.
        Some(_) if !to_page => return response,
        Some(_) => SECONDS,
    };
    let cookie = cookie(to_text(&page, &action, &body), seconds, secure);
    response.headers_mut().extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
    response
}

/// Gives the page that is being rendered the form that it had sent, for as long as it does not show it.
pub fn provide(parts: &Parts, secure: bool) {
    let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let kept = cookies.flat_map(|cookies| cookies.split(';')).find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE).then(|| from_text(value))?
    });
    let here = parts.uri.path_and_query().map(|path| without_error(path.as_str()));
    let Some((page, form)) = kept else { return };
    if here.as_deref() != Some(page.as_str()) {
        return;
    }
    provide_context(form);
    if let (Some(response), Some(gone)) = (use_context::<ResponseOptions>(), cookie(String::new(), 0, secure)) {
        provide_context(ForgetKept::new(move || response.append_header(header::SET_COOKIE, gone.clone())));
    }
}

/// The page of a small form post to a server function.
fn page_of_form(request: &Request) -> Option<String> {
    let headers = request.headers();
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let form = request.method() == Method::POST
        && request.uri().path().starts_with("/_fn/")
        && text(header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
        && text(header::CONTENT_LENGTH)
            .and_then(|length| length.parse().ok())
            .is_some_and(|length: usize| length <= BODY_MAX);
    let page = text(header::REFERER).filter(|_| form)?.parse::<Uri>().ok()?;
    let path = without_error(page.path_and_query()?.as_str());
    // Asking for the password must not lose the form that waits for it.
    let keeps = path.split('?').next() != Some(app::frame::REAUTHENTICATE);
    app::frame::safe_next(&path).filter(|_| keeps).map(str::to_owned)
}

/// An address without the error of an earlier try.
fn without_error(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let of_error = |pair: &&str| pair.split('=').next().is_some_and(|name| ERROR_WORDS.contains(&name));
    let query: Vec<_> = query.split('&').filter(|pair| !of_error(pair)).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// Leptos leads back to the `Referer` and adds the error: the last one only, not one a try.
fn clean_referer(headers: &mut HeaderMap) {
    let clean = headers.get(header::REFERER).and_then(|page| page.to_str().ok()).map(without_error);
    if let Some(Ok(clean)) = clean.map(|clean| HeaderValue::from_str(&clean)) {
        headers.insert(header::REFERER, clean);
    }
}

/// The error that a server function answered: in the address that the browser is led to, or as the body of a refusal.
async fn error_of(response: Response) -> (Response, Option<ApiError>) {
    if response.status().is_redirection() {
        let location = response.headers().get(header::LOCATION).and_then(|location| location.to_str().ok());
        let query = location.and_then(|location| location.split_once('?')).map_or("", |(_, query)| query);
        let error = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "__err");
        let error = error.map(|(_, error)| ServerFnUrlError::<ApiError>::decode_err(&error));
        return (response, error);
    }
    // The only error that matters here is one of these.
    if response.status() != ApiError::ReauthenticationRequired.status() {
        return (response, None);
    }
    let (parts, body) = response.into_parts();
    match to_bytes(body, ERROR_MAX).await {
        Ok(body) => {
            let error = ApiError::de(body.clone());
            (Response::from_parts(parts, Body::from(body)), Some(error))
        }
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR.into_response(), None),
    }
}

fn cookie(text: String, seconds: i64, secure: bool) -> Option<HeaderValue> {
    let cookie = Cookie::build((COOKIE, text))
        .path("/")
        .http_only(true)
        .secure(secure)
        .same_site(SameSite::Lax)
        .max_age(Duration::seconds(seconds))
        .build();
    HeaderValue::from_str(&cookie.to_string()).ok()
}

/// The page, the action and the fields as one text: names and values as in a form.
fn to_text(page: &str, action: &str, body: &Bytes) -> String {
    let mut fields: Vec<_> = form_urlencoded::parse(body).filter(|(name, _)| !name.contains("password")).collect();
    loop {
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.append_pair("page", page).append_pair("action", action).extend_pairs(&fields);
        let text = text.finish();
        if text.len() <= COOKIE_MAX {
            return text;
        }
        let Some(longest) = (0..fields.len()).max_by_key(|n| fields.get(*n).map(|(_, value)| value.len())) else {
            return String::new();
        };
        fields.remove(longest);
    }
}

fn from_text(text: &str) -> Option<(String, KeptForm)> {
    let mut pairs =
        form_urlencoded::parse(text.as_bytes()).map(|(name, value)| (name.into_owned(), value.into_owned()));
    let mut word = |name: &str| pairs.next().filter(|(other, _)| other == name).map(|(_, value)| value);
    let (page, action) = (word("page")?, word("action")?);
    Some((page, KeptForm { action, fields: pairs.collect() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, middleware::from_fn_with_state, routing::post};
    use tower::ServiceExt;

    const PAGE: &str = "https://console.example/o/harbor/members?change=usr_1";

    /// A server function that fails as Leptos' do.
    async fn fails(headers: HeaderMap, error: ApiError) -> Response {
        let plain = headers.get(header::ACCEPT).is_some_and(|accept| accept == "text/html");
        if plain {
            let referer = headers.get(header::REFERER).and_then(|page| page.to_str().ok()).unwrap_or("/");
            let to = ServerFnUrlError::new("/_fn/x", error).to_url(referer).unwrap();
            (StatusCode::FOUND, [(header::LOCATION, to.to_string())]).into_response()
        } else {
            (error.status(), error.ser().body).into_response()
        }
    }

    async fn send(error: ApiError, accept: &str, referer: &str, body: &str) -> (StatusCode, String, Option<String>) {
        let router = Router::new()
            .route("/_fn/x", post(move |headers: HeaderMap| fails(headers, error)))
            .layer(from_fn_with_state(false, layer));
        let request = Request::post("/_fn/x")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::CONTENT_LENGTH, body.len())
            .header(header::ACCEPT, accept)
            .header(header::REFERER, referer)
            .body(Body::from(body.to_owned()))
            .unwrap();
        let answer = router.oneshot(request).await.unwrap();
        let text = |name| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        (answer.status(), text(header::LOCATION).unwrap_or_default(), text(header::SET_COOKIE))
    }

    fn kept(cookie: &str) -> (String, KeptForm) {
        let value = cookie.strip_prefix("kept_form=").unwrap().split(';').next().unwrap();
        from_text(value).unwrap()
    }

    #[tokio::test]
    async fn a_failed_form_is_kept_for_its_page_without_the_password() {
        let body = "name=%C3%86r%C3%B8+%26+co&permissions=a&permissions=b&password=secret&current_password=secret";
        let (status, location, cookie) = send(ApiError::LastOwner, "text/html", PAGE, body).await;
        assert_eq!(status, StatusCode::FOUND);
        assert!(location.contains("change=usr_1") && location.contains("__err="), "{location}");
        let cookie = cookie.unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("Max-Age=60") && !cookie.contains("secret"), "{cookie}");
        let (page, form) = kept(&cookie);
        assert_eq!((page.as_str(), form.action.as_str()), ("/o/harbor/members?change=usr_1", "/_fn/x"));
        let fields: Vec<_> = form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(fields, [("name", "Ærø & co"), ("permissions", "a"), ("permissions", "b")]);
    }

    #[tokio::test]
    async fn a_second_failure_takes_the_place_of_the_first() {
        let (_, first, _) = send(ApiError::LastOwner, "text/html", PAGE, "a=1").await;
        let (_, second, cookie) = send(ApiError::LastOwner, "text/html", &first, "a=2").await;
        assert_eq!(first, second);
        assert_eq!(kept(&cookie.unwrap()).0, "/o/harbor/members?change=usr_1");
    }

    #[tokio::test]
    async fn a_page_with_scripts_keeps_its_own_fields() {
        let (status, _, cookie) = send(ApiError::LastOwner, "application/json", PAGE, "a=1").await;
        assert_eq!((status, cookie), (StatusCode::CONFLICT, None));
    }

    #[tokio::test]
    async fn where_the_password_is_needed_again_the_way_leads_there_first() {
        let (_, location, cookie) = send(ApiError::ReauthenticationRequired, "text/html", PAGE, "a=1").await;
        assert_eq!(location, "/reauthenticate?next=/o/harbor/members%3Fchange%3Dusr_1");
        assert!(cookie.unwrap().contains("Max-Age=600"));
        let (_, location, cookie) = send(ApiError::ReauthenticationRequired, "application/json", PAGE, "a=1").await;
        assert_eq!((location.as_str(), kept(&cookie.unwrap()).1.fields.len()), ("", 1));
    }

    #[test]
    fn what_is_too_long_for_a_cookie_stays_behind() {
        let body = Bytes::from(format!("message={}&name=Ana", "m".repeat(5_000)));
        let (_, form) = from_text(&to_text("/p", "/_fn/x", &body)).unwrap();
        assert_eq!(form.fields, [("name".to_owned(), "Ana".to_owned())]);
    }
}
