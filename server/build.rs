//! The assets embedded by `src/assets.rs` are made by cargo-leptos before the release build. A plain `cargo check` has
//! none: then the folder is made, empty, and whenever its content changes the crate is compiled again.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site");
    std::fs::create_dir_all(&site)?;
    println!("cargo::rerun-if-changed={}", site.display());
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}
