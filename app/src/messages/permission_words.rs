//! Permissions in the reader's language. Their codes and English words, which the API sends too, are in `contract`.

use super::permissions as words;
use contract::Permission;

/// What a permission is called.
pub(crate) fn permission_title(permission: Permission) -> String {
    words::title(&key(permission.name()))
}

/// What a permission allows, in a sentence.
pub(crate) fn permission_description(permission: Permission) -> String {
    words::description(&key(permission.name()))
}

/// The heading under which a permission stands in the role editor, by its English words.
pub(crate) fn permission_group(group: &str) -> String {
    words::group(&key(&group.to_lowercase()))
}

/// A word as the messages choose by it.
fn key(word: &str) -> String {
    word.replace(['.', ' '], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_words_are_those_of_the_api() {
        for permission in Permission::ALL.iter().copied() {
            assert_eq!(permission_title(permission), permission.title());
            assert_eq!(permission_description(permission), permission.description());
            assert_eq!(permission_group(permission.group()), permission.group());
        }
    }
}
