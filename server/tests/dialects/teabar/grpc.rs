//! The same calls by gRPC: on the same path, with the status in trailers.

use axum::body::Body;
use buffa::Message;
use http::{HeaderMap, Request};
use http_body_util::BodyExt;
use serde_json::json;
use server::rpc::proto::teabar::v1::{GetOrganizationRequest, Organization};
use tower::ServiceExt;

use super::{SERVICE, northwind};
use crate::client::{Api, HOST, on_both, router};

/// A call by gRPC: the message without its envelope, and the trailers or, when there is nothing but them, the headers.
async fn grpc(api: &Api, token: &str, method: &str, headers: &[(&str, &str)], message: &[u8]) -> (Vec<u8>, HeaderMap) {
    let length = u32::try_from(message.len()).unwrap().to_be_bytes();
    let body = [&[0][..], &length, message].concat();
    let mut request = Request::post(format!("{SERVICE}/{method}"))
        .header("host", HOST)
        .header("te", "trailers")
        .header("content-type", "application/grpc")
        .header("authorization", format!("Bearer {token}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body)).unwrap();
    let answer = router(&api.t.services, &[]).oneshot(request).await.unwrap();
    assert_eq!(answer.status(), 200);
    let (parts, body) = answer.into_parts();
    let body = body.collect().await.unwrap();
    let trailers = body.trailers().cloned().unwrap_or(parts.headers);
    (body.to_bytes().get(5..).unwrap_or_default().to_vec(), trailers)
}

#[tokio::test]
async fn grpc_calls_answer_with_a_status_and_the_detail() {
    on_both(|api| async move {
        let (olga, client) = api.person("Olga").await;
        let org = northwind(&client).await;
        let get =
            |id: &str| GetOrganizationRequest { organization_id: id.to_owned(), ..Default::default() }.encode_to_vec();
        let (message, trailers) =
            grpc(&api, &olga.token, "GetOrganization", &[("grpc-timeout", "5S")], &get(&org)).await;
        assert_eq!(trailers["grpc-status"], "0");
        assert_eq!(Organization::decode_from_slice(&message).unwrap().name, "northwind");
        let status = async |token: &str, method: &str, headers: &[(&str, &str)], message: &[u8]| {
            let (_, trailers) = grpc(&api, token, method, headers, message).await;
            let detail = trailers.get("grpc-status-details-bin").is_some_and(|detail| detail.len() > 60);
            json!([trailers["grpc-status"].to_str().unwrap(), detail])
        };
        assert_eq!(status("ut_no.such.token", "GetOrganization", &[], &get(&org)).await, json!(["16", true]));
        assert_eq!(status(&olga.token, "GetOrganization", &[], &get("what")).await, json!(["5", true]));
        assert_eq!(status(&olga.token, "GetOrganization", &[], &get("")).await, json!(["3", true]));
        let malformed = [("grpc-timeout", "soon")];
        assert_eq!(status(&olga.token, "GetOrganization", &malformed, &get(&org)).await[0], "3");
        assert_eq!(status(&olga.token, "Nothing", &[], &get(&org)).await[0], "12");
        api
    })
    .await;
}
