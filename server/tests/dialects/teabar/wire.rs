//! The rules of the wire: what may be asked how, and what each breach is answered with.

use buffa::Message;
use connectrpc::compression::{CompressionProvider, GzipProvider};
use data_encoding::BASE64URL_NOPAD;
use serde_json::json;
use server::rpc::{
    MESSAGE_MAX,
    proto::teabar::v1::{GetOrganizationRequest, Organization},
};

use super::{SERVICE, call, northwind};
use crate::client::{Client, on_both};

const JSON: (&str, &str) = ("content-type", "application/json");
const PROTO: (&str, &str) = ("content-type", "application/proto");

async fn post(client: &Client, method: &str, headers: &[(&str, &str)], body: &[u8]) -> crate::client::Answer {
    client.raw("POST", &format!("{SERVICE}/{method}"), headers, body.to_vec()).await
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    GzipProvider::new().compress(bytes).unwrap().to_vec()
}

#[tokio::test]
async fn messages_come_in_json_and_binary_compressed_or_not() {
    on_both(|api| async move {
        let (_, olga) = api.person("Olga").await;
        let org = northwind(&olga).await;
        let message = GetOrganizationRequest { organization_id: org.clone(), ..Default::default() };
        let (binary, text) = (message.encode_to_vec(), json!({ "organizationId": org }).to_string().into_bytes());
        for (kind, body) in [(PROTO, &binary), (JSON, &text)] {
            for (headers, body) in [(vec![kind], body.clone()), (vec![kind, ("content-encoding", "gzip")], gzip(body))]
            {
                let answer = post(&olga, "GetOrganization", &headers, &body).await;
                assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, kind.1));
                let name = match kind {
                    PROTO => Organization::decode_from_slice(&answer.bytes).unwrap().name,
                    _ => answer.text("/name"),
                };
                assert_eq!(name, "northwind");
            }
        }
        let charset = [("content-type", "application/json; charset=utf-8"), ("connect-protocol-version", "1")];
        assert_eq!(post(&olga, "GetOrganization", &charset, &text).await.status, 200);
        for headers in [vec![JSON], vec![PROTO], vec![JSON, ("content-encoding", "gzip")]] {
            assert_eq!(post(&olga, "ListOrganizations", &headers, b"").await.status, 200, "{headers:?}");
        }
        let failed = post(&olga, "GetOrganization", &[PROTO], b"").await;
        assert_eq!((failed.verdict().as_str(), failed.header("content-type")), ("400 invalid_argument", JSON.1));
        api
    })
    .await;
}

#[tokio::test]
async fn calls_without_side_effects_can_be_asked_by_get() {
    on_both(|api| async move {
        let (_, olga) = api.person("Olga").await;
        let org = northwind(&olga).await;
        let message = json!({ "organizationId": org }).to_string();
        let binary = GetOrganizationRequest { organization_id: org, ..Default::default() }.encode_to_vec();
        let (plain, packed) = (message.replace('"', "%22"), BASE64URL_NOPAD.encode(&gzip(message.as_bytes())));
        let get =
            async |query: &str| olga.raw("GET", &format!("{SERVICE}/GetOrganization?{query}"), &[], Vec::new()).await;
        for query in [
            format!("connect=v1&encoding=json&message={}", plain.replace('{', "%7B").replace('}', "%7D")),
            format!("base64=1&message={packed}&compression=gzip&what=ever&encoding=json"),
        ] {
            assert_eq!(get(&query).await.text("/name"), "northwind", "{query}");
        }
        let answer = get(&format!("encoding=proto&base64=1&message={}", BASE64URL_NOPAD.encode(&binary))).await;
        assert_eq!(answer.header("content-type"), "application/proto");
        assert_eq!(Organization::decode_from_slice(&answer.bytes).unwrap().name, "northwind");
        for query in ["", "encoding=json", "message=%7B%7D", "encoding=json&message=%7B%7D&connect=v2"] {
            assert_eq!(get(query).await.verdict(), "400 invalid_argument", "{query}");
        }
        assert_eq!(get("encoding=json&message=x&compression=br").await.verdict(), "501 unimplemented");
        let path = format!("{SERVICE}/ListOrganizations?encoding=json&message=&compression=gzip");
        assert_eq!(olga.raw("GET", &path, &[], Vec::new()).await.status, 200);
        api
    })
    .await;
}

#[tokio::test]
async fn each_breach_of_the_protocol_has_its_answer() {
    on_both(|api| async move {
        let (_, olga) = api.person("Olga").await;
        let answer = async |method: &'static str, headers: &[(&str, &str)], body: &[u8]| {
            post(&olga, method, headers, body).await.verdict()
        };
        assert_eq!(answer("Nothing", &[JSON], b"{}").await, "501 unimplemented");
        for kind in ["text/plain", "application/connect+json", "application/x-json"] {
            assert_eq!(answer("ListOrganizations", &[("content-type", kind)], b"{}").await, "415 unknown", "{kind}");
        }
        assert_eq!(answer("ListOrganizations", &[JSON], b"{").await, "400 invalid_argument");
        assert_eq!(answer("GetOrganization", &[PROTO], b"\xff\xff").await, "400 invalid_argument");
        let versions = [JSON, ("connect-protocol-version", "2")];
        assert_eq!(answer("ListOrganizations", &versions, b"{}").await, "400 invalid_argument");
        for time in ["", "1s", "-1", "+1", "12345678901"] {
            let headers = [JSON, ("connect-timeout-ms", time)];
            assert_eq!(answer("ListOrganizations", &headers, b"{}").await, "400 invalid_argument", "{time}");
        }
        let headers = [JSON, ("connect-timeout-ms", "0")];
        assert_eq!(answer("ListOrganizations", &headers, b"{}").await, "504 deadline_exceeded");
        let headers = [JSON, ("connect-timeout-ms", "9999999999")];
        assert_eq!(answer("ListOrganizations", &headers, b"{}").await, "200");
        let brotli = post(&olga, "ListOrganizations", &[JSON, ("content-encoding", "br")], b"{}").await;
        assert_eq!(brotli.verdict(), "501 unimplemented");
        assert!(brotli.text("/message").contains("gzip"));
        let headers = [JSON, ("content-encoding", "gzip")];
        assert_eq!(answer("ListOrganizations", &headers, b"{}").await, "400 invalid_argument");
        let long = vec![b' '; MESSAGE_MAX + 1];
        assert_eq!(answer("ListOrganizations", &[JSON], &long).await, "413 resource_exhausted");
        assert_eq!(answer("ListOrganizations", &headers, &gzip(&long)).await, "413 resource_exhausted");
        api
    })
    .await;
}

#[tokio::test]
async fn a_wrong_method_names_the_right_ones() {
    on_both(|api| async move {
        let (_, olga) = api.person("Olga").await;
        for (http, method, allow) in [
            ("GET", "CreateOrganization", "POST"),
            ("PUT", "CreateOrganization", "POST"),
            ("DELETE", "ListOrganizations", "GET, POST"),
        ] {
            let answer = olga.raw(http, &format!("{SERVICE}/{method}"), &[], Vec::new()).await;
            assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, allow), "{http} {method}");
        }
        api
    })
    .await;
}

#[tokio::test]
async fn the_credential_is_looked_at_before_the_message() {
    on_both(|api| async move {
        for client in [api.anonymous(), api.bearer("ut_no.such.token")] {
            let answer = post(&client, "CreateOrganization", &[JSON, ("connect-timeout-ms", "x")], b"{").await;
            assert_eq!(answer.verdict(), "401 unauthenticated");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
            assert_eq!(answer.text("/details/0/reason"), "TOKEN_INVALID");
        }
        let (_, olga) = api.person("Olga").await;
        let listed = call(&olga, "ListOrganizations", json!({})).await;
        assert_eq!(listed.body, json!({}), "fields at their default are left out");
        api
    })
    .await;
}
