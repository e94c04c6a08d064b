//! `/docs/api`: the OpenAPI document to read and to try, by Swagger UI, which is embedded with the other assets.

use axum::{Extension, Router, response::Html, routing::get};

use crate::layers::security_headers::CspNonce;

/// The page.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/docs/api", get(page))
}

async fn page(Extension(CspNonce(nonce)): Extension<CspNonce>) -> Html<String> {
    Html(format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference · Guildhall</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/swagger-ui/swagger-ui.css">
</head>
<body>
<main id="reference"><noscript>This reference needs JavaScript. The document behind it is <a href="/api/openapi.json">openapi.json</a>.</noscript></main>
<script nonce="{nonce}" src="/swagger-ui/swagger-ui-bundle.js"></script>
<script nonce="{nonce}" src="/swagger-ui/start.js"></script>
</body>
</html>
"#
    ))
}
