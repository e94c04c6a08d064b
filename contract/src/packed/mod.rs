//! How the console's server functions answer the browser: packed, not as JSON. Nothing has a name in it, so the browser carries
//! no code that looks for names; in JSON that code was a seventh of the Wasm.
//!
//! The form is that of [postcard](https://postcard.jamesmunns.com/wire-format), which also reads it; it is written by ours,
//! because postcard forgets fields that JSON leaves out. Whoever does not ask for it (see [`set_asked`]) is answered in JSON.
//!
//! Without names, a page of an older build would misread what a newer one answers. So scripts say which version of the types
//! they know ([`accepted`]), and a server with another one does nothing and says so: [`of_another_version`].

mod plain;
mod protocol;
mod writer;

use serde::{Serialize, de::DeserializeOwned};
use server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use std::{fmt, sync::OnceLock};

pub(crate) use plain::changes;
pub use protocol::Packed;

/// The encoding of packed answers.
#[derive(Debug)]
pub struct PackedEncoding;

impl ContentType for PackedEncoding {
    const CONTENT_TYPE: &'static str = "application/vnd.guildhall.packed";
}

impl FormatType for PackedEncoding {
    const FORMAT_TYPE: Format = Format::Binary;
}

/// Something cannot be packed or unpacked, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotPacked(String);

impl fmt::Display for NotPacked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotPacked {}

impl serde::ser::Error for NotPacked {
    fn custom<T: fmt::Display>(why: T) -> Self {
        Self(why.to_string())
    }
}

/// Packs a value.
///
/// # Errors
/// Its type says that it cannot be serialized.
pub fn pack<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, NotPacked> {
    let mut writer = writer::Writer::default();
    value.serialize(&mut writer)?;
    Ok(writer.into_bytes())
}

/// Unpacks a value.
///
/// # Errors
/// The bytes are no value of that type, or more than that.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, NotPacked> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        _ => Err(NotPacked("not a packed value of this type".to_owned())),
    }
}

/// Begins each packed answer. No text begins with it, so what something between answers is never taken for one.
const MARK: u8 = 0xf5;

/// What an answer says, when it is packed.
pub fn packed_body(answer: &[u8]) -> Option<&[u8]> {
    answer.split_first().filter(|(mark, _)| **mark == MARK).map(|(_, body)| body)
}

static VERSION: OnceLock<&str> = OnceLock::new();

/// Sets the version of the types that are packed, on both sides before the first call.
pub fn set_version(version: &'static str) {
    // It is the same one each time.
    let _ = VERSION.set(version);
}

/// The value of `Accept` by which the console's scripts ask for packed answers.
pub fn accepted() -> String {
    format!("{};v={}", PackedEncoding::CONTENT_TYPE, VERSION.get().copied().unwrap_or_default())
}

/// Whether a value of `Accept` asks for packed answers in types that this build does not have.
pub fn of_another_version(accept: &str) -> bool {
    accept.starts_with(PackedEncoding::CONTENT_TYPE) && accept != accepted()
}

/// Whether a value of `Accept` asks for packed answers: that of the console's own scripts, and that of a form which was sent
/// without them. Its error comes in an address, which scripts read that arrive with the next page.
pub fn is_asked_by(accept: &str) -> bool {
    accept == accepted() || accept.contains("text/html")
}

static ASKED: OnceLock<fn() -> bool> = OnceLock::new();

/// Sets how to find out whether the caller of the server function that runs asked for a packed answer. Until it is set, and
/// where it says no, answers are JSON.
pub fn set_asked(asked: fn() -> bool) {
    // Every router of a process sets the same one.
    let _ = ASKED.set(asked);
}

#[cfg(not(target_arch = "wasm32"))]
fn is_asked() -> bool {
    ASKED.get().is_some_and(|asked| asked())
}

impl<T: Serialize> Encodes<T> for PackedEncoding {
    type Error = NotPacked;

    fn encode(value: &T) -> Result<Bytes, NotPacked> {
        #[cfg(not(target_arch = "wasm32"))]
        if !is_asked() {
            // So that tests, which ask for JSON, find a type that cannot be packed.
            #[cfg(debug_assertions)]
            pack(value)?;
            return serde_json::to_vec(value).map(Bytes::from).map_err(|error| NotPacked(error.to_string()));
        }
        Ok([&[MARK], &*pack(value)?].concat().into())
    }
}

impl<T: DeserializeOwned> Decodes<T> for PackedEncoding {
    type Error = NotPacked;

    fn decode(bytes: Bytes) -> Result<T, NotPacked> {
        let unpacked = packed_body(&bytes).ok_or_else(|| NotPacked("not packed".to_owned())).and_then(unpack);
        // On the server also what was written where nobody asked for a packed one.
        #[cfg(not(target_arch = "wasm32"))]
        return unpacked.or_else(|error| serde_json::from_slice(&bytes).map_err(|_| error));
        #[cfg(target_arch = "wasm32")]
        unpacked
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use std::collections::BTreeMap;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Plain,
        Named { name: String },
        Pair(i64, bool),
        One(Box<Everything>),
    }

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Everything {
        small: u8,
        count: u64,
        below: i64,
        share: f64,
        letter: char,
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        left_out: Option<String>,
        there: Option<String>,
        list: Vec<u32>,
        map: BTreeMap<String, (i32, bool)>,
        unit: (),
        #[serde(skip)]
        never: u8,
        last: u16,
    }

    fn everything() -> Everything {
        Everything {
            small: 200,
            count: u64::MAX,
            below: i64::MIN,
            share: 0.1,
            letter: 'ß',
            name: "Käthe".to_owned(),
            there: Some(String::new()),
            list: vec![0, 127, 128, 300_000],
            map: BTreeMap::from([("a".to_owned(), (-1, true)), ("b".to_owned(), (i32::MAX, false))]),
            last: 999,
            ..Everything::default()
        }
    }

    #[test]
    fn values_come_back_as_they_were() {
        for kind in [
            Kind::Plain,
            Kind::Named { name: "n".to_owned() },
            Kind::Pair(-5, true),
            Kind::One(Box::new(everything())),
            Kind::One(Box::new(Everything { left_out: Some("there".to_owned()), ..everything() })),
        ] {
            assert_eq!(unpack::<Kind>(&pack(&kind).unwrap()).unwrap(), kind);
        }
    }

    #[test]
    fn items_that_nobody_counted_are_counted() {
        struct Uncounted;
        impl Serialize for Uncounted {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq((0..300_u64).filter(|number| number % 2 == 0))
            }
        }
        let even: Vec<u64> = (0..150).map(|number| number * 2).collect();
        assert_eq!(unpack::<(Vec<u64>, u8)>(&pack(&(Uncounted, 7_u8)).unwrap()).unwrap(), (even, 7));
    }

    #[test]
    fn what_is_written_is_postcard() {
        let all = Everything { left_out: Some("there".to_owned()), ..everything() };
        assert_eq!(pack(&all).unwrap(), postcard::to_allocvec(&all).unwrap());
        let pair = Kind::Pair(300, false);
        assert_eq!(pack(&pair).unwrap(), postcard::to_allocvec(&pair).unwrap());
    }

    #[test]
    fn bytes_that_are_no_value_are_an_error() {
        let packed = pack(&everything()).unwrap();
        assert!(unpack::<Everything>(&packed[..packed.len() - 1]).is_err());
        assert!(unpack::<Kind>(&[9]).is_err());
        assert!(unpack::<Vec<String>>(&[0xff, 0xff, 0xff, 0xff, 0x0f]).is_err(), "a length that is not there");
        assert!(unpack::<String>(b"<html>").is_err());
        assert!(unpack::<()>(b"<html>").is_err() && unpack::<u64>(b"<html>").is_err(), "more than a value");
        let decode = |bytes: &'static [u8]| <PackedEncoding as Decodes<()>>::decode(Bytes::from_static(bytes));
        assert!(decode(b"").is_err() && decode(b"<html>").is_err() && decode(&[MARK]).is_ok());
    }

    #[test]
    fn a_page_of_another_version_is_told_apart() {
        assert!(!of_another_version(&accepted()) && !of_another_version("*/*") && !of_another_version("text/html"));
        assert!(of_another_version(PackedEncoding::CONTENT_TYPE));
        assert!(of_another_version(&format!("{}0", accepted())));
    }

    #[test]
    fn whoever_does_not_ask_gets_json() {
        let bytes = <PackedEncoding as Encodes<Everything>>::encode(&everything()).unwrap();
        assert_eq!(serde_json::from_slice::<Everything>(&bytes).unwrap(), everything());
        assert_eq!(<PackedEncoding as Decodes<Everything>>::decode(bytes).unwrap(), everything());
    }
}
