use super::{Icon, Menu, MenuItem};
use crate::{messages as t, theme::Theme};
use leptos::prelude::*;

/// Button and menu to choose light, dark, or the system's colours. Without scripts it posts `theme` to `/theme`.
///
/// Props: none.
///
/// Example: `<ThemeMenu/>`
#[component]
pub fn ThemeMenu() -> impl IntoView {
    view! {
        <button type="button" class="button" data-variant="ghost" data-icon popovertarget="theme-menu" aria-haspopup="menu" aria-label=t::ui::theme()>
            <Icon name="contrast"/>
        </button>
        <Menu id="theme-menu" label=t::ui::theme()>
            <ThemeChoices/>
        </Menu>
    }
}

/// The three choices as menu items, for a menu that holds more.
#[component]
pub(crate) fn ThemeChoices() -> impl IntoView {
    let now = Theme::now();
    let item = move |theme: Theme, icon: &'static str, words: &'static str| {
        view! {
            <MenuItem
                icon
                submit=true
                checked={theme == now}
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
            {item(Theme::Light, "sun", t::ui::theme_light())}
            {item(Theme::Dark, "moon", t::ui::theme_dark())}
            {item(Theme::System, "monitor", t::ui::theme_system())}
        </form>
    }
}
