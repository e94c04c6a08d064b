//! Sensitive steps: a session must have seen its user's password within the last quarter of an hour, so that a computer
//! left open, or a stolen cookie, does not end an organization or leave a key behind.

use crate::{
    Result,
    actor::{Actor, Credential},
    db::{Tx, fetch_optional},
};
use contract::{ApiError, time::MINUTE};

/// How long an entered password counts, in microseconds.
const RECENT: i64 = 15 * MINUTE;

impl Actor {
    /// Fails with `reauthentication_required` when a session acts whose user entered the password more than 15 minutes
    /// ago. Tokens and keys are not concerned: there is nobody who could enter anything. Comes after the check of the
    /// right, since whoever may not do a thing needs no password for it.
    pub(crate) async fn recently_authenticated(&self, tx: &mut Tx) -> Result<()> {
        let Credential::Session(digest) = &self.credential else { return Ok(()) };
        let now = tx.now().0;
        let row = fetch_optional!(
            tx,
            (i64,),
            "SELECT authenticated_at FROM sessions WHERE id_hash = $1 AND authenticated_at > $2",
            digest.as_slice(),
            now - RECENT
        )?;
        if row.is_some() { Ok(()) } else { Err(ApiError::ReauthenticationRequired.into()) }
    }
}
