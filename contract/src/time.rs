//! Points in time: microseconds since 1970 in UTC, RFC 3339 on the wire, a plain integer in the database and packed.

use ::time::{OffsetDateTime, format_description::well_known::Rfc3339};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// Microseconds since 1970-01-01T00:00:00Z. Printed as RFC 3339 ending in `Z`, with a fraction only when it is not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = DateTime, example = "2026-11-24T13:30:00Z"))]
pub struct Timestamp(pub i64);

/// Microseconds in a second.
pub const SECOND: i64 = 1_000_000;
/// Microseconds in a minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Microseconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Microseconds in a day.
pub const DAY: i64 = 24 * HOUR;

/// 9999-12-31T23:59:59Z, the last second that RFC 3339 can say.
const LAST: i64 = 253_402_300_799 * SECOND;

impl Timestamp {
    /// This point in time moved by `micros` (which may be negative), held within the years 1970 to 9999.
    pub fn plus(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros).clamp(0, LAST))
    }

    /// The number of the UTC day since 1970-01-01.
    pub fn day(self) -> i64 {
        self.0.div_euclid(DAY)
    }

    /// The calendar view of this point in time, in UTC.
    pub fn to_utc(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0.clamp(0, LAST + SECOND - 1)) * 1000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// The month this point lies in, as `year * 12 + (month - 1)`.
    pub fn month(self) -> i64 {
        let utc = self.to_utc();
        i64::from(utc.year()) * 12 + i64::from(u8::from(utc.month())) - 1
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_utc().format(&Rfc3339).map_err(|_| fmt::Error)?)
    }
}

/// A text that is not an RFC 3339 time between 1970 and 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidTime;

impl fmt::Display for InvalidTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected an RFC 3339 time such as 2026-11-24T13:30:00Z")
    }
}

impl std::error::Error for InvalidTime {}

impl FromStr for Timestamp {
    type Err = InvalidTime;
    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        let time = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| InvalidTime)?;
        i64::try_from(time.unix_timestamp_nanos() / 1000)
            .ok()
            .filter(|micros| (0..=LAST).contains(micros))
            .map(Timestamp)
            .ok_or(InvalidTime)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { serializer.serialize_i64(self.0) }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom);
        }
        i64::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_is_printed_only_when_there_is_one() {
        assert_eq!(Timestamp(0).to_string(), "1970-01-01T00:00:00Z");
        assert_eq!(Timestamp(1_500_000).to_string(), "1970-01-01T00:00:01.5Z");
    }

    #[test]
    fn a_packed_one_is_a_number() {
        let time = Timestamp(1_500_000);
        assert_eq!(crate::packed::pack(&time), crate::packed::pack(&1_500_000_i64));
        assert_eq!(crate::packed::unpack(&crate::packed::pack(&time).unwrap()), Ok(time));
    }

    #[test]
    fn an_offset_is_turned_into_utc() {
        let time: Timestamp = "2026-11-24T15:30:00+02:00".parse().unwrap();
        assert_eq!(time.to_string(), "2026-11-24T13:30:00Z");
        assert_eq!(time.month(), 2026 * 12 + 10);
    }

    #[test]
    fn extremes_neither_wrap_nor_panic() {
        assert_eq!(Timestamp(i64::MAX).plus(DAY).to_string(), "9999-12-31T23:59:59Z");
        assert!("9999-12-31T23:59:59-12:00".parse::<Timestamp>().is_err());
        assert!("yesterday".parse::<Timestamp>().is_err());
    }
}
