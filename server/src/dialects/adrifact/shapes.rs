//! What the calls read and write: camelCase, hyphenated UUIDs.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use contract::{
    OrgId, OrgRef, Timestamp, UserId,
    invitations::Invitation,
    join_codes::JoinCode,
    members::{Member, MemberStatus},
    organizations::Organization,
};
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::error::Failure;
use crate::dialects::object::{self, BODY_MAX, Unreadable};

/// The answer of calls that have nothing to tell.
#[derive(Serialize)]
pub struct Done {
    ok: bool,
}

/// It is done.
pub const DONE: Done = Done { ok: true };

/// The fields of a request. Reading one notes its faults; [`Input::finish`] answers all of them at once.
pub struct Input {
    fields: Map<String, Value>,
    faults: Vec<String>,
}

impl<S: Send + Sync> FromRequest<S> for Input {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let bytes = object::bytes(request, state).await.map_err(unreadable)?;
        Self::of(&bytes)
    }
}

fn unreadable(why: Unreadable) -> Failure {
    match why {
        Unreadable::TooLong => contract::ApiError::PayloadTooLarge { limit: BODY_MAX as u64 }.into(),
        Unreadable::Cut => Failure::unreadable("The body did not arrive completely.".to_owned()),
        Unreadable::Empty | Unreadable::NotAnObject => {
            Failure::unreadable("The body must be a JSON object.".to_owned())
        }
        Unreadable::Syntax(offset, what) => {
            Failure::unreadable(format!("The body is not valid JSON: {what} at offset {offset}."))
        }
    }
}

impl Input {
    fn of(bytes: &Bytes) -> Result<Self, Failure> {
        Ok(Self { fields: object::parse(bytes).map_err(unreadable)?, faults: Vec::new() })
    }

    fn fault(&mut self, field: &str, what: &str) {
        self.faults.push(format!("{field}: {what}"));
    }

    /// A text that must be there.
    pub fn text(&mut self, field: &str) -> String {
        if self.fields.contains_key(field) {
            return self.optional_text(field).unwrap_or_default();
        }
        self.fault(field, "This field is required.");
        String::new()
    }

    /// A text that may be absent. `null` is no text.
    pub fn optional_text(&mut self, field: &str) -> Option<String> {
        match self.fields.remove(field) {
            None => None,
            Some(Value::String(text)) => Some(text),
            Some(_) => {
                self.fault(field, "Send a string.");
                None
            }
        }
    }

    /// An id: a text that is not empty.
    fn id(&mut self, field: &str) -> String {
        let (before, text) = (self.faults.len(), self.text(field));
        if text.is_empty() && self.faults.len() == before {
            self.fault(field, "Send an id.");
        }
        text
    }

    /// An id of our own making. One that cannot exist is not found.
    pub fn own_id<T: From<Uuid> + std::str::FromStr>(&mut self, field: &str) -> T {
        // The nil UUID is never minted.
        self.id(field).parse().unwrap_or_else(|_| T::from(Uuid::nil()))
    }

    /// The organization: `organizationId`. Slugs are not known here.
    pub fn organization(&mut self) -> OrgRef {
        OrgRef::Id(self.own_id::<OrgId>("organizationId"))
    }

    /// A user. An id that cannot exist is nobody's.
    pub fn user(&mut self, field: &str) -> UserId {
        self.id(field).parse().unwrap_or_else(|_| UserId::stored(String::new()))
    }

    /// A role's name that may be absent.
    pub fn optional_role(&mut self) -> Option<String> {
        let role = self.optional_text("role");
        if role.as_deref() == Some("") {
            self.fault("role", "Send a role's name, or leave the field out.");
        }
        role
    }

    /// A whole number that may be absent or `null`.
    pub fn optional_number(&mut self, field: &str) -> Option<i64> {
        match self.fields.remove(field) {
            None | Some(Value::Null) => None,
            Some(value) => {
                let number = value.as_i64();
                if number.is_none() {
                    self.fault(field, "Send a whole number.");
                }
                number
            }
        }
    }

    /// One of some words; absent, the first of them.
    pub fn word<T: Copy>(&mut self, field: &str, words: &[(&str, T)], absent: T) -> T {
        let Some(text) = self.optional_text(field) else { return absent };
        match words.iter().find(|(word, _)| *word == text) {
            Some((_, value)) => *value,
            None => {
                let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                self.fault(field, &format!("Send one of: {}.", known.join(", ")));
                absent
            }
        }
    }

    /// Fails when there was a fault.
    pub fn finish(self) -> Result<(), Failure> {
        if self.faults.is_empty() { Ok(()) } else { Err(Failure::unreadable(self.faults.join(" "))) }
    }
}

/// For calls without input: an empty body, or an object of whatever.
pub struct NoInput;

impl<S: Send + Sync> FromRequest<S> for NoInput {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        match object::parse(&object::bytes(request, state).await.map_err(unreadable)?) {
            Ok(_) | Err(Unreadable::Empty) => Ok(Self),
            Err(why) => Err(unreadable(why)),
        }
    }
}

/// `Organization`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationShape {
    id: Uuid,
    name: String,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<Organization> for OrganizationShape {
    fn from(org: Organization) -> Self {
        Self { id: org.id.0, name: org.name, created_at: org.created_at, updated_at: org.updated_at }
    }
}

/// `OrgMember`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberShape {
    user_id: UserId,
    email: String,
    name: Option<String>,
    role: String,
    status: MemberStatus,
    joined_at: Timestamp,
}

impl From<Member> for MemberShape {
    fn from(member: Member) -> Self {
        Self {
            user_id: member.user_id,
            email: member.email,
            name: Some(member.name).filter(|name| !name.is_empty()),
            role: member.role,
            status: member.status,
            joined_at: member.joined_at,
        }
    }
}

/// `OrgInvitation`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InvitationShape {
    id: Uuid,
    organization_id: Uuid,
    email: String,
    role: String,
    status: &'static str,
    invited_by: Option<UserId>,
    created_at: Timestamp,
    expires_at: Timestamp,
}

impl InvitationShape {
    /// The invitation of an organization.
    pub fn new(org: &OrgRef, invitation: Invitation) -> Self {
        Self {
            id: invitation.id.0,
            organization_id: uuid_of(org),
            email: invitation.email,
            role: invitation.role,
            status: invitation.status.as_str(),
            invited_by: invitation.invited_by_id,
            created_at: invitation.created_at,
            expires_at: invitation.expires_at,
        }
    }
}

/// `OrgJoinCode`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JoinCodeShape {
    id: Uuid,
    organization_id: Uuid,
    code: String,
    role: String,
    max_uses: Option<i64>,
    uses: i64,
    created_by: Option<UserId>,
    created_at: Timestamp,
}

impl JoinCodeShape {
    /// The code of an organization.
    pub fn new(org: &OrgRef, code: JoinCode) -> Self {
        Self {
            id: code.id.0,
            organization_id: uuid_of(org),
            code: code.code,
            role: code.role,
            max_uses: code.max_uses,
            uses: code.use_count,
            created_by: code.created_by_id,
            created_at: code.created_at,
        }
    }
}

/// The id by which a request named its organization: nothing else is read here.
fn uuid_of(org: &OrgRef) -> Uuid {
    match org {
        OrgRef::Id(id) => id.0,
        OrgRef::Slug(_) => Uuid::nil(),
    }
}
