use super::post_form::kept_choice;
use leptos::prelude::*;

/// A checkbox with its words and, if wanted, an explanation.
///
/// Props: `name`, `value` (`true` unless said), `checked`, `disabled`, `hint`; children are the words.
///
/// Example: `<Checkbox name="remember" hint="On this device only.">"Keep me signed in"</Checkbox>`
#[component]
pub fn Checkbox(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Value sent when ticked.
    #[prop(into, default = "true".to_owned())]
    value: String,
    /// Ticked at first.
    #[prop(optional)]
    checked: bool,
    /// Cannot be used, is not sent.
    #[prop(optional)]
    disabled: bool,
    /// Explanation below the words.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let checked = kept_choice(&name, &value).unwrap_or(checked);
    view! {
        <label class="choice">
            <input class="check" type="checkbox" name=name value=value checked=checked disabled=disabled/>
            <span>{children()}</span>
            {hint.map(|hint| view! { <span class="hint">{hint}</span> })}
        </label>
    }
}

/// One of several: a radio button with its words.
///
/// Props: `name` (shared by the group), `value`, `checked`, `disabled`, `hint`; children are the words.
///
/// Example: `<Radio name="expiry" value="90" checked=true>"90 days"</Radio>`
#[component]
pub fn Radio(
    /// Name in the form, shared by the group.
    #[prop(into)]
    name: String,
    /// Value sent when chosen.
    #[prop(into)]
    value: String,
    /// Chosen at first.
    #[prop(optional)]
    checked: bool,
    /// Cannot be used.
    #[prop(optional)]
    disabled: bool,
    /// Explanation below the words.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let checked = kept_choice(&name, &value).unwrap_or(checked);
    view! {
        <label class="choice">
            <input class="check" type="radio" name=name value=value checked=checked disabled=disabled/>
            <span>{children()}</span>
            {hint.map(|hint| view! { <span class="hint">{hint}</span> })}
        </label>
    }
}

/// One of several, as a card: for few choices that need an explanation.
///
/// Props: `name` (shared by the group), `value`, `label`, `hint`, `checked`, `disabled`, `many` (ticks instead of one choice).
///
/// Example: `<ChoiceCard name="kind" value="live" label="Live" hint="Counts as usage" checked=true/>`
#[component]
pub fn ChoiceCard(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Value sent when chosen.
    #[prop(into)]
    value: String,
    /// The words.
    #[prop(into)]
    label: String,
    /// Explanation below the words.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Chosen at first.
    #[prop(optional)]
    checked: bool,
    /// Cannot be used.
    #[prop(optional)]
    disabled: bool,
    /// Several can be chosen.
    #[prop(optional)]
    many: bool,
) -> impl IntoView {
    let checked = kept_choice(&name, &value).unwrap_or(checked);
    view! {
        <label class="choice choice-card">
            <input
                class="check"
                type=if many { "checkbox" } else { "radio" }
                name=name
                value=value
                checked=checked
                disabled=disabled
            />
            <span class="strong">{label}</span>
            {hint.map(|hint| view! { <span class="hint">{hint}</span> })}
        </label>
    }
}

/// A legend around choices that belong together.
///
/// Props: `legend`, `hint`; children are `Checkbox`, `Radio` or `ChoiceCard`.
///
/// Example: `<ChoiceGroup legend="Expires"><Radio ..>..</Radio></ChoiceGroup>`
#[component]
pub fn ChoiceGroup(
    /// Words above the choices.
    #[prop(into)]
    legend: String,
    /// Quiet sentence below them.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The choices.
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="field">
            <legend>{legend}</legend>
            <div class="stack" data-gap="tight">{children()}</div>
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
        </fieldset>
    }
}

/// On or off, applied at once or with the save bar of its page.
///
/// Props: `name`, `id` (else the name), `label` (for screen readers, when no [`Setting`] labels it), `checked`, `disabled`.
///
/// Example: `<Switch name="own_domains" label="Only own domains"/>`
#[component]
pub fn Switch(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Id, when the name is not unique on the page.
    #[prop(optional, into)]
    id: Option<String>,
    /// Name for screen readers.
    #[prop(optional, into)]
    label: Option<String>,
    /// On at first.
    #[prop(optional)]
    checked: bool,
    /// Cannot be used, is not sent.
    #[prop(optional)]
    disabled: bool,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let checked = kept_choice(&name, "true").unwrap_or(checked);
    view! {
        <input class="switch" type="checkbox" role="switch" id=id name=name value="true" aria-label=label checked=checked disabled=disabled/>
    }
}

/// A row of a settings card: words and explanation left, a [`Switch`] or button right.
///
/// Props: `label`, `hint`, `control` (id of what the label belongs to); the child is the control.
///
/// Example: `<Setting label="Only own domains" control="own_domains"><Switch name="own_domains"/></Setting>`
#[component]
pub fn Setting(
    /// The words.
    #[prop(into)]
    label: String,
    /// Explanation below them.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Id of the control.
    #[prop(into)]
    control: String,
    /// The control.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="setting">
            <div>
                <label for=control>{label}</label>
                {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
            </div>
            {children()}
        </div>
    }
}
