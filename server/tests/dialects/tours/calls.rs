//! Every row of the contract's table: success and each error.

use serde_json::json;

use super::{World, join, on_both, tape::Tape};

const UNKNOWN: &str = "0199d7a8-c1f2-7c4e-9a53-b6d0e8f41c22";

#[tokio::test]
async fn organizations() {
    on_both(|w| async move {
        let mut tape = Tape::default();
        let (sue, root) = w.api.person("Sue").await;
        w.api.t.make_super_admin(&sue).await;
        let (ana, mia, root) = (("ana", &w.ana), ("mia", &w.mia), ("super admin", &root));
        tape.call(mia, "GET /api/organizations/me", None).await;
        tape.call(mia, "GET /api/organizations/me/permissions", None).await;
        tape.call(root, "GET /api/organizations/me/permissions", None).await;
        let me = "PATCH /api/organizations/me";
        tape.call(mia, me, Some(json!({ "name": "Mine" }))).await;
        tape.call(ana, me, Some(json!({}))).await;
        let good = json!({ "name": " Harbour ", "logo": "http://a.example/x.png", "timezone": "Europe/Berlin" });
        tape.call(ana, me, Some(good)).await;
        tape.call(ana, me, Some(json!({ "logo": null, "colour": 1 }))).await;
        for bad in [
            json!({ "name": null }),
            json!({ "timezone": 1 }),
            json!({ "logo": [] }),
            json!({ "name": "" }),
            json!({ "name": "x".repeat(121) }),
            json!({ "timezone": "Mars/Olympus" }),
            json!({ "timezone": "" }),
            json!({ "logo": "" }),
            json!({ "logo": "ftp://a.example" }),
        ] {
            tape.call(ana, me, Some(bad)).await;
        }
        // By the role's name, not by what a role holds.
        let shadow = json!({ "name": "admin", "permissions": ["users.read"] });
        w.ana.send("POST", "/api/organizations/roles", Some(&shadow)).await.ok();
        tape.call(("shadowed admin", &w.adam), me, Some(json!({ "name": "Harbor" }))).await;

        for page in ["", "?page=2&limit=1", "?search=HARB&limit=900", "?search=zzz", "?page=0", "?limit=x", "?limit="] {
            tape.call(root, &format!("GET /api/organizations{page}"), None).await;
        }
        tape.call(ana, "GET /api/organizations", None).await;
        let id = w.ana.send("GET", "/api/organizations/me", None).await.text("/id");
        tape.call(ana, &format!("GET /api/organizations/{id}"), None).await;
        for id in [id.as_str(), &id.replace('-', ""), UNKNOWN, "harbor-tours"] {
            let read = tape.call(root, &format!("GET /api/organizations/{id}"), None).await;
            assert_eq!(read.status.is_success(), id.len() == 32 || id != UNKNOWN && id != "harbor-tours");
        }
        let patch = |id: &str| format!("PATCH /api/organizations/{id}");
        tape.call(ana, &patch(&id), Some(json!({ "name": "x" }))).await;
        tape.call(root, &patch(&id), Some(json!({ "name": "Pier" }))).await;
        tape.call(root, &patch(&id), Some(json!({ "name": 1 }))).await;
        tape.call(root, &patch(&id), Some(json!({ "name": "" }))).await;
        tape.call(root, &patch(UNKNOWN), Some(json!({ "name": "" }))).await;
        tape.call(ana, &format!("DELETE /api/organizations/{id}"), None).await;
        tape.call(root, &format!("DELETE /api/organizations/{id}"), None).await;
        tape.call(root, &format!("DELETE /api/organizations/{id}"), None).await;
        tape.call(ana, "GET /api/organizations/me", None).await;
        tape.end("tours-organizations");
        w.api
    })
    .await;
}

#[tokio::test]
async fn members() {
    on_both(|w| async move {
        let mut tape = Tape::default();
        let (ana, adam, mia) = (("ana", &w.ana), ("adam", &w.adam), ("mia", &w.mia));
        let list = "GET /api/organizations/members";
        w.api.t.flush_touches().await.unwrap();
        let all = tape.call(mia, &format!("{list}?limit=2"), None).await;
        let owner = all.text("/data/0/id");
        let admin = all.text("/data/1/id");
        let last = tape.call(mia, &format!("{list}?limit=2&page=2"), None).await;
        let (member, user) = (last.text("/data/0/id"), last.text("/data/0/userId"));
        for query in ["?role=admin", "?status=suspended", "?search=MI", "?status=gone", "?page=9"] {
            tape.call(mia, &format!("{list}{query}"), None).await;
        }
        let patch = |id: &str| format!("PATCH /api/organizations/members/{id}");
        tape.call(mia, &patch(&member), Some(json!({ "role": "admin" }))).await;
        tape.call(adam, &patch(&member), Some(json!({ "status": "suspended" }))).await;
        tape.call(mia, list, None).await;
        tape.call(adam, &patch(&user), Some(json!({ "status": "active", "role": "member" }))).await;
        for body in [json!({}), json!({ "role": 1 }), json!({ "role": "pirate" }), json!({ "status": "gone" })] {
            tape.call(adam, &patch(&member), Some(body)).await;
        }
        tape.call(adam, &patch(UNKNOWN), Some(json!({ "status": "gone" }))).await;
        tape.call(adam, &patch(&member), Some(json!({ "role": "owner" }))).await;
        tape.call(adam, &patch(&owner), Some(json!({ "role": "member" }))).await;
        tape.call(ana, &patch(&owner), Some(json!({ "role": "member" }))).await;
        let delete = |id: &str| format!("DELETE /api/organizations/members/{id}");
        tape.call(mia, &delete(&member), None).await;
        tape.call(ana, &delete(&owner), None).await;
        tape.call(adam, &delete(UNKNOWN), None).await;
        tape.call(ana, &delete(&admin), None).await;
        tape.call(ana, &delete(&admin), None).await;
        tape.call(adam, "GET /api/organizations/me", None).await;
        let blind = json!({ "name": "blind", "permissions": [] });
        w.ana.send("POST", "/api/organizations/roles", Some(&blind)).await.ok();
        let bea = join(&w.api, &w.ana, "Bea", "blind").await;
        tape.call(("bea", &bea), list, None).await;
        tape.call(("bea", &bea), "GET /api/organizations/roles", None).await;
        tape.call(("bea", &bea), "GET /api/organizations/invitations", None).await;
        tape.end("tours-members");
        w.api
    })
    .await;
}

#[tokio::test]
async fn roles() {
    on_both(|w| async move {
        let mut tape = Tape::default();
        let (ana, adam, mia) = (("ana", &w.ana), ("adam", &w.adam), ("mia", &w.mia));
        let system = tape.call(mia, "GET /api/organizations/roles?limit=1", None).await.text("/data/0/id");
        let create = "POST /api/organizations/roles";
        let guide = json!({ "name": "guide", "description": "Leads", "permissions": ["users.read", "users.read"] });
        tape.call(mia, create, Some(guide.clone())).await;
        let role = tape.call(adam, create, Some(guide.clone())).await.text("/id");
        tape.call(adam, create, Some(guide)).await;
        for body in [
            json!({ "permissions": [] }),
            json!({ "name": "x" }),
            json!({ "name": "x", "permissions": "users.read" }),
            json!({ "name": "x", "permissions": [1] }),
            json!({ "name": "X", "permissions": [] }),
            json!({ "name": "x", "permissions": ["users.reed"] }),
            json!({ "name": "owner", "permissions": [] }),
            json!({ "name": "super_admin", "permissions": [] }),
            json!({ "name": "x", "permissions": ["organization.delete"] }),
        ] {
            tape.call(adam, create, Some(body)).await;
        }
        let patch = |id: &str| format!("PATCH /api/organizations/roles/{id}");
        let delete = |id: &str| format!("DELETE /api/organizations/roles/{id}");
        let person = w.api.t.person("Gus").await;
        let body = json!({ "email": person.email, "role": "guide" });
        let sent = w.ana.send("POST", "/api/organizations/invitations", Some(&body)).await;
        tape.call(ana, &delete(&role), None).await;
        let accept = format!("/api/invitations/{}/accept", sent.text("/token"));
        w.api.bearer(&person.token).send("POST", &accept, None).await.ok();
        tape.call(ana, &delete(&role), None).await;
        tape.call(mia, &patch(&role), Some(json!({}))).await;
        tape.call(adam, &patch(&role), Some(json!({}))).await;
        tape.call(adam, &patch(&role), Some(json!({ "name": "leader", "permissions": [], "description": null }))).await;
        tape.call(mia, "GET /api/organizations/members?role=leader", None).await;
        for body in [
            json!({ "permissions": {} }),
            json!({ "name": "Leader" }),
            json!({ "permissions": ["x"] }),
            json!({ "permissions": ["organization.delete"] }),
            json!({ "name": "owner" }),
        ] {
            tape.call(adam, &patch(&role), Some(body)).await;
        }
        tape.call(adam, &patch(UNKNOWN), Some(json!({ "name": "Leader" }))).await;
        tape.call(adam, &patch(&system), Some(json!({}))).await;
        tape.call(adam, &delete(&system), None).await;
        tape.call(mia, &delete(&role), None).await;
        tape.call(adam, &delete(UNKNOWN), None).await;
        let shadow = json!({ "name": "member", "permissions": ["roles.read"] });
        let shadow = tape.call(ana, create, Some(shadow)).await.text("/id");
        tape.call(mia, "GET /api/organizations/members", None).await;
        tape.call(adam, &patch(&role), Some(json!({ "name": "member" }))).await;
        tape.call(ana, &delete(&shadow), None).await;
        tape.call(mia, "GET /api/organizations/roles?page=2&limit=3", None).await;
        tape.end("tours-roles");
        w.api
    })
    .await;
}

#[tokio::test]
async fn invitations() {
    on_both(|w| async move {
        let mut tape = Tape::default();
        let (ana, adam, mia) = (("ana", &w.ana), ("adam", &w.adam), ("mia", &w.mia));
        let list = "GET /api/organizations/invitations";
        let create = "POST /api/organizations/invitations";
        tape.call(mia, create, Some(json!({ "email": "bo@example.com" }))).await;
        let sent = tape.call(adam, create, Some(json!({ "email": " Bo@example.com", "x": 1 }))).await;
        for body in [
            json!({}),
            json!({ "email": 1 }),
            json!({ "email": "cy@example.com", "role": null }),
            json!({ "email": "nobody" }),
            json!({ "email": "cy@example.com", "role": "pirate" }),
            json!({ "email": "cy@example.com", "role": "owner" }),
            json!({ "email": "bo@example.com" }),
            json!({ "email": "mia@example.com" }),
        ] {
            tape.call(adam, create, Some(body)).await;
        }
        let one = |id: &str| format!("/api/organizations/invitations/{id}");
        let id = sent.text("/id");
        tape.call(mia, &format!("POST {}", one(&id)), None).await;
        tape.call(adam, &format!("POST {}", one(UNKNOWN)), None).await;
        tape.call(mia, &format!("DELETE {}", one(&id)), None).await;
        tape.call(adam, &format!("DELETE {}", one(UNKNOWN)), None).await;
        tape.call(mia, list, None).await;
        let (_, bo) = w.api.person("Bo").await;
        let (_, cy) = w.api.person("Cy").await;
        let accept = format!("POST /api/invitations/{}/accept", sent.text("/token"));
        tape.call(("anybody", &w.api.anonymous()), &accept, None).await;
        tape.call(("cy", &cy), &accept, None).await;
        tape.call(("bo", &bo), &accept, None).await;
        tape.call(("bo", &bo), &accept, None).await;
        tape.call(("bo", &bo), "POST /api/invitations/unknown/accept", None).await;
        tape.call(adam, &format!("POST {}", one(&id)), None).await;
        tape.call(adam, &format!("DELETE {}", one(&id)), None).await;
        let sent = tape.call(ana, create, Some(json!({ "email": "cy@example.com", "role": "owner" }))).await;
        let id = sent.text("/id");
        w.api.t.clock.advance(8 * contract::time::DAY);
        let preview = format!("GET /api/invitations/{}", sent.text("/token"));
        tape.call(("anybody", &w.api.anonymous()), &preview, None).await;
        tape.call(ana, &format!("DELETE {}", one(&id)), None).await;
        tape.call(mia, &format!("{list}?status=expired"), None).await;
        let again = tape.call(ana, &format!("POST {}", one(&id)), None).await;
        tape.call(ana, &format!("DELETE {}", one(&id)), None).await;
        let accept = format!("POST /api/invitations/{}/accept", again.text("/token"));
        tape.call(("cy", &cy), &accept, None).await;
        tape.call(mia, &format!("{list}?status=all&limit=2&page=2"), None).await;
        tape.call(mia, &format!("{list}?status=lost"), None).await;
        tape.end("tours-invitations");
        w.api
    })
    .await;
}

#[tokio::test]
async fn keys() {
    on_both(|w: World| async move {
        let mut tape = Tape::default();
        let (ana, mia) = (("ana", &w.ana), ("mia", &w.mia));
        let create = "POST /api/api-keys";
        let made = tape.call(mia, create, Some(json!({ "name": "Zapier", "expiresAt": null }))).await;
        for body in [
            json!({}),
            json!({ "name": 1 }),
            json!({ "name": "x", "expiresAt": 1 }),
            json!({ "name": "" }),
            json!({ "name": "x", "expiresAt": "tomorrow" }),
            json!({ "name": "x", "expiresAt": "2020-01-01T00:00:00Z" }),
        ] {
            tape.call(mia, create, Some(body)).await;
        }
        let key = w.api.bearer(&made.text("/key"));
        tape.call(("key", &key), "GET /api/organizations/members?role=owner", None).await;
        tape.call(("key", &key), "POST /api/organizations/roles", Some(json!({}))).await;
        let id = made.text("/id");
        let path = format!("/api/api-keys/{id}");
        tape.call(mia, &format!("GET {path}"), None).await;
        tape.call(ana, &format!("GET {path}"), None).await;
        tape.call(ana, &format!("DELETE {path}"), None).await;
        tape.call(ana, &format!("PATCH {path}"), Some(json!({ "status": "gone" }))).await;
        for body in [
            json!({}),
            json!({ "status": 1 }),
            json!({ "status": "active" }),
            json!({ "name": "" }),
            json!({ "name": "Make" }),
            json!({ "status": "revoked" }),
            json!({ "status": "revoked" }),
        ] {
            tape.call(mia, &format!("PATCH {path}"), Some(body)).await;
        }
        tape.call(("key", &key), "GET /api/organizations/me", None).await;
        tape.call(mia, "GET /api/api-keys?limit=1", None).await;
        tape.call(mia, &format!("DELETE {path}"), None).await;
        tape.call(mia, &format!("DELETE {path}"), None).await;
        tape.call(mia, "GET /api/api-keys", None).await;
        tape.end("tours-keys");
        w.api
    })
    .await;
}
