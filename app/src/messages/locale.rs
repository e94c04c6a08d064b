use leptos::prelude::*;
use std::sync::atomic::{AtomicU8, Ordering};

/// The cookie that remembers the choice. It holds no secret and is readable by scripts.
const COOKIE: &str = "locale";
/// No language yet, see [`DOCUMENT`].
const NONE: u8 = u8::MAX;
/// The language of the document in the browser. The server never sets it: there each request has its own.
static DOCUMENT: AtomicU8 = AtomicU8::new(NONE);

/// A language of the console, with what belongs to it: words, numbers, dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Locale {
    /// English.
    #[default]
    En = 0,
    /// German.
    De = 1,
}

impl Locale {
    /// All languages, in the order in which choices show them.
    pub const ALL: [Locale; 2] = [Locale::En, Locale::De];

    /// The language tag, for `lang` and `Accept-Language`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::De => "de",
        }
    }

    /// Its name, in itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Locale::En => "English",
            Locale::De => "Deutsch",
        }
    }

    /// Reads a language tag such as `de`, `de-AT` or `DE_ch`.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|locale| locale.tag().eq_ignore_ascii_case(language))
    }

    /// The language of a reader: the choice in the cookie, or else the best of what the browser accepts, or else English.
    ///
    /// Takes the texts of the request headers `Cookie` and `Accept-Language`.
    #[must_use]
    pub fn of_request(cookies: Option<&str>, accepted: Option<&str>) -> Self {
        let chosen = cookies.and_then(|cookies| {
            let pair =
                cookies.split(';').filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == COOKIE);
            pair.and_then(|(_, tag)| Self::parse(tag))
        });
        chosen.or_else(|| accepted.and_then(Self::accepted)).unwrap_or_default()
    }

    fn accepted(header: &str) -> Option<Self> {
        let wishes = header.split(',').filter_map(|wish| {
            let (tag, weight) = wish.split_once(';').unwrap_or((wish, ""));
            let weight: f32 = match weight.trim().strip_prefix("q=") {
                Some(weight) => weight.parse().ok()?,
                None => 1.0,
            };
            Some((Self::parse(tag.trim())?, weight)).filter(|(_, weight)| *weight > 0.0)
        });
        // The first of equals wins.
        wishes.reduce(|best, wish| if wish.1 > best.1 { wish } else { best }).map(|(locale, _)| locale)
    }

    /// The text that remembers this choice for a year, for `Set-Cookie` and for `document.cookie`.
    #[must_use]
    pub fn cookie(self) -> String {
        format!("{COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax", self.tag())
    }

    /// The text that forgets the choice: the browser's own wish counts again.
    #[must_use]
    pub fn no_cookie() -> String {
        format!("{COOKIE}=; Path=/; Max-Age=0; SameSite=Lax")
    }
}

/// The language in which to speak now: in the browser that of the document, on the server that of the request.
pub(crate) fn locale() -> Locale {
    match DOCUMENT.load(Ordering::Relaxed) {
        NONE => use_context::<Locale>().unwrap_or_default(),
        language => Locale::ALL.get(usize::from(language)).copied().unwrap_or_default(),
    }
}

/// Takes the language of the document over. Called once, before the page is taken over, in the browser only; another language
/// comes with another document.
pub fn follow_document() {
    let tag = document().document_element().and_then(|html| html.get_attribute("lang"));
    let language = tag.and_then(|tag| Locale::parse(&tag)).unwrap_or_default();
    DOCUMENT.store(language as u8, Ordering::Relaxed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_wins_then_the_browser_then_english() {
        let of = |cookies, accepted| Locale::of_request(cookies, accepted);
        assert_eq!(of(Some("a=1; locale=de"), Some("en")), Locale::De);
        assert_eq!(of(Some("locale=xx"), Some("de-AT,de;q=0.9,en;q=0.8")), Locale::De);
        assert_eq!(of(None, Some("fr, de;q=0.3, en;q=0.7")), Locale::En);
        assert_eq!(of(None, Some("de;q=0, fr")), Locale::En);
        assert_eq!(of(None, Some("de;q=abc,\u{1},;;=")), Locale::En);
        assert_eq!(of(None, None), Locale::En);
    }
}
