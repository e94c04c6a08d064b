//! Usage.

use crate::{
    client::snapshot,
    world::{ORG, in_both_worlds},
};

#[tokio::test]
async fn usage_covers_the_days_asked_for() {
    in_both_worlds(|w| async move {
        w.api.t.flush_touches().await.unwrap();
        snapshot!("usage", w.owner.get(&format!("{ORG}/usage?days=3")).await);
        assert_eq!(w.owner.get(&format!("{ORG}/usage")).await.ok()["days"].as_array().unwrap().len(), 30);
        snapshot!("usage-denied", w.member.get(&format!("{ORG}/usage")).await);
        snapshot!("usage-malformed", w.owner.get(&format!("{ORG}/usage?days=many")).await);
        for days in ["0", "367"] {
            let answer = w.owner.get(&format!("{ORG}/usage?days={days}")).await;
            assert_eq!(answer.verdict(), "400 invalid_request", "{days}");
        }
        assert_eq!(w.owner.get(&format!("{ORG}/usage?days=366")).await.ok()["days"].as_array().unwrap().len(), 366);
        w
    })
    .await;
}
