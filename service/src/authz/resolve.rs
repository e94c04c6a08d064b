//! From a credential to its user, organization, membership, role and permissions: one joined statement for each kind.

use crate::{
    Result,
    actor::{Actor, Credential, RequestInfo, UserAccess},
    db::{Tx, fetch_optional},
};
use contract::{ApiError, OrgRef, UserId};
use std::sync::Arc;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub(super) struct Resolved {
    pub(super) user_id: String,
    pub(super) user_name: String,
    pub(super) super_admin: bool,
    pub(super) key_id: Option<Uuid>,
    pub(super) key_kind: Option<String>,
    pub(super) key_name: Option<String>,
    pub(super) key_permissions: Option<i64>,
    pub(super) key_project: Option<Uuid>,
    /// Whether a key is its maker's; absent without a key.
    pub(super) key_of_user: Option<bool>,
    pub(super) org_id: Option<Uuid>,
    pub(super) org_slug: Option<String>,
    pub(super) org_name: Option<String>,
    /// The role of the user or the maker; of an organization's own key the role that binds it.
    pub(super) role: Option<String>,
    pub(super) status: Option<String>,
    pub(super) role_permissions: Option<i64>,
}

macro_rules! resolve {
    ($credential:literal, $key:literal, $organization:literal, $member:literal, $role:literal, $valid:literal) => {
        concat!(
            "SELECT u.id AS user_id, u.name AS user_name, u.super_admin, ",
            $key,
            ", o.id AS org_id, o.slug AS org_slug, o.name AS org_name, ",
            $role,
            " AS role, m.status, r.permissions AS role_permissions ",
            $credential,
            " LEFT JOIN organizations o ON ",
            $organization,
            " AND o.deleted_at IS NULL LEFT JOIN memberships m ON m.org_id = o.id AND m.user_id = u.id",
            $member,
            " LEFT JOIN roles r ON r.org_id = o.id AND r.name = ",
            $role,
            " WHERE ",
            $valid
        )
    };
}
macro_rules! by_person {
    ($credential:literal, $organization:literal, $valid:literal) => {
        resolve!(
            $credential,
            "CAST(NULL AS UUID) AS key_id, CAST(NULL AS TEXT) AS key_kind, CAST(NULL AS TEXT) AS key_name,
             CAST(NULL AS BIGINT) AS key_permissions, CAST(NULL AS UUID) AS key_project,
             CAST(NULL AS BOOLEAN) AS key_of_user",
            $organization,
            "",
            "m.role",
            $valid
        )
    };
}
macro_rules! by_session {
    ($organization:literal) => {
        by_person!(
            "FROM sessions c JOIN users u ON u.id = c.user_id",
            $organization,
            "u.disabled_at IS NULL AND c.id_hash = $1 AND c.expires_at > $3 AND c.seen_at > $3 - 86400000000"
        )
    };
}
macro_rules! by_user_token {
    ($organization:literal) => {
        by_person!(
            "FROM user_tokens c JOIN users u ON u.id = c.user_id",
            $organization,
            "u.disabled_at IS NULL AND c.digest = $1 AND (c.expires_at IS NULL OR c.expires_at > $3)"
        )
    };
}
// A key lives only while its organization does; one of its maker's only while the maker is a member there.
macro_rules! by_key {
    ($organization:literal) => {
        resolve!(
            "FROM api_keys c
             JOIN users u ON u.id = c.created_by
             JOIN organizations ko ON ko.id = c.org_id AND ko.deleted_at IS NULL",
            "c.id AS key_id, c.kind AS key_kind, c.name AS key_name, c.permissions AS key_permissions,
             c.project_id AS key_project, c.of_user AS key_of_user",
            $organization,
            " AND c.of_user",
            "COALESCE(m.role, c.bound_role)",
            "c.digest = $1 AND c.revoked_at IS NULL AND c.enabled AND (c.expires_at IS NULL OR c.expires_at > $3)
             AND (NOT c.of_user OR u.disabled_at IS NULL AND (u.super_admin OR EXISTS (
               SELECT 1 FROM memberships k WHERE k.org_id = c.org_id AND k.user_id = u.id)))"
        )
    };
}

const SESSION_BY_ID: &str = by_session!("o.id = $2");
const SESSION_BY_SLUG: &str = by_session!("o.slug = $2");
const TOKEN_BY_ID: &str = by_user_token!("o.id = $2");
const TOKEN_BY_SLUG: &str = by_user_token!("o.slug = $2");
const KEY_BY_ID: &str = by_key!("o.id = $2 AND o.id = c.org_id");
const KEY_BY_SLUG: &str = by_key!("o.slug = $2 AND o.id = c.org_id");
/// A key without naming an organization: its own.
const KEY_OWN: &str = by_key!("o.id = c.org_id AND $2 IS NULL");

/// An organization in the recycle bin, with the role of who looks at it.
#[derive(sqlx::FromRow)]
pub(super) struct Deleted {
    pub(super) id: Uuid,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) role: Option<String>,
}

macro_rules! deleted {
    ($organization:literal) => {
        concat!(
            "SELECT o.id, o.slug, o.name, m.role
             FROM organizations o
             LEFT JOIN memberships m ON m.org_id = o.id AND m.user_id = $2 AND m.status = 'active'
             WHERE ",
            $organization,
            " AND o.deleted_at > $3 AND (m.role = 'owner' OR $4)"
        )
    };
}

/// The organization, if it was deleted after `since` and the person is an active owner of it or a super admin.
pub(super) async fn deleted(tx: &mut Tx, user: &UserAccess, org: &OrgRef, since: i64) -> Result<Option<Deleted>> {
    match org {
        OrgRef::Id(id) => {
            fetch_optional!(tx, Deleted, deleted!("o.id = $1"), id.0, user.id.as_str(), since, user.super_admin)
        }
        OrgRef::Slug(slug) => fetch_optional!(
            tx,
            Deleted,
            deleted!("o.slug = $1"),
            slug.to_lowercase(),
            user.id.as_str(),
            since,
            user.super_admin
        ),
    }
}

#[derive(sqlx::FromRow)]
struct Person {
    id: String,
    name: String,
    email: String,
    email_key: String,
    email_verified_at: Option<i64>,
    super_admin: bool,
}

impl Person {
    fn into_access(self, request: Arc<RequestInfo>) -> UserAccess {
        UserAccess {
            id: UserId::stored(self.id),
            name: self.name,
            email: self.email,
            email_key: self.email_key,
            email_verified: self.email_verified_at.is_some(),
            super_admin: self.super_admin,
            request,
        }
    }
}

/// Somebody by id, who does not act: for whom something is made by `actor`. `None` for unknown and disabled users.
pub(crate) async fn person(tx: &mut Tx, user: &UserId, actor: &Actor) -> Result<Option<UserAccess>> {
    let row = fetch_optional!(
        tx,
        Person,
        "SELECT id, name, email, email_key, email_verified_at, super_admin FROM users WHERE id = $1 AND disabled_at IS NULL",
        user.as_str()
    )?;
    Ok(row.map(|row| row.into_access(actor.request.clone())))
}

impl Actor {
    /// The signed-in person. Keys are no persons: `user_required`. One statement.
    pub(crate) async fn user(&self, tx: &mut Tx) -> Result<UserAccess> {
        let now = tx.now();
        let row = match &self.credential {
            Credential::Session(digest) => fetch_optional!(
                tx,
                Person,
                "SELECT u.id, u.name, u.email, u.email_key, u.email_verified_at, u.super_admin
                 FROM sessions c JOIN users u ON u.id = c.user_id
                 WHERE u.disabled_at IS NULL AND c.id_hash = $1 AND c.expires_at > $2 AND c.seen_at > $2 - 86400000000",
                digest.as_slice(),
                now.0
            )?,
            Credential::UserToken(digest) => fetch_optional!(
                tx,
                Person,
                "SELECT u.id, u.name, u.email, u.email_key, u.email_verified_at, u.super_admin
                 FROM user_tokens c JOIN users u ON u.id = c.user_id
                 WHERE u.disabled_at IS NULL AND c.digest = $1 AND (c.expires_at IS NULL OR c.expires_at > $2)",
                digest.as_slice(),
                now.0
            )?,
            Credential::ApiKey(_) => {
                self.resolve(tx, None).await?;
                return Err(ApiError::UserRequired.into());
            }
            Credential::Anonymous | Credential::Unknown => None,
        };
        let Some(row) = row else { return Err(ApiError::Unauthenticated.into()) };
        self.used(tx, None);
        Ok(row.into_access(self.request.clone()))
    }

    pub(super) async fn resolve(&self, tx: &mut Tx, org: Option<&OrgRef>) -> Result<Resolved> {
        let now = tx.now().0;
        let row = match (&self.credential, org) {
            (Credential::Session(d), Some(OrgRef::Id(id))) => {
                fetch_optional!(tx, Resolved, SESSION_BY_ID, d.as_slice(), id.0, now)?
            }
            (Credential::Session(d), Some(OrgRef::Slug(slug))) => {
                fetch_optional!(tx, Resolved, SESSION_BY_SLUG, d.as_slice(), slug.to_lowercase(), now)?
            }
            (Credential::UserToken(d), Some(OrgRef::Id(id))) => {
                fetch_optional!(tx, Resolved, TOKEN_BY_ID, d.as_slice(), id.0, now)?
            }
            (Credential::UserToken(d), Some(OrgRef::Slug(slug))) => {
                fetch_optional!(tx, Resolved, TOKEN_BY_SLUG, d.as_slice(), slug.to_lowercase(), now)?
            }
            (Credential::ApiKey(d), Some(OrgRef::Id(id))) => {
                fetch_optional!(tx, Resolved, KEY_BY_ID, d.as_slice(), id.0, now)?
            }
            (Credential::ApiKey(d), Some(OrgRef::Slug(slug))) => {
                fetch_optional!(tx, Resolved, KEY_BY_SLUG, d.as_slice(), slug.to_lowercase(), now)?
            }
            (Credential::ApiKey(d), None) => fetch_optional!(tx, Resolved, KEY_OWN, d.as_slice(), None::<i64>, now)?,
            (Credential::Session(_) | Credential::UserToken(_), None) => {
                return Err(ApiError::not_found("organization").into());
            }
            (Credential::Anonymous | Credential::Unknown, _) => None,
        };
        row.ok_or_else(|| ApiError::Unauthenticated.into())
    }
}
