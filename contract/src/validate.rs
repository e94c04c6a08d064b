//! Checks that several request types share. Each adds to a list, so that one answer names every fault.

use crate::{ApiError, FieldError};

/// Collects faults; `finish` turns them into one error.
#[derive(Debug, Default)]
pub struct Faults(Vec<FieldError>);

impl Faults {
    /// No fault yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a fault.
    pub fn add(&mut self, field: &str, code: &str, message: impl Into<String>) {
        self.0.push(FieldError::new(field, code, message));
    }

    /// `Ok` when there was no fault, else one error with all of them.
    pub fn finish(self) -> Result<(), ApiError> {
        if self.0.is_empty() { Ok(()) } else { Err(ApiError::ValidationFailed { errors: self.0 }) }
    }

    /// A name that people see: 1 to `max` characters after trimming, no control characters.
    pub fn name(&mut self, field: &str, value: &str, max: usize) {
        let text = value.trim();
        if text.is_empty() {
            self.add(field, "required", "Enter a name.");
        } else if text.chars().count() > max {
            self.add(field, "too_long", format!("Use at most {max} characters."));
        }
        self.printable(field, text);
    }

    /// Optional free text: at most `max` characters, no control characters but line breaks and tabs.
    pub fn text(&mut self, field: &str, value: &str, max: usize) {
        if value.chars().count() > max {
            self.add(field, "too_long", format!("Use at most {max} characters."));
        }
        if value.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.add(field, "invalid_format", "Remove the control characters.");
        }
    }

    /// No control characters, and none that turn the reading direction around.
    pub fn printable(&mut self, field: &str, value: &str) {
        if value.chars().any(|c| c.is_control() || is_bidi_control(c)) {
            self.add(field, "invalid_format", "Remove the control characters.");
        }
    }

    /// A mail address as people write it. The service checks it once more, with its domain.
    pub fn email(&mut self, field: &str, value: &str) {
        if !looks_like_email(value.trim()) {
            self.add(field, "invalid_format", "Enter an address such as name@example.com.");
        }
    }

    /// A password for a new secret: at least 12 characters, at most 256.
    pub fn new_password(&mut self, field: &str, value: &str) {
        let length = value.chars().count();
        if length < MIN_PASSWORD {
            self.add(
                field,
                "too_short",
                format!("Use at least {MIN_PASSWORD} characters; a short sentence is a good password."),
            );
        } else if length > MAX_PASSWORD {
            self.add(field, "too_long", format!("Use at most {MAX_PASSWORD} characters."));
        }
    }

    /// A slug: 3–48 of `[a-z0-9-]`, no `-` at an end, and not readable as an organization id.
    pub fn slug(&mut self, field: &str, value: &str) {
        let shape = (3..=48).contains(&value.len())
            && value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !value.starts_with('-')
            && !value.ends_with('-');
        if !shape {
            self.add(
                field,
                "invalid_format",
                "Use 3 to 48 lower-case letters, digits and hyphens, with no hyphen at an end.",
            );
        } else if value.parse::<crate::OrgId>().is_ok() {
            self.add(field, "not_allowed", "This reads like an organization id. Choose another one.");
        }
    }

    /// A name of lower-case letters, digits and hyphens, none at an end, of 1 to `max` bytes.
    pub fn label(&mut self, field: &str, value: &str, max: usize) {
        let fits = (1..=max).contains(&value.len())
            && value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !value.starts_with('-')
            && !value.ends_with('-');
        if !fits {
            let hint = format!("Use 1 to {max} lower-case letters, digits and hyphens, with no hyphen at an end.");
            self.add(field, "invalid_format", hint);
        }
    }

    /// The name of a role or project: 1–64 of letters, digits, `_`, `-`, `.`, `:` and single spaces inside.
    pub fn key_name(&mut self, field: &str, value: &str) {
        let text = value.trim();
        if text.is_empty() {
            self.add(field, "required", "Enter a name.");
        } else if text.chars().count() > 64 {
            self.add(field, "too_long", "Use at most 64 characters.");
        } else if !text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | ' ')) {
            self.add(field, "invalid_format", "Use letters, digits, spaces and the signs _ - . : only.");
        } else if matches!(text, "." | "..") || text.contains("  ") {
            // Addresses cannot name the dots, and pages show two spaces as one.
            self.add(field, "invalid_format", "Use more than dots, and single spaces.");
        }
    }
}

/// The shortest password that may be set, in characters.
pub const MIN_PASSWORD: usize = 12;
/// The longest password that is read, in characters.
pub const MAX_PASSWORD: usize = 256;
/// The longest mail address, in bytes.
pub const MAX_EMAIL: usize = 254;
/// The longest name of an organization or person, in characters.
pub const MAX_NAME: usize = 120;

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a text has the shape of one mail address. No normalization happens here.
pub fn looks_like_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let local_ok = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~.-".contains(&b));
    let domain_ok = domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
    text.len() <= MAX_EMAIL && local_ok && domain_ok
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_hide_a_second_one_are_refused() {
        for bad in [
            "",
            "a",
            "a@b",
            "a@x.de,b@y.de",
            "a@x.de\r\nBcc: b@y.de",
            "a b@x.de",
            "a@x..de",
            "@x.de",
            "a@-x.de",
            ".a@x.de",
        ] {
            assert!(!looks_like_email(bad), "{bad:?}");
        }
        for good in ["ana@harbor.example", "a.b+c@sub.example.com", "x@münchen.example"] {
            assert!(looks_like_email(good), "{good:?}");
        }
    }

    #[test]
    fn a_slug_never_reads_as_an_id() {
        let mut faults = Faults::new();
        faults.slug("slug", "0199d7a8c1f27c4e9a53b6d0e8f41c22");
        assert!(faults.finish().is_err());
        let mut faults = Faults::new();
        faults.slug("slug", "harbor-labs");
        assert!(faults.finish().is_ok());
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let mut faults = Faults::new();
        faults.name("name", " \u{7} ", 120);
        faults.email("email", "nobody");
        let Err(ApiError::ValidationFailed { errors }) = faults.finish() else { panic!("no error") };
        assert_eq!(errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["name", "email"]);
    }
}
