use super::{Icon, Menu, MenuItem};
use crate::theme::Theme;
use leptos::prelude::*;

/// Button and menu to choose light, dark, or the system's colours. Without scripts it posts `theme` to `/theme`.
///
/// Props: none.
///
/// Example: `<ThemeMenu/>`
#[component]
pub fn ThemeMenu() -> impl IntoView {
    view! {
        <button type="button" class="button" data-variant="ghost" data-icon popovertarget="theme-menu" aria-haspopup="menu" aria-label="Theme">
            <Icon name="contrast"/>
        </button>
        <Menu id="theme-menu" label="Theme">
            <ThemeChoices/>
        </Menu>
    }
}

/// The three choices as menu items, for a menu that holds more.
#[component]
pub(crate) fn ThemeChoices() -> impl IntoView {
    let item = |theme: Theme, icon: &'static str, words: &'static str| {
        view! {
            <MenuItem
                icon
                submit=true
                attr:name="theme"
                attr:value=theme.as_str()
                on:click=move |event| {
                    event.prevent_default();
                    theme.apply();
                }
            >
                {words}
            </MenuItem>
        }
    };
    view! {
        <form method="post" action="/theme">
            {item(Theme::Light, "sun", "Light")}
            {item(Theme::Dark, "moon", "Dark")}
            {item(Theme::System, "monitor", "Same as system")}
        </form>
    }
}
