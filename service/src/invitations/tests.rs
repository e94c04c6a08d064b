use crate::{
    Actor, RequestInfo, SystemAccess, api_keys, audit_log, invitations, members, outbox,
    testing::{Person, TestServices, on_both, on_both_with, request_info},
    testing_people::{by_key, code, error, id, member, organization, role, run},
};
use contract::{
    ApiError, InvitationId, OffsetRequest, OrgRef, PageRequest, Permission,
    api_keys::NewApiKey,
    audit_log::AuditFilter,
    invitations::{Invitation, InvitationStatus, NewInvitation, SentInvitation},
    members::MemberFilter,
    time::{DAY, SECOND},
};

fn to(email: &str) -> NewInvitation {
    NewInvitation { email: email.to_owned(), role: None, message: None, expires_in_days: None }
}

fn as_role(email: &str, role: &str) -> NewInvitation {
    NewInvitation { role: Some(role.to_owned()), ..to(email) }
}

fn token_of(sent: &SentInvitation) -> String {
    sent.accept_url.strip_prefix("http://127.0.0.1:3000/invite/").unwrap().to_owned()
}

async fn invite(t: &TestServices, who: &Person, org: &OrgRef, email: &str) -> (InvitationId, String) {
    let sent = invitations::create(t, &who.actor, org, to(email)).await.unwrap();
    (sent.invitation.id, token_of(&sent))
}

async fn all(t: &TestServices, who: &Person, org: &OrgRef, status: Option<InvitationStatus>) -> Vec<Invitation> {
    let page = PageRequest { include_total: true, ..Default::default() };
    let page = invitations::list(t, &who.actor, org, status, page).await.unwrap();
    assert_eq!(page.total, i64::try_from(page.data.len()).ok());
    page.data
}

async fn role_of(t: &TestServices, who: &Person, org: &OrgRef, person: &Person) -> Option<String> {
    let page = members::list(t, &who.actor, org, MemberFilter::default(), PageRequest::default()).await.unwrap();
    page.data.into_iter().find(|m| m.user_id == person.id).map(|m| m.role)
}

async fn actions(t: &TestServices, who: &Person, org: &OrgRef) -> Vec<String> {
    let page = audit_log::list(t, &who.actor, org, AuditFilter::default(), PageRequest::default()).await.unwrap();
    page.data.into_iter().map(|e| e.action).collect()
}

async fn unverify(t: &TestServices, person: &Person) {
    let mut tx = t.db.write().await.unwrap();
    let sql = "UPDATE users SET email_verified_at = NULL WHERE id = $1";
    crate::db::execute!(tx, sql, person.id.as_str()).unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_mailed_link_makes_a_member() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        let org = organization(&t, &ana, "Harbor").await;
        let request =
            NewInvitation { message: Some("Welcome aboard".to_owned()), ..as_role("Ben@Example.com", "admin") };
        let sent = invitations::create(&t, &ana.actor, &org, request).await.unwrap();
        assert_eq!(sent.invitation.expires_at, sent.invitation.created_at.plus(7 * DAY));
        let token = token_of(&sent);
        let mail = outbox::admin_list(&t, &SystemAccess::new(request_info()), Some(&ben.email)).await.unwrap();
        assert_eq!((mail.len(), mail[0].token.as_deref()), (1, Some(token.as_str())));
        let preview = invitations::preview(&t, &RequestInfo::default(), &token).await.unwrap();
        assert_eq!(
            (preview.organization.name.as_str(), preview.inviter_name.as_str(), preview.role.as_str(), preview.status),
            ("Harbor", "Ana", "admin", InvitationStatus::Pending)
        );
        let accepted = invitations::accept(&t, &ben.actor, &token).await.unwrap();
        assert_eq!(
            (accepted.organization.id, accepted.role.as_str(), accepted.already_member),
            (id(&org), "admin", false)
        );
        assert_eq!(role_of(&t, &ana, &org, &ben).await.as_deref(), Some("admin"));
        let expected = ["member.joined", "invitation.accepted", "invitation.created", "organization.created"];
        assert_eq!(actions(&t, &ana, &org).await, expected);
        let used = ApiError::InvitationUsed { status: "accepted".to_owned() };
        assert_eq!(error(invitations::accept(&t, &ben.actor, &token).await), used);
        assert_eq!(error(invitations::decline(&t, &ben.actor, &token).await), used);
        let preview = invitations::preview(&t, &RequestInfo::default(), &token).await.unwrap();
        assert_eq!(preview.status, InvitationStatus::Accepted);
        t
    })
    .await;
}

#[tokio::test]
async fn nobody_invites_above_their_own_rights() {
    on_both(|t| async move {
        use Permission as P;
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (ben, cleo) = (member(&t, &org, "Ben", "admin").await, member(&t, &org, "Cleo", "member").await);
        role(&t, &org, "host", &[P::UsersRead, P::UsersInvite]).await;
        let dora = member(&t, &org, "Dora", "host").await;
        let create = |who: &Actor, role: &str| {
            let (t, org, who, request) = (t.services.clone(), org.clone(), who.clone(), as_role("x@example.org", role));
            async move { invitations::create(&t, &who, &org, request).await }
        };
        assert_eq!(code(create(&cleo.actor, "member").await), "permission_denied");
        assert_eq!(code(create(&ben.actor, "owner").await), "permission_denied");
        assert_eq!(code(create(&dora.actor, "admin").await), "permission_denied");
        assert_eq!(code(create(&dora.actor, "member").await), "permission_denied", "member reads more than a host");
        assert!(error(create(&ana.actor, "captain").await).for_field("role").is_some());
        let key = NewApiKey {
            name: "all".to_owned(),
            permissions: contract::PermissionSet::ALL,
            project: None,
            env: Default::default(),
            expires_at: None,
        };
        let key = by_key(&api_keys::create(&t, &ana.actor, &org, key).await.unwrap().key);
        assert_eq!(code(create(&key, "owner").await), "permission_denied", "a key is no owner");
        create(&dora.actor, "host").await.unwrap();
        t
    })
    .await;
}

#[tokio::test]
async fn an_address_is_invited_once_and_an_expired_invitation_does_not_block() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        member(&t, &org, "Ben", "member").await;
        let again = |email: &'static str| {
            let (t, org, who) = (t.services.clone(), org.clone(), ana.actor.clone());
            async move { invitations::create(&t, &who, &org, to(email)).await }
        };
        assert_eq!(error(again(" BEN@example.com ").await), ApiError::already_exists("member", "email"));
        let (first, token) = invite(&t, &ana, &org, "cleo@example.com").await;
        assert_eq!(error(again("Cleo@EXAMPLE.com").await), ApiError::already_exists("invitation", "email"));
        t.clock.advance(7 * DAY + SECOND);
        let second = again("cleo@example.com").await.unwrap().invitation.id;
        let listed = all(&t, &ana, &org, None).await;
        let seen: Vec<_> = listed.iter().map(|i| (i.id, i.status)).collect();
        assert_eq!(seen, [(second, InvitationStatus::Pending), (first, InvitationStatus::Expired)]);
        assert_eq!(all(&t, &ana, &org, Some(InvitationStatus::Expired)).await.len(), 1);
        let cleo = t.person("Cleo").await;
        assert_eq!(error(invitations::accept(&t, &cleo.actor, &token).await), ApiError::InvitationExpired);
        assert_eq!(code(invitations::resend(&t, &ana.actor, &org, first).await), "already_exists");
        t
    })
    .await;
}

#[tokio::test]
async fn another_account_cannot_use_the_link_and_leaves_it_open() {
    on_both(|t| async move {
        let (ana, ben, eve) = (t.person("Ana").await, t.person("Ben").await, t.person("Eve").await);
        let org = organization(&t, &ana, "Harbor").await;
        let (_, token) = invite(&t, &ana, &org, &ben.email).await;
        let mismatch = ApiError::EmailMismatch { invited: "b…@example.com".to_owned() };
        assert_eq!(error(invitations::accept(&t, &eve.actor, &token).await), mismatch);
        assert_eq!(error(invitations::decline(&t, &eve.actor, &token).await), mismatch);
        assert_eq!(code(invitations::accept(&t, &Actor::anonymous(request_info()), &token).await), "unauthenticated");
        for wrong in [&token[1..], &token[..46], &token.to_lowercase(), &format!("{token}A"), "ivt_", ""] {
            assert_eq!(error(invitations::accept(&t, &ben.actor, wrong).await), ApiError::not_found("invitation"));
            assert_eq!(code(invitations::preview(&t, &RequestInfo::default(), wrong).await), "not_found");
        }
        invitations::accept(&t, &ben.actor, &token).await.unwrap();
        assert_eq!(role_of(&t, &ana, &org, &eve).await, None);
        t
    })
    .await;
}

#[tokio::test]
async fn the_link_proves_the_address_and_nothing_else_does() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        let org = organization(&t, &ana, "Harbor").await;
        let (id, token) = invite(&t, &ana, &org, &ben.email).await;
        unverify(&t, &ben).await;
        assert_eq!(error(invitations::mine(&t, &ben.actor).await), ApiError::EmailUnverified);
        assert_eq!(error(invitations::accept_mine(&t, &ben.actor, id).await), ApiError::EmailUnverified);
        assert_eq!(error(invitations::decline_mine(&t, &ben.actor, id).await), ApiError::EmailUnverified);
        invitations::accept(&t, &ben.actor, &token).await.unwrap();
        assert!(invitations::mine(&t, &ben.actor).await.unwrap().is_empty());
        t
    })
    .await;
}

#[tokio::test]
async fn a_verified_person_answers_their_invitations_without_the_link() {
    on_both(|t| async move {
        let (ana, ben, eve) = (t.person("Ana").await, t.person("Ben").await, t.person("Eve").await);
        let (one, two) = (organization(&t, &ana, "One").await, organization(&t, &ana, "Two").await);
        let (first, _) = invite(&t, &ana, &one, &ben.email).await;
        let (second, _) = invite(&t, &ana, &two, &ben.email).await;
        let mine = invitations::mine(&t, &ben.actor).await.unwrap();
        assert_eq!(
            mine.iter().map(|i| (i.id, i.organization.name.as_str())).collect::<Vec<_>>(),
            [(first, "One"), (second, "Two")]
        );
        assert!(invitations::mine(&t, &eve.actor).await.unwrap().is_empty());
        assert_eq!(code(invitations::accept_mine(&t, &eve.actor, first).await), "not_found");
        assert_eq!(code(invitations::decline_mine(&t, &eve.actor, first).await), "not_found");
        invitations::accept_mine(&t, &ben.actor, first).await.unwrap();
        invitations::decline_mine(&t, &ben.actor, second).await.unwrap();
        assert_eq!(role_of(&t, &ana, &one, &ben).await.as_deref(), Some("member"));
        assert_eq!(role_of(&t, &ana, &two, &ben).await, None);
        assert_eq!(all(&t, &ana, &two, Some(InvitationStatus::Declined)).await.len(), 1);
        assert_eq!(code(invitations::accept_mine(&t, &ben.actor, second).await), "invitation_used");
        invite(&t, &ana, &two, &ben.email).await;
        t
    })
    .await;
}

#[tokio::test]
async fn a_member_already_consumes_the_invitation_and_keeps_the_role() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (_, token) = invite(&t, &ana, &org, "ben@example.com").await;
        let ben = member(&t, &org, "Ben", "admin").await;
        let accepted = invitations::accept(&t, &ben.actor, &token).await.unwrap();
        assert_eq!((accepted.role.as_str(), accepted.already_member), ("admin", true));
        assert_eq!(role_of(&t, &ana, &org, &ben).await.as_deref(), Some("admin"));
        assert!(!actions(&t, &ana, &org).await.contains(&"member.joined".to_owned()));
        assert_eq!(code(invitations::accept(&t, &ben.actor, &token).await), "invitation_used");
        t
    })
    .await;
}

#[tokio::test]
async fn resending_kills_the_former_link_and_starts_the_time_again() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        let org = organization(&t, &ana, "Harbor").await;
        let request = NewInvitation { expires_in_days: Some(2), ..to(&ben.email) };
        let sent = invitations::create(&t, &ana.actor, &org, request).await.unwrap();
        t.clock.advance(3 * DAY);
        assert_eq!(error(invitations::accept(&t, &ben.actor, &token_of(&sent)).await), ApiError::InvitationExpired);
        let id = sent.invitation.id;
        let again = invitations::resend(&t, &ana.actor, &org, id).await.unwrap();
        assert_eq!(again.invitation.status, InvitationStatus::Pending);
        assert_eq!(again.invitation.expires_at, again.invitation.last_sent_at.plus(2 * DAY));
        assert_eq!(code(invitations::accept(&t, &ben.actor, &token_of(&sent)).await), "not_found");
        invitations::accept(&t, &ben.actor, &token_of(&again)).await.unwrap();
        assert_eq!(code(invitations::resend(&t, &ana.actor, &org, id).await), "invitation_used");
        assert_eq!(code(invitations::revoke(&t, &ana.actor, &org, id).await), "invitation_used");
        t
    })
    .await;
}

#[tokio::test]
async fn a_revoked_invitation_is_dead_for_good() {
    on_both(|t| async move {
        let (ana, ben, eve) = (t.person("Ana").await, t.person("Ben").await, t.person("Eve").await);
        let (org, other) = (organization(&t, &ana, "Harbor").await, organization(&t, &eve, "Other").await);
        let (id, token) = invite(&t, &ana, &org, &ben.email).await;
        for who in [&eve, &ana] {
            assert_eq!(code(invitations::revoke(&t, &who.actor, &other, id).await), "not_found");
        }
        invitations::revoke(&t, &ana.actor, &org, id).await.unwrap();
        let used = ApiError::InvitationUsed { status: "revoked".to_owned() };
        assert_eq!(error(invitations::accept(&t, &ben.actor, &token).await), used);
        assert_eq!(error(invitations::accept_mine(&t, &ben.actor, id).await), used);
        assert_eq!(error(invitations::resend(&t, &ana.actor, &org, id).await), used);
        assert_eq!(error(invitations::revoke(&t, &ana.actor, &org, id).await), used);
        invite(&t, &ana, &org, &ben.email).await;
        t
    })
    .await;
}

#[tokio::test]
async fn what_the_inviter_could_not_give_now_is_not_accepted() {
    on_both(|t| async move {
        use Permission as P;
        let (ana, dora) = (t.person("Ana").await, t.person("Dora").await);
        let org = organization(&t, &ana, "Harbor").await;
        role(&t, &org, "crew", &[P::UsersRead]).await;
        let ben = member(&t, &org, "Ben", "admin").await;
        let sent = invitations::create(&t, &ben.actor, &org, as_role(&dora.email, "crew")).await.unwrap();
        let token = token_of(&sent);
        role(&t, &org, "crew", &[P::UsersRead, P::OrganizationDelete]).await;
        assert_eq!(code(invitations::accept(&t, &dora.actor, &token).await), "conflict");
        run(&t, &org, "DELETE FROM roles WHERE org_id = $1 AND name = $2", "crew").await;
        assert_eq!(code(invitations::accept(&t, &dora.actor, &token).await), "conflict");
        assert_eq!(code(invitations::resend(&t, &ana.actor, &org, sent.invitation.id).await), "conflict");
        role(&t, &org, "crew", &[P::UsersRead]).await;
        let demote = "UPDATE memberships SET role = 'member' WHERE org_id = $1 AND user_id = $2";
        run(&t, &org, demote, ben.id.as_str()).await;
        assert_eq!(code(invitations::accept(&t, &dora.actor, &token).await), "conflict");
        assert_eq!(role_of(&t, &ana, &org, &dora).await, None);
        let promote = "UPDATE memberships SET role = 'admin' WHERE org_id = $1 AND user_id = $2";
        run(&t, &org, promote, ben.id.as_str()).await;
        invitations::accept(&t, &dora.actor, &token).await.unwrap();
        t
    })
    .await;
}

#[tokio::test]
async fn an_invitation_of_a_deleted_organization_is_not_found() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        let org = organization(&t, &ana, "Harbor").await;
        let (id, token) = invite(&t, &ana, &org, &ben.email).await;
        run(&t, &org, "UPDATE organizations SET deleted_at = 1 WHERE id = $1 AND slug <> $2", "").await;
        assert_eq!(code(invitations::accept(&t, &ben.actor, &token).await), "not_found");
        assert_eq!(code(invitations::accept_mine(&t, &ben.actor, id).await), "not_found");
        assert_eq!(code(invitations::preview(&t, &RequestInfo::default(), &token).await), "not_found");
        assert!(invitations::mine(&t, &ben.actor).await.unwrap().is_empty());
        t
    })
    .await;
}

#[tokio::test]
async fn a_key_cannot_accept_and_lists_hold_no_token() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        let org = organization(&t, &ana, "Harbor").await;
        let (_, token) = invite(&t, &ana, &org, &ben.email).await;
        let request = NewApiKey {
            name: "hr".to_owned(),
            permissions: [Permission::UsersRead].into_iter().collect(),
            project: None,
            env: Default::default(),
            expires_at: None,
        };
        let key = by_key(&api_keys::create(&t, &ana.actor, &org, request).await.unwrap().key);
        assert_eq!(error(invitations::accept(&t, &key, &token).await), ApiError::UserRequired);
        let listed = invitations::list(&t, &key, &org, None, PageRequest::default()).await.unwrap();
        let log = audit_log::list(&t, &ana.actor, &org, AuditFilter::default(), PageRequest::default()).await.unwrap();
        let digest = data_encoding::HEXLOWER.encode(&crate::secret::digest(&token));
        for text in [format!("{listed:?}"), format!("{log:?}")] {
            assert!(!text.contains(&token[4..]) && !text.contains(&digest), "{text}");
        }
        t
    })
    .await;
}

#[tokio::test]
async fn a_mailbox_gets_three_invitations_a_day() {
    on_both_with(
        |config| config.rate_limits = true,
        |t| async move {
            let ana = t.person("Ana").await;
            let org = organization(&t, &ana, "Harbor").await;
            let (id, _) = invite(&t, &ana, &org, "ben@example.com").await;
            // A refused request sends no mail and so does not count.
            for _ in 0..5 {
                assert_eq!(
                    code(invitations::create(&t, &ana.actor, &org, to("ben@example.com")).await),
                    "already_exists"
                );
            }
            for _ in 0..2 {
                invitations::resend(&t, &ana.actor, &org, id).await.unwrap();
            }
            assert_eq!(code(invitations::resend(&t, &ana.actor, &org, id).await), "rate_limited");
            invite(&t, &ana, &org, "cleo@example.com").await;
            t.clock.advance(DAY / 3 + SECOND);
            invitations::resend(&t, &ana.actor, &org, id).await.unwrap();
            t
        },
    )
    .await;
}

#[tokio::test]
async fn invitations_list_by_page_number_oldest_first() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (revoked, _) = invite(&t, &ana, &org, "ann@example.com").await;
        invitations::revoke(&t, &ana.actor, &org, revoked).await.unwrap();
        for email in ["bo@example.com", "cy@example.com", "di@example.com"] {
            invite(&t, &ana, &org, email).await;
        }
        for (status, page, expected, total) in [
            (Some(InvitationStatus::Pending), 1, "bo@example.com cy@example.com", 3),
            (Some(InvitationStatus::Pending), 2, "di@example.com", 3),
            (None, 1, "ann@example.com bo@example.com", 4),
            (None, 3, "", 4),
        ] {
            let page = OffsetRequest { page, limit: 2 };
            let found = invitations::list_page(&t, &ana.actor, &org, status, page).await.unwrap();
            let emails: Vec<String> = found.data.into_iter().map(|i| i.email).collect();
            assert_eq!((emails.join(" ").as_str(), found.total), (expected, total));
        }
        t
    })
    .await;
}
