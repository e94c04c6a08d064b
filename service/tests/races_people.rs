//! What must hold when several people, through two servers on one database, do the same thing at the same moment.
#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use contract::{
    OrgRef, PageRequest,
    accounts::NewUserToken,
    invitations::{InvitationStatus, NewInvitation},
    join_codes::{JoinRequest, NewJoinCode},
    members::MemberFilter,
    organizations::NewOrganization,
    roles::{NewRole, RolePatch},
};
use futures::future::join_all;
use service::{
    RequestInfo, Result, Services, accounts, invitations, join_codes, members, organizations, roles,
    testing::{Person, TestServices, on_both, on_both_with, request_info},
};
use std::collections::BTreeMap;

const ROUNDS: usize = 100;

async fn organization(s: &Services, owner: &Person, name: &str) -> OrgRef {
    let new = NewOrganization { name: name.to_owned(), ..Default::default() };
    organizations::create(s, &owner.actor, new).await.unwrap().id.into()
}

fn to(email: &str) -> NewInvitation {
    NewInvitation { email: email.to_owned(), role: None, message: None, expires_in_days: None }
}

/// Runs all at the same moment, each in a task of its own, and counts how they ended: `ok` or the code of the error.
async fn race<T: Send + 'static>(
    runs: Vec<impl Future<Output = Result<T>> + Send + 'static>,
) -> BTreeMap<&'static str, usize> {
    let tasks: Vec<_> = runs.into_iter().map(tokio::spawn).collect();
    let mut ends = BTreeMap::new();
    for task in join_all(tasks).await {
        let end = match task.unwrap() {
            Ok(_) => "ok",
            Err(error) => error.public("race").code(),
        };
        *ends.entry(end).or_default() += 1;
    }
    ends
}

fn ends<const N: usize>(expected: [(&'static str, usize); N]) -> BTreeMap<&'static str, usize> {
    expected.into_iter().filter(|(_, count)| *count > 0).collect()
}

async fn member_count(s: &Services, who: &Person, org: &OrgRef) -> usize {
    let page = PageRequest { limit: Some(200), ..Default::default() };
    members::list(s, &who.actor, org, MemberFilter::default(), page).await.unwrap().data.len()
}

/// The two servers, in turns.
struct Servers(TestServices, Services);

impl Servers {
    async fn new(t: TestServices) -> Self {
        let sibling = t.sibling().await;
        Self(t, sibling)
    }

    fn of(&self, i: usize) -> Services {
        if i.is_multiple_of(2) { self.0.services.clone() } else { self.1.clone() }
    }

    async fn end(self) -> TestServices {
        self.1.close().await;
        self.0
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_accepted_once_by_sixteen_at_once() {
    on_both(|t| async move {
        let servers = Servers::new(t).await;
        let t = &servers.0;
        let ana = t.person("Ana").await;
        let org = organization(t, &ana, "Harbor").await;
        for round in 0..ROUNDS {
            let guest = t.person(&format!("guest{round}")).await;
            let sent = invitations::create(t, &ana.actor, &org, to(&guest.email)).await.unwrap();
            let id = sent.invitation.id;
            let token = sent.accept_url.rsplit_once('/').unwrap().1.to_owned();
            let runs = (0..16).map(|i| {
                let (s, actor, token) = (servers.of(i), guest.actor.clone(), token.clone());
                async move {
                    if i % 4 < 2 {
                        invitations::accept(&s, &actor, &token).await
                    } else {
                        invitations::accept_mine(&s, &actor, id).await
                    }
                }
            });
            let ended = race(runs.collect()).await;
            assert_eq!(ended, ends([("ok", 1), ("invitation_used", 15)]), "{} {round}", t.engine);
        }
        assert_eq!(member_count(t, &ana, &org).await, 1 + ROUNDS);
        servers.end().await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_either_accepted_or_revoked() {
    on_both(|t| async move {
        let servers = Servers::new(t).await;
        let t = &servers.0;
        let ana = t.person("Ana").await;
        let org = organization(t, &ana, "Harbor").await;
        for round in 0..ROUNDS {
            let guest = t.person(&format!("guest{round}")).await;
            let sent = invitations::create(t, &ana.actor, &org, to(&guest.email)).await.unwrap();
            let id = sent.invitation.id;
            let token = sent.accept_url.rsplit_once('/').unwrap().1.to_owned();
            let runs = (0..2).map(|i| {
                let s = servers.of(round + i); // in turns, so that neither server always has the same part
                let (ana, guest, org, token) = (ana.actor.clone(), guest.actor.clone(), org.clone(), token.clone());
                async move {
                    if i == 0 {
                        invitations::accept(&s, &guest, &token).await.map(|_| ())
                    } else {
                        invitations::revoke(&s, &ana, &org, id).await
                    }
                }
            });
            let before = member_count(t, &ana, &org).await;
            let ended = race(runs.collect()).await;
            assert_eq!(ended, ends([("ok", 1), ("invitation_used", 1)]), "{} {round}", t.engine);
            let status =
                invitations::list(t, &ana.actor, &org, None, PageRequest::default()).await.unwrap().data[0].status;
            let joined = member_count(t, &ana, &org).await - before;
            assert_eq!(joined == 1, status == InvitationStatus::Accepted, "{} {round}", t.engine);
            assert_eq!(joined == 0, status == InvitationStatus::Revoked, "{} {round}", t.engine);
        }
        servers.end().await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_join_code_is_never_used_more_often_than_it_may() {
    on_both(|t| async move {
        let servers = Servers::new(t).await;
        let t = &servers.0;
        let ana = t.person("Ana").await;
        let mut guests = Vec::new();
        for i in 0..16 {
            guests.push(t.person(&format!("guest{i}")).await);
        }
        for round in 0..ROUNDS {
            let org = organization(t, &ana, &format!("Harbor {round}")).await;
            let max_uses = [1, 2, 5, 15, 16, 20][round % 6];
            let request = NewJoinCode { max_uses: Some(max_uses), ..Default::default() };
            let code = join_codes::create(t, &ana.actor, &org, request).await.unwrap().code;
            let runs = guests.iter().enumerate().map(|(i, guest)| {
                let (s, actor, code) = (servers.of(i), guest.actor.clone(), code.clone());
                async move { join_codes::join(&s, &actor, JoinRequest { code }).await }
            });
            let ended = race(runs.collect()).await;
            let won = usize::try_from(max_uses).unwrap().min(16);
            assert_eq!(ended, ends([("ok", won), ("join_code_exhausted", 16 - won)]), "{} {round}", t.engine);
            assert_eq!(member_count(t, &ana, &org).await, 1 + won, "{} {round}", t.engine);
            let codes = join_codes::list(t, &ana.actor, &org, PageRequest::default()).await.unwrap();
            assert_eq!(usize::try_from(codes.data[0].use_count).unwrap(), won, "{} {round}", t.engine);
        }
        servers.end().await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_has_one_pending_invitation() {
    on_both(|t| async move {
        let servers = Servers::new(t).await;
        let t = &servers.0;
        let ana = t.person("Ana").await;
        let org = organization(t, &ana, "Harbor").await;
        for round in 0..ROUNDS {
            let email = format!("guest{round}@example.org");
            let runs = (0..8).map(|i| {
                let (s, actor, org) = (servers.of(i), ana.actor.clone(), org.clone());
                let email = if i % 3 == 0 { email.to_uppercase() } else { email.clone() };
                async move { invitations::create(&s, &actor, &org, to(&email)).await }
            });
            let ended = race(runs.collect()).await;
            assert_eq!(ended, ends([("ok", 1), ("already_exists", 7)]), "{} {round}", t.engine);
        }
        servers.end().await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn parallel_guesses_of_a_join_code_share_the_ten_misses() {
    on_both_with(
        |config| config.rate_limits = true,
        |t| async move {
            let servers = Servers::new(t).await;
            for round in 0..ROUNDS {
                let runs = (0..24).map(|i| {
                    let s = servers.of(i);
                    let from = RequestInfo { limit_key: format!("client {round}"), ..request_info() };
                    async move { join_codes::preview(&s, &from, &format!("{i:024}")).await }
                });
                let ended = race(runs.collect()).await;
                assert_eq!(ended, ends([("not_found", 10), ("rate_limited", 14)]), "{} {round}", servers.0.engine);
            }
            servers.end().await
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_has_more_than_a_hundred_tokens() {
    on_both(|t| async move {
        let servers = Servers::new(t).await;
        let t = &servers.0;
        let ana = t.person("Ana").await; // who has a token
        let new = || NewUserToken { name: "laptop".to_owned(), expires_at: None };
        for _ in 0..95 {
            accounts::create_token(t, &ana.actor, new()).await.unwrap();
        }
        for round in 0..ROUNDS {
            let runs = (0..8).map(|i| {
                let (s, actor) = (servers.of(i), ana.actor.clone());
                async move { accounts::create_token(&s, &actor, new()).await }
            });
            let ended = race(runs.collect()).await;
            assert_eq!(ended, ends([("ok", 4), ("conflict", 4)]), "{} {round}", t.engine);
            for token in accounts::list_tokens(t, &ana.actor).await.unwrap().into_iter().take(4) {
                accounts::revoke_token(t, &ana.actor, token.id).await.unwrap();
            }
        }
        servers.end().await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_joins_while_the_role_is_renamed_has_a_role_that_exists() {
    on_both(|t| async move {
        let servers = Servers::new(t).await;
        let t = &servers.0;
        let ana = t.person("Ana").await;
        for round in 0..ROUNDS {
            let org = organization(t, &ana, &format!("Harbor {round}")).await;
            let role = NewRole { name: "crew".to_owned(), description: String::new(), permissions: Default::default() };
            roles::create(t, &ana.actor, &org, role).await.unwrap();
            let request = NewJoinCode { role: Some("crew".to_owned()), ..Default::default() };
            let code = join_codes::create(t, &ana.actor, &org, request).await.unwrap().code;
            let (joins, accepts) = (t.person(&format!("j{round}")).await, t.person(&format!("a{round}")).await);
            let invitation = NewInvitation { role: Some("crew".to_owned()), ..to(&accepts.email) };
            let sent = invitations::create(t, &ana.actor, &org, invitation).await.unwrap();
            let token = sent.accept_url.rsplit_once('/').unwrap().1.to_owned();

            let runs = (0..3).map(|i| {
                let s = servers.of(round + i);
                let (ana, org, code, token) = (ana.actor.clone(), org.clone(), code.clone(), token.clone());
                let (joins, accepts) = (joins.actor.clone(), accepts.actor.clone());
                async move {
                    match i {
                        0 => join_codes::join(&s, &joins, JoinRequest { code }).await.map(|_| ()),
                        1 => invitations::accept(&s, &accepts, &token).await.map(|_| ()),
                        _ => {
                            let patch = RolePatch { name: Some("gang".to_owned()), ..Default::default() };
                            roles::update(&s, &ana, &org, "crew", patch).await.map(|_| ())
                        }
                    }
                }
            });
            let ended = race(runs.collect()).await;
            assert_eq!(ended, ends([("ok", 3)]), "{} {round}", t.engine);
            for person in [&joins, &accepts] {
                let member = members::read(t, &ana.actor, &org, &person.id).await.unwrap();
                assert_eq!(member.role, "gang", "{} {round}", t.engine);
            }
        }
        servers.end().await
    })
    .await;
}
