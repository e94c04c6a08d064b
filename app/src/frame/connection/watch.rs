//! Looks at every answer of the server. All questions of the page go through the browser's `fetch`, which is wrapped once, so
//! that no page and no action has to look for a lost server by itself. Called in the browser only.

use super::Connection;
use leptos::{ev, prelude::*, web_sys};
use std::time::Duration;
use web_sys::{
    js_sys::{Function, Promise, Reflect},
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};

/// The header by which the server says which build it is; `server/src/console.rs` sets it.
const BUILD: &str = "guildhall-build";
/// How often a lost server is asked whether it is back.
const PATIENCE: Duration = Duration::from_secs(5);
/// Answers whether the server lives.
const PROBE: &str = "/healthz";

/// What an answer says about the connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    /// Something between here and the server answered that it is not there.
    pub(super) lost: bool,
    /// Nobody is signed in any more.
    pub(super) ended: bool,
    /// The server is of another build than this page.
    pub(super) newer: bool,
}

/// An answer, as far as it says something about the connection.
#[derive(Clone, Copy, Debug, Default)]
struct Answer<'a> {
    path: &'a str,
    status: u16,
    /// The build of the server, when it says one.
    build: Option<&'a str>,
    /// It leads somewhere else.
    redirects: bool,
}

/// Judges an answer to a page of this build.
fn judge(answer: Answer, page: Option<&str>) -> Verdict {
    let asks_password = ["/sign_in", "/sign_in_again"].iter().any(|name| answer.path.ends_with(name));
    let function = answer.path.starts_with("/_fn/");
    Verdict {
        // The server's own errors have other numbers, or name its build.
        lost: matches!(answer.status, 502..=504) && answer.build.is_none(),
        ended: function && answer.status == 401 && !asks_password && !answer.redirects,
        newer: match (answer.build, page) {
            (Some(server), Some(page)) => server != page,
            // A part of this page's build is gone.
            _ => answer.path.starts_with("/pkg/") && answer.status == 404,
        },
    }
}

/// The build of this page, from the address of its styles: `/pkg/<build>/…`.
fn build_of_page() -> Option<String> {
    let styles = document().query_selector("link[rel=stylesheet][href^=\"/pkg/\"]").ok()??;
    styles.get_attribute("href")?.split('/').nth(2).map(str::to_owned)
}

/// Wraps `fetch` and listens to what the browser says of the network. Once, at the root of the document.
pub(super) fn install(connection: Connection) {
    let window = window();
    let Ok(Ok(fetch)) = Reflect::get(&window, &"fetch".into()).map(JsCast::dyn_into::<Function>) else { return };
    let page = build_of_page();
    let came = Closure::<dyn FnMut(JsValue)>::new(move |answer: JsValue| {
        if let Ok(answer) = answer.dyn_into::<web_sys::Response>() {
            connection.take(look(&answer, page.as_deref()));
        }
    });
    let failed = Closure::<dyn FnMut(JsValue)>::new(move |error: JsValue| {
        // A question that the page itself withdrew says nothing.
        let name = Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
        if name.as_deref() != Some("AbortError") {
            connection.lost.set(true);
        }
    });
    let wrapped = Closure::<dyn Fn(JsValue, JsValue) -> Result<JsValue, JsValue>>::new({
        let window = window.clone();
        move |what: JsValue, how: JsValue| {
            let asked = fetch.call2(&window, &what, &how)?;
            if let Some(asked) = asked.dyn_ref::<Promise>() {
                // What comes of it goes to the one who asked; this only looks.
                let _ = asked.then2(&came, &failed);
            }
            Ok(asked)
        }
    });
    // Fails only where the window is frozen; then nothing is watched.
    if Reflect::set(&window, &"fetch".into(), wrapped.as_ref()).is_ok() {
        // Lives as long as the document.
        wrapped.forget();
    }
    listen(connection);
}

fn look(answer: &web_sys::Response, page: Option<&str>) -> Verdict {
    let url = answer.url();
    let origin = window().location().origin().unwrap_or_default();
    let path = url.strip_prefix(&origin).unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    let header = |name| answer.headers().get(name).ok().flatten();
    let build = header(BUILD);
    let redirects = header("serverfnredirect").is_some() || header("location").is_some();
    judge(Answer { path, status: answer.status(), build: build.as_deref(), redirects }, page)
}

fn listen(connection: Connection) {
    let offline = window_event_listener(ev::offline, move |_| connection.lost.set(true));
    let online = window_event_listener(ev::online, move |_| connection.ask());
    // A page that the browser kept shows what was true when it was left.
    let shown = window_event_listener_untyped("pageshow", |event| {
        if event.dyn_ref::<web_sys::PageTransitionEvent>().is_some_and(web_sys::PageTransitionEvent::persisted) {
            reload();
        }
    });
    let asking = set_interval(
        move || {
            if connection.lost.get_untracked() {
                connection.ask();
            }
        },
        PATIENCE,
    );
    on_cleanup(move || {
        offline.remove();
        online.remove();
        shown.remove();
        if let Ok(asking) = asking {
            asking.clear();
        }
    });
}

/// Whether a part of the page waits for the server or the session; then the page has nothing typed to lose.
pub(super) fn waits() -> bool {
    document().query_selector("[data-waits]").ok().flatten().is_some()
}

/// Loads the page anew.
pub(super) fn reload() {
    // Fails only without a document.
    let _ = window().location().reload();
}

/// Asks whether the server is there; the answer is seen like all others.
pub(super) fn probe() {
    let _ = window().fetch_with_str(PROBE);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(path: &str, status: u16, build: Option<&str>) -> Verdict {
        judge(Answer { path, status, build, redirects: false }, Some("a1"))
    }

    #[test]
    fn an_answer_of_the_same_build_says_nothing() {
        assert_eq!(verdict("/_fn/app/x", 200, Some("a1")), Verdict::default());
        assert_eq!(verdict("/_fn/app/x", 422, Some("a1")), Verdict::default());
        assert_eq!(verdict("/healthz", 200, None), Verdict::default());
    }

    #[test]
    fn another_build_or_a_missing_part_of_this_one_is_an_update() {
        assert!(verdict("/_fn/app/x", 200, Some("b2")).newer);
        assert!(verdict("/pkg/a1/page_3.wasm", 404, None).newer);
        assert!(!judge(Answer { path: "/_fn/app/x", build: Some("b2"), ..Answer::default() }, None).newer);
    }

    #[test]
    fn a_session_that_ended_is_no_wrong_password_and_no_way_to_sign_in() {
        assert!(verdict("/_fn/app/members/rpc/list_members", 401, Some("a1")).ended);
        assert!(!verdict("/_fn/app/accounts/rpc/sign_in", 401, Some("a1")).ended);
        assert!(!verdict("/_fn/app/frame/rpc/sign_in_again", 401, Some("a1")).ended);
        let led = Answer { path: "/_fn/app/x", status: 401, redirects: true, ..Answer::default() };
        assert!(!judge(led, None).ended);
    }

    #[test]
    fn a_gateway_without_a_server_behind_it_is_a_lost_server() {
        assert!(verdict("/_fn/app/x", 502, None).lost);
        assert!(!verdict("/_fn/app/x", 503, Some("a1")).lost, "the server itself has too much to do");
    }
}
