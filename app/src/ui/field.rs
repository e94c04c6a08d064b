use super::{Icon, post_form::kept_value};
use crate::messages as t;
use leptos::prelude::*;

/// Label above a control and hint or error below it; shared by every kind of field.
///
/// Props: `id` of the control, `label`, `optional` (says so), `hint`, `error` (takes the place of the hint); the child is the control, described by `{id}-d`.
///
/// Example: `<Labelled id label hint error optional><input id=..  aria-describedby=../></Labelled>`
#[component]
pub(super) fn Labelled(
    /// Id of the control.
    id: String,
    /// Words above it.
    label: String,
    /// Says that it may stay empty.
    optional: bool,
    /// Quiet sentence below it.
    hint: Option<String>,
    /// What is wrong and how to fix it.
    error: MaybeProp<String>,
    /// The control.
    children: Children,
) -> impl IntoView {
    let note = format!("{id}-d");
    view! {
        <div class="field">
            <label for=id>{label} {optional.then(|| view! { " " <span class="optional">{t::ui::field_optional()}</span> })}</label>
            {children()}
            {move || match (error.get(), hint.clone()) {
                (Some(error), _) => {
                    view! {
                        <p class="error" id=note.clone()>
                            <Icon name="circle-alert"/>
                            <span>{error}</span>
                        </p>
                    }
                        .into_any()
                }
                (None, Some(hint)) => view! { <p class="hint" id=note.clone()>{hint}</p> }.into_any(),
                (None, None) => ().into_any(),
            }}
        </div>
    }
}

/// Value of `aria-describedby`: the note exists when there is an error or a hint.
pub(super) fn note_id(
    id: &str,
    hint: Option<&String>,
    error: MaybeProp<String>,
) -> impl Fn() -> Option<String> + use<> {
    let (note, has_hint) = (format!("{id}-d"), hint.is_some());
    move || (has_hint || error.get().is_some()).then(|| note.clone())
}

/// One line of text: label, input, hint or error.
///
/// Props: `label`, `name`, `kind` (type of the input, `text` unless said), `id` (else the name), `value`, `hint`, `error`, `placeholder`, `autocomplete`, `required`, `optional`, `disabled`, `readonly`, `autofocus`, `mono`, `addon` (fixed text before it), `maxlength`. A password gets a button that shows it.
///
/// Example: `<Field label="Email" name="email" kind="email" autocomplete="username" required=true error=email_error/>`
#[component]
pub fn Field(
    /// Words above the input.
    #[prop(into)]
    label: String,
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Type of the input: text, email, password, number, date, url, search.
    #[prop(default = "text")]
    kind: &'static str,
    /// Id, when the name is not unique on the page.
    #[prop(optional, into)]
    id: Option<String>,
    /// What it holds at first.
    #[prop(optional, into)]
    value: Option<String>,
    /// Quiet sentence below it.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong and how to fix it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Example inside the empty input.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// What browsers and password managers may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Must not be empty.
    #[prop(optional)]
    required: bool,
    /// Says that it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Cannot be used, is not sent.
    #[prop(optional)]
    disabled: bool,
    /// Cannot be changed, is sent.
    #[prop(optional)]
    readonly: bool,
    /// Takes the focus when its page or dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// Code face, without spelling check.
    #[prop(optional)]
    mono: bool,
    /// Fixed text before the input.
    #[prop(optional, into)]
    addon: Option<String>,
    /// Longest value in UTF-16 units.
    #[prop(optional)]
    maxlength: Option<u32>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let described = note_id(&id, hint.as_ref(), error);
    let shown = RwSignal::new(false);
    let fixed = kind == "password" || readonly || disabled;
    let value = if fixed { value } else { kept_value(&name).or(value) };
    let input = view! {
        <input
            class=if mono { "input mono" } else { "input" }
            id=id.clone()
            name=name
            type=move || if shown.get() { "text" } else { kind }
            value=value
            placeholder=placeholder
            autocomplete=autocomplete
            required=required
            disabled=disabled
            readonly=readonly
            autofocus=autofocus
            spellcheck=mono.then_some("false")
            maxlength=maxlength
            aria-describedby=described
            aria-invalid=move || error.get().map(|_| "true")
        />
    };
    let control = match (kind, addon) {
        ("password", _) => view! {
            <div class="input-wrap">
                {input}
                <button
                    type="button"
                    class="button scripted"
                    data-variant="ghost"
                    data-size="small"
                    data-icon
                    aria-label=t::ui::show_password()
                    aria-pressed=move || if shown.get() { "true" } else { "false" }
                    on:click=move |_| shown.update(|on| *on = !*on)
                >
                    <Icon name="eye"/>
                </button>
            </div>
        }
        .into_any(),
        (_, Some(addon)) => {
            view! { <div class="input-group"><span class="addon">{addon}</span>{input}</div> }.into_any()
        }
        _ => input.into_any(),
    };
    view! { <Labelled id label optional hint error>{control}</Labelled> }
}

/// Several lines of text: label, text area, hint or error.
///
/// Props: `label`, `name`, `id` (else the name), `value`, `rows` (3), `hint`, `error`, `placeholder`, `required`, `optional`, `readonly`, `autofocus`, `maxlength`.
///
/// Example: `<TextArea label="Message" name="message" optional=true/>`
#[component]
pub fn TextArea(
    /// Words above it.
    #[prop(into)]
    label: String,
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Id, when the name is not unique on the page.
    #[prop(optional, into)]
    id: Option<String>,
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
    /// Lines shown at first.
    #[prop(default = 3)]
    rows: u32,
    /// Quiet sentence below it.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong and how to fix it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Example inside the empty area.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Must not be empty.
    #[prop(optional)]
    required: bool,
    /// Says that it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Cannot be changed, is sent.
    #[prop(optional)]
    readonly: bool,
    /// Takes the focus when its page or dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// Longest value in UTF-16 units.
    #[prop(optional)]
    maxlength: Option<u32>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let described = note_id(&id, hint.as_ref(), error);
    let value = if readonly { value } else { kept_value(&name).unwrap_or(value) };
    let area = view! {
        <textarea
            class="input"
            id=id.clone()
            name=name
            rows=rows
            placeholder=placeholder
            required=required
            readonly=readonly
            autofocus=autofocus
            maxlength=maxlength
            aria-describedby=described
            aria-invalid=move || error.get().map(|_| "true")
        >
            {value}
        </textarea>
    };
    view! { <Labelled id label optional hint error>{area}</Labelled> }
}
