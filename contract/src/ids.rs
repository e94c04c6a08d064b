//! Identifiers: UUIDs inside, prefixed outside (`org_` + 32 lower-case hex digits).
//!
//! Parsing accepts the hyphenated UUID, the bare hex digits and the prefixed form, upper or lower case;
//! an id of another kind fails with a message that says what was expected. Ids are minted in `service`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// Why a text is not an id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidId {
    /// The prefix that was expected, without the underscore.
    pub expected: &'static str,
}

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected an id of the form {}_ and 32 hexadecimal digits", self.expected)
    }
}

impl std::error::Error for InvalidId {}

fn parse_uuid(text: &str, prefix: &'static str) -> Result<Uuid, InvalidId> {
    let digits = match text.split_once('_') {
        Some((before, rest)) if before == prefix && rest.len() == 32 => rest,
        None if text.len() == 32 || text.len() == 36 => text,
        _ => return Err(InvalidId { expected: prefix }),
    };
    Uuid::try_parse(digits).map_err(|_| InvalidId { expected: prefix })
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = json!(concat!($prefix, "_0199d7a8c1f27c4e9a53b6d0e8f41c22"))))]
        pub struct $name(pub Uuid);

        impl $name {
            /// The prefix of the printed form, without the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// The UUID inside, as the database stores it.
            pub fn uuid(&self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0.as_simple())
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                parse_uuid(text, $prefix).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(
    /// An organization.
    OrgId, "org"
);
id!(
    /// A project of an organization.
    ProjectId, "proj"
);
id!(
    /// A membership: one user in one organization.
    MembershipId, "mem"
);
id!(
    /// An invitation.
    InvitationId, "inv"
);
id!(
    /// A join code (not the code itself).
    JoinCodeId, "join"
);
id!(
    /// A custom role.
    RoleId, "role"
);
id!(
    /// An API key (not the key itself).
    ApiKeyId, "key"
);
id!(
    /// An audit event.
    EventId, "evt"
);
id!(
    /// A console session (not the cookie's value).
    SessionId, "ses"
);
id!(
    /// A personal user token (not the token itself).
    TokenId, "tok"
);
id!(
    /// A message in the outbox.
    MessageId, "msg"
);

/// A user: an opaque text of 1–64 of `[A-Za-z0-9_.:@-]`, equal on every surface. Generated ones are `usr_` + hex.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "usr_0199d7a8c1f27c4e9a53b6d0e8f41c22"))]
pub struct UserId(String);

impl UserId {
    /// The id as it is stored and printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of a new user, from a freshly minted UUID.
    pub fn generated(id: Uuid) -> Self {
        Self(format!("usr_{}", id.as_simple()))
    }

    /// An id that the database holds, and so was checked when it was made.
    pub fn stored(id: String) -> Self {
        Self(id)
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for UserId {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let ok = !text.is_empty()
            && text.len() <= 64
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b':' | b'@' | b'-'));
        if ok { Ok(Self(text.to_owned())) } else { Err(InvalidId { expected: "usr" }) }
    }
}

impl<'de> Deserialize<'de> for UserId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

macro_rules! reference {
    ($(#[$doc:meta])* $name:ident, $id:ident, $other:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            /// By id, in any spelling.
            Id($id),
            /// By the other key that people read.
            $other(String),
        }

        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                String::schema()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                text.parse().map(Self::Id).unwrap_or_else(|_| Self::$other(text.to_owned()))
            }
        }

        impl From<$id> for $name {
            fn from(id: $id) -> Self {
                Self::Id(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    Self::Id(id) => id.fmt(f),
                    Self::$other(text) => f.write_str(text),
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(String::deserialize(deserializer)?.as_str().into())
            }
        }
    };
}

reference!(
    /// An organization as a path names it: an id in any spelling, or the slug. A slug never parses as an id.
    OrgRef, OrgId, Slug
);
reference!(
    /// A project as a path names it: an id in any spelling, or its name within the organization.
    ProjectRef, ProjectId, Name
);

/// A role as a path names it. The native API goes by names, which system roles have too; ids are for surfaces that print them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoleRef {
    /// One of the organization's own, by its id.
    Id(RoleId),
    /// By its name.
    Name(String),
}

impl From<&str> for RoleRef {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<&String> for RoleRef {
    fn from(name: &String) -> Self {
        Self::Name(name.clone())
    }
}

impl From<RoleId> for RoleRef {
    fn from(id: RoleId) -> Self {
        Self::Id(id)
    }
}

/// A member as a path names it: by the membership or by the user. A user id can look like a membership's; the latter counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRef {
    /// The membership, when the text can be one's id.
    pub membership: Option<MembershipId>,
    /// The user, when the text can be one's id.
    pub user: Option<UserId>,
}

impl From<&str> for MemberRef {
    fn from(text: &str) -> Self {
        Self { membership: text.parse().ok(), user: text.parse().ok() }
    }
}

impl From<&UserId> for MemberRef {
    fn from(user: &UserId) -> Self {
        Self { membership: None, user: Some(user.clone()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_an_id_is_the_same_id() {
        let id: OrgId = "org_0199d7a8c1f27c4e9a53b6d0e8f41c22".parse().unwrap();
        for spelling in [
            "0199d7a8c1f27c4e9a53b6d0e8f41c22",
            "0199D7A8-C1F2-7C4E-9A53-B6D0E8F41C22",
            "org_0199D7A8C1F27C4E9A53B6D0E8F41C22",
        ] {
            assert_eq!(spelling.parse::<OrgId>().unwrap(), id, "{spelling}");
        }
        assert_eq!(id.to_string(), "org_0199d7a8c1f27c4e9a53b6d0e8f41c22");
    }

    #[test]
    fn an_id_of_another_kind_is_refused_with_what_was_expected() {
        let error = "proj_0199d7a8c1f27c4e9a53b6d0e8f41c22".parse::<OrgId>().unwrap_err();
        assert!(error.to_string().contains("org_"));
        assert!("org_0199d7a8-c1f2-7c4e-9a53-b6d0e8f41c22".parse::<OrgId>().is_err());
        assert!("{0199d7a8-c1f2-7c4e-9a53-b6d0e8f41c22}".parse::<OrgId>().is_err());
    }

    #[test]
    fn a_reference_that_is_no_id_is_a_slug() {
        assert_eq!(OrgRef::from("harbor-labs"), OrgRef::Slug("harbor-labs".into()));
        assert!(matches!(OrgRef::from("0199d7a8c1f27c4e9a53b6d0e8f41c22"), OrgRef::Id(_)));
    }

    #[test]
    fn user_ids_are_opaque_but_bounded() {
        assert!("ana@example.com".parse::<UserId>().is_ok());
        assert!("".parse::<UserId>().is_err());
        assert!("a b".parse::<UserId>().is_err());
        assert!("a".repeat(65).parse::<UserId>().is_err());
    }
}
