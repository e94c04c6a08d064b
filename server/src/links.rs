//! Links with tokens, as mails carry them: `/invite/{token}`, `/join/{code}`, `/reset/{token}`, `/verify/{token}` and the
//! one-time `/setup/{token}`. They render nothing: the token moves into a short-lived cookie that no script can read, and
//! the answer leads to the page without it, so that it reaches no history, no `Referer` and no log of a proxy. Looking
//! uses nothing up: mail scanners follow links.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::get,
};
use cookie::{Cookie, SameSite, time::Duration};
use http::{HeaderValue, StatusCode, header};

/// How long the page may be open before the form is sent.
const MINUTES: i64 = 60;
/// Longer texts are no token of ours.
const TOKEN_MAX: usize = 128;

/// All links. `secure` says whether cookies travel over https only.
pub fn routes(secure: bool) -> Router {
    ["invite", "join", "reset", "verify", "setup"].into_iter().fold(Router::new(), |router, page| {
        let path = format!("/{page}/{{token}}");
        router.route(&path, get(follow).with_state(Link { page, secure }))
    })
}

#[derive(Debug, Clone, Copy)]
struct Link {
    page: &'static str,
    secure: bool,
}

async fn follow(State(link): State<Link>, Path(token): Path<String>) -> Response {
    let target = format!("/{}", link.page);
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, target.clone())]).into_response();
    let plain =
        token.len() <= TOKEN_MAX && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    // Something else is no token; the page says so.
    let value = match link.page {
        _ if plain => token,
        "join" => app::links::NO_CODE.to_owned(),
        _ => String::new(),
    };
    let cookie = Cookie::build((app::links::cookie_name(link.page), value))
        .path("/")
        .http_only(true)
        .secure(link.secure)
        .same_site(SameSite::Lax)
        .max_age(Duration::minutes(MINUTES))
        .build();
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use http::Request;
    use tower::ServiceExt;

    #[tokio::test]
    async fn the_token_moves_into_a_cookie_and_out_of_the_address() {
        let request = Request::get("/invite/ivt_abc").body(Body::empty()).expect("a request");
        let response = routes(true).oneshot(request).await.expect("an answer");
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(response.headers()[header::LOCATION], "/invite");
        let cookie = response.headers()[header::SET_COOKIE].to_str().expect("text");
        assert!(cookie.starts_with("link_invite=ivt_abc;"), "{cookie}");
        for word in ["HttpOnly", "Secure", "SameSite=Lax", "Max-Age=3600", "Path=/"] {
            assert!(cookie.contains(word), "{cookie}");
        }
    }

    #[tokio::test]
    async fn what_is_no_token_is_dropped() {
        let request = Request::get("/reset/a%3Bb%0d%0a").body(Body::empty()).expect("a request");
        let response = routes(false).oneshot(request).await.expect("an answer");
        let cookie = response.headers()[header::SET_COOKIE].to_str().expect("text");
        assert!(cookie.starts_with("link_reset=;"), "{cookie}");
        // An empty cookie would show the page without a word about the code.
        let request = Request::get("/join/no%20code").body(Body::empty()).expect("a request");
        let response = routes(false).oneshot(request).await.expect("an answer");
        let cookie = response.headers()[header::SET_COOKIE].to_str().expect("text");
        assert!(cookie.starts_with("link_join=-;"), "{cookie}");
    }
}
