//! Names of browsers and systems, as people say them, from what a browser says of itself.

use crate::messages as t;

/// "Firefox on Linux"; "Unknown device" when nothing is recognized.
pub(super) fn name(agent: &str) -> String {
    match (browser(agent), system(agent)) {
        (Some(browser), Some(system)) => t::accounts::device(browser, system),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => t::accounts::unknown_device().to_owned(),
    }
}

/// The icon of the device: a telephone or a screen.
pub(super) fn icon(agent: &str) -> &'static str {
    match system(agent) {
        Some("Android" | "iPhone" | "iPad") => "smartphone",
        _ => "monitor",
    }
}

/// Browsers pretend to be each other: the first sign that is found counts.
fn browser(agent: &str) -> Option<&'static str> {
    let signs = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];
    signs.into_iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| name)
}

fn system(agent: &str) -> Option<&'static str> {
    let signs = [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    signs.into_iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_by_itself_and_not_by_what_it_pretends_to_be() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0";
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(name(edge), "Edge on Windows");
        assert_eq!(name(phone), "Safari on iPhone");
        assert_eq!(name("curl/8.9.1"), "curl");
        assert_eq!(name(""), "Unknown device");
        assert_eq!((icon(phone), icon(edge)), ("smartphone", "monitor"));
    }
}
