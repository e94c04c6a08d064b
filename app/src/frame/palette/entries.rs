//! What the palette offers, and which of it fits what is typed. Knows no browser.

use crate::{
    frame::{Found, Hit, PageContext, encode, navigation},
    messages as t,
    projects::project_path,
    theme::Theme,
    ui::{NavItem, letters::lower},
};
use contract::{Permission, organizations::OrganizationContext};

/// Entries of a group that are shown at once.
const SHOWN: usize = 6;

/// Where an entry stands, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Recent,
    Pages,
    Actions,
    Members,
    Projects,
    Keys,
    Organizations,
}

impl Group {
    /// Words of its heading.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Recent => t::frame::palette_recent(),
            Self::Pages => t::frame::palette_pages(),
            Self::Actions => t::frame::palette_actions(),
            Self::Members => t::frame::members(),
            Self::Projects => t::frame::projects(),
            Self::Keys => t::frame::keys(),
            Self::Organizations => t::frame::palette_organizations(),
        }
    }
}

/// What stands before the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Picture {
    Icon(&'static str),
    /// A person's avatar, or a thing's; the id decides its colour.
    Avatar {
        id: String,
        square: bool,
    },
}

/// What choosing an entry does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Does {
    Go(String),
    Theme(Theme),
    ShowKeys,
    SignOut,
}

/// One line of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) group: Group,
    pub(super) title: String,
    /// Quiet words at the end; they are searched too.
    pub(super) hint: String,
    pub(super) picture: Picture,
    pub(super) does: Does,
}

impl Entry {
    pub(super) fn go(group: Group, title: impl Into<String>, icon: &'static str, href: impl Into<String>) -> Self {
        let (title, does) = (title.into(), Does::Go(href.into()));
        Self { group, title, hint: String::new(), picture: Picture::Icon(icon), does }
    }

    fn act(title: &str, icon: &'static str, does: Does) -> Self {
        Self { group: Group::Actions, title: title.to_owned(), hint: String::new(), picture: Picture::Icon(icon), does }
    }
}

/// Everything that can be offered without asking the server.
pub(super) fn known(context: &PageContext) -> Vec<Entry> {
    let mut entries = Vec::new();
    if let Some(org) = &context.org {
        entries.extend(of_organization(org));
    }
    let here = context.org.as_ref().map(|org| &org.organization.id);
    let page = |title: &str, icon, href: &str| Entry::go(Group::Pages, title, icon, href);
    entries.push(page(t::ui::account(), "user", "/account"));
    entries.push(page(t::ui::switcher_all(), "building-2", "/?all=1"));
    if context.me.super_admin {
        entries.push(page(t::ui::nav_administration(), "server", "/admin"));
    }
    let go = |title: &str, icon, href: &str| Entry::go(Group::Actions, title, icon, href);
    entries.push(go(t::common::create_organization(), "plus", "/organizations/new"));
    entries.push(go(t::frame::palette_join(), "ticket", "/join"));
    for (theme, icon, words) in [
        (Theme::Light, "sun", t::ui::theme_light()),
        (Theme::Dark, "moon", t::ui::theme_dark()),
        (Theme::System, "monitor", t::ui::theme_system()),
    ] {
        entries.push(Entry::act(&t::frame::palette_theme(words), icon, Does::Theme(theme)));
    }
    entries.push(Entry::act(t::frame::keys_title(), "command", Does::ShowKeys));
    entries.push(Entry::act(t::common::sign_out(), "log-out", Does::SignOut));
    let others = context.me.memberships.iter().filter(|one| Some(&one.organization.id) != here);
    entries.extend(others.map(|one| Entry {
        hint: one.role.clone(),
        picture: Picture::Avatar { id: one.organization.id.to_string(), square: true },
        ..Entry::go(Group::Organizations, one.organization.name.clone(), "", format!("/o/{}", one.organization.slug))
    }));
    entries
}

fn of_organization(org: &OrganizationContext) -> Vec<Entry> {
    use Permission as P;
    let base = format!("/o/{}", org.organization.slug);
    let pages = navigation(&base, org.permissions).into_iter().flat_map(|group| group.items);
    let pages = pages.map(|NavItem { label, href, icon, .. }| Entry::go(Group::Pages, label, icon, href));
    let actions = [
        (P::UsersInvite, t::frame::palette_invite(), "user-plus", "/invitations?invite=1"),
        (P::ApiKeysCreate, t::frame::palette_create_key(), "key-round", "/keys/new"),
        (P::ProjectsCreate, t::frame::palette_create_project(), "boxes", "/projects?create=1"),
        (P::RolesCreate, t::frame::palette_create_role(), "shield-check", "/roles/new"),
        (P::UsersInvite, t::frame::palette_create_code(), "ticket", "/join-codes?create=1"),
    ];
    let actions = actions.into_iter().filter(|(needs, ..)| org.permissions.contains(*needs));
    let actions = actions.map(|(_, words, icon, path)| Entry::go(Group::Actions, words, icon, format!("{base}{path}")));
    pages.chain(actions).collect()
}

/// What the server found in an organization.
pub(super) fn of_found(slug: &str, found: &Found) -> Vec<Entry> {
    let base = format!("/o/{slug}");
    let entry = |group, hit: &Hit, icon, href: String| {
        let entry = Entry::go(group, hit.name.clone(), icon, href);
        Entry { hint: hit.detail.clone(), ..entry }
    };
    let members = found.members.iter().map(|hit| Entry {
        picture: Picture::Avatar { id: hit.id.clone(), square: false },
        ..entry(Group::Members, hit, "", format!("{base}/members?q={}", encode(&hit.detail)))
    });
    let projects = found.projects.iter().map(|hit| entry(Group::Projects, hit, "boxes", project_path(slug, &hit.name)));
    let keys = found.keys.iter().map(|hit| entry(Group::Keys, hit, "key-round", format!("{base}/keys")));
    members.chain(projects).chain(keys).collect()
}

/// The entries that fit what is typed, best first within their groups, and the groups by their best entry. Without a word all
/// of them, in the order of the groups.
pub(super) fn fitting(entries: Vec<Entry>, typed: &str) -> Vec<Entry> {
    let words: Vec<String> = typed.split_whitespace().map(lower).collect();
    let mut scored: Vec<(u32, Entry)> =
        entries.into_iter().filter_map(|entry| Some((score(&entry, &words)?, entry))).collect();
    // Stable: what fits equally stays in the order in which it came.
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let mut groups: Vec<(Group, Vec<Entry>)> = Vec::new();
    for (_, entry) in scored {
        match groups.iter_mut().find(|(group, _)| *group == entry.group) {
            Some((_, entries)) => entries.push(entry),
            None => groups.push((entry.group, vec![entry])),
        }
    }
    if words.is_empty() {
        groups.sort_by_key(|(group, _)| *group);
    }
    let at_once = if words.is_empty() { usize::MAX } else { SHOWN };
    groups.into_iter().flat_map(|(_, entries)| entries.into_iter().take(at_once)).collect()
}

/// How well an entry fits: every word must be somewhere in it.
fn score(entry: &Entry, words: &[String]) -> Option<u32> {
    let (title, hint) = (lower(&entry.title), lower(&entry.hint));
    let mut sum = 0;
    for word in words {
        let of_title = fit(&title, word).map(|fit| fit * 2);
        let of_hint = fit(&hint, word).filter(|fit| *fit > 0);
        sum += of_title.max(of_hint)?;
    }
    Some(sum)
}

/// 4 the whole, 3 its beginning, 2 the beginning of a word in it, 1 somewhere, 0 its letters in this order.
fn fit(text: &str, word: &str) -> Option<u32> {
    if let Some(place) = text.find(word) {
        let begins_word =
            |place: usize| text[..place].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        let any = text.match_indices(word).any(|(place, _)| begins_word(place));
        return Some(match place {
            0 if text.len() == word.len() => 4,
            0 => 3,
            _ if any => 2,
            _ => 1,
        });
    }
    let mut letters = text.chars();
    (word.chars().count() > 1 && word.chars().all(|letter| letters.any(|other| other == letter))).then_some(0)
}

/// The part of a title that was typed: where it begins and ends in bytes.
pub(super) fn marked(title: &str, typed: &str) -> Option<(usize, usize)> {
    let word = lower(typed.split_whitespace().next()?);
    let begins = title.char_indices().map(|(place, _)| place);
    begins.into_iter().find_map(|begin| {
        let rest = title.get(begin..)?;
        let mut end = begin;
        let mut wanted = word.as_str();
        for letter in rest.chars() {
            let lower = lower(letter.encode_utf8(&mut [0; 4]));
            wanted = wanted.strip_prefix(lower.as_str())?;
            end += letter.len_utf8();
            if wanted.is_empty() {
                return Some((begin, end));
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(entries: &[&str], typed: &str) -> Vec<String> {
        let entries = entries.iter().map(|title| Entry::go(Group::Pages, *title, "x", "/")).collect();
        fitting(entries, typed).into_iter().map(|entry| entry.title).collect()
    }

    #[test]
    fn beginnings_come_before_middles_and_those_before_scattered_letters() {
        let all = ["Audit log", "Join codes", "API keys", "Invitations", "Create join code"];
        assert_eq!(titles(&all, "jo"), ["Join codes", "Create join code"]);
        assert_eq!(titles(&all, "co"), ["Join codes", "Create join code"]);
        assert_eq!(titles(&all, "ak"), ["API keys"]);
        assert_eq!(titles(&all, "keys api"), ["API keys"], "words in any order");
        assert_eq!(titles(&all, "zz"), Vec::<String>::new());
        assert_eq!(titles(&all, " "), all);
    }

    #[test]
    fn the_group_with_the_best_entry_comes_first() {
        let entries = vec![
            Entry::go(Group::Pages, "Settings of keys", "x", "/a"),
            Entry::go(Group::Members, "Kim", "x", "/b"),
            Entry::go(Group::Recent, "Kim", "x", "/b"),
        ];
        let groups: Vec<_> = fitting(entries.clone(), "ki").into_iter().map(|entry| entry.group).collect();
        assert_eq!(groups, [Group::Members, Group::Recent]);
        assert_eq!(fitting(entries, "")[0].group, Group::Recent);
    }

    #[test]
    fn the_typed_part_is_marked_in_any_script() {
        assert_eq!(marked("Invitations", "INV"), Some((0, 3)));
        assert_eq!(marked("Łukasz Wójcik", "wój x"), Some((8, 12)));
        assert_eq!(marked("Audit log", "zz"), None);
    }

    #[test]
    fn one_who_may_nothing_is_offered_nothing_of_the_organization() {
        assert!(navigation("/o/x", contract::PermissionSet::EMPTY).is_empty());
    }
}
