//! Errors in the reader's language. Their English words, which the API sends too, are in `contract` and `service`.

use super::sentence;
use contract::ApiError;

/// The title of an error.
pub(crate) fn title(error: &ApiError) -> String {
    sentence(error.title())
}

/// What happened and what to do.
pub(crate) fn detail(error: &ApiError) -> String {
    sentence(&error.detail())
}

/// What an error says about one field.
pub(crate) fn field_message(error: &ApiError, field: &str) -> Option<String> {
    error.for_field(field).map(|words| sentence(&words))
}
