use super::{Icon, dom};
use leptos::{prelude::*, web_sys};
use web_sys::wasm_bindgen::JsCast;

/// A list of actions that hangs from its button; a sheet at the bottom on phones. Arrow keys move, `Esc` closes.
///
/// Props: `id` (a button opens it by `menu="id"`), `label` for screen readers, `start` (aligned to the start edge of the button); children: `MenuItem`, `MenuLink`, `MenuLabel`, `MenuLine`, and forms holding a `MenuItem`.
///
/// Example: `<Button menu="row-7" icon="ellipsis" label="Actions"/><Menu id="row-7" label="Actions"><MenuLink href="..">"Edit"</MenuLink></Menu>`
#[component]
pub fn Menu(
    /// Id, unique on the page.
    #[prop(into)]
    id: String,
    /// Name for screen readers.
    #[prop(into)]
    label: String,
    /// Aligned to the start edge of its button instead of the end edge.
    #[prop(optional)]
    start: bool,
    /// The items.
    children: Children,
) -> impl IntoView {
    let on_keydown = |event: leptos::ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        if let Some(menu) = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) {
            event.prevent_default();
            dom::step_focus(&menu, step);
        }
    };
    let on_toggle = |event: web_sys::ToggleEvent| {
        let menu = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if let Some(menu) = menu.filter(|menu| menu.matches(":popover-open").unwrap_or_default()) {
            dom::step_focus(&menu, 1);
        }
    };
    // What an item submits is answered on the page, so the menu makes room.
    let on_submit = |event: leptos::ev::SubmitEvent| {
        let menu = event.current_target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(menu) = menu {
            // Fails only for a menu that is closed already.
            let _ = menu.hide_popover();
        }
    };
    view! {
        <div
            class="menu"
            id=id
            popover=""
            role="menu"
            aria-label=label
            data-align=start.then_some("start")
            on:keydown=on_keydown
            on:toggle=on_toggle
            on:submit=on_submit
        >
            {children()}
        </div>
    }
}

/// One action in a menu: a button.
///
/// Props: `icon`, `hint` (second line), `danger`, `submit` (submits the form around it), `opens` (id of a dialog), `checked` (one of several, ticked or not), `disabled`.
///
/// Example: `<MenuItem icon="trash-2" danger=true opens="remove-7">"Remove"</MenuItem>`
#[component]
pub fn MenuItem(
    /// Icon before the words.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// Second line.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Red: destroys something.
    #[prop(optional)]
    danger: bool,
    /// Submits the form around it.
    #[prop(optional)]
    submit: bool,
    /// Opens the dialog of this id.
    #[prop(optional, into)]
    opens: Option<String>,
    /// One of several choices: ticked or not.
    #[prop(optional)]
    checked: Option<bool>,
    /// Cannot be used.
    #[prop(optional)]
    disabled: bool,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class="menu-item"
            type=if submit { "submit" } else { "button" }
            role=if checked.is_some() { "menuitemradio" } else { "menuitem" }
            aria-checked=checked.map(|on| if on { "true" } else { "false" })
            data-variant=danger.then_some("danger")
            command=opens.as_ref().map(|_| "show-modal")
            commandfor=opens
            disabled=disabled
        >
            {icon.map(|name| view! { <Icon name/> })}
            <span>{children()} {hint.map(|hint| view! { <span class="hint">{hint}</span> })}</span>
            {checked.map(|_| view! { <Icon name="check"/> })}
        </button>
    }
}

/// One destination in a menu: a link.
///
/// Props: `href`, `icon`, `mark` (a picture in its place), `hint` (second line), `current` (the one you are at: ticked).
///
/// Example: `<MenuLink href="/account" icon="user">"Account"</MenuLink>`
#[component]
pub fn MenuLink(
    /// Where it goes.
    #[prop(into)]
    href: String,
    /// Icon before the words.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// Picture before the words.
    #[prop(optional, into)]
    mark: Option<ViewFnOnce>,
    /// Second line.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The destination one is at.
    #[prop(optional)]
    current: bool,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="menu-item" role="menuitem" href=href aria-current=current.then_some("true")>
            {icon.map(|name| view! { <Icon name/> })}
            {mark.map(|mark| mark.run())}
            <span>{children()} {hint.map(|hint| view! { <span class="hint">{hint}</span> })}</span>
            {current.then(|| view! { <Icon name="check"/> })}
        </a>
    }
}

/// A quiet heading inside a menu.
///
/// Props: only children.
///
/// Example: `<MenuLabel>"Role of Ana"</MenuLabel>`
#[component]
pub fn MenuLabel(
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <p class="menu-label" role="presentation">{children()}</p> }
}

/// A line between groups of a menu.
///
/// Props: none.
///
/// Example: `<MenuLine/>`
#[component]
pub fn MenuLine() -> impl IntoView {
    view! { <hr/> }
}
