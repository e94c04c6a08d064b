//! The same calls over gRPC, on a real connection of cleartext HTTP/2.

use axum::body::Body;
use buffa::Message;
use bytes::{BufMut, Bytes, BytesMut};
use http::{HeaderMap, Request};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use server::{
    rpc::{DESCRIPTORS, proto::permio::organisation::v1 as pb},
    serve::{Limits, serve},
};
use tokio::net::{TcpListener, TcpStream};

use super::{World, in_both_worlds};
use crate::client::{HOST, router};

const NAMES: [&str; 2] = ["permio.organisation.v1.OrganisationService", "organisation_service.v1.OrganisationService"];

/// A client on a connection of its own to a server of its own.
struct Grpc {
    send: SendRequest<Full<Bytes>>,
}

/// What came back.
#[derive(Debug)]
struct Reply {
    /// The gRPC status, wherever it came.
    status: u32,
    message: String,
    headers: HeaderMap,
    trailers: HeaderMap,
    body: Bytes,
}

impl Reply {
    fn decode<M: Message>(&self) -> M {
        assert_eq!((self.status, self.message.as_str()), (0, ""));
        assert_eq!(self.body[0], 0, "not compressed");
        M::decode_from_slice(&self.body[5..]).unwrap()
    }

    fn failed(&self) -> (u32, &str) {
        (self.status, &self.message)
    }
}

fn frame(compressed: bool, message: &[u8]) -> Bytes {
    let mut out = BytesMut::new();
    out.put_u8(u8::from(compressed));
    out.put_u32(u32::try_from(message.len()).unwrap());
    out.put_slice(message);
    out.freeze()
}

impl Grpc {
    async fn to(w: &World) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = router(&w.api.t.services, &[]);
        tokio::spawn(serve(listener, app, Limits::default(), std::future::pending()));
        let stream = TcpStream::connect(address).await.unwrap();
        let (send, connection) = handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        Self { send }
    }

    async fn raw(&mut self, path: &str, token: &str, headers: &[(&str, &str)], body: Bytes) -> Reply {
        let mut request = Request::post(format!("http://{HOST}/{path}")).header("te", "trailers");
        if !headers.iter().any(|(name, _)| *name == "content-type") {
            request = request.header("content-type", "application/grpc");
        }
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.send.send_request(request.body(Full::new(body)).unwrap()).await.unwrap();
        assert_eq!(response.status(), 200);
        let (parts, body) = response.into_parts();
        let collected = Body::new(body).collect().await.unwrap();
        let trailers = collected.trailers().cloned().unwrap_or_default();
        let ended = if trailers.contains_key("grpc-status") { &trailers } else { &parts.headers };
        let text = |name: &str| ended.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        Reply {
            status: text("grpc-status").parse().unwrap(),
            message: unescaped(&text("grpc-message")),
            headers: parts.headers.clone(),
            trailers,
            body: collected.to_bytes(),
        }
    }

    async fn call(&mut self, service: &str, method: &str, token: &str, message: &impl Message) -> Reply {
        let body = frame(false, &message.encode_to_vec());
        self.raw(&format!("{service}/{method}"), token, &[], body).await
    }
}

/// gRPC escapes what is not printable ASCII in a status message.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        let escaped = (*first == b'%').then(|| text_of(more)).flatten();
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &more[2..] } else { more };
    }
    String::from_utf8(bytes).unwrap()
}

fn text_of(rest: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(rest.get(..2)?).ok()?, 16).ok()
}

/// `data` as gzip, in one stored block.
fn gzip(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    out.extend(length.to_le_bytes());
    out.extend((!length).to_le_bytes());
    out.extend(data);
    let crc = !data.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1)))
    });
    out.extend(crc.to_le_bytes());
    out.extend(u32::from(length).to_le_bytes());
    out
}

#[tokio::test]
async fn all_calls_are_there_under_both_names() {
    in_both_worlds(|w| async move {
        let mut grpc = Grpc::to(&w).await;
        let text = String::from_utf8_lossy(DESCRIPTORS);
        for service in NAMES {
            for method in METHODS {
                assert!(text.contains(method), "{method} is a method of the description");
                let reply = grpc.call(service, method, "", &pb::GetOrganisationRequest::default()).await;
                assert_eq!(reply.failed(), (16, "Missing or invalid credential"), "{service}/{method}");
            }
            let reply = grpc.call(service, "Nothing", &w.ana.0.token, &pb::GetOrganisationRequest::default()).await;
            assert_eq!(reply.status, 12);
        }
        w
    })
    .await;
}

const METHODS: [&str; 17] = [
    "CreateOrganisation",
    "GetOrganisation",
    "UpdateOrganisation",
    "SetUsersOrganisation",
    "InviteUserToOrganisation",
    "GetUsersOrganisation",
    "CreateAPIKey",
    "ListAPIKeys",
    "InvalidateAPIKey",
    "CreateProject",
    "GetProject",
    "GetProjectsForOrganisation",
    "DeleteProject",
    "GetPrincipalUsageStats",
    "GetUsageHistory",
    "GetOrganisationDashboard",
    "RemoveUserFromOrganisation",
];

#[tokio::test]
async fn a_story_through_each_name() {
    in_both_worlds(|w| async move {
        let mut grpc = Grpc::to(&w).await;
        let (ana, root) = (w.ana.0.token.clone(), w.root.0.token.clone());
        for service in NAMES {
            let request = pb::CreateOrganisationRequest {
                name: "Grün".into(),
                user_id: w.ana.0.id.to_string(),
                ..Default::default()
            };
            let made = grpc.call(service, "CreateOrganisation", &ana, &request).await;
            let made = made.decode::<pb::CreateOrganisationResponse>();
            let made = made.organisation.as_option().unwrap();
            assert_eq!((made.name.as_str(), made.users.len()), ("Grün", 1));
            assert_eq!(made.billing_customer.as_option().unwrap().email, "ana@example.com");
            assert!(made.created_at.as_option().unwrap().seconds >= 1_795_521_600);
            let org = made.id.clone();

            let request = pb::UpdateOrganisationRequest { id: org.clone(), name: "Green".into(), ..Default::default() };
            grpc.call(service, "UpdateOrganisation", &ana, &request).await.decode::<pb::UpdateOrganisationResponse>();
            let request = pb::GetOrganisationRequest { id: org.clone(), ..Default::default() };
            let read = grpc.call(service, "GetOrganisation", &ana, &request).await;
            let read = read.decode::<pb::GetOrganisationResponse>();
            assert_eq!(read.organisation.as_option().unwrap().name, "Green");
            let own =
                grpc.call(service, "GetUsersOrganisation", &ana, &pb::GetUsersOrganisationRequest::default()).await;
            assert_eq!(own.decode::<pb::GetOrganisationResponse>().organisation.as_option().unwrap().id, w.org);

            let request = pb::SetUsersOrganisationRequest {
                id: org.clone(),
                user_id: w.ben.0.id.to_string(),
                email: w.ben.0.email.clone(),
                ..Default::default()
            };
            assert_eq!(grpc.call(service, "SetUsersOrganisation", &root, &request).await.failed(), (0, ""));
            assert_eq!(grpc.call(service, "SetUsersOrganisation", &root, &request).await.status, 6);
            let request = pb::RemoveUserFromOrganisationRequest {
                organisation_id: org.clone(),
                user_id: w.ben.0.id.to_string(),
                ..Default::default()
            };
            assert_eq!(grpc.call(service, "RemoveUserFromOrganisation", &ana, &request).await.failed(), (0, ""));
            let request = pb::InviteUserToOrganisationRequest {
                organisation_id: org.clone(),
                email: "new@example.com".into(),
                ..Default::default()
            };
            assert_eq!(grpc.call(service, "InviteUserToOrganisation", &ana, &request).await.failed(), (0, ""));

            let request =
                pb::CreateProjectRequest { organisation_id: org.clone(), name: "web".into(), ..Default::default() };
            let made = grpc.call(service, "CreateProject", &ana, &request).await.decode::<pb::CreateProjectResponse>();
            assert_eq!(made.project.as_option().unwrap().organisation_id, org);
            assert_eq!(
                grpc.call(service, "CreateProject", &ana, &request).await.failed(),
                (6, "Project 'web' already exists")
            );
            let request = pb::GetProjectRequest {
                organisation_id: org.clone(),
                project_name: "web".into(),
                ..Default::default()
            };
            grpc.call(service, "GetProject", &ana, &request).await.decode::<pb::GetProjectResponse>();
            let list = |cursor: &str| pb::GetProjectsForOrganisationRequest {
                organisation_id: org.clone(),
                pagination: server::rpc::proto::pagination::PaginationRequest {
                    limit: Some(1),
                    cursor: Some(cursor.to_owned()),
                    ..Default::default()
                }
                .into(),
                ..Default::default()
            };
            let first = grpc.call(service, "GetProjectsForOrganisation", &ana, &list("")).await;
            let first = first.decode::<pb::GetProjectsForOrganisationResponse>();
            let cursor = first.pagination.as_option().unwrap().next_cursor.clone();
            let rest = grpc.call(service, "GetProjectsForOrganisation", &ana, &list(&cursor)).await;
            let rest = rest.decode::<pb::GetProjectsForOrganisationResponse>();
            assert_eq!((first.projects[0].name.as_str(), rest.projects[0].name.as_str()), ("default", "web"));
            assert_eq!(rest.pagination.as_option().unwrap().next_cursor, "");

            let request = pb::CreateAPIKeyRequest {
                organisation_id: org.clone(),
                project_name: "web".into(),
                name: "ci".into(),
                access: pb::APIKeyAccess::API_KEY_ACCESS_CHECK.into(),
                ..Default::default()
            };
            let made = grpc.call(service, "CreateAPIKey", &ana, &request).await.decode::<pb::CreateAPIKeyResponse>();
            let key = made.api_key.as_option().unwrap();
            let request = pb::ListAPIKeysRequest {
                organisation_id: org.clone(),
                project_name: "web".into(),
                ..Default::default()
            };
            let list = grpc.call(service, "ListAPIKeys", &ana, &request).await.decode::<pb::ListAPIKeysResponse>();
            assert_eq!((list.api_keys.len(), list.api_keys[0].key.chars().count()), (1, 13));
            let refused = grpc.call(service, "ListAPIKeys", &key.key, &request).await;
            let text = format!(
                "Permission denied: missing required permission 'apiKeys.list' on resource '/organisation/{org}'"
            );
            assert_eq!(refused.failed(), (7, text.as_str()));
            let request = pb::InvalidateAPIKeyRequest {
                organisation_id: org.clone(),
                project_name: "web".into(),
                id: key.id.clone(),
                ..Default::default()
            };
            assert_eq!(grpc.call(service, "InvalidateAPIKey", &ana, &request).await.failed(), (0, ""));
            let request = pb::GetOrganisationRequest { id: org.clone(), ..Default::default() };
            assert_eq!(grpc.call(service, "GetOrganisation", &key.key, &request).await.status, 16);

            let request = pb::GetOrganisationDashboardRequest { organisation_id: org.clone(), ..Default::default() };
            let seen = grpc.call(service, "GetOrganisationDashboard", &ana, &request).await;
            let seen = seen.decode::<pb::GetOrganisationDashboardResponse>();
            assert_eq!((seen.total_roles, seen.total_permissions, seen.total_principals), (3, 23, 1));
            let request = pb::GetPrincipalUsageStatsRequest { organisation_id: org.clone(), ..Default::default() };
            let usage = grpc.call(service, "GetPrincipalUsageStats", &ana, &request).await;
            let usage = usage.decode::<pb::GetPrincipalUsageStatsResponse>();
            assert_eq!((usage.current_count, usage.current_billing_period.as_str()), (1, "2026-11"));
            let request = pb::GetUsageHistoryRequest { organisation_id: org.clone(), ..Default::default() };
            let history = grpc.call(service, "GetUsageHistory", &ana, &request).await;
            assert_eq!(history.decode::<pb::GetUsageHistoryResponse>().history.len(), 30);

            let request = pb::DeleteProjectRequest {
                organisation_id: org.clone(),
                project_name: "web".into(),
                ..Default::default()
            };
            assert_eq!(grpc.call(service, "DeleteProject", &ana, &request).await.failed(), (0, ""));
            assert_eq!(grpc.call(service, "DeleteProject", &ana, &request).await.failed(), (5, "Project not found"));
            let request = pb::DeleteProjectRequest {
                organisation_id: org.clone(),
                project_name: "default".into(),
                ..Default::default()
            };
            assert_eq!(grpc.call(service, "DeleteProject", &ana, &request).await.status, 9);
        }
        w
    })
    .await;
}

#[tokio::test]
async fn faults_of_a_request_are_statuses() {
    in_both_worlds(|w| async move {
        let mut grpc = Grpc::to(&w).await;
        let (ana, path) = (w.ana.0.token.clone(), format!("{}/CreateAPIKey", NAMES[0]));
        let mut request = pb::CreateAPIKeyRequest {
            organisation_id: w.org.clone(),
            project_name: "default".into(),
            name: "ci".into(),
            ..Default::default()
        };
        // Field 4, a number that is no access.
        let unknown = [request.encode_to_vec(), vec![0x20, 9]].concat();
        let refused = grpc.raw(&path, &ana, &[], frame(false, &unknown)).await;
        assert_eq!(refused.failed(), (3, "access: Use API_KEY_ACCESS_CHECK or API_KEY_ACCESS_FULL."));
        request.project_name = "No Name".into();
        request.name = String::new();
        let refused = grpc.call(NAMES[0], "CreateAPIKey", &ana, &request).await;
        let text = "project_name: Use 1 to 32 lower-case letters, digits and hyphens. name: Enter a name.";
        assert_eq!(refused.failed(), (3, text));
        let cut = grpc.raw(&path, &ana, &[], frame(false, &[0x0a, 200, 1])).await;
        assert_eq!(cut.status, 3, "{}", cut.message);
        let stranger = pb::GetOrganisationRequest { id: w.org.clone(), ..Default::default() };
        let refused = grpc.call(NAMES[1], "GetOrganisation", &w.stranger.0.token, &stranger).await;
        assert_eq!(refused.failed(), (5, "Organisation not found"));
        w
    })
    .await;
}

#[tokio::test]
async fn gzip_is_read_and_a_deadline_is_kept() {
    in_both_worlds(|w| async move {
        let mut grpc = Grpc::to(&w).await;
        let (ana, path) = (w.ana.0.token.clone(), format!("{}/GetOrganisation", NAMES[0]));
        let request = pb::GetOrganisationRequest { id: w.org.clone(), ..Default::default() }.encode_to_vec();
        let packed = frame(true, &gzip(&request));
        let reply = grpc.raw(&path, &ana, &[("grpc-encoding", "gzip")], packed.clone()).await;
        assert_eq!(reply.decode::<pb::GetOrganisationResponse>().organisation.as_option().unwrap().id, w.org);
        assert!(reply.headers["content-type"].to_str().unwrap().starts_with("application/grpc"));
        let named = [("content-type", "application/grpc+proto")];
        let reply = grpc.raw(&path, &ana, &named, frame(false, &request)).await;
        assert_eq!((reply.status, &reply.headers["content-type"]), (0, &"application/grpc+proto".parse().unwrap()));
        let unknown = grpc.raw(&path, &ana, &[("grpc-encoding", "snappy")], packed).await;
        assert_eq!(unknown.status, 12, "{}", unknown.message);
        let late = grpc.raw(&path, &ana, &[("grpc-timeout", "1n")], frame(false, &request)).await;
        assert_eq!(late.status, 4, "{}", late.message);
        let in_time = grpc.raw(&path, &ana, &[("grpc-timeout", "20S")], frame(false, &request)).await;
        assert_eq!(in_time.status, 0);
        w
    })
    .await;
}

#[tokio::test]
async fn a_slowed_client_is_told_when_to_come_back() {
    for engine in ["sqlite", "postgres"] {
        let services = service::testing::TestServices::new(engine, |config| config.rate_limits = true).await;
        let w = World::new(crate::client::Api::around(services)).await;
        let mut grpc = Grpc::to(&w).await;
        let request = pb::GetUsersOrganisationRequest::default();
        let mut reply = grpc.call(NAMES[0], "GetUsersOrganisation", &w.ana.0.token, &request).await;
        for _ in 0..99 {
            reply = grpc.call(NAMES[0], "GetUsersOrganisation", &w.ana.0.token, &request).await;
        }
        assert_eq!(reply.failed(), (8, "Rate limit exceeded, retry after 4 seconds"));
        let told = reply.trailers.get("retry-after").or(reply.headers.get("retry-after")).unwrap();
        assert_eq!(told, "4");
        w.api.t.finish().await;
    }
}
