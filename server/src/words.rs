//! The words of the console for the browser: `/words/<language>.<digest>.txt`. Other words have another address, so a browser may
//! keep them forever.

use app::{Locale, words_address, words_file};
use axum::{
    Router,
    response::{IntoResponse, Response},
    routing::get,
};
use http::header;

/// A route for each language.
pub fn routes() -> Router {
    Locale::ALL
        .into_iter()
        .fold(Router::new(), |routes, locale| routes.route(&words_address(locale), get(async move || answer(locale))))
}

fn answer(locale: Locale) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, words_file(locale)).into_response()
}
