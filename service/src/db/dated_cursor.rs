//! Cursors that die: those of lists that surfaces of other products page through, oldest first. Each says which list it is of
//! and when it was made, so that one of another list, organization or search is refused, and one that was kept for too long.

use super::{decode_cursor, encode_cursor, stale_cursor};
use crate::Result;
use contract::{Timestamp, time::DAY};
use uuid::Uuid;

/// How long a cursor leads on, in microseconds.
const LIFETIME: i64 = DAY;

/// One list: its name, its organization and what it is filtered by.
#[derive(Debug)]
pub(crate) struct DatedList(String);

impl DatedList {
    /// The list that goes by these parts.
    pub(crate) fn new(parts: &[&str]) -> Self {
        Self(encode_cursor(parts))
    }

    /// The cursor behind a row, by its moment and id.
    pub(crate) fn cursor(&self, now: Timestamp, at: i64, id: Uuid) -> String {
        encode_cursor(&[&self.0, &now.0.to_string(), &at.to_string(), &id.to_string()])
    }

    /// Where a cursor of this list goes on; an error when it is of another one, or older than a day.
    pub(crate) fn after(&self, cursor: &str, now: Timestamp) -> Result<(i64, Uuid)> {
        let [list, made, at, id] = decode_cursor::<4>(cursor)?;
        let (Ok(made), Ok(at), Ok(id)) = (made.parse::<i64>(), at.parse(), Uuid::try_parse(&id)) else {
            return Err(stale_cursor());
        };
        let alive = now.0.checked_sub(made).is_some_and(|age| (0..LIFETIME).contains(&age));
        if list == self.0 && alive { Ok((at, id)) } else { Err(stale_cursor()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_on_in_its_own_list_for_a_day() {
        let (list, now, id) = (DatedList::new(&["projects", "a"]), Timestamp(1_000), Uuid::from_u128(7));
        let cursor = list.cursor(now, 5, id);
        assert_eq!(list.after(&cursor, now.plus(DAY - 1)).unwrap(), (5, id));
        assert!(list.after(&cursor, now.plus(DAY)).is_err());
        assert!(list.after(&cursor, now.plus(-1)).is_err(), "made in the future");
        assert!(DatedList::new(&["projects", "b"]).after(&cursor, now).is_err());
        for bad in ["", "x", "eyJ9", &cursor[1..], &encode_cursor(&["a", "b", "c", "d"])] {
            assert!(list.after(bad, now).is_err(), "{bad}");
        }
        let extreme = encode_cursor(&[&list.0, &i64::MIN.to_string(), "1", &id.to_string()]);
        assert!(list.after(&extreme, now).is_err());
    }
}
