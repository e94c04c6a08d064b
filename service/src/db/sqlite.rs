//! SQLite: readers beside one writer whose durable commits are shared (group commit).
//!
//! A lease holds the writer connection and works inside a savepoint. Its `commit` releases the savepoint; when others
//! already wait for the writer, the transaction stays open for them, and whoever finds nobody waiting (or closes a batch
//! of 64) runs the one COMMIT for all. Nobody is answered before it. A lone writer never waits for company.
//!
//! Requests can be cancelled at any `.await`. So what must happen (rollback, the shared COMMIT) runs in tasks of its own.

use crate::{Error, Result};
use contract::ApiError;
use sqlx::{
    ConnectOptions, Connection, SqliteConnection,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

/// Jobs that share one COMMIT at most.
const MAX_BATCH: usize = 64;
/// Jobs that may wait for the writer; more are refused.
const MAX_QUEUE: usize = 1024;

#[derive(Clone)]
pub(super) struct SqliteDb {
    readers: SqlitePool,
    writer: Arc<Writer>,
}

struct Writer {
    state: Arc<Mutex<State>>,
    waiting: AtomicUsize,
}

struct State {
    conn: Option<SqliteConnection>,
    /// Whether a transaction is open on the connection.
    open: bool,
    /// Those who released their savepoint and wait for the shared COMMIT.
    done: Vec<oneshot::Sender<bool>>,
}

impl SqliteDb {
    pub(super) async fn open(url: &str) -> Result<Self> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("trusted_schema", "OFF")
            .pragma("cell_size_check", "ON")
            .pragma("journal_size_limit", "67108864")
            .statement_cache_capacity(256);
        let conn = options.connect().await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(3))
            .connect_with(options.pragma("query_only", "ON"))
            .await?;
        let state = State { conn: Some(conn), open: false, done: Vec::new() };
        let writer = Writer { state: Arc::new(Mutex::new(state)), waiting: AtomicUsize::new(0) };
        Ok(Self { readers, writer: Arc::new(writer) })
    }

    pub(super) fn readers(&self) -> &SqlitePool {
        &self.readers
    }

    /// Waits for the writer and opens a savepoint.
    pub(super) async fn lease(&self) -> Result<WriterLease> {
        let ticket = Ticket::take(&self.writer)?;
        let state = self.writer.state.clone().lock_owned().await;
        ticket.reached();
        let mut lease = WriterLease { state: Some(state), writer: self.writer.clone() };
        let state = lease.state();
        if !state.open {
            state.open = true;
            state.run("BEGIN IMMEDIATE").await?;
        }
        state.run("SAVEPOINT job").await?;
        Ok(lease)
    }

    /// Runs the migrations on the writer connection.
    pub(super) async fn migrate(&self, migrator: &Migrator) -> Result<(), MigrateError> {
        let mut state = self.writer.state.lock().await;
        match state.conn.as_mut() {
            Some(conn) => migrator.run(conn).await,
            None => Ok(()),
        }
    }

    pub(super) async fn close(&self) {
        self.readers.close().await;
        let mut state = self.writer.state.lock().await;
        if let Some(conn) = state.conn.take()
            && let Err(error) = conn.close().await
        {
            tracing::warn!(%error, "closing the database failed");
        }
    }
}

/// A place in the queue. Dropped only when the wait is cancelled.
struct Ticket<'a> {
    writer: &'a Arc<Writer>,
}

impl<'a> Ticket<'a> {
    fn take(writer: &'a Arc<Writer>) -> Result<Self> {
        if writer.waiting.fetch_add(1, Ordering::AcqRel) >= MAX_QUEUE {
            writer.waiting.fetch_sub(1, Ordering::AcqRel);
            return Err(ApiError::Overloaded.into());
        }
        Ok(Self { writer })
    }

    /// The writer is ours: leave the queue.
    fn reached(self) {
        self.writer.waiting.fetch_sub(1, Ordering::AcqRel);
        std::mem::forget(self);
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        if self.writer.waiting.fetch_sub(1, Ordering::AcqRel) == 1 {
            // A batch may have been left open for this one. If it was cancelled, somebody else must close the batch.
            let writer = self.writer.clone();
            if let Ok(runtime) = tokio::runtime::Handle::try_current() {
                runtime.spawn(async move {
                    let mut state = writer.state.lock().await;
                    state.finish_if_idle(&writer).await;
                });
            }
        }
    }
}

impl State {
    async fn run(&mut self, sql: &'static str) -> Result<()> {
        let conn = self.conn.as_mut().ok_or_else(|| Error::internal("the database is closed"))?;
        sqlx::query(sql).execute(conn).await?;
        Ok(())
    }

    /// Runs the shared COMMIT unless somebody waits who can join the batch.
    async fn finish_if_idle(&mut self, writer: &Writer) {
        if self.open && (writer.waiting.load(Ordering::Acquire) == 0 || self.done.len() >= MAX_BATCH) {
            let committed = self.run("COMMIT").await;
            if let Err(error) = &committed
                && !self.done.is_empty()
            {
                tracing::error!(%error, jobs = self.done.len(), "the shared commit failed");
            }
            self.end(committed.is_ok()).await;
        }
    }

    async fn end(&mut self, committed: bool) {
        if !committed {
            // Whatever is still open must not leak into the next batch; there may be nothing, then this fails harmlessly.
            let _ = self.run("ROLLBACK").await;
        }
        self.open = false;
        for job in self.done.drain(..) {
            // The job may have been cancelled; then nobody listens.
            let _ = job.send(committed);
        }
    }
}

/// The writer connection, inside a savepoint.
pub(super) struct WriterLease {
    state: Option<OwnedMutexGuard<State>>,
    writer: Arc<Writer>,
}

impl WriterLease {
    #[expect(clippy::expect_used, reason = "the guard leaves only in commit and drop, which consume the lease")]
    fn state(&mut self) -> &mut State {
        self.state.as_mut().expect("the lease holds the writer until it ends")
    }

    #[expect(clippy::expect_used, reason = "a lease is only given out on an open connection, and closing waits for it")]
    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        self.state().conn.as_mut().expect("the connection is open while it is leased")
    }

    /// Makes the job durable, together with others where there are any.
    pub(super) async fn commit(mut self) -> Result<()> {
        let Some(mut state) = self.state.take() else { return Err(Error::internal("a lease was committed twice")) };
        let writer = self.writer.clone();
        // In a task of its own: when the caller goes away now, the others of the batch still get their answer.
        let job = tokio::spawn(async move {
            if let Err(error) = state.run("RELEASE job").await {
                // SQLite gave up the whole transaction; the next batch must begin its own.
                state.end(false).await;
                return Err(error);
            }
            let (sender, receiver) = oneshot::channel();
            state.done.push(sender);
            state.finish_if_idle(&writer).await;
            Ok::<_, Error>(receiver)
        });
        let receiver = job.await.map_err(Error::internal)??;
        match receiver.await {
            Ok(true) => Ok(()),
            _ => Err(Error::internal("the commit failed; nothing was changed")),
        }
    }
}

impl Drop for WriterLease {
    fn drop(&mut self) {
        let Some(mut state) = self.state.take() else { return };
        let writer = self.writer.clone();
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(async move {
            let undone = match state.run("ROLLBACK TO job").await {
                Ok(()) => state.run("RELEASE job").await,
                Err(error) => Err(error),
            };
            if undone.is_err() {
                // SQLite gave up the whole transaction (disk full, I/O error), or it never began.
                state.end(false).await;
            } else {
                state.finish_if_idle(&writer).await;
            }
        });
    }
}
