//! * A release binary holds the assets that cargo-leptos made (see `src/assets.rs`): when they change, it is compiled
//!   again. The folder is made when it is missing, because cargo watches only what exists. Other builds read it at run time.
//! * `proto/` becomes the messages and service traits of `src/rpc`, and the descriptor set that reflection answers from. The
//!   compiler of the `.proto` files is a crate, so no `protoc` need be installed.

use std::{env, error::Error, fs, path::Path};

/// By their names in the descriptor set: relative to `proto/`.
const PROTOS: [&str; 4] = [
    "teabar/v1/organization.proto",
    "pagination/v1/pagination.proto",
    "permio/organisation/v1/organisation.proto",
    "organisation_service/v1/organisation_service.proto",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        let site = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../target/site");
        fs::create_dir_all(&site)?;
        println!("cargo::rerun-if-changed={}", site.display());
    }
    protos()
}

fn protos() -> Result<(), Box<dyn Error>> {
    let sources = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("proto");
    println!("cargo::rerun-if-changed={}", sources.display());
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    // With the comments for the generated documentation, without them for the binary.
    for (name, comments) in [("documented.bin", true), ("descriptors.bin", false)] {
        let set = protox::Compiler::new([&sources])?
            .include_imports(true)
            .include_source_info(comments)
            .open_files(PROTOS)?
            .encode_file_descriptor_set();
        fs::write(Path::new(&out).join(name), set)?;
    }
    println!("cargo::rustc-check-cfg=cfg(feature, values(\"rpc-clients\"))");
    connectrpc_build::Config::new()
        .descriptor_set(Path::new(&out).join("documented.bin"))
        .files(&PROTOS)
        .include_file("rpc.rs")
        // The generator writes clients too; nobody sets this feature, so they are left out.
        .client_feature_name("rpc-clients")
        .emit_rerun_directives(false)
        .compile()?;
    Ok(())
}
