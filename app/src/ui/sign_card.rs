use super::{Brand, Button, Icon, Size, ThemeMenu, Tone, Variant, sign_footer::SignFooter};
use leptos::prelude::*;
use leptos_meta::Title;

/// Frame of the public pages: brand, one card, footer. Contains the `main` landmark and sets the tab's title.
///
/// Props: `title`, `text`, `wide` (544 px for forms of several fields), `mark` (avatar or seal above the title); children fill the card: forms, alerts, buttons.
///
/// Example: `<SignCard title="Sign in" text="to Guildhall"><form ..>..</form></SignCard>`
#[component]
pub fn SignCard(
    /// Words of the `h1`.
    #[prop(into)]
    title: String,
    /// One sentence below it.
    #[prop(optional, into)]
    text: Option<String>,
    /// 544 px instead of 392 px.
    #[prop(optional)]
    wide: bool,
    /// An avatar or icon above the title.
    #[prop(optional, into)]
    mark: Option<ViewFnOnce>,
    /// What the card holds.
    children: Children,
) -> impl IntoView {
    view! {
        <Title text=title.clone()/>
        <div class="sign">
            <header>
                <Brand/>
                <ThemeMenu/>
            </header>
            <main class="sign-main" id="main" tabindex="-1">
                <div class="sign-card" data-size=wide.then_some("wide")>
                    <header>
                        {mark.map(|mark| mark.run())}
                        <h1>{title}</h1>
                        {text.map(|text| view! { <p>{text}</p> })}
                    </header>
                    {children()}
                </div>
            </main>
            <SignFooter/>
        </div>
    }
}

/// The main button of the form in a [`SignCard`].
///
/// Props: `busy`; children are the words.
///
/// Example: `<SignButton busy=action.pending()>"Sign in"</SignButton>`
#[component]
pub fn SignButton(
    /// Work is going on.
    #[prop(into)]
    busy: Signal<bool>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <Button variant=Variant::Primary size=Size::Large block=true submit=true busy>
            {children()}
        </Button>
    }
}

/// A round icon above the title of a [`SignCard`]: how it ended.
///
/// Props: `icon`, `tone`.
///
/// Example: `<SignCard title="Check your mail" mark=|| view! { <Seal icon="mail"/> }>..</SignCard>`
#[component]
pub fn Seal(
    /// Icon.
    icon: &'static str,
    /// Colour.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    view! {
        <span class="seal" aria-hidden="true" data-tone=tone.word()>
            <Icon name=icon/>
        </span>
    }
}
