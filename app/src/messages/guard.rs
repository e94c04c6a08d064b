//! Guards `sentences.ftl`: whatever the service writes for people is told in every language.

use super::{SENTENCES, detail, errors::running, field_message, recognized, sentence, tests::in_german, title};
use contract::{ApiError, FieldError, Permission, error::Denial};
use std::{env, fs, path::Path};

/// Folders and files whose words people do not see in the console: mails are in English, the rest is for tests or made-up data,
/// and the words of [`ApiError`] are asked for one by one.
const NOT_SHOWN: [&str; 6] = ["outbox/mail.rs", "/seed/", "/tests", "tests.rs", "testing", "contract/src/error.rs"];

/// One error of each kind, and of each with words for several cases.
fn samples() -> Vec<ApiError> {
    let text = |text: &str| text.to_owned();
    let denial = Denial {
        detail: text("You need roles.update in Harbor Labs."),
        missing_permission: Some(Permission::RolesUpdate),
        resource: None,
        your_role: None,
        granted_by_roles: Vec::new(),
        ask: Vec::new(),
    };
    let fault = FieldError::new("name", "required", "Enter a name.");
    let mut all = vec![
        ApiError::InvalidRequest { detail: text("page must be 1 or more.") },
        ApiError::UnknownField { field: text("colour") },
        ApiError::ValidationFailed { errors: vec![fault.clone()] },
        ApiError::ValidationFailed { errors: vec![fault.clone(), fault] },
        ApiError::Unauthenticated,
        ApiError::CredentialExpired,
        ApiError::CredentialRevoked,
        ApiError::InvalidCredentials,
        ApiError::UserRequired,
        ApiError::PermissionDenied(Box::new(denial)),
        ApiError::EmailMismatch { invited: text("a…@x.example") },
        ApiError::EmailUnverified,
        ApiError::SignupClosed,
        ApiError::ReauthenticationRequired,
        ApiError::LastOwner,
        ApiError::ActiveResources { resources: vec![text("web: 2 environments (a, b), 1 blueprint")] },
        ApiError::InvitationExpired,
        ApiError::JoinCodeExhausted,
        ApiError::Conflict { detail: text("The offer was answered meanwhile.") },
        ApiError::PreconditionFailed,
        ApiError::IdempotencyMismatch,
        ApiError::IdempotencyInFlight,
        ApiError::PayloadTooLarge { limit: 1024 },
        ApiError::UnsupportedMediaType,
        ApiError::Overloaded,
        ApiError::Internal { request_id: text("0199d7a8") },
        ApiError::Unreachable,
    ];
    all.extend(["organization", "API key", "thing"].map(ApiError::not_found));
    let taken = [("user", "email"), ("member", "user_id"), ("role", "name"), ("egg", "size"), ("thing", "size")];
    all.extend(taken.map(|(what, field)| ApiError::already_exists(what, field)));
    let held = [(0, 1), (0, 3), (1, 0), (2, 0)];
    all.extend(held.map(|(members, invitations)| ApiError::RoleInUse { members, invitations }));
    all.extend(["accepted", "expired"].map(|status| ApiError::InvitationUsed { status: text(status) }));
    all.extend([1, 30].map(|retry_after| ApiError::RateLimited { retry_after }));
    all
}

#[test]
fn every_error_is_told_in_german() {
    for error in samples() {
        assert_eq!((title(&error).as_str(), detail(&error)), (error.title(), error.detail()), "English stays as it is");
        let (title, detail) = in_german(|| (title(&error), detail(&error)));
        assert_ne!(title, error.title());
        assert_ne!(detail, error.detail());
    }
    let taken = ApiError::already_exists("project", "name");
    let words = in_german(|| field_message(&taken, "name"));
    assert_eq!(words.as_deref(), Some("Es gibt bereits ein Projekt mit diesem Namen."));
}

#[test]
fn what_runs_in_a_project_is_counted_in_the_readers_words() {
    let project = "environments 2 of us: 2 environments (1 environments), 1 blueprint";
    let german = "environments 2 of us: 2 Umgebungen (1 environments), 1 Blueprint";
    assert_eq!(in_german(|| running(project)), german);
    assert_eq!(running(project), project);
}

#[test]
fn permissions_and_system_roles_are_told_in_german() {
    for permission in Permission::ALL {
        assert_ne!(in_german(|| sentence(permission.title())), permission.title());
        assert_ne!(in_german(|| sentence(permission.description())), permission.description());
    }
    for role in ["owner", "admin", "member"] {
        let english = contract::permissions::system_role_description(role);
        assert_ne!(in_german(|| sentence(english)), english);
    }
}

/// The sentences that a source file holds as literals: outside comments and tests, whatever ends in a full stop.
fn sentences_of(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n").replace("'\"'", "");
    let mut found = Vec::new();
    let mut rest = code.chars();
    while rest.any(|sign| sign == '"') {
        let mut text = String::new();
        while let Some(sign) = rest.next() {
            match sign {
                '"' => break,
                '\\' if rest.as_str().starts_with('\n') => {
                    let next = rest.as_str().trim_start();
                    rest = next.chars();
                }
                '\\' => text.extend(rest.next()),
                sign => text.push(sign),
            }
        }
        let begins = text.starts_with(|sign: char| sign.is_alphabetic() || sign == '{');
        if begins && text.ends_with('.') && text.contains(' ') && !text.contains('\n') {
            found.push(text);
        }
    }
    found
}

/// The same with some value in each place of a value.
fn filled(literal: &str) -> String {
    let mut out = String::new();
    let mut parts = literal.split('{');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str("Xx7");
        out.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    out
}

fn visit(folder: &Path, see: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { visit(&path, see) } else { see(&path) }
    }
}

#[test]
fn every_sentence_in_the_sources_is_listed() {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("..");
    let (mut seen, mut missing) = (0, Vec::new());
    for folder in ["contract/src", "service/src"] {
        visit(&root.join(folder), &mut |path| {
            let name = path.to_string_lossy().into_owned();
            if !name.ends_with(".rs") || NOT_SHOWN.iter().any(|part| name.contains(part)) {
                return;
            }
            for literal in sentences_of(&fs::read_to_string(path).unwrap()) {
                seen += 1;
                let known = |forms: &[&str; 2]| recognized(forms[0], &filled(&literal)).is_some();
                if !SENTENCES.iter().any(known) {
                    missing.push(format!("{name}: {literal}"));
                }
            }
        });
    }
    assert!(seen > 100, "only {seen} sentences were found: are they looked for in the right place?");
    assert!(missing.is_empty(), "not in messages/*/sentences.ftl:\n{}", missing.join("\n"));
}
