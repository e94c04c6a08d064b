//! Light, dark, or whatever the system prefers: remembered in a cookie, so that the first paint is already right.

use leptos::{prelude::*, web_sys};
use web_sys::wasm_bindgen::JsCast;

/// Name of the cookie that remembers the choice. It holds no secret and is readable by scripts.
const COOKIE: &str = "theme";

/// The reader's choice of colours. The server gives it to the document as context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Always light.
    Light,
    /// Always dark.
    Dark,
    /// Follows the operating system.
    #[default]
    System,
}

impl Theme {
    /// All choices, in the order in which menus show them.
    pub const ALL: [Theme; 3] = [Theme::Light, Theme::Dark, Theme::System];

    /// The word used in the cookie and in forms. `system` stands for no choice.
    pub fn as_str(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::System => "system",
        }
    }

    /// Reads a word from a cookie or form; anything unknown is [`Theme::System`].
    pub fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.as_str() == word).unwrap_or_default()
    }

    /// Reads the choice from the text of a `Cookie` request header.
    pub fn from_cookies(header: &str) -> Self {
        let choice = header.split(';').filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == COOKIE);
        choice.map_or(Self::System, |(_, word)| Self::parse(word))
    }

    /// The text that remembers this choice for a year, for `Set-Cookie` and for `document.cookie`.
    pub fn cookie(self) -> String {
        let age = if self == Self::System { 0 } else { 31_536_000 };
        format!("{COOKIE}={}; Path=/; Max-Age={age}; SameSite=Lax", self.as_str())
    }

    /// Value of `data-theme` on `<html>`: nothing follows the system.
    pub fn attribute(self) -> Option<&'static str> {
        (self != Self::System).then_some(self.as_str())
    }

    /// The choice that the page in the browser shows. Call it in the browser only.
    pub(crate) fn of_document() -> Self {
        let word = document().document_element().and_then(|html| html.get_attribute("data-theme"));
        word.map(|word| Self::parse(&word)).unwrap_or_default()
    }

    /// The choice that the page is drawn with, on the server and in the browser.
    pub(crate) fn now() -> Self {
        #[cfg(target_arch = "wasm32")]
        return Self::of_document();
        #[cfg(not(target_arch = "wasm32"))]
        use_context().unwrap_or_default()
    }

    /// Applies and remembers the choice in the browser. Call it from event handlers only.
    pub(crate) fn apply(self) {
        let document = document();
        if let Some(html) = document.document_element() {
            // A document without a root element has nothing to paint: both calls can only fail for invalid names.
            let _ = match self.attribute() {
                Some(word) => html.set_attribute("data-theme", word),
                None => html.remove_attribute("data-theme"),
            };
        }
        // The menus mark it.
        if let Ok(items) = document.query_selector_all("button[name=theme]") {
            for item in (0..items.length()).filter_map(|place| items.get(place)?.dyn_into::<web_sys::Element>().ok()) {
                let chosen = item.get_attribute("value").as_deref() == Some(self.as_str());
                // The name is a valid one.
                let _ = item.set_attribute("aria-checked", if chosen { "true" } else { "false" });
            }
        }
        if let Ok(document) = document.dyn_into::<web_sys::HtmlDocument>() {
            // Cookies may be switched off: then the choice lasts for this page.
            let _ = document.set_cookie(&self.cookie());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_decides_and_unknown_words_follow_the_system() {
        assert_eq!(Theme::from_cookies("sid=1; theme=dark"), Theme::Dark);
        assert_eq!(Theme::from_cookies("theme=light"), Theme::Light);
        assert_eq!(Theme::from_cookies("theme=\"><script>"), Theme::System);
        assert_eq!(Theme::from_cookies("mytheme=dark"), Theme::System);
        assert_eq!(Theme::System.attribute(), None);
    }
}
