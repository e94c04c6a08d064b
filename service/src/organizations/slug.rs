//! Slugs: derived from a name when none is given.

use contract::OrgId;

/// The longest slug, in bytes.
const MAX: usize = 48;

/// The slug that a name leads to: lower case, runs of other characters than `[a-z0-9]` become `-`, at most 48 characters.
pub(crate) fn derive(name: &str) -> String {
    let mut slug = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = cut(slug.trim_end_matches('-'), MAX);
    if slug.is_empty() {
        "org".to_owned()
    } else if slug.parse::<OrgId>().is_ok() {
        format!("{slug}-org")
    } else {
        slug.to_owned()
    }
}

/// The slug with `-ending`, cut so that it stays within the limit.
pub(crate) fn with_ending(slug: &str, ending: &str) -> String {
    format!("{}-{ending}", cut(slug, MAX.saturating_sub(ending.len() + 1)))
}

/// What every slug begins with that [`with_ending`] makes of this one, for endings of up to 7 characters.
pub(super) fn family(slug: &str) -> &str {
    cut(slug, MAX - 8)
}

/// At most `max` characters of an ASCII slug, with no hyphen at the end.
fn cut(slug: &str, max: usize) -> &str {
    slug.get(..max).unwrap_or(slug).trim_end_matches('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_derived_as_the_contract_says() {
        for (name, slug) in [
            ("Harbor Labs", "harbor-labs"),
            ("  --Grün & Söhne!  ", "gr-n-s-hne"),
            ("日本", "org"),
            ("A", "a"),
            ("0199D7A8C1F27C4E9A53B6D0E8F41C22", "0199d7a8c1f27c4e9a53b6d0e8f41c22-org"),
            ("0199d7a8-c1f2-7c4e-9a53-b6d0e8f41c22", "0199d7a8-c1f2-7c4e-9a53-b6d0e8f41c22-org"),
        ] {
            assert_eq!(derive(name), slug, "{name}");
        }
        assert_eq!(derive(&"x".repeat(120)).len(), 48);
        let cut_at_a_hyphen = format!("{} y", "x".repeat(47));
        assert_eq!(derive(&cut_at_a_hyphen), "x".repeat(47));
    }

    #[test]
    fn endings_stay_within_the_limit() {
        assert_eq!(with_ending("harbor", "2"), "harbor-2");
        let long = "x".repeat(48);
        assert_eq!(with_ending(&long, "12"), format!("{}-12", "x".repeat(45)));
        assert!(with_ending(&long, "1234567").starts_with(family(&long)));
        assert!(with_ending("harbor", "2").starts_with(family("harbor")));
    }
}
