//! Who may do what: every call by every caller, each in a fresh copy of the same database, so that no call sees what another
//! has done. The table is a snapshot, and the rule behind it is checked cell by cell.

use std::collections::BTreeMap;

use axum::Router;
use server::dialects::Surface;
use service::Services;

use super::{
    call::{Call, Names},
    copies::Copies,
    outcome::Outcome,
    principals::Standing,
    tables::calls,
    who::{Things, Who, assemble},
};
use crate::client::router;

type Table = BTreeMap<(usize, usize), Outcome>;

/// Makes a call and says what came of it.
async fn ask(app: &Router, call: &Call, things: &Things, who: &Who) -> Outcome {
    let mut message = (call.message)(things);
    for value in message.as_object_mut().unwrap().values_mut() {
        if value == "{me}" {
            *value = who.id.clone().into();
        }
    }
    let reply = call.send_as(app, &message, &things.org, who.token.as_deref()).await;
    assert!(reply.status < 500, "{} as {}: {}", call.name(), who.name, String::from_utf8_lossy(&reply.body));
    call.outcome(&message, &reply)
}

async fn run(copies: &Copies, calls: &[Call], things: &Things, everybody: &[Who]) -> Table {
    let mut table = Table::new();
    for (row, call) in calls.iter().enumerate() {
        // A refused call changes nothing, so one copy serves until a call succeeds.
        let mut serial = 0;
        let mut server: Option<(Services, Router)> = None;
        for (column, who) in everybody.iter().enumerate() {
            let (services, app) = match server.take() {
                Some(server) => server,
                None => {
                    serial += 1;
                    let services = copies.open(&format!("{row}-{serial}.db")).await;
                    let app = router(&services, &[]);
                    (services, app)
                }
            };
            let outcome = ask(&app, call, things, who).await;
            let changed = outcome == Outcome::Done && !call.only_reads();
            table.insert((row, column), outcome);
            if changed {
                services.close().await;
            } else {
                server = Some((services, app));
            }
        }
        if let Some((services, _)) = server {
            services.close().await;
        }
    }
    table
}

fn print(table: &Table, calls: &[Call], everybody: &[Who]) -> String {
    let mut text =
        "+ done  u unauthenticated  d denied  p a person is needed  i not the one invited  - missing\n".to_owned();
    for (column, who) in everybody.iter().enumerate() {
        text.push_str(&format!("{:1$}| {2}\n", "", column, who.name));
    }
    for (row, call) in calls.iter().enumerate() {
        let letters: String = (0..everybody.len()).map(|column| table[&(row, column)].letter()).collect();
        text.push_str(&format!("{letters} {:?} {} ({:?})\n", call.surface, call.name(), call.needs));
        for (column, who) in everybody.iter().enumerate() {
            if let Outcome::Other(what) = &table[&(row, column)] {
                text.push_str(&format!("  {}: {what}\n", who.name));
            }
        }
    }
    text
}

/// The rule.
pub fn expected(call: &Call, who: &Who) -> Outcome {
    let words = matches!(call.surface, Surface::Adrifact | Surface::Tours);
    let answer = |standing: &Standing| call.needs.answer(who, standing, words);
    match (call.names, &who.at_home, &who.standing) {
        // A key counts in its own organization, whatever the header says. What the path names is not there.
        (Names::Header, Some(held), _) => match answer(&Standing::Key(held.clone())) {
            Outcome::Done if call.name().contains('{') => Outcome::Missing,
            other => other,
        },
        // A project's key reaches its own project alone: the others are not its to see, or not in its rights.
        (_, _, Standing::ProjectKey(_)) if call.of_second_project() => match answer(&who.standing) {
            Outcome::Done if call.surface != Surface::Perms => Outcome::Missing,
            _ => Outcome::Denied,
        },
        _ => answer(&who.standing),
    }
}

#[tokio::test]
async fn every_call_answers_every_caller_as_the_table_says() {
    let calls = calls();
    let (t, things, everybody) = assemble("sqlite").await;
    let copies = Copies::of(t).await;
    let table = run(&copies, &calls, &things, &everybody).await;
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../snapshots", omit_expression => true }, {
        insta::assert_snapshot!("doors", print(&table, &calls, &everybody));
    });
    let mut wrong = Vec::new();
    for (row, call) in calls.iter().enumerate() {
        for (column, who) in everybody.iter().enumerate() {
            let (got, expected) = (&table[&(row, column)], expected(call, who));
            if *got != expected {
                wrong.push(format!("{} as {}: {got:?}, not {expected:?}", call.name(), who.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    // PostgreSQL refuses the same and reads the same; those calls change nothing, so one database serves for all.
    let (t, things, everybody) = assemble("postgres").await;
    let app = router(&t.services, &[]);
    for (row, call) in calls.iter().enumerate() {
        for (column, who) in everybody.iter().enumerate() {
            let expected = &table[&(row, column)];
            if call.only_reads() || *expected != Outcome::Done {
                assert_eq!(ask(&app, call, &things, who).await, *expected, "{} as {}", call.name(), who.name);
            }
        }
    }
    t.finish().await;
}
