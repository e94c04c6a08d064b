use crate::{
    Actor, RequestInfo, audit_log,
    fixtures::to_role,
    join_codes, members,
    testing::{Person, TestServices, on_both, on_both_with, request_info},
    testing_people::{code, error, id, member, organization, role, run},
};
use contract::{
    ApiError, OrgRef, PageRequest, Permission,
    audit_log::AuditFilter,
    join_codes::{JoinCode, JoinRequest, Joined, NewJoinCode},
    members::{MemberPatch, MemberStatus},
    time::{DAY, HOUR},
};

async fn make(t: &TestServices, who: &Person, org: &OrgRef, request: NewJoinCode) -> JoinCode {
    join_codes::create(t, &who.actor, org, request).await.unwrap()
}

async fn join(t: &TestServices, who: &Actor, code: &str) -> crate::Result<Joined> {
    join_codes::join(t, who, JoinRequest { code: code.to_owned() }).await
}

async fn only(t: &TestServices, who: &Person, org: &OrgRef) -> JoinCode {
    let page = PageRequest { include_total: true, ..Default::default() };
    let mut page = join_codes::list(t, &who.actor, org, page).await.unwrap();
    assert_eq!((page.data.len(), page.total), (1, Some(1)));
    page.data.remove(0)
}

#[tokio::test]
async fn a_code_makes_members_however_it_is_typed() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        let org = organization(&t, &ana, "Harbor").await;
        let made = make(&t, &ana, &org, NewJoinCode::default()).await;
        assert_eq!((made.code.len(), made.role.as_str(), made.status.as_str()), (27, "member", "active"));
        let typed = format!("  {} ", made.code.to_lowercase().replace('-', " "));
        let preview = join_codes::preview(&t, &RequestInfo::default(), &typed).await.unwrap();
        assert_eq!((preview.organization.as_str(), preview.role.as_str()), ("Harbor", "member"));
        let joined = join(&t, &ben.actor, &typed).await.unwrap();
        assert_eq!(joined, Joined { organization_id: id(&org), role: "member".to_owned(), already_member: false });
        let listed = only(&t, &ana, &org).await;
        assert_eq!((listed.code.as_str(), listed.use_count), (made.code.as_str(), 1));
        assert_eq!((listed.joined.len(), listed.joined[0].name.as_str()), (1, "Ben"));
        let log = audit_log::list(&t, &ana.actor, &org, AuditFilter::default(), PageRequest::default()).await.unwrap();
        let actions: Vec<&str> = log.data.iter().map(|e| e.action.as_str()).collect();
        assert_eq!(actions, ["member.joined", "join_code.created", "organization.created"]);
        let plain = made.code.replace('-', "");
        let text = format!("{log:?}");
        assert!(!text.contains(&made.code) && !text.contains(&plain));
        t
    })
    .await;
}

#[tokio::test]
async fn a_member_already_uses_nothing_up() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let made = make(&t, &ana, &org, NewJoinCode { max_uses: Some(1), ..Default::default() }).await;
        let again = join(&t, &ana.actor, &made.code).await.unwrap();
        assert_eq!((again.role.as_str(), again.already_member), ("owner", true));
        assert_eq!(only(&t, &ana, &org).await.use_count, 0);
        let (ben, cleo) = (t.person("Ben").await, t.person("Cleo").await);
        join(&t, &ben.actor, &made.code).await.unwrap();
        assert_eq!(error(join(&t, &cleo.actor, &made.code).await), ApiError::JoinCodeExhausted);
        assert_eq!(code(join_codes::preview(&t, &RequestInfo::default(), &made.code).await), "join_code_exhausted");
        assert!(join(&t, &ben.actor, &made.code).await.unwrap().already_member);
        assert_eq!(only(&t, &ana, &org).await.status, "used_up");
        t
    })
    .await;
}

#[tokio::test]
async fn a_code_never_gives_a_role_that_manages_people_or_exceeds_its_maker() {
    on_both(|t| async move {
        use Permission as P;
        let (ana, eve) = (t.person("Ana").await, t.person("Eve").await);
        let org = organization(&t, &ana, "Harbor").await;
        role(&t, &org, "lead", &[P::UsersRead, P::UsersUpdate]).await;
        role(&t, &org, "crew", &[P::UsersRead]).await;
        role(&t, &org, "host", &[P::UsersRead, P::UsersInvite]).await;
        let (host, cleo) = (member(&t, &org, "Dora", "host").await, member(&t, &org, "Cleo", "member").await);
        let create = |who: &Person, role: &str| {
            let request = NewJoinCode { role: Some(role.to_owned()), ..Default::default() };
            let (t, org, who) = (t.services.clone(), org.clone(), who.actor.clone());
            async move { join_codes::create(&t, &who, &org, request).await }
        };
        for role in ["owner", "admin", "lead", "captain"] {
            assert!(error(create(&ana, role).await).for_field("role").is_some(), "{role}");
        }
        assert_eq!(code(create(&cleo, "crew").await), "permission_denied");
        assert_eq!(code(create(&host, "member").await), "permission_denied");
        let crew = create(&host, "crew").await.unwrap();
        assert_eq!(only(&t, &host, &org).await.code, crew.code);
        // The role grows behind the code: whoever lacks it now does not see the code, and nobody joins by it.
        role(&t, &org, "crew", &[P::UsersRead, P::UsersUpdate]).await;
        assert_eq!(only(&t, &host, &org).await.code, "");
        assert_eq!(code(join(&t, &eve.actor, &crew.code).await), "conflict");
        run(&t, &org, "DELETE FROM roles WHERE org_id = $1 AND name = $2", "crew").await;
        assert_eq!(code(join(&t, &eve.actor, &crew.code).await), "conflict");
        assert_eq!(only(&t, &ana, &org).await.use_count, 0, "a failed join uses nothing up");
        t
    })
    .await;
}

#[tokio::test]
async fn a_code_ends_by_time_revocation_and_deletion() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        let org = organization(&t, &ana, "Harbor").await;
        let cleo = member(&t, &org, "Cleo", "member").await;
        let missing = ApiError::not_found("join code");
        let past = NewJoinCode { expires_at: Some(t.now()), ..Default::default() };
        assert!(error(join_codes::create(&t, &ana.actor, &org, past).await).for_field("expires_at").is_some());
        let short = NewJoinCode { expires_at: Some(t.now().plus(DAY)), ..Default::default() };
        let short = make(&t, &ana, &org, short).await;
        t.clock.advance(DAY);
        assert_eq!(error(join(&t, &ben.actor, &short.code).await), missing);
        assert_eq!(only(&t, &ana, &org).await.status, "expired");
        let open = make(&t, &ana, &org, NewJoinCode::default()).await;
        assert_eq!(code(join_codes::revoke(&t, &cleo.actor, &org, open.id).await), "permission_denied");
        assert_eq!(code(join_codes::list(&t, &cleo.actor, &org, PageRequest::default()).await), "permission_denied");
        let other = organization(&t, &ben, "Other").await;
        assert_eq!(code(join_codes::revoke(&t, &ben.actor, &other, open.id).await), "not_found");
        join_codes::revoke(&t, &ana.actor, &org, open.id).await.unwrap();
        join_codes::revoke(&t, &ana.actor, &org, open.id).await.unwrap();
        assert_eq!(error(join(&t, &ben.actor, &open.code).await), missing);
        assert_eq!(code(join_codes::preview(&t, &RequestInfo::default(), &open.code).await), "not_found");
        let last = make(&t, &ana, &org, NewJoinCode::default()).await;
        run(&t, &org, "UPDATE organizations SET deleted_at = 1 WHERE id = $1 AND slug <> $2", "").await;
        assert_eq!(error(join(&t, &ben.actor, &last.code).await), missing);
        t
    })
    .await;
}

#[tokio::test]
async fn a_domain_asks_for_a_verified_address_of_it() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        let org = organization(&t, &ana, "Harbor").await;
        let of = |domain: &str| NewJoinCode { email_domain: Some(domain.to_owned()), ..Default::default() };
        let ours = make(&t, &ana, &org, of(" Example.COM ")).await;
        assert_eq!(ours.email_domain.as_deref(), Some("example.com"));
        let theirs = make(&t, &ana, &org, of("ample.com")).await;
        assert_eq!(code(join(&t, &ben.actor, &theirs.code).await), "permission_denied");
        let mut tx = t.db.write().await.unwrap();
        let sql = "UPDATE users SET email_verified_at = NULL WHERE id = $1";
        crate::db::execute!(tx, sql, ben.id.as_str()).unwrap();
        tx.commit().await.unwrap();
        assert_eq!(error(join(&t, &ben.actor, &ours.code).await), ApiError::EmailUnverified);
        let cleo = t.person("Cleo").await;
        join(&t, &cleo.actor, &ours.code).await.unwrap();
        t
    })
    .await;
}

#[tokio::test]
async fn ten_misses_an_hour_close_the_door_for_that_client() {
    on_both_with(
        |config| config.rate_limits = true,
        |t| async move {
            let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
            let org = organization(&t, &ana, "Harbor").await;
            let made = make(&t, &ana, &org, NewJoinCode::default()).await;
            let nobody = Actor::anonymous(request_info());
            assert_eq!(code(join(&t, &nobody, "x").await), "unauthenticated");
            for i in 0..10 {
                join_codes::preview(&t, &request_info(), &made.code).await.unwrap();
                assert_eq!(code(join(&t, &ben.actor, "000000000000000000000000").await), "not_found", "{i}");
                // What cannot be a code is no guess.
                assert_eq!(code(join(&t, &ben.actor, "typo").await), "not_found", "{i}");
            }
            assert_eq!(code(join(&t, &ben.actor, &made.code).await), "rate_limited");
            assert_eq!(code(join_codes::preview(&t, &request_info(), &made.code).await), "rate_limited");
            let elsewhere = RequestInfo { limit_key: "198.51.100.9".to_owned(), ..request_info() };
            join(&t, &Actor::bearer(&ben.token, elsewhere), &made.code).await.unwrap();
            t.clock.advance(HOUR / 10);
            join(&t, &ben.actor, &made.code).await.unwrap();
            t
        },
    )
    .await;
}

#[tokio::test]
async fn a_code_gives_no_more_than_its_maker_could_give_now() {
    on_both(|t| async move {
        let owner = t.person("Owner").await;
        let (maker, joiner) = (t.person("Maker").await, t.person("Joiner").await);
        let new = contract::organizations::NewOrganization { name: "Codes".to_owned(), ..Default::default() };
        let organization = crate::organizations::create(&t, &owner.actor, new).await.unwrap();
        let org = contract::OrgRef::from(organization.id);
        t.add_member(organization.id, &maker.id, "admin").await;
        let code = super::create(&t, &maker.actor, &org, contract::join_codes::NewJoinCode::default()).await.unwrap();
        crate::members::remove(&t, &owner.actor, &org, &maker.id, false).await.unwrap();
        for person in [&maker, &joiner] {
            let request = contract::join_codes::JoinRequest { code: code.code.clone() };
            let error = super::join(&t, &person.actor, request).await.unwrap_err();
            assert_eq!(error.as_public().map(contract::ApiError::code), Some("conflict"));
        }
        t
    })
    .await;
}

#[tokio::test]
async fn a_short_code_gives_every_role_but_owner_within_its_makers_rights() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        role(&t, &org, "host", &[Permission::UsersRead, Permission::UsersInvite]).await;
        let (host, adam) = (member(&t, &org, "Dora", "host").await, member(&t, &org, "Adam", "admin").await);
        let short = |role: &str| NewJoinCode { role: Some(role.to_owned()), ..Default::default() };
        let made = join_codes::create_short(&t, &adam.actor, &org, short("admin")).await.unwrap();
        assert_eq!((made.code.len(), made.created_by_id.as_ref()), (10, Some(&adam.id)));
        for role in ["owner", "captain", ""] {
            let refused = join_codes::create_short(&t, &ana.actor, &org, short(role)).await;
            assert!(error(refused).for_field("role").is_some(), "{role}");
        }
        let none = NewJoinCode { max_uses: Some(0), ..Default::default() };
        assert!(error(join_codes::create_short(&t, &ana.actor, &org, none).await).for_field("max_uses").is_some());
        assert_eq!(code(join_codes::create_short(&t, &host.actor, &org, short("admin")).await), "permission_denied");
        let many = NewJoinCode { max_uses: Some(i64::MAX), ..Default::default() };
        join_codes::create_short(&t, &ana.actor, &org, many).await.unwrap();

        let (ben, cleo) = (t.person("Ben").await, t.person("Cleo").await);
        assert_eq!(join(&t, &ben.actor, &made.code.to_lowercase()).await.unwrap().role, "admin");
        // Its maker may not give the role any more.
        members::update(&t, &ana.actor, &org, &adam.id, to_role("host")).await.unwrap();
        assert_eq!(code(join(&t, &cleo.actor, &made.code).await), "conflict");
        t
    })
    .await;
}

#[tokio::test]
async fn a_whole_list_has_what_is_not_revoked_oldest_first() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        role(&t, &org, "host", &[Permission::UsersRead, Permission::UsersInvite]).await;
        let (host, mia) = (member(&t, &org, "Dora", "host").await, member(&t, &org, "Mia", "member").await);
        let mut codes = Vec::new();
        for _ in 0..3 {
            codes.push(join_codes::create_short(&t, &ana.actor, &org, NewJoinCode::default()).await.unwrap());
        }
        join_codes::revoke(&t, &ana.actor, &org, codes.remove(1).id).await.unwrap();
        assert_eq!(join_codes::unrevoked(&t, &ana.actor, &org).await.unwrap(), codes);
        let hidden = join_codes::unrevoked(&t, &host.actor, &org).await.unwrap();
        assert_eq!(hidden.iter().map(|c| c.code.as_str()).collect::<Vec<_>>(), ["", ""], "beyond the host's rights");
        assert_eq!(code(join_codes::unrevoked(&t, &mia.actor, &org).await), "permission_denied");
        t
    })
    .await;
}

#[tokio::test]
async fn a_suspended_member_does_not_join_and_an_active_one_is_a_member_already() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (mia, sam) = (member(&t, &org, "Mia", "member").await, member(&t, &org, "Sam", "member").await);
        let suspended = MemberPatch { role: None, status: Some(MemberStatus::Suspended) };
        members::update(&t, &ana.actor, &org, &sam.id, suspended).await.unwrap();
        let elsewhere = NewJoinCode { email_domain: Some("x.example".to_owned()), ..Default::default() };
        let made = make(&t, &ana, &org, elsewhere).await;
        assert_eq!(code(join(&t, &sam.actor, &made.code).await), "permission_denied");
        assert!(join(&t, &mia.actor, &made.code).await.unwrap().already_member);
        t
    })
    .await;
}
