//! The binary itself: it starts, answers, ends in order, and refuses a wrong configuration before it opens anything.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};

fn guildhall(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guildhall"));
    command.current_dir(folder).stdin(Stdio::null()).env_clear();
    command
}

#[test]
fn it_serves_from_an_empty_folder_and_ends_with_zero_on_sigterm() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut server = guildhall(folder.path())
        .args(["--addr", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let mut lines = BufReader::new(server.stdout.take().expect("piped")).lines().map(|line| line.expect("a line"));
    let link = lines.next().expect("the one-time link");
    assert!(link.contains("/setup/"), "{link}");
    let ready = lines.next().expect("the address");
    let addr = ready.strip_prefix("Guildhall is ready at http://").expect("the address").to_owned();

    let mut stream = TcpStream::connect(&addr).expect("a connection");
    write!(stream, "GET /readyz HTTP/1.1\r\nHost: {addr}\r\nConnection: close\r\n\r\n").expect("written");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with(r#"{"status":"ready"}"#), "{answer}");

    let pid = Pid::from_raw(server.id().try_into().expect("a process id")).expect("not zero");
    kill_process(pid, Signal::TERM).expect("running");
    assert_eq!(server.wait().expect("it ends").code(), Some(0));
    for file in ["guildhall.db", "guildhall.key"] {
        assert!(folder.path().join(file).exists(), "{file}");
    }
}

#[test]
fn a_wrong_configuration_is_refused_before_anything_is_opened() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for command in ["serve", "migrate", "check-config"] {
        let output = guildhall(folder.path())
            .args([command, "--addr", "nowhere"])
            .env("GUILDHALL_ADMIN_TOKEN", "canary-short")
            .output()
            .expect("it ends");
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(
            message.contains("ADDR (--addr)") && message.contains("ADMIN_TOKEN (GUILDHALL_ADMIN_TOKEN)"),
            "{message}"
        );
        assert!(!message.contains("canary"), "{message}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn check_config_prints_and_opens_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = guildhall(folder.path()).args(["check-config", "--signup", "open"]).output().expect("it ends");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("SIGNUP") && text.contains("(--signup)"), "{text}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
}
