//! The document around every page, and the root component that fills its body.

use crate::{
    frame::{Connection, ForgetOutside, Notices, Reader},
    messages::locale,
    routes::Pages,
    theme::Theme,
    ui::{ForgetAfterNavigation, Toaster, Toasts, clock::provide_clock, dom, provide_kept_form},
};
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, Title, provide_meta_context};
use leptos_router::{components::Router, hooks::use_location};

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
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="preload" href="/fonts/inter-latin-opsz-normal.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
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

/// Everything inside `<body>`: the same on the server and in the browser, which is what makes hydration possible.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_clock();
    provide_kept_form();
    Toaster::provide();
    Reader::provide();
    Connection::provide();
    mark_hydrated();
    dom::install_commands();
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
    Effect::new(move |before: Option<String>| {
        let (path, routing) = (path.get(), routing.get());
        match before {
            // The address changes first; the page is there when the router is done with it.
            Some(before) if before != path && routing => before,
            Some(before) if before != path => {
                // The page is drawn in one frame and can take the focus in the next.
                let draw = || drop(request_animation_frame(|| dom::focus("main")));
                drop(request_animation_frame(draw));
                path
            }
            _ => path,
        }
    });
}
