//! The sections of `/account` about how the console is to be: language, colours, keys.

use super::{account::Section, account_rpc::SetSingleKeyShortcuts};
use crate::remote::FormAction;
use crate::{
    Locale, messages as t,
    theme::Theme,
    ui::{Button, ChoiceCard, FormProblem, PostForm, Setting, Switch, action_error, dom},
};
use contract::accounts::Preferences;
use leptos::prelude::*;

/// The language that goes with somebody who chose none.
const OF_BROWSER: &str = "browser";

/// Language and keys, which the account keeps.
pub(super) fn sections(
    preferences: &Preferences,
    shortcuts: FormAction<SetSingleKeyShortcuts>,
) -> impl IntoView + use<> {
    let locale = preferences.locale.as_deref().and_then(Locale::parse);
    view! {
        {language_section(locale)}
        {keyboard_section(preferences.single_key_shortcuts, shortcuts)}
    }
}

/// A plain form, with scripts too: another language comes with another document. Without scripts a button sends the choice.
fn language_section(chosen: Option<Locale>) -> impl IntoView {
    let languages = Locale::ALL.map(|locale| {
        view! {
            <ChoiceCard
                name="locale"
                value=locale.tag()
                label=locale.name()
                checked=chosen == Some(locale)
                attr:lang=locale.tag()
            />
        }
    });
    view! {
        <Section title=t::accounts::language() text=t::accounts::language_text()>
            <form class="stack" method="post" action="/locale" on:change=|event| dom::submit_form(&event)>
                <fieldset class="grid" data-min="small">
                    <legend class="visually-hidden">{t::accounts::language()}</legend>
                    <ChoiceCard
                        name="locale"
                        value=OF_BROWSER
                        label=t::accounts::language_of_browser()
                        checked=chosen.is_none()
                    />
                    {languages}
                </fieldset>
                <div class="form-actions unscripted">
                    <Button submit=true>{t::accounts::save_language()}</Button>
                </div>
            </form>
        </Section>
    }
}

/// Light, dark or the system's colours. Without scripts a button sends the choice.
#[component]
pub(super) fn AppearanceSection() -> impl IntoView {
    let now = use_context::<Theme>().unwrap_or_else(Theme::of_document);
    let card = move |theme: Theme, label: &'static str| {
        view! { <ChoiceCard name="theme" value=theme.as_str() label checked=now == theme/> }
    };
    view! {
        <Section title=t::accounts::appearance() text=t::accounts::appearance_text()>
            <form
                class="stack"
                method="post"
                action="/theme"
                on:change=|event| Theme::parse(&event_target_value(&event)).apply()
            >
                <fieldset class="grid" data-min="small">
                    <legend class="visually-hidden">{t::accounts::theme()}</legend>
                    {card(Theme::System, t::accounts::theme_of_system())}
                    {card(Theme::Light, t::accounts::theme_light())}
                    {card(Theme::Dark, t::accounts::theme_dark())}
                </fieldset>
                <div class="form-actions unscripted">
                    <Button submit=true>{t::accounts::save_appearance()}</Button>
                </div>
            </form>
        </Section>
    }
}

fn keyboard_section(on: bool, action: FormAction<SetSingleKeyShortcuts>) -> impl IntoView {
    view! {
        <Section title=t::accounts::keyboard() text=t::accounts::keyboard_text()>
            <FormProblem error=action_error(action)/>
            <PostForm action attr:class="stack">
                <Setting
                    label=t::accounts::single_keys()
                    hint=t::accounts::single_keys_hint()
                    control="single-key-shortcuts"
                >
                    <Switch
                        name="on"
                        id="single-key-shortcuts"
                        checked=on
                        on:change=move |event| {
                            action.running().send_field("on", if event_target_checked(&event) { "true" } else { "false" });
                        }
                    />
                </Setting>
                <div class="form-actions unscripted">
                    <Button submit=true>{t::accounts::save_keyboard()}</Button>
                </div>
            </PostForm>
        </Section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::accounts::LOCALES;

    #[test]
    fn the_account_keeps_every_language_of_the_console_and_no_other() {
        assert_eq!(Locale::ALL.map(Locale::tag), LOCALES);
        assert_eq!(Locale::parse(OF_BROWSER), None);
    }
}
