//! The words of a language: on the server they are part of the program; the browser fetches those of the reader's language.

#[cfg(not(target_arch = "wasm32"))]
mod here {
    use crate::{
        Locale,
        messages::{SENTENCES, WORDS, locale},
    };
    use std::sync::LazyLock;

    /// The file of each language: its words, and the sentences of the service as they come and in this language.
    static FILES: LazyLock<[String; 2]> = LazyLock::new(|| {
        Locale::ALL.map(|locale| {
            let language = locale as usize;
            let sentences: &[[&str; 2]] = if language == 0 { &[] } else { &SENTENCES };
            let sentences = sentences.iter().flat_map(|forms| [forms[0], forms[language]]);
            WORDS[language].into_iter().chain(sentences).collect::<Vec<_>>().join("\0")
        })
    });

    /// What the browser fetches for a language.
    #[must_use]
    pub fn words_file(locale: Locale) -> &'static str {
        &FILES[locale as usize]
    }

    /// The address of [`words_file`], another one for other words, so that a browser may keep what it has forever.
    #[must_use]
    pub fn words_address(locale: Locale) -> String {
        // FNV-1a, 64 bits.
        let digest = words_file(locale)
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |digest: u64, byte| (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        format!("/words/{}.{digest:016x}.txt", locale.tag())
    }

    pub(in crate::messages) fn words(place: usize) -> &'static str {
        WORDS[locale() as usize][place]
    }

    pub(in crate::messages) fn sentences() -> impl Iterator<Item = (&'static str, &'static str)> {
        let language = locale() as usize;
        SENTENCES.iter().filter(move |_| language > 0).map(move |forms| (forms[0], forms[language]))
    }
}

#[cfg(target_arch = "wasm32")]
mod here {
    use crate::messages::COUNT;
    use std::sync::OnceLock;

    static TABLE: OnceLock<Vec<&'static str>> = OnceLock::new();

    /// Takes over what [`crate::load_words`] fetched.
    pub(super) fn take(file: String) {
        // Kept as long as the page lives, as if it were part of the program.
        let file: &'static str = Box::leak(file.into_boxed_str());
        // A second file would be the same.
        let _ = TABLE.set(file.split('\0').collect());
    }

    pub(in crate::messages) fn words(place: usize) -> &'static str {
        TABLE.get().and_then(|table| table.get(place)).copied().unwrap_or_default()
    }

    pub(in crate::messages) fn sentences() -> impl Iterator<Item = (&'static str, &'static str)> {
        let rows = TABLE.get().and_then(|table| table.get(COUNT..)).unwrap_or_default();
        rows.chunks_exact(2).map(|forms| (forms[0], forms[1]))
    }
}

pub(super) use here::{sentences, words};
#[cfg(not(target_arch = "wasm32"))]
pub use here::{words_address, words_file};

/// Fetches the words that the document names, before it is taken over.
///
/// # Errors
/// The browser did not get them.
#[cfg(target_arch = "wasm32")]
pub async fn load_words() -> Result<(), wasm_bindgen::JsValue> {
    use leptos::{prelude::*, web_sys};
    use wasm_bindgen::JsCast;
    use wasm_bindgen_futures::JsFuture;
    let link = document().get_element_by_id("words").and_then(|link| link.get_attribute("href")).unwrap_or_default();
    let response = JsFuture::from(window().fetch_with_str(&link)).await?.dyn_into::<web_sys::Response>()?;
    if !response.ok() {
        return Err(response.status().into());
    }
    let file = JsFuture::from(response.text()?).await?;
    here::take(file.as_string().unwrap_or_default());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Locale;

    #[test]
    fn a_file_has_all_words_of_its_language_and_an_address_of_its_own() {
        let files = Locale::ALL.map(words_file);
        assert!(
            files[0].split('\0').count() > 1_000 && files[0].contains("Members") && !files[0].contains("Mitglieder")
        );
        assert!(files[1].contains("Mitglieder") && files[1].contains("Use at most"));
        assert_ne!(words_address(Locale::En), words_address(Locale::De));
    }
}
