use super::{
    field::{Labelled, note_id},
    post_form::kept_value,
};
use leptos::prelude::*;

/// One entry of a [`Select`]: value, words, and whether it can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Value in the form.
    pub value: String,
    /// Words shown.
    pub label: String,
    /// Shown, but not to be chosen.
    pub disabled: bool,
}

impl Choice {
    /// An entry that can be chosen.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), disabled: false }
    }
}

/// One of a list of choices: label, select, hint or error.
///
/// Props: `label`, `name`, `choices` (`Vec<Choice>`), `selected` (value), `id` (else the name), `hint`, `error`, `required`, `disabled`, `autofocus`.
///
/// Example: `<Select label="Role" name="role" choices=vec![Choice::new("member", "member")] selected="member"/>`
#[component]
pub fn Select(
    /// Words above it.
    #[prop(into)]
    label: String,
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// Value chosen at first.
    #[prop(optional, into)]
    selected: String,
    /// Id, when the name is not unique on the page.
    #[prop(optional, into)]
    id: Option<String>,
    /// Quiet sentence below it.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong and how to fix it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Something must be chosen.
    #[prop(optional)]
    required: bool,
    /// Cannot be used, is not sent.
    #[prop(optional)]
    disabled: bool,
    /// Takes the focus when its page or dialog opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let described = note_id(&id, hint.as_ref(), error);
    let selected = kept_value(&name).unwrap_or(selected);
    let options = choices.into_iter().map(|choice| {
        let chosen = choice.value == selected;
        view! { <option value=choice.value selected=chosen disabled=choice.disabled>{choice.label}</option> }
    });
    let control = view! {
        <div class="select">
            <select
                class="input"
                id=id.clone()
                name=name
                required=required
                disabled=disabled
                autofocus=autofocus
                aria-describedby=described
                aria-invalid=move || error.get().map(|_| "true")
            >
                {options.collect_view()}
            </select>
        </div>
    };
    view! { <Labelled id label optional=false hint error>{control}</Labelled> }
}
