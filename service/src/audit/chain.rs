//! The hash chain of an organization's audit log.
//!
//! An event's hash is SHA-256 over the hash before it (32 zero bytes for the first) and all that the event says. Texts are
//! preceded by their length, so that no two events read alike.

use crate::{
    Result,
    db::{Tx, execute, fetch_one},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A hash of the chain.
pub(crate) type Hash = [u8; 32];

/// What precedes the first event.
pub(crate) const START: Hash = [0; 32];

/// Changes when what a hash covers changes.
const VERSION: u8 = 1;

/// Everything that an event's hash covers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link<'a> {
    /// The organization.
    pub(crate) org: Uuid,
    /// The event's place in the chain, from 1.
    pub(crate) seq: i64,
    /// The event's id.
    pub(crate) id: Uuid,
    /// Microseconds since 1970.
    pub(crate) at: i64,
    /// All texts in the order of the table's columns.
    pub(crate) texts: [Option<&'a str>; 13],
}

impl Link<'_> {
    /// The hash of this event after the one with the hash `previous`.
    pub(crate) fn hash(&self, previous: &Hash) -> Hash {
        let mut sha = Sha256::new();
        sha.update([VERSION]);
        sha.update(previous);
        sha.update(self.org.as_bytes());
        sha.update(self.seq.to_be_bytes());
        sha.update(self.id.as_bytes());
        sha.update(self.at.to_be_bytes());
        for text in self.texts {
            match text {
                None => sha.update([0]),
                Some(text) => {
                    sha.update([1]);
                    sha.update((text.len() as u64).to_be_bytes());
                    sha.update(text.as_bytes());
                }
            }
        }
        sha.finalize().into()
    }
}

/// How long the chain is, and its last hash. Until the transaction ends nobody else can append.
pub(super) async fn head(tx: &mut Tx, org: Uuid) -> Result<(i64, Hash)> {
    let (events, head) = fetch_one!(
        tx,
        (i64, Vec<u8>),
        "INSERT INTO audit_chains (org_id, events, head) VALUES ($1, 0, $2)
         ON CONFLICT (org_id) DO UPDATE SET events = audit_chains.events
         RETURNING events, head",
        org,
        START.as_slice()
    )?;
    // A head of another length was put there by somebody else; verification will say so.
    Ok((events, head.try_into().unwrap_or(START)))
}

/// Moves the head to the event that was appended.
pub(super) async fn advance(tx: &mut Tx, org: Uuid, seq: i64, hash: &Hash) -> Result<()> {
    execute!(tx, "UPDATE audit_chains SET events = $2, head = $3 WHERE org_id = $1", org, seq, hash.as_slice())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: Link<'_> = Link { org: Uuid::nil(), seq: 1, id: Uuid::nil(), at: 5, texts: [Some("a"); 13] };

    #[test]
    fn every_part_of_an_event_is_covered() {
        let hash = LINK.hash(&START);
        let other = Uuid::from_u128(1);
        let mut changed = vec![
            Link { org: other, ..LINK }.hash(&START),
            Link { seq: 2, ..LINK }.hash(&START),
            Link { id: other, ..LINK }.hash(&START),
            Link { at: 6, ..LINK }.hash(&START),
            LINK.hash(&hash),
        ];
        for place in 0..LINK.texts.len() {
            for text in [None, Some(""), Some("b")] {
                let mut texts = LINK.texts;
                texts[place] = text;
                changed.push(Link { texts, ..LINK }.hash(&START));
            }
        }
        changed.push(hash);
        let count = changed.len();
        changed.sort_unstable();
        changed.dedup();
        assert_eq!(changed.len(), count);
    }

    #[test]
    fn texts_cannot_flow_into_each_other() {
        let with = |first, second| {
            let mut texts = LINK.texts;
            (texts[0], texts[1]) = (Some(first), Some(second));
            Link { texts, ..LINK }.hash(&START)
        };
        assert_ne!(with("ab", "c"), with("a", "bc"));
    }
}
