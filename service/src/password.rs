//! Password hashes: argon2id on a few threads of their own, bounded, off the async runtime.

use crate::{Error, Result, context::Context};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use contract::ApiError;
use data_encoding::BASE64_NOPAD;
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread,
    time::Duration,
};
use subtle::ConstantTimeEq;
use tokio::sync::oneshot;
use unicode_normalization::UnicodeNormalization;

/// Memory in KiB (OWASP's floor).
const MEMORY: u32 = 19_456;
/// Passes over the memory.
const PASSES: u32 = 2;
/// Requests that may wait for a hashing thread.
const QUEUE: usize = 32;
/// How long a request waits before it is told to come back.
const WAIT: Duration = Duration::from_secs(2);

type Job = Box<dyn FnOnce(&mut Vec<Block>) + Send>;

/// A fixed pool of hashing threads that keep their 19 MiB: with memory from the allocator, a burst of sign-ins would stay resident.
#[derive(Clone)]
pub(crate) struct PasswordHasher {
    queue: SyncSender<Job>,
}

impl PasswordHasher {
    pub(crate) fn start() -> Result<Self> {
        let threads = thread::available_parallelism().map_or(1, |n| n.get().saturating_sub(1).max(1));
        let (queue, jobs) = sync_channel::<Job>(QUEUE);
        let jobs = Arc::new(Mutex::new(jobs));
        for n in 0..threads {
            let jobs = jobs.clone();
            thread::Builder::new().name(format!("argon2-{n}")).spawn(move || run(&jobs)).map_err(Error::internal)?;
        }
        Ok(Self { queue })
    }

    /// The PHC string of a password.
    pub(crate) async fn hash(&self, context: &Context, password: &str) -> Result<String> {
        let password = normalize(password);
        let salt: [u8; 16] = context.random();
        self.on_thread(move |memory| {
            let output = argon2(MEMORY, PASSES, &password, &salt, memory)?;
            Ok(format!(
                "$argon2id$v=19$m={MEMORY},t={PASSES},p=1${}${}",
                BASE64_NOPAD.encode(&salt),
                BASE64_NOPAD.encode(&output)
            ))
        })
        .await
    }

    /// Whether a password is the one of `stored`. Without a stored hash it does the same work and says no.
    pub(crate) async fn verify(&self, stored: Option<String>, password: &str) -> Result<bool> {
        let password = normalize(password);
        self.on_thread(move |memory| match stored.as_deref().and_then(parse) {
            Some(phc) => {
                let output = argon2(phc.memory, phc.passes, &password, &phc.salt, memory)?;
                Ok(output.ct_eq(phc.output.as_slice()).into())
            }
            None => {
                argon2(MEMORY, PASSES, &password, &[0; 16], memory)?;
                Ok(false)
            }
        })
        .await
    }

    async fn on_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (answer, result) = oneshot::channel();
        let job: Job = Box::new(move |memory| {
            // A caller that went away does not cost a hash.
            if !answer.is_closed() {
                let _ = answer.send(work(memory));
            }
        });
        match self.queue.try_send(job) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => return Err(ApiError::Overloaded.into()),
            Err(TrySendError::Disconnected(_)) => return Err(Error::internal("the hashing threads are gone")),
        }
        match tokio::time::timeout(WAIT, result).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(Error::internal("a hashing thread ended")),
            Err(_) => Err(ApiError::Overloaded.into()),
        }
    }
}

fn run(jobs: &Mutex<Receiver<Job>>) {
    let mut memory = Vec::new();
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match job {
            Ok(job) => job(&mut memory),
            Err(_) => return,
        }
    }
}

/// Passwords compare in NFKC: the same keys on another keyboard give the same password.
fn normalize(password: &str) -> String {
    password.nfkc().collect()
}

fn argon2(memory: u32, passes: u32, password: &str, salt: &[u8], blocks: &mut Vec<Block>) -> Result<[u8; 32]> {
    let params = Params::new(memory, passes, 1, Some(32)).map_err(Error::internal)?;
    let count = params.block_count();
    if blocks.len() < count {
        blocks.resize(count, Block::new());
    }
    let mut output = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(
            password.as_bytes(),
            salt,
            &mut output,
            blocks.get_mut(..count).unwrap_or_default(),
        )
        .map_err(Error::internal)?;
    Ok(output)
}

struct Phc {
    memory: u32,
    passes: u32,
    salt: Vec<u8>,
    output: Vec<u8>,
}

fn parse(text: &str) -> Option<Phc> {
    let mut parts = text.strip_prefix("$argon2id$v=19$")?.split('$');
    let (params, salt, output) = (parts.next()?, parts.next()?, parts.next()?);
    let number = |name: &str| params.split(',').find_map(|p| p.strip_prefix(name)?.parse().ok());
    Some(Phc {
        memory: number("m=").filter(|m| *m <= 1 << 20)?,
        passes: number("t=").filter(|t| *t <= 16)?,
        salt: BASE64_NOPAD.decode(salt.as_bytes()).ok()?,
        output: BASE64_NOPAD.decode(output.as_bytes()).ok()?,
    })
}

/// Whether a stored hash was made with less than the parameters of today.
pub(crate) fn needs_rehash(stored: &str) -> bool {
    parse(stored).is_none_or(|phc| phc.memory < MEMORY || phc.passes < PASSES)
}

/// Refuses passwords that are on lists of common ones or are built from what everybody knows of the account.
pub(crate) fn check_strength(field: &str, password: &str, known: &[&str]) -> Result<()> {
    let known: Vec<&str> = known.iter().copied().chain(["guildhall"]).collect();
    let estimate = zxcvbn::zxcvbn(password, &known);
    // 10^9 guesses: a password of a list, also with the usual substitutions and a year behind it, stays below.
    if estimate.guesses_log10() < 9.0 {
        return Err(ApiError::invalid(
            field,
            "too_common",
            "This password is easy to guess. Try a few unrelated words in a row.",
        )
        .into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::{SystemClock, SystemRandom};

    #[tokio::test]
    async fn a_hash_verifies_its_password_only() {
        let context = Context {
            clock: Box::<SystemClock>::default(),
            random: Box::new(SystemRandom),
            touches: Default::default(),
        };
        let hasher = PasswordHasher::start().unwrap();
        let hash = hasher.hash(&context, "correct horse battery").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(hasher.verify(Some(hash.clone()), "correct horse battery").await.unwrap());
        assert!(!hasher.verify(Some(hash), "correct horse battery!").await.unwrap());
        assert!(!hasher.verify(None, "correct horse battery").await.unwrap());
    }

    #[test]
    fn common_passwords_are_refused() {
        for bad in ["password1234", "Guildhall2026", "ana.harbor1234", "aaaaaaaaaaaa"] {
            assert!(check_strength("password", bad, &["ana.harbor@example.com", "ana", "harbor"]).is_err(), "{bad}");
        }
        assert!(check_strength("password", "seven lanterns drift west", &[]).is_ok());
    }
}
