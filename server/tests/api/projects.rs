//! Projects.

use serde_json::json;

use crate::{
    client::snapshot,
    world::{ORG, in_both_worlds},
};

#[tokio::test]
async fn a_project_is_made_changed_and_deleted_with_its_keys() {
    in_both_worlds(|w| async move {
        let path = format!("{ORG}/projects");
        let made = w.admin.post(&path, json!({ "name": "ferry", "description": "Crossings." })).await;
        snapshot!("projects-create", made);
        snapshot!("projects-create-taken", w.admin.post(&path, json!({ "name": "ferry" })).await);
        snapshot!("projects-create-invalid", w.admin.post(&path, json!({ "name": "a/b" })).await);
        assert_eq!(w.member.post(&path, json!({ "name": "x" })).await.verdict(), "403 permission_denied");
        snapshot!("projects-list", w.member.get(&format!("{path}?include_total=true")).await);
        for reference in ["ferry", &made.text("/id")] {
            assert_eq!(w.member.get(&format!("{path}/{reference}")).await.text("/name"), "ferry");
        }
        snapshot!("projects-read-unknown", w.member.get(&format!("{path}/tram")).await);
        snapshot!("projects-update", w.admin.patch(&format!("{path}/ferry"), json!({ "name": "boats" })).await);
        let clash = w.admin.patch(&format!("{path}/boats"), json!({ "name": "default" })).await;
        assert_eq!(clash.verdict(), "409 already_exists");

        let body = json!({ "name": "worker", "permissions": ["projects.read"], "project": "boats" });
        let key = w.admin.post(&format!("{ORG}/api-keys"), body).await;
        let key = w.api.bearer(&key.text("/key"));
        assert_eq!(key.get(&format!("{path}/boats")).await.status, 200);
        assert_eq!(key.get(&format!("{path}/default")).await.verdict(), "404 not_found");
        snapshot!("projects-delete-preview", w.admin.delete(&format!("{path}/boats?dry_run=true")).await);
        assert_eq!(key.get(&format!("{path}/boats")).await.status, 200);
        snapshot!("projects-delete", w.admin.delete(&format!("{path}/boats")).await);
        assert_eq!(key.get(&format!("{path}/boats")).await.verdict(), "401 unauthenticated");
        w
    })
    .await;
}

#[tokio::test]
async fn what_the_host_application_runs_is_registered_and_guards_the_project() {
    in_both_worlds(|w| async move {
        let project = format!("{ORG}/projects/ferry");
        w.admin.post(&format!("{ORG}/projects"), json!({ "name": "ferry" })).await.ok();
        let environment = format!("{project}/resources/environment/production");
        snapshot!("resources-register", w.admin.put(&environment).await);
        assert_eq!(w.admin.put(&environment).await.status, 200);
        assert_eq!(w.member.put(&environment).await.verdict(), "403 permission_denied");
        snapshot!("resources-unknown-kind", w.admin.put(&format!("{project}/resources/server/web")).await);
        assert_eq!(w.admin.get(&project).await.body["environment_count"], 1);
        snapshot!("projects-delete-active", w.admin.delete(&project).await);
        snapshot!("organizations-delete-active", w.owner.delete(ORG).await);
        assert_eq!(w.admin.delete(&environment).await.status, 204);
        snapshot!("resources-unregister-unknown", w.admin.delete(&environment).await);
        assert_eq!(w.admin.delete(&project).await.status, 200);
        w
    })
    .await;
}
