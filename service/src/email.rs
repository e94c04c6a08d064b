//! Mail addresses: one parsed type, one canonical form. The unique index stands on the canonical form; mail goes to the address as typed.

use contract::{ApiError, validate::looks_like_email};
use unicode_normalization::UnicodeNormalization;

/// A mail address that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    address: String,
    key: String,
}

impl Email {
    /// Reads an address from the field `field` of a request.
    ///
    /// The canonical form is trimmed, in NFC, lower case, with an ASCII (IDNA) domain. Dots and tags stay.
    pub fn parse(field: &str, text: &str) -> Result<Self, ApiError> {
        let address: String = text.trim().nfc().collect();
        let invalid = || ApiError::invalid(field, "invalid_format", "Enter an address such as name@example.com.");
        if !looks_like_email(&address) {
            return Err(invalid());
        }
        let (local, domain) = address.rsplit_once('@').ok_or_else(invalid)?;
        let domain = idna::domain_to_ascii_strict(domain).map_err(|_| invalid())?;
        let key = format!("{}@{domain}", local.to_ascii_lowercase());
        Ok(Self { address, key })
    }

    /// The same for a person who is yet to come: what is kept and printed of an invitation is in lower case, however it was
    /// typed.
    pub fn of_invited(field: &str, text: &str) -> Result<Self, ApiError> {
        Self::parse(field, &text.to_lowercase())
    }

    /// The address as it was typed, trimmed.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The canonical form.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The canonical domain.
    pub fn domain(&self) -> &str {
        self.key.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

/// The canonical form of a domain alone; `None` when it is none.
pub(crate) fn domain_key(domain: &str) -> Option<String> {
    Email::parse("email_domain", &format!("a@{}", domain.trim())).ok().map(|email| email.domain().to_owned())
}

/// The form in which names are searched and sorted: NFKC, lower case, single spaces.
pub(crate) fn search_key(name: &str) -> String {
    let folded: String = name.nfkc().flat_map(char::to_lowercase).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mailbox_has_one_key() {
        for (text, key) in [
            (" Ana@Harbor.Example ", "ana@harbor.example"),
            ("x@MÜNCHEN.example", "x@xn--mnchen-3ya.example"),
            ("x@xn--mnchen-3ya.example", "x@xn--mnchen-3ya.example"),
            ("a.b+c@x.example", "a.b+c@x.example"),
        ] {
            assert_eq!(Email::parse("email", text).unwrap().key(), key);
        }
    }

    #[test]
    fn confusables_stay_different() {
        // A Turkish dotless i must not become an ASCII i.
        assert!(Email::parse("email", "mıke@example.org").is_err());
        assert_eq!(search_key("  Ａna   ÁRAMBULA "), "ana árambula");
    }
}
