//! Versions of single resources: what `ETag` says and `If-Match` asks for.
//!
//! A version is a digest of what a caller can change. Counters and times of use are left out, so that somebody's reading
//! or another member's joining does not refuse an edit.

use crate::{RequestInfo, Result};
use contract::{
    ApiError, accounts::Me, api_keys::ApiKey, members::Member, organizations::Organization, projects::Project,
    roles::Role,
};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// A resource that has a version.
pub trait Versioned: Serialize {
    /// Fields that change without anybody editing the resource.
    const VOLATILE: &'static [&'static str];
}

impl Versioned for Organization {
    const VOLATILE: &'static [&'static str] = &["member_count", "project_count", "role"];
}

impl Versioned for Member {
    const VOLATILE: &'static [&'static str] = &["last_active_at"];
}

impl Versioned for Role {
    const VOLATILE: &'static [&'static str] = &["member_count"];
}

impl Versioned for Project {
    const VOLATILE: &'static [&'static str] = &["environment_count", "blueprint_count", "key_count"];
}

impl Versioned for ApiKey {
    const VOLATILE: &'static [&'static str] = &["last_used_at"];
}

impl Versioned for Me {
    const VOLATILE: &'static [&'static str] = &["memberships", "super_admin"];
}

/// The version as a strong entity tag, quotes included.
pub fn etag<T: Versioned>(resource: &T) -> String {
    let mut value = serde_json::to_value(resource).unwrap_or_default();
    if let Value::Object(fields) = &mut value {
        for name in T::VOLATILE {
            fields.remove(*name);
        }
    }
    let digest = Sha256::digest(value.to_string().as_bytes());
    format!("\"{}\"", data_encoding::BASE64URL_NOPAD.encode(&digest[..16]))
}

/// The version as forms carry it, without quotes; see [`crate::Actor::expecting`].
pub fn version<T: Versioned>(resource: &T) -> String {
    etag(resource).trim_matches('"').to_owned()
}

/// Whether a list of entity tags, as `If-Match` and `If-None-Match` have it, names this one. Weak ones name nothing.
pub fn names(list: &str, etag: &str) -> bool {
    list.split(',').map(str::trim).any(|tag| tag == "*" || tag == etag)
}

impl RequestInfo {
    /// Fails with `precondition_failed` when the request asks for another version than the present one. Within the
    /// transaction of the change, so that nobody changes the resource in between.
    pub(crate) fn expects<T: Versioned>(&self, current: &T) -> Result<()> {
        match &self.if_match {
            Some(list) if !names(list, &etag(current)) => Err(ApiError::PreconditionFailed.into()),
            _ => Ok(()),
        }
    }

    /// The same for what has no version, and so is none that a request could name: only `*` fits it.
    pub(crate) fn expects_no_version(&self) -> Result<()> {
        match &self.if_match {
            Some(list) if !list.split(',').any(|tag| tag.trim() == "*") => Err(ApiError::PreconditionFailed.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_tags_are_read_as_http_writes_them() {
        assert!(names("*", "\"a\""));
        assert!(names("\"b\" , \"a\"", "\"a\""));
        assert!(!names("\"b\"", "\"a\""));
        assert!(!names("W/\"a\"", "\"a\""));
        assert!(!names("", "\"a\""));
    }
}
