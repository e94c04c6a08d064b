//! `POST /theme`: remembers light or dark for browsers that run no scripts; with scripts the page sets the cookie itself.

use app::Theme;
use axum::{
    Form, Router,
    response::{IntoResponse, Redirect},
    routing::post,
};
use http::{HeaderMap, Uri, header};

/// The choice made in a menu.
#[derive(serde::Deserialize)]
struct ThemeForm {
    theme: String,
}

/// The one route; it needs no state and no session.
pub fn routes() -> Router {
    Router::new().route("/theme", post(set_theme))
}

async fn set_theme(headers: HeaderMap, Form(form): Form<ThemeForm>) -> impl IntoResponse {
    ([(header::SET_COOKIE, Theme::parse(&form.theme).cookie())], Redirect::to(&back(&headers)))
}

/// The page the form was on, on this host only; the start when the browser does not say.
pub(crate) fn back(headers: &HeaderMap) -> String {
    let page =
        headers.get(header::REFERER).and_then(|page| page.to_str().ok()).and_then(|page| page.parse::<Uri>().ok());
    let path = page.as_ref().and_then(Uri::path_and_query).map_or("/", |path| path.as_str());
    // "//host" and "/\host" would lead to another host.
    let local = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
    if local { path.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{body::Body, extract::Request};
    use http::StatusCode;
    use tower::ServiceExt;

    async fn choose(theme: &str, referer: &str) -> (StatusCode, String, String) {
        let request = Request::post("/theme")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::REFERER, referer)
            .body(Body::from(format!("theme={theme}")))
            .unwrap();
        let answer = routes().oneshot(request).await.unwrap();
        let text = |name| answer.headers()[name].to_str().unwrap().to_owned();
        (answer.status(), text(header::LOCATION), text(header::SET_COOKIE))
    }

    #[tokio::test]
    async fn the_choice_is_remembered_and_the_reader_stays_on_the_page() {
        let (status, location, cookie) = choose("dark", "https://console.example/o/acme?q=a").await;
        assert_eq!((status, location.as_str()), (StatusCode::SEE_OTHER, "/o/acme?q=a"));
        assert!(cookie.starts_with("theme=dark; Path=/; Max-Age=31536000"), "{cookie}");
    }

    #[tokio::test]
    async fn the_systems_colours_forget_the_choice() {
        let (_, _, cookie) = choose("system", "https://console.example/").await;
        assert!(cookie.contains("Max-Age=0"), "{cookie}");
    }

    #[tokio::test]
    async fn the_way_back_never_leads_to_another_host() {
        for referer in
            ["https://console.example//evil.example", "https://console.example/\\evil.example", "nonsense", ""]
        {
            let (_, location, _) = choose("light", referer).await;
            assert_eq!(location, "/", "{referer}");
        }
    }
}
