//! What is done to a message: to its bytes, to its envelope, to what the headers say of it.

use connectrpc::compression::{CompressionProvider, GzipProvider};
use data_encoding::BASE64URL_NOPAD;
use rand::{Rng, RngExt, rngs::StdRng};

use super::{Form, Sent};

/// Breaks a request in one to three ways.
pub fn mutate(sent: &mut Sent, dice: &mut StdRng) {
    for _ in 0..dice.random_range(0..=2) {
        // The message of a GET is in its query; it is broken there.
        if sent.query.is_some() || dice.random_ratio(1, 6) { headers(sent, dice) } else { message(sent, dice) }
    }
    if sent.query.is_some() {
        sent.query = Some(mutated_query(sent, dice));
    } else if sent.form.has_envelope() {
        envelope(sent, dice);
    } else if dice.random_ratio(1, 10) {
        compress(sent, dice, "content-encoding");
    }
}

/// The query of an unbroken call by GET.
pub fn query(binary: &[u8]) -> String {
    format!("connect=v1&encoding=proto&base64=1&message={}", BASE64URL_NOPAD.encode(binary))
}

fn pick<'a>(dice: &mut StdRng, list: &[&'a str]) -> &'a str {
    list[dice.random_range(0..list.len())]
}

/// A position in `bytes`, the end included.
fn place(bytes: &[u8], dice: &mut StdRng) -> usize {
    dice.random_range(0..=bytes.len())
}

/// Changes the message itself.
fn message(sent: &mut Sent, dice: &mut StdRng) {
    let body = &mut sent.body;
    let at = place(body, dice);
    let done = match dice.random_range(0..12) {
        0..3 => {
            for _ in 0..dice.random_range(1..=4) {
                let bit = dice.random_range(0..8);
                let at = place(body, dice);
                if let Some(byte) = body.get_mut(at) {
                    *byte ^= 1 << bit;
                }
            }
            "bits"
        }
        3 => {
            body.truncate(at);
            "truncated"
        }
        4 => {
            let mut junk = vec![0; dice.random_range(1..=64)];
            dice.fill_bytes(&mut junk);
            body.splice(at..at, junk);
            "junk"
        }
        5 => {
            let end = dice.random_range(at..=body.len());
            let part = body[at..end.min(at + 1_000)].repeat(dice.random_range(1..=50));
            body.splice(at..at, part);
            "repeated"
        }
        6 => {
            body.splice(at..at, nested(sent.form, dice.random_range(1..=5_000)));
            "nested"
        }
        7 => {
            body.splice(at..at, field(dice));
            "field"
        }
        8 => {
            body.splice(at..at, huge(dice));
            "varint"
        }
        9 => {
            let text = pick(
                dice,
                &["\u{0}", "\u{feff}", "\u{202e}", "\u{10ffff}", "'; DROP TABLE users", "%00%ff", "\\ud800"],
            );
            body.splice(at..at, text.bytes());
            "text"
        }
        10 => {
            body.splice(at..at, [0xc3, 0x28, 0xff, 0xfe]);
            "not UTF-8"
        }
        _ => {
            body.clear();
            "empty"
        }
    };
    sent.done.push(done);
}

/// Something very deep: groups and messages in messages, or lists and objects in JSON.
fn nested(form: Form, depth: usize) -> Vec<u8> {
    match form {
        Form::ConnectJson if depth.is_multiple_of(2) => "[".repeat(depth).into_bytes(),
        Form::ConnectJson => format!("{}1{}", "{\"pagination\":".repeat(depth), "}".repeat(depth)).into_bytes(),
        // The beginning of group 2, over and over; or field 2 with a length, each holding the next.
        _ if depth.is_multiple_of(2) => vec![0x13; depth],
        _ => (0..depth.min(60)).rev().flat_map(|left| [0x12, u8::try_from(left * 2).unwrap_or(0x7f)]).collect(),
    }
}

/// A field that the message may not know, of any wire type, those that there are not included.
fn field(dice: &mut StdRng) -> Vec<u8> {
    let number: u32 = if dice.random() { dice.random_range(0..20) } else { dice.random() };
    let mut out = varint(u64::from(number) << 3 | dice.random_range(0..8));
    let length = dice.random_range(0..=12);
    out.extend(varint(length));
    out.extend((0..length).map(|_| dice.random::<u8>()));
    out
}

fn varint(mut number: u64) -> Vec<u8> {
    let mut out = Vec::new();
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
    out
}

/// A number or a length that is too much: up to twenty bytes of a varint, or a field as long as the address space.
fn huge(dice: &mut StdRng) -> Vec<u8> {
    let mut out = varint(dice.random_range(1..6) << 3 | if dice.random() { 0 } else { 2 });
    match dice.random_range(0..3) {
        0 => out.extend(vec![0xff; dice.random_range(1..=20)]),
        1 => out.extend(varint(u64::MAX)),
        _ => out.extend(varint(1 << dice.random_range(28..63))),
    }
    out
}

/// Changes what the headers say.
fn headers(sent: &mut Sent, dice: &mut StdRng) {
    let kinds = [
        "application/json",
        "application/proto",
        "application/json; charset=utf-16",
        "application/grpc",
        "application/grpc+json",
        "application/grpc+thrift",
        "application/grpc-web",
        "application/grpc-web-text",
        "application/connect+proto",
        "application/connect+json",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain",
        "",
        ";;;",
    ];
    let times = ["0", "-1", "1", "1S", "99999999H", "999999999S", "9999999999", "99999999999", "1.5", "S", "1x"];
    let codings = ["gzip", "br", "zstd", "deflate", "gzip, gzip", "identity", "GZIP", "", "x"];
    let done = match dice.random_range(0..5) {
        0 | 1 => {
            sent.set("content-type", pick(dice, &kinds));
            "content type"
        }
        2 => {
            let name = if sent.form.has_envelope() { "grpc-timeout" } else { "connect-timeout-ms" };
            sent.set(name, pick(dice, &times));
            "timeout"
        }
        3 => {
            sent.set(if sent.form.has_envelope() { "grpc-encoding" } else { "content-encoding" }, pick(dice, &codings));
            "compression"
        }
        _ => {
            sent.set("connect-protocol-version", pick(dice, &["0", "2", "", "1, 1", "one"]));
            "version"
        }
    };
    sent.done.push(done);
}

/// Packs the message, sometimes badly, sometimes far too much of it.
fn compress(sent: &mut Sent, dice: &mut StdRng, header: &'static str) {
    sent.set(header, "gzip");
    let bomb = dice.random_ratio(1, 10);
    let whole = if bomb { vec![b' '; 3 << 20] } else { sent.body.clone() };
    let mut packed = GzipProvider::new().compress(&whole).unwrap().to_vec();
    let at = place(&packed, dice);
    match dice.random_range(0..4) {
        0 => packed.truncate(at),
        1 => {
            if let Some(byte) = packed.get_mut(at) {
                *byte ^= 1 << dice.random_range(0..8);
            }
        }
        2 => packed.extend([0x1f, 0x8b, 8, 0]),
        _ => {}
    }
    sent.body = packed;
    sent.done.push(if bomb { "bomb" } else { "packed" });
}

/// A message in an envelope.
pub fn enclosed(flag: u8, length: u32, message: &[u8]) -> Vec<u8> {
    [&[flag], &length.to_be_bytes()[..], message].concat()
}

/// Puts the message into its envelope, which is often a wrong one.
fn envelope(sent: &mut Sent, dice: &mut StdRng) {
    let mut flag = 0;
    if dice.random_ratio(1, 8) {
        compress(sent, dice, "grpc-encoding");
        flag = u8::from(dice.random_ratio(7, 8));
    }
    let mut length = u32::try_from(sent.body.len()).unwrap();
    let broken = dice.random_range(0..12);
    match broken {
        0 => flag = dice.random(),
        1 => length = dice.random(),
        2 => length = length.wrapping_add(dice.random_range(1..=9)),
        3 => length = length.saturating_sub(dice.random_range(1..=9)),
        4 => length = u32::MAX,
        _ => {}
    }
    let mut out = enclosed(flag, length, &sent.body);
    match broken {
        5 => out.truncate(dice.random_range(0..5)),
        // A second message, a piece of one, and trailers that only an answer has.
        6 => out.extend(out.clone()),
        7 => out.extend([0, 0, 0, 0]),
        8 => out.extend(b"\x80\x00\x00\x00\x0fgrpc-status: 0\n"),
        _ => {}
    }
    sent.body = out;
    if broken < 9 {
        sent.done.push("envelope");
    }
}

/// The query of a GET: of the broken message, or broken itself.
fn mutated_query(sent: &mut Sent, dice: &mut StdRng) -> String {
    let whole = sent.query.clone().unwrap_or_default();
    let message = whole.rsplit_once('=').map_or("", |(_, message)| message);
    let mut bytes = BASE64URL_NOPAD.decode(message.as_bytes()).unwrap_or_default();
    std::mem::swap(&mut sent.body, &mut bytes);
    self::message(sent, dice);
    let broken = BASE64URL_NOPAD.encode(&std::mem::take(&mut sent.body));
    // As long as a line of a request may be.
    let broken = &broken[..broken.len().min(6_000)];
    match dice.random_range(0..12) {
        0 => format!("encoding=json&message={broken}"),
        1 => format!(
            "encoding=json&message=%7B%22organizationId%22%3A{}%7D",
            pick(dice, &["1", "null", "[]", "%22%ff%22", "%"])
        ),
        2 => format!("encoding=proto&message={broken}"),
        3 => format!("encoding=proto&base64=1&message={broken}%3D"),
        4 => format!("encoding=proto&base64=1&message={broken}!"),
        5 => {
            sent.done.push("compression");
            format!("encoding=proto&base64=1&message={broken}&compression={}", pick(dice, &["gzip", "br", "", "GZIP"]))
        }
        6 => format!("encoding={}&base64=1&message={broken}", pick(dice, &["", "xml", "json,proto", "%00"])),
        7 => whole[..place(whole.as_bytes(), dice)].to_owned(),
        8 => format!("{whole}&{whole}"),
        9 => format!("encoding=proto&base64={}&message={broken}", pick(dice, &["0", "2", "true", ""])),
        _ => format!("connect=v1&encoding=proto&base64=1&message={broken}"),
    }
}
