//! What surfaces need that know no pages and want revoking to be repeatable.

use super::{revoke, sql};
use crate::{Actor, Error, OrgAccess, Result, Services, db::Tx};
use contract::{
    ApiError, InvitationId, OrgRef, Permission,
    invitations::{Invitation, InvitationStatus},
};

/// All invitations that wait for an answer, oldest first. Needs `users.invite`.
pub async fn pending(s: &Services, actor: &Actor, org: &OrgRef) -> Result<Vec<Invitation>> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::UsersInvite).await?;
    pending_in(&mut tx, &access).await
}

/// [`pending`] within a transaction, for a caller who may invite.
pub(crate) async fn pending_in(tx: &mut Tx, access: &OrgAccess) -> Result<Vec<Invitation>> {
    let now = tx.now();
    let rows = sql::list(tx, access, Some(InvitationStatus::Pending), None, i64::MAX).await?;
    Ok(rows.into_iter().rev().map(|row| row.into_invitation(now)).collect())
}

/// [`revoke`] that is content when the invitation is revoked already.
pub async fn ensure_revoked(s: &Services, actor: &Actor, org: &OrgRef, invitation: InvitationId) -> Result<()> {
    match revoke(s, actor, org, invitation).await {
        Err(Error::Public(ApiError::InvitationUsed { status })) if status == InvitationStatus::Revoked.as_str() => {
            Ok(())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures::{actions, code, member, organization},
        invitations::{self, accept, create},
        testing::on_both,
    };
    use contract::{invitations::NewInvitation, time::DAY};

    fn to(email: &str) -> NewInvitation {
        NewInvitation { email: email.to_owned(), role: None, message: None, expires_in_days: None }
    }

    #[tokio::test]
    async fn the_whole_list_has_what_waits_oldest_first() {
        on_both(|t| async move {
            let ana = t.person("Ana").await;
            let org = organization(&t, &ana, "Harbor").await;
            let mia = member(&t, &org, "Mia", "member").await;
            let old = create(&t, &ana.actor, &org, to("old@example.com")).await.unwrap();
            t.clock.advance(6 * DAY);
            let mut sent = Vec::new();
            for email in ["b@example.com", "a@example.com", "c@example.com"] {
                sent.push(create(&t, &ana.actor, &org, to(email)).await.unwrap());
            }
            revoke(&t, &ana.actor, &org, sent.remove(1).invitation.id).await.unwrap();
            t.clock.advance(2 * DAY);
            let waiting = pending(&t, &ana.actor, &org).await.unwrap();
            assert_eq!(waiting, sent.iter().map(|s| s.invitation.clone()).collect::<Vec<_>>());
            assert_eq!(waiting[0].invited_by_id.as_ref(), Some(&ana.id));
            assert!(sent[0].accept_url.ends_with(&format!("/invite/{}", sent[0].token)));
            // Members see invitations page by page, but this list is for those who manage them.
            assert_eq!(code(pending(&t, &mia.actor, &org).await), "permission_denied");
            assert_eq!(code(ensure_revoked(&t, &ana.actor, &org, old.invitation.id).await), "invitation_expired");
            t
        })
        .await;
    }

    #[tokio::test]
    async fn revoking_again_changes_nothing_but_an_answered_one_stays_answered() {
        on_both(|t| async move {
            let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
            let org = organization(&t, &ana, "Harbor").await;
            let first = create(&t, &ana.actor, &org, to("ben@example.com")).await.unwrap();
            for _ in 0..2 {
                ensure_revoked(&t, &ana.actor, &org, first.invitation.id).await.unwrap();
            }
            let recorded = ["organization.created", "invitation.created", "invitation.revoked"];
            assert_eq!(actions(&t, &org).await, recorded);
            let second = create(&t, &ana.actor, &org, to("ben@example.com")).await.unwrap();
            accept(&t, &ben.actor, &second.token).await.unwrap();
            let used = ensure_revoked(&t, &ana.actor, &org, second.invitation.id).await;
            assert_eq!(code(used), "invitation_used");
            let unknown = ensure_revoked(&t, &ana.actor, &org, InvitationId(uuid::Uuid::nil())).await;
            assert_eq!(code(unknown), "not_found");
            assert_eq!(code(invitations::accept(&t, &ben.actor, &first.token).await), "invitation_used");
            t
        })
        .await;
    }
}
