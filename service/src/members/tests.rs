use crate::{
    fixtures::{actions, code, error, invitation, invite, join, key, member, organization, role, set, to_role},
    members, organizations, roles,
    testing::{TestServices, on_both},
};
use contract::{
    ApiError, OffsetRequest, OrgRef, PageRequest, Permission, PermissionSet,
    members::{MemberFilter, MemberPatch, MemberSort, MemberStatus},
    roles::RolePatch,
};

const SUSPENDED: MemberPatch = MemberPatch { role: None, status: Some(MemberStatus::Suspended) };
const ACTIVE: MemberPatch = MemberPatch { role: None, status: Some(MemberStatus::Active) };

#[tokio::test]
async fn the_last_active_owner_stays() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "owner").await;
        members::update(&t, &ana.actor, &org, &ben.id, SUSPENDED).await.unwrap();
        // Ben is an owner still, but a suspended one.
        assert_eq!(error(members::update(&t, &ana.actor, &org, &ana.id, to_role("admin")).await), ApiError::LastOwner);
        assert_eq!(error(members::update(&t, &ana.actor, &org, &ana.id, SUSPENDED).await), ApiError::LastOwner);
        assert_eq!(error(members::remove(&t, &ana.actor, &org, &ana.id, false).await), ApiError::LastOwner);
        assert_eq!(error(members::remove(&t, &ana.actor, &org, &ana.id, true).await), ApiError::LastOwner);
        assert_eq!(error(members::leave(&t, &ana.actor, &org).await), ApiError::LastOwner);
        members::update(&t, &ana.actor, &org, &ben.id, ACTIVE).await.unwrap();
        members::leave(&t, &ana.actor, &org).await.unwrap();
        assert_eq!(code(members::leave(&t, &ben.actor, &org).await), "last_owner");
        assert_eq!(code(organizations::read(&t, &ana.actor, &org).await), "not_found");
        assert_eq!(
            actions(&t, &org).await,
            ["organization.created", "member.suspended", "member.reactivated", "member.left"]
        );
        t
    })
    .await;
}

#[tokio::test]
async fn the_schema_refuses_to_lose_the_last_owner_when_the_rule_is_passed_by() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let mut tx = t.db.write().await.unwrap();
        let result = crate::db::execute!(tx, "DELETE FROM memberships WHERE user_id = $1", ana.id.as_str());
        assert_eq!(error(result), ApiError::LastOwner);
        drop(tx);
        assert!(members::read(&t, &ana.actor, &org, &ana.id).await.is_ok());
        t
    })
    .await;
}

#[tokio::test]
async fn only_owners_give_take_and_touch_ownership() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (ada, ben) = (member(&t, &org, "Ada", "admin").await, member(&t, &org, "Ben", "member").await);
        let cleo = member(&t, &org, "Cleo", "owner").await;
        assert_eq!(code(members::update(&t, &ada.actor, &org, &ben.id, to_role("owner")).await), "permission_denied");
        assert_eq!(code(members::update(&t, &ada.actor, &org, &ada.id, to_role("owner")).await), "permission_denied");
        assert_eq!(code(members::update(&t, &ada.actor, &org, &cleo.id, to_role("member")).await), "permission_denied");
        assert_eq!(code(members::update(&t, &ada.actor, &org, &cleo.id, SUSPENDED).await), "permission_denied");
        assert_eq!(code(members::remove(&t, &ada.actor, &org, &cleo.id, false).await), "permission_denied");
        // A key of an owner is no owner in person.
        let of_owner = key(&t, &org, &ana, "all", PermissionSet::ALL).await;
        assert_eq!(code(members::update(&t, &of_owner, &org, &ben.id, to_role("owner")).await), "permission_denied");
        assert_eq!(code(members::remove(&t, &of_owner, &org, &cleo.id, false).await), "permission_denied");
        assert_eq!(code(members::leave(&t, &of_owner, &org).await), "user_required");
        let made = members::update(&t, &ana.actor, &org, &ben.id, to_role("owner")).await.unwrap();
        assert_eq!(made.role, "owner");
        members::remove(&t, &ben.actor, &org, &ana.id, false).await.unwrap();
        t
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_or_touches_more_than_they_hold() {
    on_both(|t| async move {
        use Permission as P;
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let hr = [P::UsersRead, P::UsersUpdate, P::UsersDelete, P::OrganizationRead];
        role(&t, &org, &ana, "hr", &hr).await;
        role(&t, &org, &ana, "reader", &[P::UsersRead]).await;
        role(&t, &org, &ana, "auditor", &[P::AuditRead]).await;
        let hal = member(&t, &org, "Hal", "hr").await;
        let rita = member(&t, &org, "Rita", "reader").await;
        let aude = member(&t, &org, "Aude", "auditor").await;
        let denied = error(members::update(&t, &hal.actor, &org, &rita.id, to_role("auditor")).await);
        let ApiError::PermissionDenied(denial) = denied else { panic!("{denied:?}") };
        assert_eq!(denial.missing_permission, Some(P::AuditRead));
        assert_eq!(code(members::update(&t, &hal.actor, &org, &aude.id, to_role("reader")).await), "permission_denied");
        assert_eq!(code(members::update(&t, &hal.actor, &org, &aude.id, SUSPENDED).await), "permission_denied");
        assert_eq!(code(members::remove(&t, &hal.actor, &org, &aude.id, false).await), "permission_denied");
        members::update(&t, &hal.actor, &org, &rita.id, to_role("hr")).await.unwrap();
        // A shadow counts with what it holds now: `member` made stronger than hr is out of reach, weaker it is within.
        role(&t, &org, &ana, "member", &[P::UsersRead, P::WebhooksManage]).await;
        assert_eq!(code(members::update(&t, &hal.actor, &org, &rita.id, to_role("member")).await), "permission_denied");
        let weaker = RolePatch { permissions: Some(set(&[P::UsersRead])), ..Default::default() };
        roles::update(&t, &ana.actor, &org, "member", weaker).await.unwrap();
        members::update(&t, &hal.actor, &org, &rita.id, to_role("member")).await.unwrap();
        let unknown = error(members::update(&t, &ana.actor, &org, &rita.id, to_role("pirate")).await);
        assert_eq!(unknown.for_field("role").as_deref(), Some("There is no role pirate here."));
        t
    })
    .await;
}

#[tokio::test]
async fn strangers_see_nothing_suspended_members_do_nothing_and_others_need_the_permission() {
    on_both(|t| async move {
        let (ana, eve) = (t.person("Ana").await, t.person("Eve").await);
        let org = organization(&t, &ana, "Harbor").await;
        let (ben, sue) = (member(&t, &org, "Ben", "member").await, member(&t, &org, "Sue", "admin").await);
        members::update(&t, &ana.actor, &org, &sue.id, SUSPENDED).await.unwrap();
        let nowhere = OrgRef::from("nowhere");
        for user in [&ana.id, &eve.id] {
            let missing = error(members::read(&t, &eve.actor, &nowhere, user).await);
            assert_eq!(missing, ApiError::not_found("organization"));
            assert_eq!(error(members::read(&t, &eve.actor, &org, user).await), missing);
            assert_eq!(error(members::update(&t, &eve.actor, &org, user, SUSPENDED).await), missing);
            assert_eq!(error(members::remove(&t, &eve.actor, &org, user, true).await), missing);
        }
        assert_eq!(code(members::leave(&t, &eve.actor, &org).await), "not_found");
        let all = || (MemberFilter::default(), PageRequest::default());
        for (actor, expected) in [(&eve.actor, "not_found"), (&sue.actor, "permission_denied")] {
            let (filter, page) = all();
            assert_eq!(code(members::list(&t, actor, &org, filter, page).await), expected);
        }
        assert_eq!(code(members::leave(&t, &sue.actor, &org).await), "permission_denied");
        assert_eq!(code(members::update(&t, &ben.actor, &org, &sue.id, ACTIVE).await), "permission_denied");
        // Without the permission nobody learns who is a member.
        assert_eq!(code(members::remove(&t, &ben.actor, &org, &eve.id, true).await), "permission_denied");
        assert_eq!(code(members::remove(&t, &ana.actor, &org, &eve.id, true).await), "not_found");
        t
    })
    .await;
}

#[tokio::test]
async fn a_removed_member_takes_keys_and_invitations_along() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "admin").await;
        let ci = key(&t, &org, &ben, "CI", PermissionSet::ALL).await;
        key(&t, &org, &ben, "Backup", PermissionSet::ALL).await;
        let kept = key(&t, &org, &ana, "Ana's", PermissionSet::ALL).await;
        invite(&t, &org, &ben, "new@example.com", "member").await;
        invite(&t, &org, &ana, "other@example.com", "member").await;
        let preview = members::remove(&t, &ana.actor, &org, &ben.id, true).await.unwrap();
        assert_eq!((preview.keys.join(","), preview.invitations), ("Backup,CI".to_owned(), 1));
        assert!(organizations::read(&t, &ci, &org).await.is_ok());
        assert_eq!(invitation(&t, "new@example.com").await.0, "pending");
        assert_eq!(members::remove(&t, &ana.actor, &org, &ben.id, false).await.unwrap(), preview);
        assert_eq!(code(organizations::read(&t, &ci, &org).await), "unauthenticated");
        assert_eq!(code(organizations::read(&t, &ben.actor, &org).await), "not_found");
        assert!(organizations::read(&t, &kept, &org).await.is_ok());
        assert_eq!(invitation(&t, "new@example.com").await.0, "revoked");
        assert_eq!(invitation(&t, "other@example.com").await.0, "pending");
        // Back as a member, the old keys stay dead.
        join(&t, &org, &ben, "owner").await;
        assert_eq!(code(organizations::read(&t, &ci, &org).await), "unauthenticated");
        t
    })
    .await;
}

#[tokio::test]
async fn invitations_end_when_their_sender_could_not_send_them_now() {
    on_both(|t| async move {
        use Permission as P;
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let base = [P::OrganizationRead, P::UsersRead, P::RolesRead, P::ProjectsRead, P::DashboardView];
        role(&t, &org, &ana, "host", &[&base[..], &[P::UsersInvite]].concat()).await;
        let (ben, sue) = (member(&t, &org, "Ben", "admin").await, member(&t, &org, "Sue", "admin").await);
        let cleo = member(&t, &org, "Cleo", "owner").await;
        invite(&t, &org, &ben, "admin@example.com", "admin").await;
        invite(&t, &org, &ben, "member@example.com", "member").await;
        invite(&t, &org, &sue, "of-sue@example.com", "member").await;
        invite(&t, &org, &cleo, "owner@example.com", "owner").await;
        invite(&t, &org, &cleo, "of-cleo@example.com", "admin").await;
        // An admin made host may still invite members, but no admins.
        members::update(&t, &ana.actor, &org, &ben.id, to_role("host")).await.unwrap();
        assert_eq!(invitation(&t, "admin@example.com").await.0, "revoked");
        assert_eq!(invitation(&t, "member@example.com").await.0, "pending");
        // A former owner may not have invited an owner.
        members::update(&t, &ana.actor, &org, &cleo.id, to_role("admin")).await.unwrap();
        assert_eq!(invitation(&t, "owner@example.com").await.0, "revoked");
        assert_eq!(invitation(&t, "of-cleo@example.com").await.0, "pending");
        members::update(&t, &ana.actor, &org, &sue.id, SUSPENDED).await.unwrap();
        assert_eq!(invitation(&t, "of-sue@example.com").await.0, "revoked");
        // The role loses the right to invite: so do its holders.
        let patch = RolePatch { permissions: Some(set(&base)), ..Default::default() };
        roles::update(&t, &ana.actor, &org, "host", patch).await.unwrap();
        assert_eq!(invitation(&t, "member@example.com").await.0, "revoked");
        t
    })
    .await;
}

async fn names(t: &TestServices, org: &OrgRef, by: &crate::Actor, filter: MemberFilter, limit: u32) -> Vec<String> {
    let mut names = Vec::new();
    let mut cursor = None;
    let mut total = None;
    loop {
        let page = PageRequest { limit: Some(limit), cursor, include_total: true };
        let page = members::list(t, by, org, filter.clone(), page).await.unwrap();
        total = total.or(page.total);
        names.extend(page.data.into_iter().map(|m| m.name));
        cursor = page.next_cursor;
        if cursor.is_none() {
            assert_eq!(total, i64::try_from(names.len()).ok());
            return names;
        }
    }
}

#[tokio::test]
async fn members_list_in_every_order_filter_and_page_size() {
    on_both(|t| async move {
        let ana = t.person("zoe").await;
        let org = organization(&t, &ana, "Harbor").await;
        let other = organization(&t, &ana, "Elsewhere").await;
        for (name, role) in [("Carl", "admin"), ("anna", "member"), ("Bo", "member"), ("Anton", "admin")] {
            member(&t, &org, name, role).await;
        }
        member(&t, &other, "Annabel", "member").await;
        for limit in [1, 2, 3, 200] {
            let list = |filter| names(&t, &org, &ana.actor, filter, limit);
            let sorted = |sort| MemberFilter { sort, ..Default::default() };
            assert_eq!(list(sorted(MemberSort::Name)).await, ["anna", "Anton", "Bo", "Carl", "zoe"]);
            assert_eq!(list(sorted(MemberSort::Email)).await, ["anna", "Anton", "Bo", "Carl", "zoe"]);
            assert_eq!(list(sorted(MemberSort::Oldest)).await, ["zoe", "Carl", "anna", "Bo", "Anton"]);
            assert_eq!(list(sorted(MemberSort::Newest)).await, ["Anton", "Bo", "anna", "Carl", "zoe"]);
            let search = MemberFilter { search: Some(" AN".into()), ..Default::default() };
            assert_eq!(list(search.clone()).await, ["anna", "Anton"]);
            assert_eq!(list(MemberFilter { sort: MemberSort::Newest, ..search.clone() }).await, ["Anton", "anna"]);
            assert_eq!(list(MemberFilter { role: Some("admin".into()), ..search }).await, ["Anton"]);
            let by_address = MemberFilter { search: Some("bo@ex".into()), ..Default::default() };
            assert_eq!(list(by_address).await, ["Bo"]);
            let suspended = MemberFilter { status: Some(MemberStatus::Suspended), ..Default::default() };
            assert!(list(suspended).await.is_empty());
        }
        let page = PageRequest { limit: Some(1), ..Default::default() };
        let first = members::list(&t, &ana.actor, &org, MemberFilter::default(), page).await.unwrap();
        let page = PageRequest { cursor: first.next_cursor, ..Default::default() };
        let newest = MemberFilter { sort: MemberSort::Newest, ..Default::default() };
        assert_eq!(code(members::list(&t, &ana.actor, &org, newest, page).await), "invalid_request");
        let page = PageRequest { limit: Some(201), ..Default::default() };
        let result = members::list(&t, &ana.actor, &org, MemberFilter::default(), page).await;
        assert_eq!(code(result), "invalid_request");
        t
    })
    .await;
}

#[tokio::test]
async fn a_change_of_a_member_costs_a_bounded_number_of_statements() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "member").await;
        for i in 0..30 {
            invite(&t, &org, &ben, &format!("{i}@example.com"), "member").await;
        }
        let before = t.statements();
        members::update(&t, &ana.actor, &org, &ben.id, to_role("admin")).await.unwrap();
        assert!(t.statements() - before <= 11, "{} statements", t.statements() - before);
        let before = t.statements();
        members::remove(&t, &ana.actor, &org, &ben.id, false).await.unwrap();
        assert!(t.statements() - before <= 13, "{} statements", t.statements() - before);
        t
    })
    .await;
}

#[tokio::test]
async fn members_list_by_page_number_and_are_named_by_membership_or_user() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let other = organization(&t, &ana, "Elsewhere").await;
        for name in ["Bo", "Carl", "Anna"] {
            member(&t, &org, name, "member").await;
        }
        let list = async |search: &str, page, limit| {
            let filter =
                MemberFilter { search: Some(search.to_owned()), sort: MemberSort::Oldest, ..Default::default() };
            let page = OffsetRequest { page, limit };
            members::list_page(&t, &ana.actor, &org, filter, page).await
        };
        for (search, page, limit, expected, total) in [
            ("", 1, 3, vec!["Ana", "Bo", "Carl"], 4),
            ("", 2, 3, vec!["Anna"], 4),
            ("", 3, 3, vec![], 4),
            ("", u64::MAX, 200, vec![], 4),
            ("an", 2, 1, vec!["Anna"], 2),
        ] {
            let found = list(search, page, limit).await.unwrap();
            let names: Vec<&str> = found.data.iter().map(|m| m.name.as_str()).collect();
            assert_eq!((names, found.total), (expected, total), "{search} {page} {limit}");
        }
        assert_eq!(code(list("", 0, 3).await), "invalid_request");
        assert_eq!(code(list("", 1, 201).await), "invalid_request");

        let bo = list("bo", 1, 1).await.unwrap().data.remove(0);
        for spelling in [bo.id.to_string(), bo.id.0.to_string(), bo.user_id.to_string()] {
            let read = members::read(&t, &ana.actor, &org, spelling.as_str()).await.unwrap();
            assert_eq!(read, bo, "{spelling}");
        }
        let elsewhere = members::read(&t, &ana.actor, &other, bo.id.to_string().as_str()).await;
        assert_eq!(error(elsewhere), ApiError::not_found("member"), "a membership of another organization");
        assert_eq!(error(members::read(&t, &ana.actor, &org, "no such id").await), ApiError::not_found("member"));
        t
    })
    .await;
}

#[tokio::test]
async fn a_search_finds_names_first_then_addresses_and_nobody_twice() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        // The fixture makes addresses from names; these have others.
        for (name, email) in [("Zoe", "an.zoe@x.example"), ("Anton", "toni@x.example"), ("Bo", "andy@x.example")] {
            let person = member(&t, &org, name, "member").await;
            let mut tx = t.db.write().await.unwrap();
            let sql = "UPDATE memberships SET email_key = $2 WHERE user_id = $1";
            crate::db::execute!(tx, sql, person.id.as_str(), email).unwrap();
            tx.commit().await.unwrap();
        }
        let expected = ["Ana", "Anton", "Zoe", "Bo"];
        for sort in [MemberSort::Name, MemberSort::Email] {
            let filter = MemberFilter { search: Some("an".to_owned()), sort, ..Default::default() };
            for limit in 1..=4 {
                let (mut seen, mut cursor) = (Vec::new(), None);
                loop {
                    let page = PageRequest { limit: Some(limit), cursor, include_total: true };
                    let page = members::list(&t, &ana.actor, &org, filter.clone(), page).await.unwrap();
                    assert_eq!(page.total, Some(4));
                    seen.extend(page.data.into_iter().map(|m| m.name));
                    cursor = page.next_cursor;
                    if cursor.is_none() {
                        break;
                    }
                }
                assert_eq!(seen, expected, "{limit}");
            }
            for (number, name) in (1..).zip(expected) {
                let page = OffsetRequest { page: number, limit: 1 };
                let found = members::list_page(&t, &ana.actor, &org, filter.clone(), page).await.unwrap();
                assert_eq!(found.data.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), [name]);
            }
        }
        let first = PageRequest { limit: Some(1), ..Default::default() };
        let cursor = members::list(&t, &ana.actor, &org, MemberFilter::default(), first).await.unwrap().next_cursor;
        let search = MemberFilter { search: Some("an".to_owned()), ..Default::default() };
        let page = PageRequest { cursor, ..Default::default() };
        assert_eq!(code(members::list(&t, &ana.actor, &org, search, page).await), "invalid_request");
        t
    })
    .await;
}
