//! Organizations with their free-form settings: how a surface reads and changes them that keeps a JSON object beside the
//! name, counts pages, and shows figures of three months.

use super::{
    create::MAX_SETTINGS,
    sql::{
        self,
        numbered::{Among, Needle},
    },
};
use crate::{
    Actor, Error, Result, Services,
    actor::Credential,
    audit::{self, Entry},
    db::page_window,
    email::search_key,
    usage,
};
use contract::{
    OffsetRequest, OrgRef, Permission,
    organizations::Organization,
    validate::{Faults, MAX_NAME},
};
use serde_json::{Map, Value};

/// An organization with its settings.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfiguredOrganization {
    /// The organization.
    pub organization: Organization,
    /// Its settings.
    pub settings: Map<String, Value>,
}

impl ConfiguredOrganization {
    fn read(row: sql::numbered::Row) -> Result<Self> {
        let (organization, settings) = row.split();
        Ok(Self { organization, settings: serde_json::from_str(&settings).map_err(Error::internal)? })
    }
}

/// What to change; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConfigurationPatch {
    /// 1–120 characters.
    pub name: Option<String>,
    /// Replaces all settings; up to 64 KiB.
    pub settings: Option<Map<String, Value>>,
}

/// A page of the organizations that the caller can see, oldest first: of a user the active memberships, of a super admin
/// every one, of a key its own one if it holds `organization.read`. `search` is text in the name, the slug or the id.
pub async fn list_configured(
    s: &Services,
    actor: &Actor,
    search: Option<&str>,
    page: OffsetRequest,
) -> Result<Vec<ConfiguredOrganization>> {
    let window = page_window(&page)?;
    let needle = search.map(str::trim).filter(|text| !text.is_empty()).map(needle);
    let mut tx = s.db.read().await?;
    let rows = if matches!(actor.credential, Credential::ApiKey(_)) {
        let access = actor.enter_own(&mut tx).await?;
        if !access.permissions().contains(Permission::OrganizationRead) {
            return Ok(Vec::new());
        }
        sql::numbered::list(&mut tx, Among::Only(access.org()), needle.as_ref(), window).await?
    } else {
        let user = actor.user(&mut tx).await?;
        let among = if user.super_admin() { Among::All } else { Among::Of(user.id()) };
        sql::numbered::list(&mut tx, among, needle.as_ref(), window).await?
    };
    rows.into_iter().map(ConfiguredOrganization::read).collect()
}

fn needle(text: &str) -> Needle {
    // No name has a U+0000, and PostgreSQL takes none; this stands for it and is in no name either.
    let text = text.replace('\0', "\u{1}");
    let slug = text.to_lowercase();
    let digits = slug.strip_prefix("org_").unwrap_or(&slug).replace('-', "");
    let of_id = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    Needle { name_key: search_key(&text), digits: of_id.then_some(digits), slug }
}

/// One organization. Needs `organization.read`.
pub async fn read_configured(s: &Services, actor: &Actor, org: &OrgRef) -> Result<ConfiguredOrganization> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::OrganizationRead).await?;
    ConfiguredOrganization::read(sql::numbered::one(&mut tx, access.org()).await?)
}

/// Changes the name and the settings. Needs `organization.update`. The audit log names the settings that changed, not their
/// values, which may be secrets.
pub async fn update_configured(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    patch: ConfigurationPatch,
) -> Result<ConfiguredOrganization> {
    let mut faults = Faults::new();
    if let Some(name) = &patch.name {
        faults.name("name", name, MAX_NAME);
    }
    let text = patch.settings.as_ref().map(serde_json::to_string).transpose().map_err(Error::internal)?;
    if text.as_ref().is_some_and(|text| text.len() > MAX_SETTINGS) {
        faults.add("settings", "too_long", "Use at most 64 KiB.");
    }
    faults.finish()?;
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::OrganizationUpdate).await?;
    let old = ConfiguredOrganization::read(sql::numbered::one(&mut tx, access.org()).await?)?;
    let mut new = old.clone();
    if let Some(name) = &patch.name {
        new.organization.name = name.trim().to_owned();
    }
    if let Some(settings) = patch.settings {
        new.settings = settings;
    }
    let changed = changed_keys(&old.settings, &new.settings);
    let mut entry = Entry::new("organization.updated", "organization", old.organization.id, &new.organization.name)
        .change("name", &old.organization.name, &new.organization.name);
    if !changed.is_empty() {
        entry = entry.set("settings", changed);
    }
    if entry.is_empty() {
        return Ok(old);
    }
    new.organization.updated_at = tx.now();
    let name_key = search_key(&new.organization.name);
    sql::update(&mut tx, &access, &new.organization, &name_key).await?;
    if let Some(text) = text {
        sql::numbered::set_settings(&mut tx, &access, &text).await?;
    }
    audit::record(&mut tx, &access, entry).await?;
    tx.commit().await?;
    Ok(new)
}

/// The names of the settings that were added, changed or removed.
fn changed_keys(old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<String> {
    let mut keys: Vec<String> =
        new.iter().filter(|(key, value)| old.get(*key) != Some(value)).map(|(key, _)| key.clone()).collect();
    keys.extend(old.keys().filter(|key| !new.contains_key(*key)).cloned());
    keys
}

/// An organization in figures.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganizationFigures {
    /// The organization with its settings; it counts members and projects.
    pub configured: ConfiguredOrganization,
    /// Environments of all projects together.
    pub environments: i64,
    /// Of this month and the two before, the latest first: the month as `year * 12 + (month - 1)`, and how many people were
    /// active in the organization in it. Whoever asks is active this month.
    pub active_users: [(i64, i64); 3],
}

/// The figures of an organization. Needs `organization.read`.
pub async fn figures(s: &Services, actor: &Actor, org: &OrgRef) -> Result<OrganizationFigures> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::OrganizationRead).await?;
    let configured = ConfiguredOrganization::read(sql::numbered::one(&mut tx, access.org()).await?)?;
    let environments = sql::numbered::environments(&mut tx, &access).await?;
    let active_users = usage::last_months(&mut tx, &access).await?;
    Ok(OrganizationFigures { configured, environments, active_users })
}

#[cfg(test)]
mod tests;
