//! Addresses that differ from the present one by a few words of the query: links of filters, orders, pages and dialogs.

use super::encode;
use leptos_router::params::ParamsMap;

/// What a failed form post adds to the address; it does not travel on.
const OF_ERRORS: [&str; 2] = ["__path", "__err"];

/// A path with its query, to be varied and printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    path: String,
    query: Vec<(String, String)>,
}

impl Address {
    /// The address of a page with the query it has now.
    pub fn new(path: impl Into<String>, query: &ParamsMap) -> Self {
        let query = query
            .latest_values()
            .filter(|(key, value)| !OF_ERRORS.contains(&key.as_ref()) && !value.is_empty())
            .map(|(key, value)| (key.to_string(), value.to_owned()))
            .collect();
        Self { path: path.into(), query }
    }

    /// A word of the query.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.query.iter().find(|(other, _)| other == key).map(|(_, value)| value.as_str())
    }

    /// The same with one word set, or set anew.
    #[must_use]
    pub fn with(&self, key: &str, value: &str) -> Self {
        let mut other = self.without(&[key]);
        other.query.push((key.to_owned(), value.to_owned()));
        other
    }

    /// The same without some words.
    #[must_use]
    pub fn without(&self, keys: &[&str]) -> Self {
        let query = self.query.iter().filter(|(key, _)| !keys.contains(&key.as_str())).cloned().collect();
        Self { path: self.path.clone(), query }
    }

    /// As `href`.
    pub fn href(&self) -> String {
        let words: Vec<_> = self.query.iter().map(|(key, value)| format!("{key}={}", encode(value))).collect();
        if words.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, words.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_what_they_do_not_change_and_drop_old_errors() {
        let query: ParamsMap = [("q", "Ærø & co"), ("cursor", "x"), ("__err", "e"), ("role", "")]
            .map(|(k, v)| (k, v.to_owned()))
            .into_iter()
            .collect();
        let here = Address::new("/o/x/members", &query);
        assert_eq!(
            here.without(&["cursor"]).with("role", "admin").href(),
            "/o/x/members?q=%C3%86r%C3%B8%20%26%20co&role=admin"
        );
        assert_eq!(here.without(&["q", "cursor"]).href(), "/o/x/members");
    }
}
