//! Writing the audit log, in the transaction of the change. Reading it is `audit_log`.

pub(crate) mod chain;

use crate::{
    Result,
    actor::{RequestInfo, UserAccess},
    authz::{OrgAccess, SystemAccess},
    db::{Tx, execute},
};
use contract::OrgId;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// One change, to be recorded.
#[derive(Debug)]
pub(crate) struct Entry {
    action: &'static str,
    target_kind: &'static str,
    target_id: String,
    target_name: String,
    changes: BTreeMap<&'static str, (Value, Value)>,
}

impl Entry {
    /// `action` such as `member.removed`; the target with its id and its name at this time.
    pub(crate) fn new(action: &'static str, target_kind: &'static str, id: impl ToString, name: &str) -> Self {
        Self { action, target_kind, target_id: id.to_string(), target_name: name.to_owned(), changes: BTreeMap::new() }
    }

    /// A field with its value before and after; left out when they are equal. Never a secret.
    #[must_use]
    pub(crate) fn change<T: Serialize>(mut self, field: &'static str, before: T, after: T) -> Self {
        let before = serde_json::to_value(before).unwrap_or(Value::Null);
        let after = serde_json::to_value(after).unwrap_or(Value::Null);
        if before != after {
            self.changes.insert(field, (before, after));
        }
        self
    }

    /// A field of something new.
    #[must_use]
    pub(crate) fn set<T: Serialize>(self, field: &'static str, value: T) -> Self {
        self.change(field, None, Some(value))
    }

    /// Whether nothing changed.
    pub(crate) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

struct Author<'a> {
    kind: &'static str,
    id: String,
    name: String,
    via_key: Option<String>,
    request: &'a RequestInfo,
}

/// Records a change in the organization of `access`.
pub(crate) async fn record(tx: &mut Tx, access: &OrgAccess, entry: Entry) -> Result<()> {
    write(tx, Some(access.org()), author(access), entry).await
}

/// Records what the key or user of `access` did to another organization.
pub(crate) async fn record_elsewhere(tx: &mut Tx, access: &OrgAccess, org: OrgId, entry: Entry) -> Result<()> {
    write(tx, Some(org), author(access), entry).await
}

/// Records that the organization of `access` was removed for good; its own log is gone with it.
pub(crate) async fn record_purge(tx: &mut Tx, access: &OrgAccess, entry: Entry) -> Result<()> {
    write(tx, None, author(access), entry).await
}

fn author(access: &OrgAccess) -> Author<'_> {
    match access.key_id() {
        Some(key) if !access.acts_as_user() => Author {
            kind: "key",
            id: key.to_string(),
            name: access.key_name().unwrap_or_default().to_owned(),
            via_key: Some(key.to_string()),
            request: access.request(),
        },
        via => Author {
            kind: "user",
            id: access.user_id().to_string(),
            name: access.user_name().to_owned(),
            via_key: via.map(|key| key.to_string()),
            request: access.request(),
        },
    }
}

/// Records what a person did without rights in the organization yet (accepting, joining), or on the own account (`org` is `None`).
pub(crate) async fn record_person(tx: &mut Tx, org: Option<OrgId>, user: &UserAccess, entry: Entry) -> Result<()> {
    let author = Author {
        kind: "user",
        id: user.id.to_string(),
        name: user.name.clone(),
        via_key: None,
        request: &user.request,
    };
    write(tx, org, author, entry).await
}

/// Records what the administrator or the operator did.
pub(crate) async fn record_system(tx: &mut Tx, org: Option<OrgId>, system: &SystemAccess, entry: Entry) -> Result<()> {
    let author = Author {
        kind: "admin",
        id: "admin".to_owned(),
        name: "Administrator".to_owned(),
        via_key: None,
        request: &system.request,
    };
    write(tx, org, author, entry).await
}

async fn write(tx: &mut Tx, org: Option<OrgId>, author: Author<'_>, entry: Entry) -> Result<()> {
    let id = tx.new_id();
    let at = tx.now();
    let changes = serde_json::to_string(&entry.changes).unwrap_or_default();
    let linked = match org {
        None => None,
        Some(org) => {
            let (events, head) = chain::head(tx, org.0).await?;
            let seq = events + 1;
            let texts = [
                Some(author.kind),
                Some(author.id.as_str()),
                Some(author.name.as_str()),
                author.via_key.as_deref(),
                Some(entry.action),
                Some(entry.target_kind),
                Some(entry.target_id.as_str()),
                Some(entry.target_name.as_str()),
                Some(changes.as_str()),
                author.request.ip.as_deref(),
                author.request.user_agent.as_deref(),
                Some(author.request.request_id.as_str()),
                Some(author.request.surface),
            ];
            let hash = chain::Link { org: org.0, seq, id, at: at.0, texts }.hash(&head);
            chain::advance(tx, org.0, seq, &hash).await?;
            Some((seq, hash))
        }
    };
    let (seq, hash) = linked.unzip();
    execute!(
        tx,
        "INSERT INTO audit_events
           (id, org_id, at, actor_kind, actor_id, actor_name, via_key, action, target_kind, target_id, target_name,
            changes, ip, user_agent, request_id, surface, seq, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        id,
        org.map(|o| o.0),
        at.0,
        author.kind,
        author.id.as_str(),
        author.name.as_str(),
        author.via_key.as_deref(),
        entry.action,
        entry.target_kind,
        entry.target_id.as_str(),
        entry.target_name.as_str(),
        changes.as_str(),
        author.request.ip.as_deref(),
        author.request.user_agent.as_deref(),
        author.request.request_id.as_str(),
        author.request.surface,
        seq,
        hash.as_ref().map(chain::Hash::as_slice)
    )?;
    Ok(())
}
