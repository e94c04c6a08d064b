//! The sheet holds every component, so one rendering of it proves the rules that all of them keep.

use super::{Sheet, whole};
use leptos::prelude::*;
use std::collections::HashSet;

fn page() -> String {
    Owner::new().with(|| {
        leptos_meta::provide_meta_context();
        Sheet().to_html()
    })
}

#[test]
fn parts_that_fill_a_page_have_its_landmark() {
    Owner::new().with(|| {
        leptos_meta::provide_meta_context();
        let pages: Vec<_> = whole::SHOWN.iter().filter_map(|(word, _)| whole::page(word)).collect();
        assert_eq!(pages.len(), 4);
        for page in pages {
            assert_eq!(values(&page.to_html(), "id").iter().filter(|id| **id == "main").count(), 1);
        }
    });
}

/// Every value of an attribute in the page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn ids_are_unique_and_every_reference_meets_one() {
    let html = page();
    let ids = values(&html, "id");
    let known: HashSet<_> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len(), "an id appears twice");
    for attribute in ["for", "aria-describedby", "aria-labelledby", "popovertarget", "commandfor"] {
        let targets = values(&html, attribute);
        assert!(!targets.is_empty(), "{attribute} is used somewhere");
        for target in targets {
            assert!(known.contains(target), "{attribute}={target} points at nothing");
        }
    }
}

#[test]
fn every_icon_is_in_the_sprite() {
    let sprite = include_str!("../../../style/assets/icons.svg");
    let html = page();
    let icons: HashSet<_> =
        values(&html, "href").into_iter().filter_map(|href| href.strip_prefix("/icons.svg#")).collect();
    assert!(icons.contains("check"));
    for icon in icons {
        assert!(sprite.contains(&format!("id=\"{icon}\"")), "{icon} is not in the sprite");
    }
}

#[test]
fn nothing_needs_what_the_content_policy_forbids() {
    let html = page();
    assert!(values(&html, "style").is_empty(), "style attributes are blocked");
    assert!(!html.contains(" onclick="), "inline handlers are blocked");
}

#[test]
fn an_error_marks_its_field_and_takes_the_place_of_the_hint() {
    let html = Owner::new().with(|| {
        let field = view! { <crate::ui::Field label="Name" name="name" hint="Shown to all." error="Too long. Keep it under 80 letters."/> };
        field.to_html()
    });
    assert_eq!(values(&html, "aria-invalid"), ["true"]);
    assert_eq!(values(&html, "aria-describedby"), ["name-d"]);
    assert!(html.contains("Too long.") && !html.contains("Shown to all."), "{html}");
}

#[test]
fn a_button_without_words_has_a_name() {
    let html = Owner::new().with(|| view! { <crate::ui::Button icon="x" label="Dismiss"/> }.to_html());
    assert_eq!(values(&html, "aria-label"), ["Dismiss"]);
    assert!(html.contains(" data-icon"), "{html}");
    assert!(html.contains("type=\"button\"") && !html.contains(" disabled"), "{html}");
}
