use std::{collections::HashMap, path::Path};

use clap::Parser;

use super::{Config, ConfigError, DatabaseUrl, PublicUrl, SETTINGS, Signup, values};
use crate::cli::Cli;

const TOKEN: &str = "canary-0123456789-canary-0123456789";

fn load(flags: &[&str], env: &[(&str, &str)], file: Option<&str>) -> Result<Config, ConfigError> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("guildhall.toml");
    // Without a file of its own, a test must not read one from the working directory.
    std::fs::write(&path, file.unwrap_or_default()).expect("writable");
    let cli = Cli::try_parse_from(std::iter::once("guildhall").chain(flags.iter().copied())).expect("parses");
    let env: HashMap<_, _> = env.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Config::from_sources(&cli.settings, |name| env.get(name).cloned(), Some(&path))
}

fn faults(result: Result<Config, ConfigError>) -> Vec<String> {
    result.expect_err("faults").0.iter().map(ToString::to_string).collect()
}

#[test]
fn nothing_given_is_a_loopback_server_on_sqlite() {
    let config = load(&[], &[], None).expect("the defaults are right");
    assert_eq!(config.addr.to_string(), "127.0.0.1:3000");
    assert_eq!(config.public_url.origin(), "http://127.0.0.1:3000");
    assert_eq!(config.database_url.to_string(), "sqlite:guildhall.db");
    assert_eq!(config.master_key_file, Path::new("guildhall.key"));
    assert_eq!(config.signup, Signup::Invitation);
    assert!(config.rate_limits);
    assert!(config.smtp.is_none() && config.admin_token.is_none() && config.trusted_proxies.is_empty());
}

#[test]
fn flags_win_over_environment_over_file_over_default() {
    let file = "addr = '127.0.0.1:1'\nsignup = 'open'\nlog = 'warn'\nrate_limits = false\ntrusted_proxies = ['10.0.0.0/8', '::1']";
    let env = [("GUILDHALL_ADDR", "127.0.0.1:2"), ("GUILDHALL_SIGNUP", "closed"), ("GUILDHALL_LOG", "")];
    for flags in [["--addr", "127.0.0.1:3", "serve"], ["serve", "--addr", "127.0.0.1:3"]] {
        let config = load(&flags, &env, Some(file)).expect("right");
        assert_eq!(config.addr.port(), 3);
        assert_eq!(config.signup, Signup::Closed);
        assert_eq!(config.log, "warn", "an empty variable counts as absent");
        assert!(!config.rate_limits);
        assert_eq!(config.trusted_proxies.len(), 2);
        let shown = config.describe();
        for part in ["(--addr)", "(GUILDHALL_SIGNUP)", "(log in ", "(default)"] {
            assert!(shown.contains(part), "{part} is missing in\n{shown}");
        }
    }
}

#[test]
fn all_faults_are_reported_at_once_with_what_is_accepted() {
    let found = faults(load(
        &["--addr", "nowhere", "--rate-limits", "maybe"],
        &[("GUILDHALL_DATABASE_URL", "mysql://x"), ("GUILDHALL_TRUSTED_PROXIES", "10.0.0.0/99")],
        Some("colour = 'red'\nsignup = 'never'\nlog = 7"),
    ));
    for part in [
        "--addr",
        "--rate-limits",
        "GUILDHALL_DATABASE_URL",
        "GUILDHALL_TRUSTED_PROXIES",
        "colour",
        "signup in",
        "log in",
    ] {
        assert!(found.iter().any(|fault| fault.contains(part)), "{part} is missing in {found:#?}");
    }
    assert_eq!(found.len(), 7);
    assert!(found.iter().all(|fault| fault.contains("Accepted: ")));
}

#[test]
fn secrets_are_never_printed() {
    let url = "postgres://hall:canary-pw@db/hall?password=canary-two";
    let config = load(
        &["--admin-token", TOKEN, "--database-url", url],
        &[("GUILDHALL_SMTP_URL", "smtps://u:canary-mail@mail.example.com"), ("GUILDHALL_MAIL_FROM", "a@example.com")],
        None,
    )
    .expect("right");
    let shown = format!("{}{config:?}", config.describe());
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains("postgres://hall:***@db/hall?***"));

    let found = faults(load(&["--admin-token", "canary", "--database-url", "canary://u:p@h"], &[], None));
    assert!(found.iter().all(|fault| !fault.contains("canary:") && !fault.contains("\"canary\"")), "{found:?}");
    let found = faults(load(&[], &[], Some("admin_token = 'canary-unfinished")));
    assert!(found.iter().all(|fault| !fault.contains("canary")), "{found:?}");
}

#[test]
fn a_server_that_others_can_reach_needs_a_public_url() {
    let found = faults(load(&["--addr", "0.0.0.0:3000"], &[], None));
    assert_eq!(found.len(), 1);
    assert!(found.iter().all(|fault| fault.starts_with("PUBLIC_URL")));
    assert!(load(&["--addr", "0.0.0.0:3000", "--public-url", "https://hall.example.com"], &[], None).is_ok());
}

#[test]
fn mail_needs_both_settings() {
    assert!(faults(load(&["--mail-from", "a@example.com"], &[], None)).iter().any(|f| f.starts_with("SMTP_URL")));
    assert!(faults(load(&["--smtp-url", "smtp://localhost"], &[], None)).iter().any(|f| f.starts_with("MAIL_FROM")));
}

#[test]
fn public_urls_are_spelled_as_browsers_spell_them() {
    let accepted = [
        ("https://Hall.Example.com/", "https://hall.example.com"),
        ("https://hall.example.com:443", "https://hall.example.com"),
        ("https://hall.example.com:8443", "https://hall.example.com:8443"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://[::1]:80", "http://[::1]"),
    ];
    for (given, origin) in accepted {
        assert_eq!(PublicUrl::parse(given).map(|url| url.origin().to_owned()).as_deref(), Some(origin), "{given}");
    }
    let refused = [
        "http://hall.example.com",
        "ftp://localhost",
        "hall.example.com",
        "https://u:p@h",
        "https://h/x",
        "https://h/?q",
        "https://h#f",
        "https://",
        "https://h:",
        "http://localhost.evil.com",
    ];
    for given in refused {
        assert_eq!(PublicUrl::parse(given), None, "{given}");
    }
}

#[test]
fn database_urls() {
    let path = |text| match DatabaseUrl::parse(text) {
        Some(DatabaseUrl::Sqlite(path)) => Some(path.display().to_string()),
        _ => None,
    };
    assert_eq!(path("sqlite:a/b.db").as_deref(), Some("a/b.db"));
    assert_eq!(path("sqlite:///var/lib/b.db").as_deref(), Some("/var/lib/b.db"));
    assert_eq!(DatabaseUrl::parse("sqlite:/v/b.db").map(|url| url.beside("k")).as_deref(), Some(Path::new("/v/k")));
    for refused in ["sqlite:", "sqlite::memory:", "sqlite:a.db?mode=ro", "postgres://", "mysql://h/d", ""] {
        assert!(DatabaseUrl::parse(refused).is_none(), "{refused}");
    }
    assert!(matches!(DatabaseUrl::parse("postgresql://h/d"), Some(DatabaseUrl::Postgres(_))));
}

#[test]
fn senders_and_tokens() {
    for accepted in ["a@example.com", "Guildhall <a@example.com>"] {
        assert!(values::mail_from(accepted).is_some(), "{accepted}");
    }
    for refused in ["a", "a@", "@b", "a@b@c", "a@b, c@d", "X <a@b", "a@b\r\nBcc: c@d"] {
        assert!(values::mail_from(refused).is_none(), "{refused}");
    }
    assert!(values::admin_token(&"x".repeat(32)).is_some());
    for refused in ["x".repeat(31), format!("{} {}", "x".repeat(20), "x".repeat(20)), "ä".repeat(40)] {
        assert!(values::admin_token(&refused).is_none());
    }
}

#[test]
fn with_port_zero_links_carry_the_bound_port() {
    let bound = "127.0.0.1:4711".parse().expect("an address");
    let config = load(&["--addr", "127.0.0.1:0"], &[], None).expect("right").bound_to(bound);
    assert_eq!(config.public_url.origin(), "http://127.0.0.1:4711");
    let config = load(&["--public-url", "https://h.example.com"], &[], None).expect("right").bound_to(bound);
    assert_eq!(config.public_url.origin(), "https://h.example.com");
}

#[test]
fn every_setting_has_a_flag_a_variable_and_a_key() {
    let text = "127.0.0.1:9";
    for setting in SETTINGS {
        assert_eq!(setting.flag, setting.key().replace('_', "-"));
        let flag = format!("--{}", setting.flag);
        let cli = Cli::try_parse_from(["guildhall", &flag, text]).expect("parses");
        assert_eq!(cli.settings.get(setting.name), Some(text));
    }
}
