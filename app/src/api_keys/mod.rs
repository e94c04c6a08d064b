//! API keys of an organization: their list, and making one.

mod create;
#[cfg(any(feature = "ssr", test))]
pub(crate) mod form;
mod list;
mod rotate;
mod row;
pub mod rpc;

pub(crate) use create::CreateKeyPage;
pub(crate) use list::KeysPage;
pub(crate) use row::{key_name, key_status};

use crate::messages as t;
use contract::{
    Timestamp,
    api_keys::{ApiKey, KeyEnv, KeyKind},
    time::DAY,
};

/// After so long without use a key stands out.
const IDLE: i64 = 90 * DAY;
/// So long before its end a key stands out.
const SOON: i64 = 7 * DAY;

/// Whether a working key has not been used for 90 days.
fn idle(key: &ApiKey, now: Timestamp) -> bool {
    key.status == "active" && key.last_used_at.unwrap_or(key.created_at) < now.plus(-IDLE)
}

/// Whether a working key ends within a week.
fn ends_soon(key: &ApiKey, now: Timestamp) -> bool {
    key.status == "active" && key.expires_at.is_some_and(|at| at < now.plus(SOON))
}

/// "Live" or "Test".
fn env_word(env: KeyEnv) -> &'static str {
    match env {
        KeyEnv::Live => t::api_keys::live(),
        KeyEnv::Test => t::api_keys::test(),
    }
}

/// What kind of key it is, for those that the console does not make.
fn kind_word(kind: KeyKind) -> Option<&'static str> {
    match kind {
        KeyKind::Native => None,
        KeyKind::Project => Some(t::api_keys::kind_project()),
        KeyKind::Organization => Some(t::api_keys::kind_organization()),
        KeyKind::ApiToken => Some(t::api_keys::kind_token()),
        KeyKind::Integration => Some(t::api_keys::kind_integration()),
    }
}

/// Whether a new key can be put in the place of this one: the other kinds are made elsewhere.
fn rotatable(key: &ApiKey) -> bool {
    key.kind == KeyKind::Native && key.status == "active"
}

/// What a flash carries: the key, a space, its name.
#[cfg(any(feature = "ssr", test))]
fn shown_key(text: &str) -> Option<rpc::ShownKey> {
    let (key, name) = text.split_once(' ')?;
    Some(rpc::ShownKey { name: name.to_owned(), key: key.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{ApiKeyId, PermissionSet};

    const NOW: Timestamp = Timestamp(1_795_269_729_000_000);

    fn key(status: &str, created_days_ago: i64, used_days_ago: Option<i64>) -> ApiKey {
        ApiKey {
            id: "key_0199d7a8c1f27c4e9a53b6d0e8f41c22".parse::<ApiKeyId>().unwrap(),
            kind: KeyKind::Native,
            name: "sync".to_owned(),
            prefix: "gh_live_abcd".to_owned(),
            last_four: "wxyz".to_owned(),
            env: KeyEnv::Live,
            project_id: None,
            project_name: None,
            permissions: PermissionSet::EMPTY,
            status: status.to_owned(),
            created_by: "Ana".to_owned(),
            created_at: NOW.plus(-created_days_ago * DAY),
            last_used_at: used_days_ago.map(|days| NOW.plus(-days * DAY)),
            expires_at: Some(NOW.plus(6 * DAY)),
            enabled: true,
        }
    }

    #[test]
    fn a_working_key_unused_for_ninety_days_stands_out() {
        assert!(idle(&key("active", 200, Some(91)), NOW));
        assert!(idle(&key("active", 91, None), NOW));
        assert!(!idle(&key("active", 10, None), NOW));
        assert!(!idle(&key("active", 200, Some(89)), NOW));
        assert!(!idle(&key("revoked", 200, Some(100)), NOW));
    }

    #[test]
    fn only_working_keys_of_the_console_are_rotated() {
        assert!(rotatable(&key("active", 1, None)));
        assert!(!rotatable(&key("disabled", 1, None)));
        assert!(!rotatable(&ApiKey { kind: KeyKind::Project, ..key("active", 1, None) }));
    }

    #[test]
    fn the_last_week_of_a_key_stands_out() {
        assert!(ends_soon(&key("active", 80, None), NOW));
        assert!(!ends_soon(&key("expired", 80, None), NOW));
        let endless = ApiKey { expires_at: None, ..key("active", 80, None) };
        assert!(!ends_soon(&endless, NOW));
    }

    #[test]
    fn a_new_key_is_shown_with_a_name_of_several_words() {
        let shown = shown_key("gh_live_abc Warehouse sync, Rotterdam").unwrap();
        assert_eq!((shown.key.as_str(), shown.name.as_str()), ("gh_live_abc", "Warehouse sync, Rotterdam"));
        assert_eq!(shown_key(""), None);
    }
}
