//! The names of the IANA time zone database, links included. `timezones.txt` holds them, from release 2025b or later.

use crate::Result;
use contract::ApiError;

/// The names, in order, separated by white space.
const NAMES: &str = include_str!("timezones.txt");

/// Fails unless the text names a time zone.
pub(super) fn check(name: &str) -> Result<()> {
    if NAMES.split_ascii_whitespace().any(|known| known == name) {
        return Ok(());
    }
    let message = "Enter the name of a time zone such as Europe/Berlin.";
    Err(ApiError::invalid("timezone", "unknown_value", message).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_database_are_known_and_others_are_not() {
        for name in ["UTC", "Etc/UTC", "America/Los_Angeles", "Europe/Berlin", "Asia/Calcutta", "GMT"] {
            assert!(check(name).is_ok(), "{name}");
        }
        for name in ["", "utc", "Europe/berlin", "Mars/Olympus", "Europe", "UTC Etc/UTC", "+02:00"] {
            assert!(check(name).is_err(), "{name:?}");
        }
    }
}
