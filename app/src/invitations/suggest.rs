//! What a row of a list may have meant.

use crate::ui::letters::lower;
use contract::invitations::{BulkResult, BulkVerdict};
use std::collections::HashMap;

/// For each row that cannot be sent, a role or an address close to what stands there.
pub(super) fn suggestions(rows: &[BulkResult], roles: &[String]) -> Vec<Option<String>> {
    let mut domains: HashMap<&str, usize> = HashMap::new();
    for row in rows.iter().filter(|row| row.result != BulkVerdict::Invalid) {
        if let Some((_, domain)) = row.email.rsplit_once('@') {
            *domains.entry(domain).or_default() += 1;
        }
    }
    // The commonest first, and in a fixed order among equals.
    let mut domains: Vec<(&str, usize)> = domains.into_iter().collect();
    domains.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    let domains: Vec<&str> = domains.into_iter().map(|(domain, _)| domain).collect();
    let of = |row: &BulkResult| match row.result {
        BulkVerdict::Invalid if !roles.contains(&row.role) => nearest(&row.role, roles.iter().map(String::as_str)),
        BulkVerdict::Invalid => address(&row.email, &domains),
        _ => None,
    };
    rows.iter().map(of).collect()
}

/// The address with a domain that other rows have, when its own looks like a slip of it.
fn address(email: &str, domains: &[&str]) -> Option<String> {
    let (local, domain) = email.rsplit_once('@')?;
    let local = local.trim_end_matches('@');
    let plain = |text: &str| text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'));
    if local.is_empty() || !plain(local) {
        return None;
    }
    let whole = domains.iter().find(|known| known.split_once('.').is_some_and(|(name, _)| name == domain));
    let domain = whole.map(|known| (*known).to_owned()).or_else(|| nearest(domain, domains.iter().copied()))?;
    Some(format!("{local}@{domain}"))
}

/// The word that differs in the fewest letters, when they are few for its length.
fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let word = lower(word);
    let most = (word.chars().count() / 3).clamp(1, 3);
    let near = known.map(|known| (distance(&word, &lower(known)), known)).filter(|(far, _)| *far <= most);
    near.min_by_key(|(far, _)| *far).map(|(_, known)| known.to_owned())
}

/// How many letters are to be put in, left out or replaced to make one word the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut corner = line;
        let mut left = line + 1;
        for (above, there) in row.iter_mut().skip(1).zip(&other) {
            let replaced = corner + usize::from(letter != *there);
            corner = *above;
            left = replaced.min(left + 1).min(*above + 1);
            *above = left;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(email: &str, role: &str, result: BulkVerdict) -> BulkResult {
        BulkResult { row: 1, email: email.to_owned(), role: role.to_owned(), result, reason: None, invitation_id: None }
    }

    #[test]
    fn letters_are_counted() {
        for (one, other, far) in [("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("admin", "admin", 0)] {
            assert_eq!(distance(one, other), far, "{one} {other}");
        }
    }

    #[test]
    fn a_slip_is_mended_and_nothing_is_made_up() {
        use BulkVerdict::{AlreadyMember, Created, Invalid};
        let roles = ["owner", "admin", "coordinator"].map(str::to_owned);
        let rows = [
            row("a@kessler.example", "admin", Created),
            row("b@harbor.example", "admin", AlreadyMember),
            row("c@kessler", "admin", Invalid),
            row("d@@kesler.example", "admin", Invalid),
            row("e@harbor.example", "cordinator", Invalid),
            row("f@harbor.example", "pirate", Invalid),
            row("nobody", "admin", Invalid),
            row("g@elsewhere", "admin", Invalid),
        ];
        let found = suggestions(&rows, &roles);
        let found: Vec<_> = found.iter().map(Option::as_deref).collect();
        let mended = [Some("c@kessler.example"), Some("d@kessler.example"), Some("coordinator")];
        assert_eq!(found, [&[None, None], &mended[..], &[None, None, None]].concat());
    }
}
