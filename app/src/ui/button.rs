use super::{Icon, Size, Variant};
use leptos::prelude::*;

/// Does something: submits a form, opens a dialog or menu, or runs a handler.
///
/// Props: `variant`, `size`, `icon`, `icon_end`, `label` (required when there are no children), `submit`, `opens`/`closes` (id of a dialog), `menu` (id of a menu), `busy`, `disabled`, `block`.
///
/// Example: `<Button variant=Variant::Primary submit=true icon="plus">"Create key"</Button>`
#[component]
pub fn Button(
    /// Weight.
    #[prop(optional)]
    variant: Variant,
    /// Size.
    #[prop(optional)]
    size: Size,
    /// Icon before the words.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// Icon after the words.
    #[prop(optional)]
    icon_end: Option<&'static str>,
    /// Name for screen readers; a button without words needs it.
    #[prop(optional, into)]
    label: Option<String>,
    /// Submits the form around it.
    #[prop(optional)]
    submit: bool,
    /// Opens the dialog of this id.
    #[prop(optional, into)]
    opens: Option<String>,
    /// Closes the dialog of this id.
    #[prop(optional, into)]
    closes: Option<String>,
    /// Shows or hides the menu of this id.
    #[prop(optional, into)]
    menu: Option<String>,
    /// Work is going on: spins and keeps its width.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Cannot be used.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// As wide as its container.
    #[prop(optional)]
    block: bool,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let icon_only = children.is_none();
    let command = opens.as_ref().map(|_| "show-modal").or(closes.as_ref().map(|_| "close"));
    view! {
        <button
            class="button"
            type=if submit { "submit" } else { "button" }
            data-variant=variant.word()
            data-size=size.word()
            data-icon=icon_only
            data-block=block
            aria-label=label
            aria-haspopup=menu.as_ref().map(|_| "menu")
            command=command
            commandfor=opens.or(closes)
            popovertarget=menu
            aria-busy=move || busy.get().then_some("true")
            disabled=move || disabled.get()
        >
            {icon.map(|name| view! { <Icon name/> })}
            {children.map(|children| children())}
            {icon_end.map(|name| view! { <Icon name/> })}
        </button>
    }
}

/// A link that looks like a button: goes somewhere, changes nothing.
///
/// Props: `href`, `variant`, `size`, `icon`, `label` (required when there are no children), `block`.
///
/// Example: `<LinkButton href="/join" icon="ticket">"Join with a code"</LinkButton>`
#[component]
pub fn LinkButton(
    /// Where it goes.
    #[prop(into)]
    href: String,
    /// Weight.
    #[prop(optional)]
    variant: Variant,
    /// Size.
    #[prop(optional)]
    size: Size,
    /// Icon before the words.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// Name for screen readers; a link without words needs it.
    #[prop(optional, into)]
    label: Option<String>,
    /// As wide as its container.
    #[prop(optional)]
    block: bool,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let icon_only = children.is_none();
    view! {
        <a
            class="button"
            href=href
            data-variant=variant.word()
            data-size=size.word()
            data-icon=icon_only
            data-block=block
            aria-label=label
        >
            {icon.map(|name| view! { <Icon name/> })}
            {children.map(|children| children())}
        </a>
    }
}
