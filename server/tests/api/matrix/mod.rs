//! Who may do what: every operation by every principal, each in a fresh copy of the same database, so that no call sees
//! what another has done. The table is a snapshot, and the rule behind it is checked cell by cell.

mod copies;
pub mod functions;
mod keys;
pub mod operations;
mod principals;

use std::collections::BTreeMap;

use axum::Router;
use copies::Copies;
use functions::FUNCTIONS;
use operations::{Needs, OPERATIONS, Operation};
use principals::{Principal, Standing, Targets, assemble};
use serde_json::Value;
use service::{Services, testing::START};

use crate::client::{ADMIN_TOKEN, Answer, Api, Client, router};

/// Everything that can be called.
fn operations() -> impl Iterator<Item = &'static Operation> {
    OPERATIONS.iter().chain(FUNCTIONS)
}

async fn call(app: &Router, operation: &Operation, targets: &Targets, token: Option<&str>) -> Answer {
    let path = targets.path(operation.path) + operation.query;
    let body = operation.body.map(|body| body(targets));
    let client = Client::of(app.clone(), token);
    if !operation.is_function() {
        return client.send(operation.method, &path, body.as_ref()).await;
    }
    let form = body.as_ref().map(form).unwrap_or_default();
    let cookie = operation.link.map(|page| {
        let token = if page == "join" { &targets.code } else { &targets.token };
        format!("{}={token}", app::links::cookie_name(page))
    });
    let mut headers = vec![
        ("content-type", "application/x-www-form-urlencoded"),
        ("accept", "application/json"),
        ("origin", "http://127.0.0.1:3000"),
    ];
    headers.extend(cookie.as_deref().map(|cookie| ("cookie", cookie)));
    client.raw(operation.method, &path, &headers, form.into_bytes()).await
}

/// What the browser sends for a form.
fn form(body: &Value) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let encode = |text: &str| text.replace('%', "%25").replace('&', "%26").replace('+', "%2B").replace(' ', "+");
    let mut pairs = Vec::new();
    for (name, value) in body.as_object().into_iter().flatten() {
        match value.as_array() {
            Some(items) => pairs.extend(items.iter().enumerate().map(|(n, item)| (format!("{name}[{n}]"), text(item)))),
            None => pairs.push((name.clone(), text(value))),
        }
    }
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    pairs.join("&")
}

fn verdict(answer: &Answer) -> String {
    // The administration surface has errors of its own form.
    match answer.body["error"].as_str() {
        Some(code) => format!("{} {code}", answer.status.as_u16()),
        None => answer.verdict(),
    }
}

/// The rule: what the principal must get, as far as its standing alone decides.
fn allowed(operation: &Operation, standing: &Standing) -> Option<&'static str> {
    let (held, key) = match standing {
        Standing::Member(held) | Standing::SuperAdmin(held) => (Some(held), false),
        Standing::Key(held) | Standing::ProjectKey(held) => (Some(held), true),
        _ => (None, false),
    };
    match (operation.needs, standing) {
        (Needs::Nothing, _) => None,
        (Needs::Credential, Standing::Nobody | Standing::Administrator) => Some("401 unauthenticated"),
        (Needs::Credential, _) => None,
        (Needs::Administrator, Standing::Administrator) => Some("2"),
        (Needs::PermissionOverKey(_), Standing::Administrator) => Some("2"),
        (Needs::Administrator, _) | (_, Standing::Nobody | Standing::Administrator) => Some("401 unauthenticated"),
        (Needs::SuperAdmin, Standing::SuperAdmin(_)) => Some("2"),
        (Needs::SuperAdmin, _) => Some("403"),
        (Needs::Person, _) if key => Some("403 user_required"),
        (Needs::Person, _) => None,
        (Needs::Membership | Needs::Sight | Needs::Permission(_), Standing::Outside) => Some("404 not_found"),
        (Needs::Sight, _) => None,
        (Needs::Membership | Needs::Permission(_), Standing::Suspended) => Some("403 permission_denied"),
        (Needs::Membership, _) => None,
        (Needs::Permission(needed), _) => match held {
            // The console is for people: a key may be refused there although it has the permission.
            Some(held) if held.contains(&needed) => (!key || !operation.is_function()).then_some("2"),
            _ => Some("403 permission_denied"),
        },
        (Needs::PermissionOverKey(_), Standing::Outside) => Some("2"),
        (Needs::PermissionOverKey(needed), _) => match held {
            Some(held) if held.contains(&needed) => Some("2"),
            _ => Some("403 permission_denied"),
        },
    }
}

type Table = BTreeMap<(usize, usize), String>;

async fn run(copies: &Copies, targets: &Targets, principals: &[Principal]) -> Table {
    let mut table = Table::new();
    for (row, operation) in operations().enumerate() {
        // A refused call changes nothing, so one copy serves until a call succeeds.
        let mut serial = 0;
        let mut server: Option<(Services, Router)> = None;
        for (column, principal) in principals.iter().enumerate() {
            let (services, app) = match server.take() {
                Some(server) => server,
                None => {
                    serial += 1;
                    let services = copies.open(&format!("{row}-{serial}.db")).await;
                    let app = router(&services, &[("ADMIN_TOKEN", ADMIN_TOKEN)]);
                    (services, app)
                }
            };
            let answer = call(&app, operation, targets, principal.token.as_deref()).await;
            assert!(!answer.status.is_server_error(), "{} as {}", operation.name(), principal.name);
            table.insert((row, column), verdict(&answer));
            if answer.status.is_success() && !operation.only_reads() {
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

fn print(table: &Table, principals: &[Principal]) -> String {
    let mut text = String::new();
    for (row, operation) in operations().enumerate() {
        text.push_str(&format!("{}\n  needs {:?}\n", operation.name(), operation.needs));
        let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (column, principal) in principals.iter().enumerate() {
            groups.entry(&table[&(row, column)]).or_default().push(principal.name);
        }
        for (verdict, names) in groups {
            text.push_str(&format!("  {verdict}: {}\n", names.join(", ")));
        }
    }
    text
}

#[tokio::test]
async fn every_operation_answers_every_principal_as_the_table_says() {
    let (api, targets, principals) = assemble(Api::new("sqlite").await).await;
    let copies = Copies::of(api.t).await;
    assert!(copies.now > START);
    let table = run(&copies, &targets, &principals).await;
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../snapshots", omit_expression => true }, {
        insta::assert_snapshot!("matrix", print(&table, &principals));
    });
    let mut wrong = Vec::new();
    for (row, operation) in operations().enumerate() {
        for (column, principal) in principals.iter().enumerate() {
            // What a project's key may reach is decided by the project; the table has it.
            if matches!(principal.standing, Standing::ProjectKey(_)) {
                continue;
            }
            let got = &table[&(row, column)];
            if let Some(expected) = allowed(operation, &principal.standing)
                && !got.starts_with(expected)
            {
                wrong.push(format!("{} as {}: {got}, not {expected}", operation.name(), principal.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    // PostgreSQL refuses the same and reads the same; those calls change nothing, so one database serves for all.
    let (api, targets, principals) = assemble(Api::new("postgres").await).await;
    let app = router(&api.t.services, &[("ADMIN_TOKEN", ADMIN_TOKEN)]);
    for (row, operation) in operations().enumerate() {
        for (column, principal) in principals.iter().enumerate() {
            let expected = &table[&(row, column)];
            if operation.only_reads() || !expected.starts_with('2') {
                let answer = call(&app, operation, &targets, principal.token.as_deref()).await;
                assert_eq!(&verdict(&answer), expected, "{} as {}", operation.name(), principal.name);
            }
        }
    }
    api.t.finish().await;
}

#[tokio::test]
async fn an_organization_that_one_may_not_see_answers_as_one_that_is_not_there() {
    for engine in ["sqlite", "postgres"] {
        let (api, targets, principals) = assemble(Api::new(engine).await).await;
        let app = router(&api.t.services, &[("ADMIN_TOKEN", ADMIN_TOKEN)]);
        let outside = principals.iter().filter(|principal| principal.standing == Standing::Outside);
        for principal in outside {
            for operation in operations().filter(|operation| operation.in_organization()) {
                let token = principal.token.as_deref();
                let there = call(&app, operation, &targets, token).await;
                let missing = Targets { org: "no-such-organization".to_owned(), ..targets.clone() };
                let missing = call(&app, operation, &missing, token).await;
                let names = format!("{} as {}", operation.name(), principal.name);
                assert_eq!(there.status, 404, "{names}");
                let bytes = |answer: &Answer| String::from_utf8(answer.bytes.clone()).unwrap();
                assert_eq!(bytes(&there), bytes(&missing), "{names}");
            }
        }
        api.t.finish().await;
    }
}
