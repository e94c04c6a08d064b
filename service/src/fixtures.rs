//! Roles, keys and invitations, for the tests of organizations, members and roles; and what `testing_people` has.

pub(crate) use crate::testing_people::{code, error, id, member, organization};

use crate::{
    Actor,
    db::{execute, fetch_one},
    members, roles, secret,
    testing::{Person, TestServices, request_info},
};
use contract::{
    OrgRef, Permission, PermissionSet, members::MemberPatch, organizations::NewOrganization, roles::NewRole,
};

pub(crate) fn set(permissions: &[Permission]) -> PermissionSet {
    permissions.iter().copied().collect()
}

pub(crate) fn named(name: &str) -> NewOrganization {
    NewOrganization { name: name.to_owned(), ..Default::default() }
}

pub(crate) fn to_role(role: &str) -> MemberPatch {
    MemberPatch { role: Some(role.to_owned()), status: None }
}

pub(crate) async fn join(t: &TestServices, org: &OrgRef, person: &Person, role: &str) {
    let mut tx = t.db.write().await.unwrap();
    assert_eq!(members::add(&mut tx, id(org), &person.id, role).await.unwrap(), None);
    tx.commit().await.unwrap();
}

/// A role, made by somebody who may.
pub(crate) async fn role(t: &TestServices, org: &OrgRef, by: &Person, name: &str, permissions: &[Permission]) {
    let new = NewRole { name: name.to_owned(), description: String::new(), permissions: set(permissions) };
    roles::create(t, &by.actor, org, new).await.unwrap();
}

/// A live key of somebody.
pub(crate) async fn key(t: &TestServices, org: &OrgRef, by: &Person, name: &str, permissions: PermissionSet) -> Actor {
    let secret = secret::new_user_token(&t.context).replacen("ut_", "pk_", 1);
    let mut tx = t.db.write().await.unwrap();
    let (key_id, now) = (tx.new_id(), tx.now().0);
    execute!(
        tx,
        "INSERT INTO api_keys (id, org_id, kind, env, name, prefix, last_four, digest, permissions, created_by, created_at)
         VALUES ($1, $2, 'native', 'live', $3, 'pk_', 'test', $4, $5, $6, $7)",
        key_id,
        id(org).0,
        name,
        secret::digest(&secret).as_slice(),
        permissions.bits(),
        by.id.as_str(),
        now
    )
    .unwrap();
    tx.commit().await.unwrap();
    Actor::bearer(&secret, request_info())
}

/// A pending invitation.
pub(crate) async fn invite(t: &TestServices, org: &OrgRef, by: &Person, email: &str, role: &str) {
    let mut tx = t.db.write().await.unwrap();
    let (invitation, now) = (tx.new_id(), tx.now().0);
    execute!(
        tx,
        "INSERT INTO invitations
           (id, org_id, email, email_key, role, token_digest, invited_by, lifetime, created_at, expires_at, last_sent_at)
         VALUES ($1, $2, $3, $3, $4, $5, $6, 600000000, $7, $7 + 600000000, $7)",
        invitation,
        id(org).0,
        email,
        role,
        secret::digest(email).as_slice(),
        by.id.as_str(),
        now
    )
    .unwrap();
    tx.commit().await.unwrap();
}

/// Status and role of the invitation to an address.
pub(crate) async fn invitation(t: &TestServices, email: &str) -> (String, String) {
    let mut tx = t.db.read().await.unwrap();
    fetch_one!(tx, (String, String), "SELECT status, role FROM invitations WHERE email_key = $1", email).unwrap()
}

/// The actions that the audit log of an organization holds, oldest first.
pub(crate) async fn actions(t: &TestServices, org: &OrgRef) -> Vec<String> {
    let mut tx = t.db.read().await.unwrap();
    let sql = "SELECT action FROM audit_events WHERE org_id = $1 ORDER BY at, id";
    let rows = crate::db::fetch_all!(tx, (String,), sql, id(org).0).unwrap();
    rows.into_iter().map(|(action,)| action).collect()
}
