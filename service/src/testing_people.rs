//! Organizations with people and roles, for the tests of several features.

use crate::{
    Actor, Result, organizations,
    testing::{Person, TestServices, request_info},
};
use contract::{ApiError, OrgId, OrgRef, Permission, PermissionSet, organizations::NewOrganization};

/// An organization of `owner`.
pub(crate) async fn organization(t: &TestServices, owner: &Person, name: &str) -> OrgRef {
    let new = NewOrganization { name: name.to_owned(), ..Default::default() };
    organizations::create(t, &owner.actor, new).await.unwrap().id.into()
}

pub(crate) fn id(org: &OrgRef) -> OrgId {
    match org {
        OrgRef::Id(id) => *id,
        OrgRef::Slug(slug) => panic!("{slug} is no id"),
    }
}

/// A person who is a member with `role`.
pub(crate) async fn member(t: &TestServices, org: &OrgRef, name: &str, role: &str) -> Person {
    let person = t.person(name).await;
    let mut tx = t.db.write().await.unwrap();
    assert_eq!(crate::members::add(&mut tx, id(org), &person.id, role).await.unwrap(), None);
    tx.commit().await.unwrap();
    person
}

/// Runs one statement with the organization as `$1` and a text as `$2`.
pub(crate) async fn run(t: &TestServices, org: &OrgRef, sql: &'static str, text: &str) {
    let mut tx = t.db.write().await.unwrap();
    crate::db::execute!(tx, sql, id(org).0, text).unwrap();
    tx.commit().await.unwrap();
}

/// A custom role, made or changed behind the rules' back.
pub(crate) async fn role(t: &TestServices, org: &OrgRef, name: &str, permissions: &[Permission]) {
    let bits = permissions.iter().copied().collect::<PermissionSet>().bits();
    let mut tx = t.db.write().await.unwrap();
    let role_id = tx.new_id();
    crate::db::execute!(
        tx,
        "INSERT INTO roles (id, org_id, name, permissions, created_at, updated_at) VALUES ($1, $2, $3, $4, 0, 0)
         ON CONFLICT (org_id, name) DO UPDATE SET permissions = $4",
        role_id,
        id(org).0,
        name,
        bits
    )
    .unwrap();
    tx.commit().await.unwrap();
}

/// Acts with a key.
pub(crate) fn by_key(key: &str) -> Actor {
    Actor::bearer(key, request_info())
}

/// What the outside sees of a failure.
pub(crate) fn error<T: std::fmt::Debug>(result: Result<T>) -> ApiError {
    result.unwrap_err().public("test")
}

/// The stable code of a failure.
pub(crate) fn code<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
    error(result).code()
}
