use crate::{messages as t, ui::SignCard};
use leptos::prelude::*;

/// `/accessibility`: how far everyone can use the console, how that was found out, and what is known to be missing.
#[component]
pub(crate) fn AccessibilityPage() -> impl IntoView {
    let list = |lines: &[&'static str]| {
        let lines = lines.iter().map(|line| view! { <li>{*line}</li> }).collect_view();
        view! { <ul>{lines}</ul> }
    };
    let tested = [
        t::accessibility::tested_axe(),
        t::accessibility::tested_contrast(),
        t::accessibility::tested_keyboard(),
        t::accessibility::tested_scripts(),
        t::accessibility::tested_people(),
    ];
    let limits = [
        t::accessibility::limit_content(),
        t::accessibility::limit_mail(),
        t::accessibility::limit_reference(),
        t::accessibility::limit_browsers(),
        t::accessibility::limit_keys(),
    ];
    view! {
        <SignCard wide=true title=t::accessibility::title() text=t::accessibility::text()>
            <div class="prose">
                <h2>{t::accessibility::conformance()}</h2>
                <p>{t::accessibility::conformance_text(env!("CARGO_PKG_VERSION"))}</p>
                <h2>{t::accessibility::tested()}</h2>
                {list(&tested)}
                <h2>{t::accessibility::limits()}</h2>
                {list(&limits)}
                <h2>{t::accessibility::contact()}</h2>
                <p>{t::accessibility::contact_text()}</p>
            </div>
        </SignCard>
    }
}
