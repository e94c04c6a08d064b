//! Copies of one database, so that no call sees what another has done.

use std::path::Path;

use contract::Timestamp;
use service::{
    Services,
    context::{Clock, ManualClock, SeededRandom},
    testing::{TestServices, config},
};

/// A database file, and servers on copies of it.
pub struct Copies {
    original: Vec<u8>,
    /// When the original was closed; the clocks of the copies begin there.
    pub now: Timestamp,
    folder: tempfile::TempDir,
}

impl Copies {
    /// Closes a service on SQLite, whose database is the original.
    pub async fn of(t: TestServices) -> Self {
        t.services.close().await;
        let file = t.database_url().trim_start_matches("sqlite:").to_owned();
        assert!(
            !Path::new(&format!("{file}-wal")).exists(),
            "everything is in the main file once the service is closed"
        );
        let original = std::fs::read(file).unwrap();
        let now = t.clock.now();
        t.finish().await;
        Self { original, now, folder: tempfile::tempdir().unwrap() }
    }

    /// A service on a new copy.
    pub async fn open(&self, name: &str) -> Services {
        let file = self.folder.path().join(name);
        std::fs::write(&file, &self.original).unwrap();
        let url = format!("sqlite:{}", file.display());
        let random = Box::new(SeededRandom::new(7));
        Services::open_with(config(&url), Box::new(ManualClock::new(self.now)), random).await.unwrap()
    }
}
