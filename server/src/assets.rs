//! Scripts, styles, fonts and icons, embedded into the binary, so that it runs alone.
//!
//! What cargo-leptos makes lies under `pkg/<hash>`, where the hash is that of all files: a new build has new addresses,
//! so browsers may keep the files for a year. Fonts never change under their name, and may be kept as long. Everything
//! else is asked for again after an hour, which costs a 304.
//!
//! Unoptimised builds read the files from `target/site` when they start, and under `make dev` at each request.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, LazyLock},
};

use app::WasmParts;
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::get,
};
use data_encoding::HEXLOWER;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use leptos::config::LeptosOptions;
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};
use tower_http::services::{ServeDir, ServeFile};

const A_YEAR: &str = "public, max-age=31536000, immutable";
const AN_HOUR: &str = "public, max-age=3600";

#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

/// The embedded files by their path, and the hash of all of them.
#[derive(Debug, Clone)]
pub struct Assets {
    files: Arc<BTreeMap<String, Asset>>,
    hash: Arc<str>,
}

/// One file, in the encodings that were made with it.
#[derive(Debug)]
struct Asset {
    content_type: &'static str,
    caching: &'static str,
    plain: Encoded,
    brotli: Option<Encoded>,
    gzip: Option<Encoded>,
}

#[derive(Debug)]
struct Encoded {
    bytes: Bytes,
    etag: HeaderValue,
}

/// Read once in a process: an unoptimised build hashes megabytes for minutes when every router of the tests does it anew.
static EMBEDDED: LazyLock<Assets> = LazyLock::new(|| {
    Assets::of(Site::iter().filter_map(|path| Some((path.clone().into_owned(), Site::get(&path)?))).collect())
});

impl Assets {
    /// The files that were embedded when this binary was built; in unoptimised builds those that are there now.
    #[must_use]
    pub fn embedded() -> Self {
        EMBEDDED.clone()
    }

    fn of(files: BTreeMap<String, EmbeddedFile>) -> Self {
        let mut digest = Sha256::new();
        for (path, file) in &files {
            digest.update(path.as_bytes());
            digest.update([0]);
            digest.update(file.metadata.sha256_hash());
        }
        let hash: String = HEXLOWER.encode(&digest.finalize()).chars().take(16).collect();
        let of_encoding =
            |path: &str, suffix| files.get(&format!("{path}{suffix}")).map(|file| Encoded::of(file, suffix));
        let is_plain = |path: &str| {
            let stem = path.strip_suffix(".br").or_else(|| path.strip_suffix(".gz"));
            stem.is_none_or(|stem| !files.contains_key(stem))
        };
        let assets = files.iter().filter(|(path, _)| is_plain(path)).map(|(path, file)| {
            let asset = Asset {
                content_type: content_type(path),
                caching: if path.starts_with("pkg/") || path.starts_with("fonts/") { A_YEAR } else { AN_HOUR },
                plain: Encoded::of(file, ""),
                brotli: of_encoding(path, ".br"),
                gzip: of_encoding(path, ".gz"),
            };
            (path.clone(), asset)
        });
        Self { files: Arc::new(assets.collect()), hash: hash.into() }
    }

    /// First 16 hexadecimal digits of the SHA-256 over all files: a new build has a new one.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Which files belong to which part of the Wasm, so that documents can name them; none in a build without them.
    #[must_use]
    pub fn wasm_parts(&self) -> WasmParts {
        let manifest = self.files.get("pkg/__wasm_split_manifest.json");
        let parts =
            manifest.and_then(|manifest| serde_json::from_slice(&manifest.plain.bytes).ok()).unwrap_or_default();
        WasmParts::new(format!("/pkg/{}", self.hash), parts)
    }

    /// `/pkg/<hash>/…`, and one route for each other file.
    pub fn routes(&self) -> Router {
        if is_watched() {
            return self.watched_routes();
        }
        let mut routes = Router::new().route("/pkg/{hash}/{*path}", get(serve_package));
        for path in self.files.keys().filter(|path| !path.starts_with("pkg/")) {
            let handler = {
                let path = path.clone();
                async move |State(assets): State<Self>, headers: HeaderMap| assets.answer(&path, &headers)
            };
            routes = routes.route(&format!("/{path}"), get(handler));
        }
        routes.with_state(self.clone())
    }

    /// The same addresses, with the files as they are at that moment: cargo-leptos replaces styles while the server runs.
    fn watched_routes(&self) -> Router {
        let site = std::env::var_os("LEPTOS_SITE_ROOT").map_or_else(|| PathBuf::from("target/site"), PathBuf::from);
        let package = ServeDir::new(site.join("pkg"));
        Router::new()
            .nest_service(&format!("/pkg/{}", self.hash), package)
            .nest_service("/fonts", ServeDir::new(site.join("fonts")))
            .nest_service("/swagger-ui", ServeDir::new(site.join("swagger-ui")))
            .route_service("/icons.svg", ServeFile::new(site.join("icons.svg")))
            .route_service("/favicon.svg", ServeFile::new(site.join("favicon.svg")))
    }

    fn answer(&self, path: &str, headers: &HeaderMap) -> Response {
        let Some(asset) = self.files.get(path) else { return StatusCode::NOT_FOUND.into_response() };
        let accepted = Accepted::of(headers);
        let (encoded, encoding) = match (&asset.brotli, &asset.gzip) {
            (Some(brotli), _) if accepted.brotli => (brotli, Some("br")),
            (_, Some(gzip)) if accepted.gzip => (gzip, Some("gzip")),
            _ => (&asset.plain, None),
        };
        let mut response = if is_known(headers, &encoded.etag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let mut response = Response::new(Body::from(encoded.bytes.clone()));
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
            if let Some(encoding) = encoding {
                response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
            response
        };
        let answer = response.headers_mut();
        answer.insert(header::ETAG, encoded.etag.clone());
        answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(asset.caching));
        answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        response
    }
}

/// Whether cargo-leptos runs this process and rebuilds it at every change. Never in a release build.
#[must_use]
pub fn is_watched() -> bool {
    cfg!(debug_assertions) && std::env::var_os("LEPTOS_WATCH").is_some()
}

/// Leptos' options, with the address of the scripts. `hash` is that of [`Assets::hash`].
#[must_use]
pub fn leptos_options(hash: &str) -> LeptosOptions {
    LeptosOptions::builder().output_name("guildhall").site_pkg_url(format!("pkg/{hash}")).build()
}

async fn serve_package(
    State(assets): State<Assets>,
    Path((hash, path)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    if hash != assets.hash() {
        // Files of another build: a page that mixes both would break in ways nobody understands.
        return StatusCode::NOT_FOUND.into_response();
    }
    assets.answer(&format!("pkg/{path}"), &headers)
}

impl Encoded {
    fn of(file: &EmbeddedFile, suffix: &str) -> Self {
        let digest: String = HEXLOWER.encode(&file.metadata.sha256_hash()).chars().take(16).collect();
        Self {
            bytes: match &file.data {
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => Bytes::copy_from_slice(bytes),
            },
            // Hexadecimal digits and a suffix are always a header value.
            etag: HeaderValue::from_str(&format!("\"{digest}{suffix}\"")).unwrap_or(HeaderValue::from_static("\"\"")),
        }
    }
}

/// Which encodings a client takes.
struct Accepted {
    brotli: bool,
    gzip: bool,
}

impl Accepted {
    fn of(headers: &HeaderMap) -> Self {
        let mut accepted = Self { brotli: false, gzip: false };
        let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        for item in values.flat_map(|value| value.split(',')) {
            let (name, quality) = item.split_once(';').unwrap_or((item, ""));
            let quality = quality.trim().strip_prefix("q=").and_then(|quality| quality.parse::<f32>().ok());
            let taken = quality.is_none_or(|quality| quality > 0.0);
            match name.trim() {
                "br" => accepted.brotli = taken,
                "gzip" => accepted.gzip = taken,
                _ => {}
            }
        }
        accepted
    }
}

/// Whether the client has this very content.
fn is_known(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let values = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = values.flat_map(|value| value.split(',')).map(str::trim);
    tags.any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag).as_bytes() == etag.as_bytes())
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use http::Request;
    use tower::ServiceExt;

    use super::*;

    fn file(content: &'static str) -> EmbeddedFile {
        let metadata = rust_embed::Metadata::__rust_embed_new(Sha256::digest(content).into(), None, None);
        EmbeddedFile { data: Cow::Borrowed(content.as_bytes()), metadata }
    }

    fn assets(script: &'static str) -> Assets {
        let files = [
            ("pkg/guildhall.js", script),
            ("pkg/guildhall.js.br", "brotli"),
            ("pkg/guildhall.js.gz", "gzip"),
            ("fonts/inter.woff2", "font"),
            ("icons.svg", "icons"),
        ];
        Assets::of(files.into_iter().map(|(path, content)| (path.to_owned(), file(content))).collect())
    }

    async fn get_asset(assets: &Assets, path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
        let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
        let request = request.body(Body::empty()).expect("a request");
        let (parts, body) = assets.routes().oneshot(request).await.expect("an answer").into_parts();
        let body = axum::body::to_bytes(body, 4096).await.expect("a body");
        (parts.status, parts.headers, String::from_utf8_lossy(&body).into_owned())
    }

    #[tokio::test]
    async fn the_best_accepted_encoding_is_sent() {
        let assets = assets("plain");
        let path = format!("/pkg/{}/guildhall.js", assets.hash());
        let expected = [
            ("", "plain"),
            ("gzip, deflate, br", "brotli"),
            ("gzip", "gzip"),
            ("br;q=0, gzip;q=0.5", "gzip"),
            ("zstd", "plain"),
        ];
        for (accept, content) in expected {
            let (status, headers, body) = get_asset(&assets, &path, &[("accept-encoding", accept)]).await;
            assert_eq!((status, body.as_str()), (StatusCode::OK, content), "{accept}");
            assert_eq!(headers[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
            assert_eq!(headers[header::CACHE_CONTROL], A_YEAR);
            assert_eq!(headers[header::VARY], "accept-encoding");
        }
    }

    #[tokio::test]
    async fn what_the_client_has_is_not_sent_again() {
        let assets = assets("plain");
        for path in
            ["/icons.svg".to_owned(), "/fonts/inter.woff2".to_owned(), format!("/pkg/{}/guildhall.js", assets.hash())]
        {
            let (_, headers, _) = get_asset(&assets, &path, &[]).await;
            let etag = headers[header::ETAG].to_str().expect("text").to_owned();
            for known in [etag.clone(), format!("\"x\", W/{etag}"), "*".to_owned()] {
                let (status, headers, body) = get_asset(&assets, &path, &[("if-none-match", &known)]).await;
                assert_eq!((status, body.as_str()), (StatusCode::NOT_MODIFIED, ""));
                assert!(headers.contains_key(header::CACHE_CONTROL));
            }
            let (status, ..) = get_asset(&assets, &path, &[("if-none-match", "\"x\"")]).await;
            assert_eq!(status, StatusCode::OK);
        }
        let (_, headers, _) = get_asset(&assets, "/icons.svg", &[]).await;
        assert_eq!(headers[header::CACHE_CONTROL], AN_HOUR);
    }

    #[tokio::test]
    async fn a_new_build_has_new_addresses_and_the_old_ones_are_gone() {
        let (old, new) = (assets("one"), assets("two"));
        assert_ne!(old.hash(), new.hash());
        assert_eq!(old.hash().len(), 16);
        let paths = [
            format!("/pkg/{}/guildhall.js", old.hash()),
            format!("/pkg/{}/../icons.svg", new.hash()),
            "/pkg/x".to_owned(),
        ];
        for path in paths {
            assert_eq!(get_asset(&new, &path, &[]).await.0, StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[test]
    fn pages_point_to_the_hashed_address() {
        assert_eq!(leptos_options("0123").css_path(), "/pkg/0123/guildhall.css");
    }
}
