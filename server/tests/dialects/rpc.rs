//! Health and reflection, by the Connect protocol; gRPC clients reach the same handlers.

use serde_json::json;

use crate::client::on_both;

#[tokio::test]
async fn health_knows_the_process_and_no_other_name() {
    on_both(|api| async move {
        let anyone = api.anonymous();
        let path = "/grpc.health.v1.Health/Check";
        assert_eq!(anyone.send("POST", path, Some(&json!({}))).await.ok(), json!({ "status": "SERVING" }));
        let unknown = anyone.send("POST", path, Some(&json!({ "service": "nobody.v1" }))).await;
        assert_eq!(unknown.verdict(), "404 not_found");
        api
    })
    .await;
}
