//! Who makes a request, and through what. An [`Actor`] is only a claim: [`crate::authz`] turns it into rights, in the
//! transaction of the operation.

use crate::{
    idempotency::IdempotencyKey,
    secret::{self, SecretDigest},
};
use contract::{OrgId, UserId, ids::InvalidId};
use std::sync::Arc;

/// Where a request came from, for the audit log and for limits.
#[derive(Debug, Clone, Default)]
pub struct RequestInfo {
    /// The request's id, as in the log.
    pub request_id: String,
    /// The client's address.
    pub ip: Option<String>,
    /// What limits count as one client: the IPv4 address, or the /64 of an IPv6 address.
    pub limit_key: String,
    /// The client's name of itself, at most 300 characters.
    pub user_agent: Option<String>,
    /// The door: `console`, `api`, `admin`, or a dialect's name.
    pub surface: &'static str,
    /// What the header `X-Organization-Id` names, for calls that need an active organization; an error when it is no id.
    pub active_org: Option<Result<OrgId, InvalidId>>,
    /// The versions of the resource that the request is meant for, as `If-Match` lists them: of the native API, or of what a page had read.
    pub if_match: Option<String>,
    /// The idempotency key that the request's change marks.
    pub idempotency_key: Option<IdempotencyKey>,
}

/// The credential of a request, as its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Credential {
    /// None.
    Anonymous,
    /// Something that has the shape of no credential.
    Unknown,
    /// A console session.
    Session(SecretDigest),
    /// A user token.
    UserToken(SecretDigest),
    /// A key of an organization, of any kind.
    ApiKey(SecretDigest),
}

/// Who makes a request: a credential that nobody has checked yet, and where it came from.
#[derive(Debug, Clone)]
pub struct Actor {
    pub(crate) credential: Credential,
    pub(crate) request: Arc<RequestInfo>,
}

impl Actor {
    /// A request without a credential.
    pub fn anonymous(request: RequestInfo) -> Self {
        Self { credential: Credential::Anonymous, request: Arc::new(request) }
    }

    /// A request with the console's session cookie; `id` are the bytes of the session id.
    pub fn session(id: &[u8], request: RequestInfo) -> Self {
        Self { credential: Credential::Session(secret::digest_bytes(id)), request: Arc::new(request) }
    }

    /// A request with `Authorization: Bearer <token>`, of any kind.
    pub fn bearer(token: &str, request: RequestInfo) -> Self {
        let key = token.starts_with("pk_")
            || token.starts_with("permit_key_")
            || token.starts_with("ak_")
            || token.starts_with("tke_")
            || secret::is_api_key(token);
        let credential = if token.starts_with("ut_") {
            Credential::UserToken(secret::digest(token))
        } else if key {
            Credential::ApiKey(secret::digest(token))
        } else {
            Credential::Unknown
        };
        Self { credential, request: Arc::new(request) }
    }

    /// Where the request came from.
    pub fn request(&self) -> &RequestInfo {
        &self.request
    }

    /// The same caller, whose change is meant for this version of the resource only; for any when it is empty.
    #[must_use]
    pub fn expecting(&self, version: &str) -> Self {
        let if_match = (!version.is_empty()).then(|| format!("\"{version}\""));
        let request = RequestInfo { if_match, ..RequestInfo::clone(&self.request) };
        Self { credential: self.credential.clone(), request: Arc::new(request) }
    }

    /// Whether the request carries no credential at all.
    pub fn is_anonymous(&self) -> bool {
        self.credential == Credential::Anonymous
    }

    /// The same caller, whose change marks an idempotency key.
    pub(crate) fn with_idempotency_key(&self, key: IdempotencyKey) -> Self {
        let request = RequestInfo { idempotency_key: Some(key), ..RequestInfo::clone(&self.request) };
        Self { credential: self.credential.clone(), request: Arc::new(request) }
    }

    /// The digest of the credential, when there is one.
    pub(crate) fn credential_digest(&self) -> Option<&SecretDigest> {
        match &self.credential {
            Credential::Session(digest) | Credential::UserToken(digest) | Credential::ApiKey(digest) => Some(digest),
            Credential::Anonymous | Credential::Unknown => None,
        }
    }

    /// The digest of the session, when the credential is one.
    pub(crate) fn session_digest(&self) -> Option<&SecretDigest> {
        match &self.credential {
            Credential::Session(digest) => Some(digest),
            _ => None,
        }
    }
}

/// A signed-in person, as checked in a transaction: what operations without an organization work with.
#[derive(Debug, Clone)]
pub struct UserAccess {
    pub(crate) id: UserId,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) email_key: String,
    pub(crate) email_verified: bool,
    pub(crate) super_admin: bool,
    pub(crate) request: Arc<RequestInfo>,
}

impl UserAccess {
    /// Who.
    pub fn id(&self) -> &UserId {
        &self.id
    }

    /// Whether the person has every permission everywhere.
    pub fn super_admin(&self) -> bool {
        self.super_admin
    }
}
