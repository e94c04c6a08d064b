//! Migration parity, and what the shared commit of SQLite promises.

use super::*;
use crate::testing::{TestServices, on_both};
use std::collections::BTreeMap;

#[test]
fn both_engines_have_the_same_migrations() {
    let names = |migrator: &sqlx::migrate::Migrator| -> Vec<(i64, String)> {
        migrator.iter().map(|m| (m.version, m.description.to_string())).collect()
    };
    assert_eq!(names(&migrate::SQLITE), names(&migrate::POSTGRES));
}

/// Table, column -> (kind of type, may be null).
type Shape = BTreeMap<(String, String), (&'static str, bool)>;

async fn shape(s: &TestServices) -> Shape {
    let mut tx = s.db.read().await.unwrap();
    let rows: Vec<(String, String, String, bool)> = if s.engine == "sqlite" {
        fetch_all!(
            tx,
            (String, String, String, bool),
            "SELECT t.name, c.name, c.type, c.\"notnull\" = 0
             FROM sqlite_schema t, pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '_sqlx%'"
        )
    } else {
        fetch_all!(
            tx,
            (String, String, String, bool),
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT), is_nullable = 'YES'
             FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'"
        )
    }
    .unwrap();
    rows.into_iter()
        .map(|(table, column, kind, null)| {
            let kind = match kind.to_lowercase().as_str() {
                "blob" | "bytea" | "uuid" => "bytes",
                // SQLite has no booleans; a CHECK keeps them to 0 and 1.
                "integer" | "bigint" | "boolean" => "number",
                "text" => "text",
                other => panic!("{table}.{column} has the type {other}"),
            };
            ((table, column), (kind, null))
        })
        .collect()
}

#[tokio::test]
async fn both_engines_end_with_the_same_tables() {
    let sqlite = TestServices::new("sqlite", |_| {}).await;
    let postgres = TestServices::new("postgres", |_| {}).await;
    assert_eq!(shape(&sqlite).await, shape(&postgres).await);
    assert!(shape(&sqlite).await.len() > 100);
    sqlite.finish().await;
    postgres.finish().await;
}

async fn note(tx: &mut Tx, key: &str) -> Result<u64> {
    execute!(tx, "INSERT INTO instance (key, value) VALUES ($1, 'x')", key)
}

async fn noted(s: &TestServices, prefix: &str) -> i64 {
    let mut tx = s.db.read().await.unwrap();
    let (count,) =
        fetch_one!(tx, (i64,), "SELECT COUNT(*) FROM instance WHERE key LIKE $1", format!("{prefix}%")).unwrap();
    count
}

#[tokio::test]
async fn a_job_that_fails_leaves_the_others_of_its_batch_alone() {
    on_both(|t| async move {
        let jobs = (0..200).map(|n| {
            let db = t.db.clone();
            tokio::spawn(async move {
                let mut tx = db.write().await?;
                note(&mut tx, &format!("job-{n}")).await?;
                if n % 3 == 0 {
                    // Dropped without a commit: undone.
                    return Ok(());
                }
                if n % 7 == 1 {
                    // A statement that fails ends its own job only.
                    note(&mut tx, &format!("job-{n}")).await?;
                }
                tx.commit().await
            })
        });
        let mut committed = 0;
        for job in futures::future::join_all(jobs).await {
            committed += i64::from(job.unwrap().is_ok());
        }
        let dropped = 67;
        assert_eq!(noted(&t, "job-").await, committed - dropped);
        t
    })
    .await;
}

#[tokio::test]
async fn a_cancelled_writer_blocks_nobody() {
    on_both(|t| async move {
        for round in 0..50_u64 {
            let jobs: Vec<_> = (0..8)
                .map(|n| {
                    let db = t.db.clone();
                    tokio::spawn(async move {
                        let mut tx = db.write().await?;
                        note(&mut tx, &format!("round-{round}-{n}")).await?;
                        tx.commit().await
                    })
                })
                .collect();
            tokio::time::sleep(std::time::Duration::from_micros(round * 40)).await;
            jobs.iter().skip(3).for_each(tokio::task::JoinHandle::abort);
            for job in jobs.into_iter().take(3) {
                job.await.unwrap().unwrap();
            }
        }
        let mut tx = t.db.write().await.unwrap();
        note(&mut tx, "after").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(noted(&t, "after").await, 1);
        t
    })
    .await;
}

#[tokio::test]
async fn readers_cannot_write() {
    let t = TestServices::new("sqlite", |_| {}).await;
    let mut tx = t.db.read().await.unwrap();
    assert!(note(&mut tx, "reader").await.is_err());
    drop(tx);
    t.finish().await;
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused() {
    on_both(|t| async move {
        let mut tx = t.db.write().await.unwrap();
        let checksum: &[u8] = &[0];
        execute!(
            tx,
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'future', TRUE, $1, 0)",
            checksum
        )
        .unwrap();
        tx.commit().await.unwrap();
        let error = t.migrate().await.unwrap_err().to_string();
        assert!(error.contains("9999") && error.contains("newer binary"), "{error}");
        t
    })
    .await;
}

#[test]
fn a_prefix_range_ends_right_after_its_last_text() {
    assert_eq!(prefix_end("ab").as_deref(), Some("ac"));
    assert_eq!(prefix_end("a\u{10ffff}").as_deref(), Some("b"));
    assert_eq!(prefix_end(""), None);
}

#[test]
fn a_cursor_of_another_list_is_refused() {
    let cursor = encode_cursor(&["name", "Ana", "usr_1"]);
    assert_eq!(decode_cursor::<3>(&cursor).unwrap(), ["name", "Ana", "usr_1"]);
    assert!(decode_cursor::<2>(&cursor).is_err());
    assert!(decode_cursor::<3>("not a cursor").is_err());
}
