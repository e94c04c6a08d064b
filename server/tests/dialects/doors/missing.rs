//! A stranger learns nothing: what is said of an organization that one is no part of is, byte for byte, what is said of one
//! that does not exist.
//!
//! The same requests are sent while the organization is there, after it was deleted, and once nothing is left of it, so that
//! nothing needs to be masked: the time and the limits are not in these answers, and the request's id is the same. Then about
//! one that never was; only there the words of the request that an answer quotes are another's.

use axum::Router;
use serde_json::{Value, json};
use service::testing::TestServices;

use super::{
    call::{Call, Names, Reply, Wire},
    matrix::expected,
    principals::Standing,
    tables::calls,
    who::{Credential, Things, Who, assemble},
};
use crate::client::{Client, router};

/// A request about the organization, by somebody who is no part of it.
struct Question {
    call: Call,
    who: usize,
    message: Value,
    header: String,
    /// Whether the message has no fault of its own, so that the caller alone decides about the answer.
    sound: bool,
}

/// The message itself, and it with each other field left out, of another type, and naming what nobody has.
fn variants(call: &Call, message: Value) -> Vec<(Value, bool)> {
    let naming = match call.names {
        Names::Field(field) | Names::Thing(field) => field,
        Names::Nothing | Names::Header => "",
    };
    let path = if let Wire::Rest(_, path) = call.wire { path } else { "" };
    let mut all = vec![(message.clone(), true)];
    for field in message.as_object().unwrap().keys().filter(|field| *field != naming) {
        let in_path = path.contains(&format!("{{{field}}}"));
        let mut changes = vec![Some(json!("no-such-thing")), Some(json!(""))];
        if !in_path {
            changes.extend([None, Some(json!({ "of": "another type" }))]);
        }
        for change in changes {
            let mut changed = message.clone();
            match change {
                Some(value) => changed[field] = value,
                None => drop(changed.as_object_mut().unwrap().remove(field)),
            }
            if call.takes(&changed) {
                all.push((changed, false));
            }
        }
    }
    all
}

fn questions(things: &Things, everybody: &[Who]) -> Vec<Question> {
    let mut all = Vec::new();
    for call in calls().into_iter().filter(|call| call.names != Names::Nothing) {
        for (who, somebody) in everybody.iter().enumerate() {
            // A key's own organization counts before the header.
            let named = call.names != Names::Header || somebody.credential == Credential::Person;
            if somebody.standing != Standing::Outside || !named {
                continue;
            }
            for (message, sound) in variants(&call, (call.message)(things)) {
                all.push(Question { call: call.clone(), who, message, header: things.org.clone(), sound });
            }
        }
    }
    all
}

/// What is named, and the name of the same kind and length that is nobody's.
fn names(things: &Things) -> Vec<(String, String)> {
    let nobody = |id: &str| {
        let fives = |c: char| if c.is_ascii_hexdigit() { '5' } else { c };
        match id.split_once('_') {
            Some((kind, digits)) => format!("{kind}_{}", digits.chars().map(fives).collect::<String>()),
            None => id.chars().map(fives).collect(),
        }
    };
    let ids = [&things.org, &things.project, &things.second_project, &things.integration_key];
    let mut names: Vec<(String, String)> = ids.into_iter().map(|id| (id.clone(), nobody(id))).collect();
    names.push((things.slug.clone(), "h".repeat(things.slug.len())));
    names
}

/// The same question about what never was.
fn elsewhere(question: &Question, names: &[(String, String)]) -> Question {
    let mut other = Question {
        call: question.call.clone(),
        message: question.message.clone(),
        header: question.header.clone(),
        ..*question
    };
    for (name, nobodys) in names {
        if other.header == *name {
            other.header.clone_from(nobodys);
        }
        for value in other.message.as_object_mut().unwrap().values_mut() {
            if value == name {
                *value = nobodys.clone().into();
            }
        }
    }
    other
}

/// An answer as text, with what was asked for by one name.
fn shown(reply: &Reply, names: &[(String, String)]) -> String {
    let body = String::from_utf8_lossy(&reply.body);
    let mut text = format!("{} {:?} {:?} {body}", reply.status, reply.headers, reply.trailers);
    for (name, nobodys) in names {
        text = text.replace(name, "[name]").replace(nobodys, "[name]");
    }
    text
}

async fn answers(app: &Router, questions: &[Question], everybody: &[Who]) -> Vec<Reply> {
    let mut all = Vec::new();
    for question in questions {
        let token = everybody[question.who].token.as_deref();
        all.push(question.call.send_as(app, &question.message, &question.header, token).await);
    }
    all
}

async fn compare(t: &TestServices, things: &Things, everybody: &[Who]) {
    let app = router(&t.services, &[]);
    let questions = questions(things, everybody);
    let there = answers(&app, &questions, everybody).await;
    for (question, reply) in questions.iter().zip(&there) {
        let name = format!("{} as {}", question.call.name(), everybody[question.who].name);
        assert!(reply.status < 500, "{name}: {reply:?}");
        if question.sound {
            let who = &everybody[question.who];
            assert_eq!(question.call.outcome(&question.message, reply), expected(&question.call, who), "{name}");
        }
    }
    let names = names(things);
    let others: Vec<Question> = questions.iter().map(|question| elsewhere(question, &names)).collect();
    let never = answers(&app, &others, everybody).await;
    let owner = everybody.iter().find(|who| who.name == "owner").and_then(|who| who.token.as_deref());
    let owner = Client::of(app.clone(), owner);
    let path = format!("/organizations/{}?force=true", things.slug);
    owner.delete(&path).await.ok();
    let deleted = answers(&app, &questions, everybody).await;
    owner.act(&format!("/organizations/{}/restore", things.org)).await.ok();
    owner.delete(&format!("{path}&purge=true")).await.ok();
    let gone = answers(&app, &questions, everybody).await;
    for (n, question) in questions.iter().enumerate() {
        let name = format!("{} as {} with {}", question.call.name(), everybody[question.who].name, question.message);
        assert_eq!(there[n], deleted[n], "{name}: there, and deleted");
        assert_eq!(there[n], gone[n], "{name}: there, and purged");
        assert_ne!((&question.message, &question.header), (&others[n].message, &others[n].header), "{name}");
        assert_eq!(shown(&there[n], &names), shown(&never[n], &names), "{name}: there, and never");
    }
}

#[tokio::test]
async fn an_organization_that_one_may_not_see_answers_as_one_that_is_not_there() {
    for engine in ["sqlite", "postgres"] {
        let (t, things, everybody) = assemble(engine).await;
        compare(&t, &things, &everybody).await;
        t.finish().await;
    }
}
