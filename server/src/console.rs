//! The console: Leptos' pages and server functions on the router, and what they find in their context.
//!
//! | In the context | From |
//! |---|---|
//! | `http::request::Parts`, with all extensions of the layers | leptos_axum |
//! | [`Nonce`] | the policy of this answer, see [`crate::layers::security_headers`] |
//! | [`Now`] | the clock: relative times are the same on both sides |
//! | [`Locale`] | the reader's cookie, or else what the browser accepts |
//! | [`Theme`] | the reader's cookie: the first paint has the right colours |
//! | [`Services`] | the operations that server functions call |
//! | [`app::ui::KeptForm`] | [`kept_form`]: what was typed before an action failed |
//! | [`app::SentList`] | [`sent_list`]: what was sent to the page of the import |
//! | [`app::WasmParts`] | the files of the parts of the Wasm |
//! | [`LeptosOptions`] | the address of the scripts |

use std::{sync::LazyLock, time::Duration};

use app::{Locale, Theme, ui::Now};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    middleware::{Next, from_fn, from_fn_with_state, map_response_with_state},
    response::{IntoResponse, Response},
    routing::post,
};
use contract::{
    ApiError,
    packed::{self, PackedEncoding},
};
use http::{HeaderName, HeaderValue, Method, StatusCode, header, request::Parts};
use leptos::{nonce::Nonce, prelude::*};
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list, render_app_async_with_context};
use server_fn::ContentType;
use service::Services;
use tower_http::timeout::ResponseBodyDeadlineLayer;

use crate::{
    assets::leptos_options, kept_form, layers::security_headers::CspNonce, problem::problem, router::AppState,
    sent_list,
};

/// How long a page may stream.
const PAGE_TIME: Duration = Duration::from_secs(60);

/// The addresses of the pages, listed once in a process: while Leptos lists them, no resource anywhere in the process loads,
/// and a page of another server in it would wait forever.
static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(app::App));

/// Says which build answered; `app/src/frame/connection/watch.rs` reads it.
const BUILD: HeaderName = HeaderName::from_static("guildhall-build");

/// Paths that programs use: an unknown one is answered with a problem document, not with a page.
const FOR_PROGRAMS: [&str; 5] = ["/api", "/admin/v1", "/_fn", "/pkg", "/fonts"];

/// Pages, server functions, and the page for unknown addresses.
pub fn routes(state: &AppState) -> Router {
    app::set_packed_version();
    packed::set_asked(app::ssr::is_packed_asked);
    let secure = state.config.public_url.is_secure();
    let options = leptos_options(state.assets.hash());
    let shell = {
        let options = options.clone();
        move || app::shell(options.clone())
    };
    let context = {
        let (services, parts) = (state.services.clone(), state.assets.wasm_parts());
        move || {
            provide_context(parts.clone());
            provide_request_context(&services, secure);
        }
    };
    let render = render_app_async_with_context(context.clone(), shell.clone());
    let import = {
        let render = render.clone();
        move |request: Request| {
            let render = render.clone();
            async move { sent_list::answer(request, render).await }
        }
    };
    let unknown = move |request: Request| {
        let render = render.clone();
        async move { answer_unknown(request, render).await }
    };
    Router::new()
        .leptos_routes_with_context(&options, PAGES.clone(), context, shell)
        .route(sent_list::PATH, post(import))
        .fallback(unknown)
        .layer(from_fn_with_state(secure, kept_form::layer))
        .layer(from_fn(negotiate))
        .layer(map_response_with_state(build_of(state), name_build))
        .layer(ResponseBodyDeadlineLayer::new(PAGE_TIME))
        .with_state(options)
}

/// The build that answers, so that a page of another one, still open in somebody's tab, can offer to be loaded anew.
fn build_of(state: &AppState) -> HeaderValue {
    // The hash is made of hexadecimal digits, which are always a header value.
    HeaderValue::from_str(state.assets.hash()).unwrap_or(HeaderValue::from_static(""))
}

async fn name_build(State(build): State<HeaderValue>, mut response: Response) -> Response {
    response.headers_mut().insert(BUILD, build);
    response
}

/// Refuses pages of a build with other types. Answers in JSON, which whoever does not ask for packed ones gets, are named so:
/// Leptos names one type for both.
async fn negotiate(request: Request, next: Next) -> Response {
    let accept = request.headers().get(header::ACCEPT).and_then(|kinds| kinds.to_str().ok()).unwrap_or_default();
    if packed::of_another_version(accept) {
        let error = ApiError::outdated_page();
        return problem(error.status(), error.code(), &error.to_string(), None);
    }
    let in_json = !packed::is_asked_by(accept);
    let mut response = next.run(request).await;
    let kind = HeaderValue::from_static(PackedEncoding::CONTENT_TYPE);
    if in_json && response.headers().get(header::CONTENT_TYPE) == Some(&kind) {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    response
}

/// Runs before a page is rendered and before a server function is called.
fn provide_request_context(services: &Services, secure: bool) {
    provide_context(services.clone());
    provide_context(Now(services.now()));
    // Absent only while Leptos lists its routes.
    let Some(parts) = use_context::<Parts>() else { return };
    if let Some(CspNonce(nonce)) = parts.extensions.get() {
        provide_context(Nonce::from_value(nonce.clone()));
    }
    let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let cookies = text(header::COOKIE);
    provide_context(cookies.map(Theme::from_cookies).unwrap_or_default());
    provide_context(Locale::of_request(cookies, text(header::ACCEPT_LANGUAGE)));
    kept_form::provide(&parts, secure);
    sent_list::provide(&parts);
}

async fn answer_unknown<F>(request: Request, render: impl FnOnce(Request) -> F) -> Response
where
    F: Future<Output = Response<Body>>,
{
    let path = request.uri().path();
    let for_programs = FOR_PROGRAMS
        .iter()
        .any(|prefix| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    if for_programs || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mut response = render(request).await;
    if response.status().is_success() {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}
