//! The document around every page, and the root component that fills its body.

use crate::{
    frame::{Commands, Connection, ForgetOutside, Notices, Overlays, Reader},
    messages::locale,
    routes::{Pages, prefetch_on_intent},
    theme::Theme,
    ui::{ForgetAfterNavigation, Toaster, Toasts, clock::provide_clock, dom, provide_kept_form},
};
use leptos::{nonce::use_nonce, prelude::*, web_sys};
use leptos_meta::{HashedStylesheet, MetaTags, Title, provide_meta_context};
use leptos_router::{components::Router, hooks::use_location};
use std::time::Duration;

/// Keeps a page transition that the browser skips, because the next navigation is faster or the tab is hidden, from being
/// reported as an error: nothing listens to its promises.
const CALM: &str = r#"addEventListener("unhandledrejection",e=>{e.reason?.name=="AbortError"&&/transition/i.test(e.reason.message)&&e.preventDefault()})"#;

/// Loads the page to which somebody goes back before this one is alive. The browser takes the two for one document when a page
/// was loaded again that a script had led to, and changes nothing but the address.
const BACK: &str = r#"{const at=()=>location.pathname+location.search,was=at();addEventListener("popstate",()=>{"hydrated"in document.documentElement.dataset||at()==was||location.reload()})}"#;

/// The whole document, rendered on the server only. Reads [`Theme`] and the nonce of the request from the context.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let theme = use_context::<Theme>().unwrap_or_default();
    view! {
        <!DOCTYPE html>
        <html lang=locale().tag() data-theme=theme.attribute()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <script nonce=use_nonce() inner_html=CALM></script>
                <script nonce=use_nonce() inner_html=BACK></script>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="preload" href="/fonts/inter-latin-opsz-normal.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                <link id="words" rel="preload" href=words_address() r#as="fetch" crossorigin="anonymous"/>
                <HashedStylesheet options=options.clone()/>
                <AutoReload options=options.clone()/>
                <HydrationScripts options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Where the browser gets the words of the reader's language.
fn words_address() -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    return None;
    #[cfg(not(target_arch = "wasm32"))]
    Some(crate::words_address(locale()))
}

/// Everything inside `<body>`: the same on the server and in the browser, which is what makes hydration possible.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_clock();
    provide_kept_form();
    Toaster::provide();
    Reader::provide();
    Connection::provide();
    Overlays::provide();
    mark_hydrated();
    dom::install_commands();
    prefetch_on_intent();
    let (routing, set_routing) = signal(false);
    view! {
        <Title formatter=|title: String| if title.is_empty() { "Guildhall".to_owned() } else { format!("{title} · Guildhall") }/>
        // The router would take the click and leave the focus where it is.
        <a class="skip" href="#main" rel="external">{crate::messages::frame::skip()}</a>
        // The page one is on stays until the next one is there with its data.
        <Router set_is_routing=set_routing>
            <div class="routing" data-active=move || routing.get().then_some("")/>
            <FocusAfterNavigation routing/>
            <ForgetAfterNavigation/>
            <ForgetOutside/>
            <Pages/>
            <Commands/>
        </Router>
        <Notices/>
        <Toasts/>
    }
}

/// Says on `<html>` that the page is alive: styles show what needs scripts, and tests wait for it.
fn mark_hydrated() {
    Effect::new(|_| {
        if let Some(html) = document().document_element() {
            // Setting a fixed, valid attribute name cannot fail.
            let _ = html.set_attribute("data-hydrated", "");
        }
    });
}

/// Moves the focus to the main landmark after a navigation without reload, as a full page load would.
#[component]
fn FocusAfterNavigation(routing: ReadSignal<bool>) -> impl IntoView {
    let path = use_location().pathname;
    let latest = StoredValue::new(0_u32);
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) {
            latest.update_value(|latest| *latest = latest.wrapping_add(1));
            if let Some(left) = dom::main() {
                mark_seen(&left);
            }
            Watch { routing, latest, this: latest.get_value(), frames: PATIENCE, idle: 0, moved: false }.look_later();
        }
        path
    });
}

/// For so many frames the next page is waited for.
const PATIENCE: u16 = 1_800;
/// So often, and with so much time between, it is looked at again once it is there, or has turned out to stay.
const AFTERWARDS: u16 = 10;
const STAYING: u16 = 150;
const BETWEEN: Duration = Duration::from_millis(200);
/// After so many frames in which the router had nothing to do, the page is one that stays.
const IDLE: u8 = 20;

/// Waits for the page that a navigation leads to. The address changes first, and the page comes when its data is there.
#[derive(Clone, Copy)]
struct Watch {
    routing: ReadSignal<bool>,
    /// Counts navigations: one that another followed is watched no more.
    latest: StoredValue<u32>,
    this: u32,
    /// Frames, or looks, that are left.
    frames: u16,
    /// Frames since the router had nothing to do.
    idle: u8,
    /// The focus was moved.
    moved: bool,
}

impl Watch {
    fn look_later(self) {
        // Either fails only without a window; then there is nothing to focus.
        if self.moved {
            let _ = set_timeout(move || self.look(), BETWEEN);
        } else {
            let _ = request_animation_frame(move || self.look());
        }
    }

    /// Focuses the main landmark once it is another one than that of the page which was left. A page that stays, because only a
    /// part of its address changed, is focused as it is. Should one be drawn anew after that, as that of another organization
    /// is, the focus that was lost with it is set again.
    fn look(mut self) {
        if self.latest.try_get_value() != Some(self.this) || self.frames == 0 {
            return;
        }
        self.frames -= 1;
        self.idle = if self.routing.get_untracked() { 0 } else { self.idle.saturating_add(1) };
        let new = dom::main().filter(|main| !main.has_attribute(SEEN));
        let due = if self.moved { new.is_some() && dom::focus_is_lost() } else { new.is_some() || self.idle > IDLE };
        if due {
            dom::focus("main");
            self.moved = true;
            self.frames = STAYING;
        }
        if let Some(new) = new {
            mark_seen(&new);
            self.frames = AFTERWARDS;
        }
        self.look_later();
    }
}

/// Marks the main landmark of a page that is left or was found, so that nothing has to hold on to it.
const SEEN: &str = "data-seen";

fn mark_seen(main: &web_sys::Element) {
    // The name is a valid one.
    let _ = main.set_attribute(SEEN, "");
}
