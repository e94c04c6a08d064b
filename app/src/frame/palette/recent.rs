//! Where the reader went by the palette last, kept in the browser. Called from effects and event handlers only.

use super::entries::{Does, Entry, Group};
use leptos::{prelude::*, web_sys};

/// Places that are remembered for each account.
const KEPT: usize = 5;
const PREFIX: &str = "palette:";

/// A line of what is kept. No name has a tab or an end of a line in it.
struct Place {
    title: String,
    hint: String,
    href: String,
}

impl Place {
    fn read(line: &str) -> Option<Self> {
        let mut parts = line.split('\t').map(str::to_owned);
        let place = Self { title: parts.next()?, hint: parts.next()?, href: parts.next()? };
        place.href.starts_with('/').then_some(place)
    }

    fn line(&self) -> String {
        [&*self.title, &*self.hint, &*self.href].join("\t")
    }
}

fn storage() -> Option<web_sys::Storage> {
    // Browsers may refuse it; then nothing is remembered.
    window().local_storage().ok().flatten()
}

fn read(user: &str) -> Vec<Place> {
    let text = storage().and_then(|storage| storage.get_item(&format!("{PREFIX}{user}")).ok().flatten());
    text.unwrap_or_default().lines().filter_map(Place::read).collect()
}

/// The places, latest first.
pub(super) fn places(user: &str) -> Vec<Entry> {
    let entry = |place: Place| {
        let entry = Entry::go(Group::Recent, place.title, "history", place.href);
        Entry { hint: place.hint, ..entry }
    };
    read(user).into_iter().map(entry).collect()
}

/// Remembers where an entry led.
pub(super) fn remember(user: &str, entry: &Entry) {
    let Does::Go(href) = &entry.does else { return };
    let mut places = read(user);
    places.retain(|place| place.href != *href);
    places.insert(0, Place { title: entry.title.clone(), hint: entry.hint.clone(), href: href.clone() });
    places.truncate(KEPT);
    if let Some(storage) = storage() {
        let lines: Vec<_> = places.iter().map(Place::line).collect();
        // A full storage keeps what it had.
        let _ = storage.set_item(&format!("{PREFIX}{user}"), &lines.join("\n"));
    }
}

/// Forgets the places: names of an organization stay with nobody who signs out.
pub(super) fn forget(user: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&format!("{PREFIX}{user}"));
    }
}
