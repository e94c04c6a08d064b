//! Stamps of last use and usage counters: gathered in memory, written in batches, so that reading never costs a write.

use crate::{Result, Services, db::execute};
use contract::{OrgId, Timestamp};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};
use uuid::Uuid;

/// What was used since the last batch.
#[derive(Default)]
pub(crate) struct Touches(Mutex<Gathered>);

#[derive(Default)]
struct Gathered {
    sessions: BTreeMap<[u8; 32], Timestamp>,
    tokens: BTreeMap<[u8; 32], Timestamp>,
    keys: BTreeMap<Uuid, Timestamp>,
    members: BTreeMap<(Uuid, String), Timestamp>,
    requests: BTreeMap<(Uuid, i64, String, bool), i64>,
}

/// What a request was made with.
pub(crate) enum Used<'a> {
    Session(&'a [u8; 32]),
    UserToken(&'a [u8; 32]),
    Key(Uuid),
}

impl Touches {
    pub(crate) fn used(&self, used: &Used<'_>, now: Timestamp) {
        let mut gathered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match used {
            Used::Session(digest) => gathered.sessions.insert(**digest, now),
            Used::UserToken(digest) => gathered.tokens.insert(**digest, now),
            Used::Key(id) => gathered.keys.insert(*id, now),
        };
    }

    /// Counts a request of `principal` in an organization.
    pub(crate) fn request(&self, org: OrgId, principal: &str, is_user: bool, now: Timestamp) {
        let mut gathered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if is_user {
            gathered.members.insert((org.0, principal.to_owned()), now);
        }
        *gathered.requests.entry((org.0, now.day(), principal.to_owned(), is_user)).or_default() += 1;
    }

    fn take(&self) -> Gathered {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps what could not be written for the next batch.
    fn put_back(&self, old: Gathered) {
        let mut gathered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        keep_latest(&mut gathered.sessions, old.sessions);
        keep_latest(&mut gathered.tokens, old.tokens);
        keep_latest(&mut gathered.keys, old.keys);
        keep_latest(&mut gathered.members, old.members);
        for (principal, count) in old.requests {
            *gathered.requests.entry(principal).or_default() += count;
        }
    }
}

fn keep_latest<K: Ord>(stamps: &mut BTreeMap<K, Timestamp>, old: BTreeMap<K, Timestamp>) {
    for (key, at) in old {
        let stamp = stamps.entry(key).or_insert(at);
        *stamp = at.max(*stamp);
    }
}

impl Services {
    /// Writes what was gathered, in one transaction, its rows in order, so that two processes that write the same ones do not
    /// lock each other out. Called every few seconds and at the end. What fails is kept for the next time; what is lost in a
    /// crash is a few seconds of statistics.
    pub async fn flush_touches(&self) -> Result<()> {
        let gathered = self.context.touches.take();
        if gathered.sessions.is_empty()
            && gathered.tokens.is_empty()
            && gathered.keys.is_empty()
            && gathered.requests.is_empty()
        {
            return Ok(());
        }
        let written = self.write_touches(&gathered).await;
        if written.is_err() {
            self.context.touches.put_back(gathered);
        }
        written
    }

    async fn write_touches(&self, gathered: &Gathered) -> Result<()> {
        let mut tx = self.db.write().await?;
        for (digest, at) in &gathered.sessions {
            execute!(
                tx,
                "UPDATE sessions SET seen_at = $2 WHERE id_hash = $1 AND seen_at < $2",
                digest.as_slice(),
                at.0
            )?;
        }
        for (digest, at) in &gathered.tokens {
            execute!(tx, "UPDATE user_tokens SET last_used_at = $2 WHERE digest = $1", digest.as_slice(), at.0)?;
        }
        for (id, at) in &gathered.keys {
            execute!(tx, "UPDATE api_keys SET last_used_at = $2 WHERE id = $1", *id, at.0)?;
        }
        for ((org, user), at) in &gathered.members {
            execute!(
                tx,
                "UPDATE memberships SET last_active_at = $3 WHERE org_id = $1 AND user_id = $2",
                *org,
                user.as_str(),
                at.0
            )?;
        }
        crate::usage::add(&mut tx, &gathered.requests).await?;
        tx.commit().await
    }
}
