//! The server key: 32 random bytes in a file outside the database, so that a stolen database holds no usable secret.
//! Whoever restores a backup of the database needs the key of that time, too.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER_PERMISSIVE;
use secrecy::{ExposeSecret, SecretBox};

/// Length of the key, in bytes.
pub const KEY_BYTES: usize = 32;

/// The key. It is wiped from memory when dropped and cannot be printed.
pub type MasterKey = SecretBox<[u8; KEY_BYTES]>;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// The file cannot be read or made.
    #[error("the server key {path} (MASTER_KEY_FILE) cannot be read or made: {error}", path = path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file holds something else.
    #[error("the server key {path} (MASTER_KEY_FILE) must hold 64 hexadecimal digits", path = path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
    },
}

/// Reads the key; when there is no file, makes one that only this user can read.
///
/// # Errors
/// See [`MasterKeyError`].
pub fn load_or_create(path: &Path) -> Result<MasterKey, MasterKeyError> {
    let io_error = |error| MasterKeyError::Io { path: path.to_owned(), error };
    if !path.try_exists().map_err(io_error)? {
        create(path).map_err(io_error)?;
        tracing::info!(path = %path.display(), "made the server key: back it up together with the database");
    }
    let text: SecretBox<String> = SecretBox::new(Box::new(std::fs::read_to_string(path).map_err(io_error)?));
    if std::fs::metadata(path).map_err(io_error)?.permissions().mode() & 0o077 != 0 {
        tracing::warn!(path = %path.display(), "other users of this machine can read the server key: set its mode to 0600");
    }
    let bytes = HEXLOWER_PERMISSIVE.decode(text.expose_secret().trim().as_bytes()).ok();
    let key = bytes.and_then(|bytes| bytes.try_into().ok());
    key.map(|key| SecretBox::new(Box::new(key))).ok_or_else(|| MasterKeyError::Malformed { path: path.to_owned() })
}

/// Writes a new key beside its place and links it there, so that two servers that start together agree on one, and a
/// server that is killed leaves no half of one.
fn create(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let draft = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    let written = writeln!(file, "{}", HEXLOWER_PERMISSIVE.encode(&rand::random::<[u8; KEY_BYTES]>()))
        .and_then(|()| file.sync_all());
    let linked = written.and_then(|()| std::fs::hard_link(&draft, path));
    std::fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
        Ok(()) => File::open(path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))?
            .sync_all(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_only_for_its_owner() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("new/guildhall.key");
        let first = load_or_create(&path).expect("made");
        let second = load_or_create(&path).expect("read");
        assert_eq!(first.expose_secret(), second.expose_secret());
        assert_ne!(first.expose_secret(), &[0; KEY_BYTES]);
        assert_eq!(std::fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(dir.path().join("new")).expect("a folder").count(), 1, "no draft is left");
    }

    #[test]
    fn servers_that_start_together_agree_on_one_key() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("guildhall.key");
        create(&path).expect("made");
        let kept = std::fs::read_to_string(&path).expect("readable");
        create(&path).expect("the other's key is kept");
        assert_eq!(std::fs::read_to_string(&path).expect("readable"), kept);
    }

    #[test]
    fn another_content_is_refused() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("guildhall.key");
        for content in ["", "abc", &"g".repeat(64), &"a".repeat(66)] {
            std::fs::write(&path, content).expect("writable");
            assert!(matches!(load_or_create(&path), Err(MasterKeyError::Malformed { .. })), "{content}");
        }
    }
}
