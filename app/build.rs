//! Turns the messages of the console (`messages/<language>/<feature>.ftl`) into functions, so that a message that is missing in
//! one language, or whose values differ between languages, does not compile. How to write them: `messages/README.md`.

#[path = "build/messages.rs"]
mod messages;

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let source = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("messages");
    println!("cargo::rerun-if-changed={}", source.display());
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(Path::new(&out).join("messages.rs"), messages::generate(&source)?)?;
    Ok(())
}
