use super::{env_word, rpc::RotateKey};
use crate::remote::FormAction;
use crate::{
    messages::{self as t, SLOT, around},
    ui::*,
};
use contract::api_keys::ApiKey;
use leptos::prelude::*;

/// How long the old key may work on, in seconds, the safest first.
const GRACES: [u32; 4] = [0, 3_600, 21_600, 86_400];

/// Asks how long the old key works on, and says what takes its place.
pub(super) fn rotate_dialog(
    slug: &str,
    key: &ApiKey,
    back: String,
    rotate: FormAction<RotateKey>,
) -> impl IntoView + use<> {
    let (org, id, after) = (slug.to_owned(), key.id.to_string(), back.clone());
    let what = format!("{} · {}…{}", env_word(key.env), key.prefix, key.last_four);
    let used = match key.last_used_at {
        Some(at) => around(&t::api_keys::last_used(SLOT), view! { <Time at exact=true/> }).into_any(),
        None => t::api_keys::never_used().into_any(),
    };
    view! {
        <FormDialog
            id="rotate-key"
            title=t::api_keys::rotate_title(&key.name)
            text=t::api_keys::rotate_text()
            back
            action=rotate
            button=t::api_keys::rotate_button()
            let:error
        >
            <input type="hidden" name="org" value=org/>
            <input type="hidden" name="id" value=id/>
            <input type="hidden" name="back" value=after/>
            <p class="muted mono">{what}</p>
            <ChoiceGroup legend=t::api_keys::old_key()>
                {GRACES.map(choice).into_iter().collect_view()}
            </ChoiceGroup>
            <FieldProblem error field="grace_seconds"/>
            <p class="muted">{used}</p>
        </FormDialog>
    }
}

fn choice(grace: u32) -> impl IntoView {
    let (label, hint) = match grace {
        0 => (t::api_keys::grace_none().to_owned(), Some(t::api_keys::grace_none_hint())),
        86_400 => (t::api_keys::grace_hours(24_u32), Some(t::api_keys::grace_day_hint())),
        seconds => (t::api_keys::grace_hours(seconds / 3_600), None),
    };
    let checked = grace == 86_400;
    match hint {
        Some(hint) => view! { <ChoiceCard name="grace" value=grace.to_string() label hint checked/> }.into_any(),
        None => view! { <ChoiceCard name="grace" value=grace.to_string() label checked/> }.into_any(),
    }
}
