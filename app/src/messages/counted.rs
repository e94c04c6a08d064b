use super::{common, number};

/// The words of a list's foot: all of them, or how many of them are shown: "247 keys", "50 of 1,204 keys".
///
/// `words` counts the whole: `|count| t::api_keys::count(count)`.
pub(crate) fn shown_of(shown: usize, total: Option<i64>, words: impl Fn(i64) -> String) -> String {
    let total = total.unwrap_or_default();
    let all = words(total);
    if i64::try_from(shown) == Ok(total) { all } else { common::shown_of(&number(shown), &all) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::api_keys::count;

    #[test]
    fn a_whole_list_is_counted_without_of() {
        assert_eq!(shown_of(1, Some(1), count), "1 key");
        assert_eq!(shown_of(50, Some(1_204), count), "50 of 1,204 keys");
    }
}
