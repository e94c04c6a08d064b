use super::{Begin, abandon, begin, finish};
use crate::{
    Actor, Services, projects,
    testing::{on_both, request_info},
    testing_people::{code, organization},
};
use contract::{OrgRef, projects::NewProject, time::HOUR, time::SECOND};
use futures::future::join_all;

const A: [u8; 32] = [1; 32];
const B: [u8; 32] = [2; 32];

async fn run(s: &Services, actor: &Actor, org: &OrgRef, key: &str, name: &str) -> Result<String, String> {
    match begin(s, actor, key, &A).await {
        Ok(Begin::Replay(answer)) => Ok(String::from_utf8(answer).unwrap()),
        Ok(Begin::Run(actor, key)) => {
            let new = NewProject { name: name.to_owned(), description: String::new() };
            match projects::create(s, &actor, org, new).await {
                Ok(project) => {
                    finish(s, key, project.id.to_string().as_bytes()).await.unwrap();
                    Ok(project.id.to_string())
                }
                Err(error) => {
                    abandon(s, key).await.unwrap();
                    Err(code::<()>(Err(error)).to_owned())
                }
            }
        }
        Err(error) => Err(code::<()>(Err(error)).to_owned()),
    }
}

#[tokio::test]
async fn the_first_answer_is_repeated_for_a_day_to_its_caller_only() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        let org = organization(&t, &ana, "Harbor").await;
        let first = run(&t, &ana.actor, &org, "k1", "web").await.unwrap();
        assert_eq!(run(&t, &ana.actor, &org, "k1", "web").await.unwrap(), first);
        assert_eq!(code(begin(&t, &ana.actor, "k1", &B).await), "idempotency_mismatch");
        assert!(matches!(begin(&t, &ben.actor, "k1", &B).await.unwrap(), Begin::Run(..)), "keys are of their callers");
        t.clock.advance(24 * HOUR - SECOND);
        assert_eq!(run(&t, &ana.actor, &org, "k1", "web").await.unwrap(), first);
        t.clock.advance(2 * SECOND);
        assert_eq!(run(&t, &ana.actor, &org, "k1", "web").await.unwrap_err(), "already_exists");
        t
    })
    .await;
}

#[tokio::test]
async fn a_failure_frees_the_key() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        assert_eq!(run(&t, &ana.actor, &org, "k", "default").await.unwrap_err(), "already_exists");
        assert!(run(&t, &ana.actor, &org, "k", "web").await.is_ok());
        t
    })
    .await;
}

#[tokio::test]
async fn after_a_crash_a_request_runs_again_unless_it_had_its_effect() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let Begin::Run(..) = begin(&t, &ana.actor, "early", &A).await.unwrap() else { panic!("a fresh key") };
        let Begin::Run(actor, _) = begin(&t, &ana.actor, "late", &A).await.unwrap() else { panic!("a fresh key") };
        let new = NewProject { name: "web".to_owned(), description: String::new() };
        projects::create(&t, &actor, &org, new).await.unwrap();
        for key in ["early", "late"] {
            assert_eq!(code(begin(&t, &ana.actor, key, &A).await), "idempotency_in_flight");
        }
        t.clock.advance(61 * SECOND);
        assert!(matches!(begin(&t, &ana.actor, "early", &A).await.unwrap(), Begin::Run(..)));
        assert_eq!(code(begin(&t, &ana.actor, "late", &A).await), "conflict");
        t
    })
    .await;
}

#[tokio::test]
async fn a_key_needs_a_credential_and_a_form() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let stranger = Actor::bearer("ut_a.b.c", request_info());
        assert_eq!(code(begin(&t, &stranger, "k", &A).await), "unauthenticated");
        for key in ["", "a\n", "ä", &"k".repeat(256)] {
            assert_eq!(code(begin(&t, &ana.actor, key, &A).await), "invalid_request", "{key}");
        }
        assert!(matches!(begin(&t, &ana.actor, &"k".repeat(255), &A).await.unwrap(), Begin::Run(..)));
        t.clock.advance(25 * HOUR);
        assert_eq!(t.sweep_idempotency_keys().await.unwrap(), 1);
        t
    })
    .await;
}

#[tokio::test]
async fn eight_twins_have_one_effect_and_no_other_answer_than_the_first() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let sibling = t.sibling().await;
        for round in 0..200 {
            let (key, name) = (format!("k{round}"), format!("p{round}"));
            let twins = (0..8).map(|n| {
                let s: &Services = if n % 2 == 0 { &t } else { &sibling };
                run(s, &ana.actor, &org, &key, &name)
            });
            let mut answers: Vec<_> = join_all(twins).await;
            answers.sort_unstable();
            answers.dedup();
            let (done, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
            assert_eq!(done.len(), 1, "round {round}");
            assert!(
                refused.iter().all(|r| *r == Err("idempotency_in_flight".to_owned())),
                "round {round}: {refused:?}"
            );
            assert_eq!(run(&t, &ana.actor, &org, &key, &name).await, done[0]);
        }
        t
    })
    .await;
}
