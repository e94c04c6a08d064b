//! Organizations: making, changing and deleting them, and the overview of one. What somebody may do there is `rights`.

mod administration;
mod create;
mod deletion;
pub mod instance;
mod profile;
mod rights;
pub(crate) mod slug;
mod sql;
#[cfg(test)]
mod tests;
mod timezones;

pub use administration::admin_update;
pub use create::{MadeOrganization, OrganizationDraft, SlugRule, create_from};
pub(crate) use deletion::RESTORABLE;
pub use deletion::{delete, deleted, empty_bin, restore};
pub use profile::{create_owned_by, profile, profile_of_user, rename};
pub use rights::{check_permission, my_permissions};

use crate::{
    Actor, Email, Error, OrgAccess, Result, Services,
    actor::Credential,
    audit::{self, Entry},
    db::{Tx, decode_cursor, encode_cursor, page_limit, page_of, stale_cursor},
    email::search_key,
    members, projects,
};
use contract::{
    ApiError, OrgId, OrgRef, Page, PageRequest, Permission, ProjectRef, UserId,
    error::Denial,
    organizations::{
        Dashboard, NewOrganization, Organization, OrganizationContext, OrganizationFilter, OrganizationPatch,
    },
    permissions::{OWNER, SYSTEM_ROLES},
};
use std::collections::HashSet;

/// The organizations in which the caller is an active member, by name, each with the caller's role; with `all` (super
/// admins only) every organization. A key sees its own organization alone, and needs `organization.read` for that.
pub async fn list(
    s: &Services,
    actor: &Actor,
    filter: OrganizationFilter,
    page: PageRequest,
) -> Result<Page<Organization>> {
    let limit = page_limit(&page)?;
    let mut tx = s.db.read().await?;
    if matches!(actor.credential, Credential::ApiKey(_)) && !filter.all {
        return own(&mut tx, actor, &filter, &page).await;
    }
    let user = match actor.user(&mut tx).await {
        Ok(user) => Some(user),
        // A key that asks for all is told the same as anybody else who may not.
        Err(error) if filter.all && matches!(error.as_public(), Some(ApiError::UserRequired)) => None,
        Err(error) => return Err(error),
    };
    let Some(user) = user.filter(|user| !filter.all || user.super_admin()) else {
        return Err(Error::Public(ApiError::PermissionDenied(Box::new(Denial {
            detail: "Only a super admin can list every organization.".to_owned(),
            missing_permission: None,
            resource: None,
            your_role: None,
            granted_by_roles: Vec::new(),
            ask: Vec::new(),
        }))));
    };
    let after = match page.cursor.as_deref() {
        None => None,
        Some(cursor) => {
            let [name_key, id] = decode_cursor(cursor)?;
            Some((name_key, id.parse().map_err(|_| stale_cursor())?))
        }
    };
    let search = filter.search.as_deref().map(search_key).filter(|s| !s.is_empty());
    let wanted = sql::Wanted { user: user.id(), all: filter.all, search: search.as_deref(), after };
    let rows = sql::list(&mut tx, &wanted, limit + 1).await?;
    let mut page_of_rows =
        page_of(rows, limit, |row| encode_cursor(&[&row.name_key, &row.id.to_string()]), Organization::from);
    if page.include_total {
        page_of_rows.total = Some(sql::count(&mut tx, &wanted).await?);
    }
    Ok(page_of_rows)
}

/// The page of a key: its own organization, if the search finds it.
async fn own(
    tx: &mut Tx,
    actor: &Actor,
    filter: &OrganizationFilter,
    page: &PageRequest,
) -> Result<Page<Organization>> {
    let access = actor.enter_own(tx).await?;
    access.require(tx, Permission::OrganizationRead).await?;
    let mut organization = sql::one(tx, access.org()).await?;
    organization.role = Some(access.role_name().to_owned());
    let found = filter.search.as_deref().map(search_key).is_none_or(|search| {
        search_key(&organization.name).starts_with(&search) || organization.slug.starts_with(&search)
    });
    let data = if found && page.cursor.is_none() { vec![organization] } else { Vec::new() };
    let total = page.include_total.then_some(i64::from(found));
    Ok(Page { data, next_cursor: None, total })
}

/// Makes an organization with the caller as its owner and a project `default`. Only persons can: `user_required` for keys.
/// A given slug that is taken is `already_exists`; without one a free slug is derived from the name.
pub async fn create(s: &Services, actor: &Actor, new: NewOrganization) -> Result<Organization> {
    new.validate()?;
    let mut tx = s.db.write().await?;
    let user = actor.user(&mut tx).await?;
    let org = insert(&mut tx, user.id(), new, sql::Extra::default()).await?;
    let organization = sql::one(&mut tx, org).await?;
    let entry = Entry::new("organization.created", "organization", org, &organization.name)
        .set("name", &organization.name)
        .set("slug", &organization.slug);
    audit::record_person(&mut tx, Some(org), &user, entry).await?;
    tx.commit().await?;
    Ok(organization)
}

/// Makes the organization, its owner and its project within a transaction. The request was validated, and the caller
/// records `organization.created`. A slug in `extra` goes by the rule of its surface.
pub(crate) async fn insert(tx: &mut Tx, owner: &UserId, new: NewOrganization, extra: sql::Extra<'_>) -> Result<OrgId> {
    let org = OrgId(tx.new_id());
    let name = new.name.trim();
    let name_key = search_key(name);
    let billing_email = billing_email(new.billing_email.as_deref())?;
    let timezone = given(new.timezone.as_deref()).unwrap_or("UTC");
    timezones::check(timezone)?;
    let mut row = sql::NewRow {
        slug: "",
        slug_given: None,
        settings: extra.settings,
        name,
        name_key: &name_key,
        logo: given(new.logo.as_deref()),
        timezone,
        billing_email: billing_email.as_deref(),
    };
    match extra.given.or(given(new.slug.as_deref())) {
        Some(slug) => {
            let folded = slug.to_lowercase();
            row.slug = &folded;
            row.slug_given = (folded != slug).then_some(slug);
            if !sql::insert(tx, org, &row).await? {
                return Err(ApiError::already_exists("organization", "slug").into());
            }
        }
        None => insert_with_derived_slug(tx, org, row).await?,
    }
    members::add(tx, org, owner, OWNER).await?;
    sql::insert_default_project(tx, org).await?;
    Ok(org)
}

/// Tries the derived slug, then with `-2`, `-3`, …; each try is an insert that tells whether it was free, so that two
/// at once never collide. After many tries (thousands of the same name) the ending is a random one.
async fn insert_with_derived_slug(tx: &mut Tx, org: OrgId, mut row: sql::NewRow<'_>) -> Result<()> {
    let derived = slug::derive(row.name);
    row.slug = &derived;
    if sql::insert(tx, org, &row).await? {
        return Ok(());
    }
    let taken: HashSet<String> = sql::taken_slugs(tx, slug::family(&derived)).await?.into_iter().collect();
    let numbered = (2u32..).map(|n| slug::with_ending(&derived, &n.to_string())).filter(|slug| !taken.contains(slug));
    let random = slug::with_ending(&derived, &org.uuid().as_simple().to_string().split_off(20));
    for slug in numbered.take(20).chain([random]) {
        if sql::insert(tx, org, &sql::NewRow { slug: &slug, ..row }).await? {
            return Ok(());
        }
    }
    Err(ApiError::already_exists("organization", "slug").into())
}

/// A text that says something, trimmed.
fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|t| !t.is_empty())
}

/// A billing address as it is stored: checked with its domain; none when it is empty.
fn billing_email(text: Option<&str>) -> Result<Option<String>> {
    Ok(given(text).map(|t| Email::parse("billing_email", t)).transpose()?.map(|e| e.address().to_owned()))
}

/// One organization. Needs `organization.read`.
pub async fn read(s: &Services, actor: &Actor, org: &OrgRef) -> Result<Organization> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::OrganizationRead).await?;
    sql::one(&mut tx, access.org()).await
}

/// The frame of a page: the organization, the viewer's role and rights. Every active member may have it; billing address
/// and metadata are left out for those without `organization.read`.
pub async fn context(s: &Services, actor: &Actor, org: &OrgRef) -> Result<OrganizationContext> {
    let mut tx = s.db.read().await?;
    let access = actor.enter(&mut tx, org).await?;
    let mut organization = sql::one(&mut tx, access.org()).await?;
    if !access.permissions().contains(Permission::OrganizationRead) {
        organization.billing_email = None;
        organization.metadata.clear();
    }
    Ok(OrganizationContext { organization, role: access.role_name().to_owned(), permissions: access.permissions() })
}

/// Changes an organization; the slug never changes. Needs `organization.update`.
pub async fn update(s: &Services, actor: &Actor, org: &OrgRef, patch: OrganizationPatch) -> Result<Organization> {
    patch.validate()?;
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::OrganizationUpdate).await?;
    let new = change(&mut tx, &access, patch).await?;
    tx.commit().await?;
    Ok(new)
}

/// [`update`] for surfaces whose contract asks for a role's name instead of a permission: needs the role `owner` or `admin`
/// whatever it holds here, a super admin, an organization key or an api-token.
pub async fn update_as_administrator(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    patch: OrganizationPatch,
) -> Result<Organization> {
    patch.validate()?;
    let mut tx = s.db.write().await?;
    let access = actor.enter(&mut tx, org).await?;
    access.require_administrator()?;
    let new = change(&mut tx, &access, patch).await?;
    tx.commit().await?;
    Ok(new)
}

/// Makes a change that was validated, and records it unless nothing differs.
async fn change(tx: &mut Tx, access: &OrgAccess, patch: OrganizationPatch) -> Result<Organization> {
    let old = sql::one(tx, access.org()).await?;
    let mut new = old.clone();
    if let Some(name) = &patch.name {
        new.name = name.trim().to_owned();
    }
    if patch.billing_email.is_some() {
        new.billing_email = billing_email(patch.billing_email.as_deref())?;
    }
    if patch.logo.is_some() {
        new.logo = given(patch.logo.as_deref()).map(str::to_owned);
    }
    if let Some(timezone) = &patch.timezone {
        timezones::check(timezone)?;
        new.timezone = timezone.clone();
    }
    if let Some(metadata) = patch.metadata {
        new.metadata = metadata;
    }
    let entry = Entry::new("organization.updated", "organization", old.id, &new.name)
        .change("name", &old.name, &new.name)
        .change("billing_email", &old.billing_email, &new.billing_email)
        .change("logo", &old.logo, &new.logo)
        .change("timezone", &old.timezone, &new.timezone)
        .change("metadata", &old.metadata, &new.metadata);
    if entry.is_empty() {
        return Ok(old);
    }
    new.updated_at = tx.now();
    let name_key = search_key(&new.name);
    sql::update(tx, access, &new, &name_key).await?;
    audit::record(tx, access, entry).await?;
    Ok(new)
}

/// The counters of the overview. Needs `dashboard.view`. Of keys, only those of `project` count when it is given; a key
/// bound to a project counts those of its own.
pub async fn dashboard(s: &Services, actor: &Actor, org: &OrgRef, project: Option<&ProjectRef>) -> Result<Dashboard> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::DashboardView).await?;
    let project = match project {
        Some(project) => Some(projects::find(&mut tx, &access, project).await?.0),
        None => access.project(),
    };
    let counters = sql::counters(&mut tx, &access, project).await?;
    Ok(Dashboard {
        total_roles: counters.own_roles + i64::try_from(SYSTEM_ROLES.len()).unwrap_or_default(),
        total_permissions: i64::try_from(Permission::ALL.len()).unwrap_or_default(),
        total_principals: counters.members + counters.unrevoked_keys,
        total_users: counters.members,
        projects: counters.projects,
        pending_invitations: counters.invitations,
        active_keys: counters.keys,
    })
}
