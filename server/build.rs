//! A release binary holds the assets that cargo-leptos made (see `src/assets.rs`): when they change, it is compiled
//! again. The folder is made when it is missing, because cargo watches only what exists. Other builds read it at run time.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site");
        fs::create_dir_all(&site)?;
        println!("cargo::rerun-if-changed={}", site.display());
    }
    Ok(())
}
