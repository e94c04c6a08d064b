//! Turns the messages of the console (`messages/<language>/<feature>.ftl`) into functions, so that a message that is missing in
//! one language, or whose values differ between languages, does not compile. How to write them: `messages/README.md`.

#[path = "build/messages.rs"]
mod messages;

use std::{
    env,
    error::Error,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let source = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("messages");
    println!("cargo::rerun-if-changed={}", source.display());
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(Path::new(&out).join("messages.rs"), messages::generate(&source)?)?;
    let crate_dir = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    println!("cargo::rustc-env=PACKED_VERSION={:016x}", packed_version(&crate_dir)?);
    Ok(())
}

/// A digest of the sources with the types that server functions answer: those of `contract`, and the files of the functions.
fn packed_version(crate_dir: &Path) -> Result<u64, Box<dyn Error>> {
    let mut sources = Vec::new();
    let contract = crate_dir.join("../contract/src");
    println!("cargo::rerun-if-changed={}", contract.display());
    collect(&contract, &mut sources, &|_| true)?;
    collect(&crate_dir.join("src"), &mut sources, &|name| name.ends_with("rpc.rs"))?;
    sources.sort();
    // Two compilers may digest differently; one build has one.
    let mut digest = DefaultHasher::new();
    for source in sources {
        println!("cargo::rerun-if-changed={}", source.display());
        fs::read(source)?.hash(&mut digest);
    }
    Ok(digest.finish())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>, wanted: &dyn Fn(&str) -> bool) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files, wanted)?;
        } else if path.file_name().and_then(|name| name.to_str()).is_some_and(wanted) {
            files.push(path);
        }
    }
    Ok(())
}
