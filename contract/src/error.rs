//! The one public error type. Each surface maps it to its own body in one file; views match on its variants.

use crate::{Permission, UserId, packed::PackedEncoding};
use http::StatusCode;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use server_fn::{
    Bytes, Decodes,
    error::{FromServerFnError, ServerFnErrorErr},
};
use std::fmt;

/// What is wrong with one field of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// The field as the request names it; a path with dots and indexes where it is nested.
    pub field: String,
    /// A stable code: `required`, `too_long`, `invalid_format`, `out_of_range`, `not_allowed`, `unknown_value`, ….
    pub code: String,
    /// What to do, in a sentence.
    pub message: String,
}

impl FieldError {
    /// A fault of `field` with a stable `code` and a sentence that says what to do.
    pub fn new(field: impl Into<String>, code: &str, message: impl Into<String>) -> Self {
        Self { field: field.into(), code: code.to_owned(), message: message.into() }
    }
}

/// A colleague who can help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// Who.
    pub user_id: UserId,
    /// The name to ask for.
    pub name: String,
}

/// Why something is not allowed, and who can change that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Denial {
    /// A sentence for people.
    pub detail: String,
    /// The permission that would have been needed; absent when no permission would help (a suspended membership, an owner's matter).
    pub missing_permission: Option<Permission>,
    /// The id of the organization it is about.
    pub resource: Option<String>,
    /// The role that the caller has there.
    pub your_role: Option<String>,
    /// The roles that hold the permission.
    pub granted_by_roles: Vec<String>,
    /// Members who can grant it.
    pub ask: Vec<Contact>,
}

/// Writes the enum, and how it is serialized: in JSON with the code beside the data, packed without names.
macro_rules! written_twice {
    ($(#[$about:meta])* pub enum $name:ident { $($variants:tt)* }) => {
        $(#[$about])*
        pub enum $name { $($variants)* }

        // Serde's derives read these in its place, so that they cannot drift apart.
        #[derive(Serialize, Deserialize)]
        #[serde(remote = "ApiError", tag = "code", content = "data", rename_all = "snake_case")]
        enum Told { $($variants)* }

        #[derive(Serialize, Deserialize)]
        #[serde(remote = "ApiError")]
        enum Packed { $($variants)* }
    };
}

written_twice! {
    /// Everything that can go wrong, as the outside may know it. `code()` is stable.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum ApiError {
        /// The request cannot be read: malformed JSON, a wrong type, a malformed query.
        InvalidRequest {
            /// What could not be read.
            detail: String,
        },
        /// The body has a field that the operation does not know.
        UnknownField {
            /// The field's name.
            field: String,
        },
        /// One or more values break a rule; all of them are listed.
        ValidationFailed {
            /// Each fault.
            errors: Vec<FieldError>,
        },
        /// No credential, or one that is unknown or switched off.
        Unauthenticated,
        /// A credential whose time is over. Its code is `unauthenticated`; some surfaces have words of their own for it.
        CredentialExpired,
        /// A credential that was revoked. Its code is `unauthenticated`; some surfaces have words of their own for it.
        CredentialRevoked,
        /// A wrong address or password; which of the two is not said.
        InvalidCredentials,
        /// The operation needs a person; keys cannot do it.
        UserRequired,
        /// The caller may see the organization but not do this.
        PermissionDenied(Box<Denial>),
        /// The invitation went to another address than the caller's verified one.
        EmailMismatch {
            /// The address it went to, shortened so that it helps only those who know it.
            invited: String,
        },
        /// The caller's own address is not verified yet.
        EmailUnverified,
        /// Nobody can sign up by themselves here.
        SignupClosed,
        /// A sensitive step: the caller must enter the password again.
        ReauthenticationRequired,
        /// There is no such thing, or the caller may not know of it.
        NotFound {
            /// What was looked for: `organization`, `member`, `invitation`, ….
            what: String,
        },
        /// Something with this key exists already.
        AlreadyExists {
            /// What exists: `organization`, `member`, `invitation`, `role`, `project`, `user`.
            what: String,
            /// The field that collides.
            field: String,
        },
        /// The organization would be left without an active owner.
        LastOwner,
        /// The role is still given, or promised, to somebody.
        RoleInUse {
            /// How many members hold it.
            members: i64,
            /// How many pending invitations promise it.
            invitations: i64,
        },
        /// Environments or blueprints still run there.
        ActiveResources {
            /// What runs, as `project/kind/name`, or a count per project.
            resources: Vec<String>,
        },
        /// The invitation was accepted, declined or revoked before.
        InvitationUsed {
            /// Its present status.
            status: String,
        },
        /// The invitation's time is over.
        InvitationExpired,
        /// The join code was used as often as it may be.
        JoinCodeExhausted,
        /// The thing changed meanwhile, or its state does not allow this.
        Conflict {
            /// What is in the way and what to do.
            detail: String,
        },
        /// `If-Match` names an older version.
        PreconditionFailed,
        /// The `Idempotency-Key` was sent before, with another request.
        IdempotencyMismatch,
        /// The first request with this `Idempotency-Key` still runs.
        IdempotencyInFlight,
        /// The body is larger than allowed.
        PayloadTooLarge {
            /// The limit in bytes.
            limit: u64,
        },
        /// The body's type is not the one the operation reads.
        UnsupportedMediaType,
        /// Too many requests.
        RateLimited {
            /// Seconds after which one more will pass.
            retry_after: u64,
        },
        /// The server has too much to do right now.
        Overloaded,
        /// A fault of the server; the cause is in the log under the request id.
        Internal {
            /// Find the log line by this.
            request_id: String,
        },
        /// The browser could not reach the server (never sent by the server).
        Unreachable,
    }
}

impl Serialize for ApiError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            Told::serialize(self, serializer)
        } else {
            Packed::serialize(self, serializer)
        }
    }
}

impl<'de> Deserialize<'de> for ApiError {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            Told::deserialize(deserializer)
        } else {
            Packed::deserialize(deserializer)
        }
    }
}

impl ApiError {
    /// No such thing, or not for this caller's eyes.
    pub fn not_found(what: &str) -> Self {
        Self::NotFound { what: what.to_owned() }
    }

    /// One faulty field.
    pub fn invalid(field: &str, code: &str, message: impl Into<String>) -> Self {
        Self::ValidationFailed { errors: vec![FieldError::new(field, code, message)] }
    }

    /// A thing with this key exists already.
    pub fn already_exists(what: &str, field: &str) -> Self {
        Self::AlreadyExists { what: what.to_owned(), field: field.to_owned() }
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::InvalidRequest { .. } => "invalid_request",
            Self::UnknownField { .. } => "unknown_field",
            Self::ValidationFailed { .. } => "validation_failed",
            Self::Unauthenticated | Self::CredentialExpired | Self::CredentialRevoked => "unauthenticated",
            Self::InvalidCredentials => "invalid_credentials",
            Self::UserRequired => "user_required",
            Self::PermissionDenied(_) => "permission_denied",
            Self::EmailMismatch { .. } => "email_mismatch",
            Self::EmailUnverified => "email_unverified",
            Self::SignupClosed => "signup_closed",
            Self::ReauthenticationRequired => "reauthentication_required",
            Self::NotFound { .. } => "not_found",
            Self::AlreadyExists { .. } => "already_exists",
            Self::LastOwner => "last_owner",
            Self::RoleInUse { .. } => "role_in_use",
            Self::ActiveResources { .. } => "active_resources",
            Self::InvitationUsed { .. } => "invitation_used",
            Self::InvitationExpired => "invitation_expired",
            Self::JoinCodeExhausted => "join_code_exhausted",
            Self::Conflict { .. } => "conflict",
            Self::PreconditionFailed => "precondition_failed",
            Self::IdempotencyMismatch => "idempotency_mismatch",
            Self::IdempotencyInFlight => "idempotency_in_flight",
            Self::PayloadTooLarge { .. } => "payload_too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::RateLimited { .. } => "rate_limited",
            Self::Overloaded => "overloaded",
            Self::Internal { .. } => "internal",
            Self::Unreachable => "unreachable",
        }
    }

    /// What a problem document says that a layer in front of the console's functions answered. Only some have one.
    fn of_problem(document: &[u8]) -> Option<Self> {
        let (_, rest) = std::str::from_utf8(document).ok()?.split_once("\"code\":\"")?;
        let code = rest.split('"').next()?;
        [Self::Overloaded, Self::Unauthenticated, Self::outdated_page()].into_iter().find(|error| error.code() == code)
    }

    /// The page is of a build whose types this one does not have. Nothing was done.
    pub fn outdated_page() -> Self {
        Self::Conflict {
            detail: "Guildhall was updated meanwhile, and nothing was done. Load the page again.".to_owned(),
        }
    }

    /// The HTTP status on the native surface.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::InvalidRequest { .. } | Self::UnknownField { .. } => StatusCode::BAD_REQUEST,
            Self::ValidationFailed { .. } | Self::IdempotencyMismatch => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unauthenticated | Self::CredentialExpired | Self::CredentialRevoked | Self::InvalidCredentials => {
                StatusCode::UNAUTHORIZED
            }
            Self::UserRequired
            | Self::PermissionDenied(_)
            | Self::EmailMismatch { .. }
            | Self::EmailUnverified
            | Self::SignupClosed
            | Self::ReauthenticationRequired => StatusCode::FORBIDDEN,
            Self::NotFound { .. } => StatusCode::NOT_FOUND,
            Self::AlreadyExists { .. }
            | Self::LastOwner
            | Self::RoleInUse { .. }
            | Self::ActiveResources { .. }
            | Self::InvitationUsed { .. }
            | Self::JoinCodeExhausted
            | Self::IdempotencyInFlight
            | Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::InvitationExpired => StatusCode::GONE,
            Self::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
            Self::PayloadTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Overloaded | Self::Unreachable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// A short title, the same for every error of the code.
    pub fn title(&self) -> &'static str {
        match self {
            Self::InvalidRequest { .. } => "Request cannot be read",
            Self::UnknownField { .. } => "Unknown field",
            Self::ValidationFailed { .. } => "Some values are not valid",
            Self::Unauthenticated | Self::CredentialExpired | Self::CredentialRevoked => "Not signed in",
            Self::InvalidCredentials => "Sign-in failed",
            Self::UserRequired => "Needs a person",
            Self::PermissionDenied(_) => "Permission denied",
            Self::EmailMismatch { .. } => "Invitation for another address",
            Self::EmailUnverified => "Address not verified",
            Self::SignupClosed => "Sign-up is closed",
            Self::ReauthenticationRequired => "Password needed again",
            Self::NotFound { .. } => "Not found",
            Self::AlreadyExists { .. } => "Already exists",
            Self::LastOwner => "Last owner",
            Self::RoleInUse { .. } => "Role in use",
            Self::ActiveResources { .. } => "Active resources",
            Self::InvitationUsed { .. } => "Invitation already used",
            Self::InvitationExpired => "Invitation expired",
            Self::JoinCodeExhausted => "Join code used up",
            Self::Conflict { .. } => "Conflict",
            Self::PreconditionFailed => "Changed meanwhile",
            Self::IdempotencyMismatch => "Key of another request",
            Self::IdempotencyInFlight => "Request still runs",
            Self::PayloadTooLarge { .. } => "Body too large",
            Self::UnsupportedMediaType => "Unsupported media type",
            Self::RateLimited { .. } => "Too many requests",
            Self::Overloaded => "Overloaded",
            Self::Internal { .. } => "Server fault",
            Self::Unreachable => "Server not reachable",
        }
    }

    /// What happened and what to do, in a sentence or two.
    pub fn detail(&self) -> String {
        match self {
            Self::InvalidRequest { detail } | Self::Conflict { detail } => detail.clone(),
            Self::UnknownField { field } => {
                format!("The field {field} is not known here. Remove it, or check its spelling.")
            }
            Self::ValidationFailed { errors } => match errors.as_slice() {
                [one] => one.message.clone(),
                many => format!("{} values need a change. Nothing was saved.", many.len()),
            },
            Self::Unauthenticated => "Sign in, or send a valid credential as Authorization: Bearer <token>.".to_owned(),
            Self::CredentialExpired => "This credential has expired. Use a new one.".to_owned(),
            Self::CredentialRevoked => "This credential was revoked. Use another one.".to_owned(),
            Self::InvalidCredentials => "The address or the password is wrong.".to_owned(),
            Self::UserRequired => "Only a signed-in user can do this; a key cannot.".to_owned(),
            Self::PermissionDenied(denial) => denial.detail.clone(),
            Self::EmailMismatch { invited } => {
                format!("This invitation went to {invited}. Sign in with that address. The invitation stays open.")
            }
            Self::EmailUnverified => "Verify your address first: open the link in the mail we sent.".to_owned(),
            Self::SignupClosed => "New accounts need an invitation here. Ask an administrator for one.".to_owned(),
            Self::ReauthenticationRequired => "Enter your password again to go on.".to_owned(),
            Self::NotFound { what } => format!("There is no such {what}, or you may not see it."),
            Self::AlreadyExists { what, field } => {
                let article = if what.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
                format!("There is already {article} {what} with this {}.", field.replace('_', " "))
            }
            Self::LastOwner => {
                "An organization needs at least one active owner. Make somebody else an owner first.".to_owned()
            }
            Self::RoleInUse { members: 0, invitations } => {
                format!("{invitations} pending invitations promise this role. Revoke them first.")
            }
            Self::RoleInUse { members: 1, .. } => {
                "One member still has this role. Give that member another one first.".to_owned()
            }
            Self::RoleInUse { members, .. } => {
                format!("{members} members still have this role. Give them another one first.")
            }
            Self::ActiveResources { resources } => {
                format!("Something still runs there: {}. Stop it first, or delete with force.", resources.join(", "))
            }
            Self::InvitationUsed { status } => format!("This invitation was {status} before."),
            Self::InvitationExpired => "This invitation has expired. Ask for a new one.".to_owned(),
            Self::JoinCodeExhausted => "This join code was used as often as it may be. Ask for a new one.".to_owned(),
            Self::PreconditionFailed => "It changed since you read it. Read it again and repeat the change.".to_owned(),
            Self::IdempotencyMismatch => {
                "This Idempotency-Key was sent with another request. Use a fresh key for each request.".to_owned()
            }
            Self::IdempotencyInFlight => {
                "The first request with this Idempotency-Key still runs. Ask again in a moment.".to_owned()
            }
            Self::PayloadTooLarge { limit } => format!("The body may have at most {limit} bytes."),
            Self::UnsupportedMediaType => "Send the body as application/json.".to_owned(),
            Self::RateLimited { retry_after: 1 } => "Try again in 1 second.".to_owned(),
            Self::RateLimited { retry_after } => format!("Try again in {retry_after} seconds."),
            Self::Overloaded => "The server has too much to do right now. Try again in a moment.".to_owned(),
            Self::Internal { request_id } => {
                format!("Something went wrong on our side and nothing was changed. Request ID {request_id}.")
            }
            Self::Unreachable => "The server could not be reached. Check the connection and try again.".to_owned(),
        }
    }

    /// The message for one field, when the error has one for it.
    pub fn for_field(&self, field: &str) -> Option<String> {
        match self {
            Self::ValidationFailed { errors } => errors.iter().find(|e| e.field == field).map(|e| e.message.clone()),
            Self::AlreadyExists { field: f, .. } if f == field => Some(self.detail()),
            _ => None,
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail())
    }
}

impl std::error::Error for ApiError {}

impl FromServerFnError for ApiError {
    type Encoder = PackedEncoding;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        match value {
            // What cannot be read did not come from the server, but from something between.
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Deserialization(_) => Self::Unreachable,
            ServerFnErrorErr::Args(detail) | ServerFnErrorErr::MissingArg(detail) => Self::InvalidRequest { detail },
            ServerFnErrorErr::MiddlewareError(_) => Self::Overloaded,
            _ => Self::Internal { request_id: String::new() },
        }
    }

    fn status_code(&self) -> StatusCode {
        self.status()
    }

    fn de(body: Bytes) -> Self {
        let read = <PackedEncoding as Decodes<Self>>::decode(body.clone()).ok();
        read.or_else(|| Self::of_problem(&body)).unwrap_or(Self::Unreachable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packed::{pack, unpack};

    #[test]
    fn errors_travel_as_json_or_packed_and_come_back() {
        let errors = [
            ApiError::LastOwner,
            ApiError::invalid("email", "invalid_format", "Write it as name@example.com."),
            ApiError::PermissionDenied(Box::new(Denial {
                detail: "You need roles.update in Harbor Labs.".into(),
                missing_permission: Some(Permission::RolesUpdate),
                resource: None,
                your_role: Some("member".into()),
                granted_by_roles: vec!["admin".into()],
                ask: vec![],
            })),
        ];
        for error in errors {
            let text = serde_json::to_string(&error).unwrap();
            assert!(text.contains(&format!("\"code\":\"{}\"", error.code())), "{text}");
            assert_eq!(serde_json::from_str::<ApiError>(&text).unwrap(), error);
            assert_eq!(unpack::<ApiError>(&pack(&error).unwrap()).unwrap(), error);
        }
    }

    #[test]
    fn what_stands_between_is_understood_or_out_of_reach() {
        let de = |body: &'static str| ApiError::de(Bytes::from_static(body.as_bytes()));
        assert_eq!(de(r#"{"type":"x","status":503,"code":"overloaded","detail":"y"}"#), ApiError::Overloaded);
        assert_eq!(de(r#"{"status":409,"code":"conflict"}"#), ApiError::outdated_page());
        assert_eq!(de("<h1>Bad Gateway</h1>"), ApiError::Unreachable);
        assert_eq!(de(""), ApiError::Unreachable);
    }
}
