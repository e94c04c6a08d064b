//! Stamps of last use and usage counters: gathered in memory, written in batches, so that reading never costs a write.

use crate::{Result, Services, db::execute};
use contract::{OrgId, Timestamp};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};
use uuid::Uuid;

/// How many rows one transaction writes.
const PIECE: usize = 500;

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

/// Takes the first `left` entries out of a map, and counts them off.
fn split<K: Ord + Clone, V>(map: &mut BTreeMap<K, V>, left: &mut usize) -> BTreeMap<K, V> {
    let rest = match map.keys().nth(*left).cloned() {
        Some(first_left) => map.split_off(&first_left),
        None => BTreeMap::new(),
    };
    *left = left.saturating_sub(map.len());
    std::mem::replace(map, rest)
}

impl Gathered {
    fn is_empty(&self) -> bool {
        self.sessions.is_empty()
            && self.tokens.is_empty()
            && self.keys.is_empty()
            && self.members.is_empty()
            && self.requests.is_empty()
    }

    /// Takes out what one transaction writes.
    fn piece(&mut self) -> Self {
        let mut left = PIECE;
        Self {
            sessions: split(&mut self.sessions, &mut left),
            tokens: split(&mut self.tokens, &mut left),
            keys: split(&mut self.keys, &mut left),
            members: split(&mut self.members, &mut left),
            requests: split(&mut self.requests, &mut left),
        }
    }
}

impl Services {
    /// Writes what was gathered, in transactions of at most 500 rows, so that requests do not wait long for the writer, and in
    /// order, so that two processes that write the same rows do not lock each other out. Called every few seconds and at the
    /// end. What fails is kept for the next time; what is lost in a crash is a few seconds of statistics.
    pub async fn flush_touches(&self) -> Result<()> {
        let mut gathered = self.context.touches.take();
        while !gathered.is_empty() {
            let piece = gathered.piece();
            if let Err(error) = self.write_touches(&piece).await {
                self.context.touches.put_back(piece);
                self.context.touches.put_back(gathered);
                return Err(error);
            }
        }
        Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_has_at_most_so_many_rows_and_nothing_is_lost() {
        let touches = Touches::default();
        for n in 0..700_u64 {
            touches.used(&Used::Key(Uuid::from_u64_pair(0, n)), Timestamp(1));
            touches.request(OrgId(Uuid::from_u64_pair(1, n)), "usr_1", true, Timestamp(1));
        }
        let mut gathered = touches.take();
        let mut sizes = Vec::new();
        while !gathered.is_empty() {
            let piece = gathered.piece();
            sizes.push((piece.keys.len(), piece.members.len(), piece.requests.len()));
        }
        assert_eq!(sizes, [(500, 0, 0), (200, 300, 0), (0, 400, 100), (0, 0, 500), (0, 0, 100)]);
    }
}
