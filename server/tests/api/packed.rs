//! The answers of the console's server functions: packed for its own scripts, JSON for everybody else.

use contract::{
    ApiError, Page, UserId,
    audit_log::{AuditEvent, FilterNames},
    members::Member,
    packed::{PackedEncoding, accepted, packed_body, unpack},
    roles::Role,
};
use server_fn::{ContentType, error::FromServerFnError};

use crate::{
    client::{Answer, Client},
    world::in_both_worlds,
};

async fn ask(client: &Client, accept: &str, function: &str, form: &str) -> Answer {
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("accept", accept),
        ("origin", "http://127.0.0.1:3000"),
    ];
    client.raw("POST", &format!("/_fn/app/{function}"), &headers, form.as_bytes().to_vec()).await
}

#[tokio::test]
async fn scripts_of_the_console_are_answered_packed_and_others_in_json() {
    in_both_worlds(|w| async move {
        let packed = PackedEncoding::CONTENT_TYPE;
        let accepted = accepted();
        let (function, form) = ("members/rpc/list_members", "org=harbor-labs");
        let answer = ask(&w.owner, &accepted, function, form).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, packed));
        let body = packed_body(&answer.bytes).unwrap();
        let (members, _, _): (Page<Member>, Vec<Role>, UserId) = unpack(body).unwrap();
        let plain = ask(&w.owner, "application/json", function, form).await;
        assert_eq!((plain.status.as_u16(), plain.header("content-type")), (200, "application/json"));
        assert_eq!(serde_json::from_value::<Page<Member>>(plain.body["page"].clone()).unwrap(), members);
        assert!(members.data.len() > 1 && answer.bytes.len() < plain.bytes.len());

        let events = ask(&w.owner, &accepted, "audit_log/rpc/list_events", form).await;
        let body = packed_body(&events.bytes).unwrap();
        let (events, _): (Page<AuditEvent>, FilterNames) = unpack(body).unwrap();
        assert!(events.data.iter().any(|event| !event.changes.is_empty()), "{events:?}");

        let refused = ask(&w.owner, &accepted, function, "org=nowhere").await;
        assert_eq!((refused.status.as_u16(), refused.header("content-type")), (404, packed));
        assert_eq!(ApiError::de(refused.bytes.into()), ApiError::not_found("organization"));
        // A page of an older build, whose scripts know other types, does nothing.
        let older = format!("{packed};v=0");
        let delete = "roles/rpc/delete_role";
        let refused = ask(&w.owner, &older, delete, "org=harbor-labs&role=support&force=").await;
        assert_eq!(ApiError::de(refused.bytes.into()), ApiError::outdated_page());
        let refused = ask(&w.owner, "*/*", function, "org=nowhere").await;
        assert_eq!((refused.header("content-type"), &refused.body["code"]), ("application/json", &"not_found".into()));
        w
    })
    .await;
}
