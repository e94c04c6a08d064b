//! Making an organization as another product's surface does: with its own rule for slugs, for another person, with free-form
//! settings, with an organization key.

use super::{insert, sql};
use crate::{
    Actor, Error, OrgAccess, Result, Services,
    actor::{Credential, UserAccess},
    api_keys::mint_organization_key,
    audit::{self, Entry},
    authz::person,
    db::Tx,
};
use contract::{
    ApiError, OrgId, UserId,
    api_keys::{CreatedApiKey, KeyKind},
    error::Denial,
    organizations::{NewOrganization, Organization},
    validate::Faults,
};
use serde_json::{Map, Value};

/// The largest settings, in bytes of compact JSON.
pub(super) const MAX_SETTINGS: usize = 64 * 1024;

/// Where the slug of a new organization comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SlugRule {
    /// Derived from the name, with an ending when that is taken.
    #[default]
    Derived,
    /// Given (Teabar): `^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`.
    Name(String),
    /// Given (Permit): 1–64 of `[A-Za-z0-9_-]`, compared without case and printed as given.
    Key(String),
}

impl SlugRule {
    fn given(&self) -> Option<&str> {
        match self {
            Self::Derived => None,
            Self::Name(slug) | Self::Key(slug) => Some(slug),
        }
    }

    fn validate(&self, faults: &mut Faults) {
        let (fits, hint) = match self {
            Self::Derived => return,
            Self::Name(slug) => {
                let fits = (1..=63).contains(&slug.len())
                    && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                    && !slug.starts_with('-')
                    && !slug.ends_with('-');
                (fits, "Use 1 to 63 lower-case letters, digits and hyphens, with no hyphen at an end.")
            }
            Self::Key(slug) => {
                let fits = (1..=64).contains(&slug.len())
                    && slug.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
                (fits, "Use 1 to 64 letters, digits, hyphens and underscores.")
            }
        };
        if !fits {
            faults.add("slug", "invalid_format", hint);
        } else if self.given().is_some_and(|slug| slug.parse::<OrgId>().is_ok()) {
            faults.add("slug", "not_allowed", "This reads like an organization id. Choose another one.");
        }
    }
}

/// The request to make an organization through another product's surface.
#[derive(Debug, Clone, Default)]
pub struct OrganizationDraft {
    /// Name, billing address, logo and time zone; its slug is not looked at.
    pub profile: NewOrganization,
    /// Where the slug comes from.
    pub slug: SlugRule,
    /// The first owner when it is not the caller: any existing user, for super admins only.
    pub owner: Option<UserId>,
    /// Free-form settings, up to 64 KiB.
    pub settings: Map<String, Value>,
    /// Permit: the answer carries an organization key, and an organization key may ask, whose maker then is the owner.
    pub organization_key: bool,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct MadeOrganization {
    /// The organization.
    pub organization: Organization,
    /// Its settings.
    pub settings: Map<String, Value>,
    /// Its organization key, shown once.
    pub key: Option<CreatedApiKey>,
}

/// Who asks for a new organization.
enum Asker {
    Person(UserAccess),
    Key(Box<OrgAccess>),
}

impl Asker {
    async fn record(&self, tx: &mut Tx, org: OrgId, entry: Entry) -> Result<()> {
        match self {
            Self::Person(person) => audit::record_person(tx, Some(org), person, entry).await,
            Self::Key(access) => audit::record_elsewhere(tx, access, org, entry).await,
        }
    }
}

/// Makes an organization with its first owner and a project `default`, all in one transaction.
///
/// Fails with `user_required` for keys (but see [`OrganizationDraft::organization_key`]), `permission_denied` when somebody
/// but a super admin names another owner, `not_found` when that user does not exist, `already_exists` for a taken slug.
pub async fn create_from(s: &Services, actor: &Actor, draft: OrganizationDraft) -> Result<MadeOrganization> {
    let OrganizationDraft { mut profile, slug, owner, settings, organization_key } = draft;
    profile.slug = None;
    profile.validate()?;
    let mut faults = Faults::new();
    slug.validate(&mut faults);
    let text = serde_json::to_string(&settings).map_err(Error::internal)?;
    if text.len() > MAX_SETTINGS {
        faults.add("settings", "too_long", "Use at most 64 KiB.");
    }
    faults.finish()?;
    let mut tx = s.db.write().await?;
    let asker = asker(&mut tx, actor, organization_key).await?;
    let owner = match &asker {
        Asker::Person(caller) => owner_for(&mut tx, actor, caller, owner).await?,
        // Whoever made the organization key answers for what it makes.
        Asker::Key(access) => match person(&mut tx, access.user_id(), actor).await? {
            Some(maker) if owner.as_ref().is_none_or(|owner| *owner == maker.id) => maker,
            _ => return Err(access.forbidden("Whoever made this key cannot own an organization.")),
        },
    };
    let extra = sql::Extra { given: slug.given(), settings: &text };
    let org = insert(&mut tx, &owner.id, profile, extra).await?;
    let organization = sql::one(&mut tx, org).await?;
    let entry = Entry::new("organization.created", "organization", org, &organization.name)
        .set("name", &organization.name)
        .set("slug", &organization.slug);
    // As on every other door: the owner is named where it is not who made it.
    let entry = match &asker {
        Asker::Person(caller) if *caller.id() == owner.id => entry,
        _ => entry.set("owner", &owner.id),
    };
    asker.record(&mut tx, org, entry).await?;
    let key = if organization_key {
        let (key, entry) = mint_organization_key(&mut tx, org, &owner).await?;
        asker.record(&mut tx, org, entry).await?;
        Some(key)
    } else {
        None
    };
    tx.commit().await?;
    Ok(MadeOrganization { organization, settings, key })
}

async fn asker(tx: &mut Tx, actor: &Actor, organization_key: bool) -> Result<Asker> {
    if !matches!(actor.credential, Credential::ApiKey(_)) {
        return Ok(Asker::Person(actor.user(tx).await?));
    }
    let access = actor.enter_own(tx).await?;
    if organization_key && access.key_kind() == Some(KeyKind::Organization) {
        Ok(Asker::Key(Box::new(access)))
    } else {
        Err(ApiError::UserRequired.into())
    }
}

async fn owner_for(tx: &mut Tx, actor: &Actor, caller: &UserAccess, named: Option<UserId>) -> Result<UserAccess> {
    match named {
        None => Ok(caller.clone()),
        Some(named) if named == caller.id => Ok(caller.clone()),
        Some(named) if caller.super_admin => {
            let owner = person(tx, &named, actor).await?;
            owner.ok_or_else(|| ApiError::not_found("user").into())
        }
        Some(_) => Err(ApiError::PermissionDenied(Box::new(Denial {
            detail: "Only a super admin can make an organization for somebody else.".to_owned(),
            missing_permission: None,
            resource: None,
            your_role: None,
            granted_by_roles: Vec::new(),
            ask: Vec::new(),
        }))
        .into()),
    }
}

#[cfg(test)]
mod tests;
