//! Errors in the reader's language. Their English words, which the API sends too, are in `contract` and `service`.

use super::sentence;
use contract::ApiError;

/// The title of an error.
pub(crate) fn title(error: &ApiError) -> String {
    sentence(error.title())
}

/// What happened and what to do.
pub(crate) fn detail(error: &ApiError) -> String {
    if let ApiError::ActiveResources { resources } = error {
        let resources = resources.iter().map(|project| running(project)).collect();
        return sentence(&ApiError::ActiveResources { resources }.detail());
    }
    sentence(&error.detail())
}

/// What an error says about one field.
pub(crate) fn field_message(error: &ApiError, field: &str) -> Option<String> {
    error.for_field(field).map(|words| sentence(&words))
}

/// What runs in a project, as the service lists it: `website: 2 environments (staging, live), 1 blueprint`.
pub(super) fn running(project: &str) -> String {
    let mut counted = false;
    let words = project.split(' ').map(|word| {
        let noun = word.trim_end_matches(',');
        let known = counted && matches!(noun, "environment" | "environments" | "blueprint" | "blueprints");
        counted = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        if known { sentence(noun) + &word[noun.len()..] } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}
