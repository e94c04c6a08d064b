//! What the calls write: snake_case, hyphenated UUIDs.

use contract::{Timestamp, organizations::Organization};
use serde::Serialize;
use serde_json::{Map, Value};
use service::{
    organizations::{ConfiguredOrganization, OrganizationFigures},
    projects::NumberedProject,
};
use uuid::Uuid;

use super::names;

/// `OrganizationRead`.
#[derive(Serialize)]
pub struct OrganizationRead {
    key: String,
    id: Uuid,
    is_enterprise: bool,
    usage_limits: UsageLimits,
    created_at: Timestamp,
    updated_at: Timestamp,
    name: String,
    settings: Map<String, Value>,
}

#[derive(Serialize)]
struct UsageLimits {
    mau: i64,
    tenants: i64,
    billing_tier: &'static str,
}

impl OrganizationRead {
    /// An organization and its settings.
    pub fn new(organization: Organization, settings: Map<String, Value>) -> Self {
        let plan = names::plan(&organization.plan);
        Self {
            key: organization.slug,
            id: organization.id.0,
            is_enterprise: plan.billing_tier == "enterprise",
            usage_limits: UsageLimits { mau: plan.mau, tenants: plan.tenants, billing_tier: plan.billing_tier },
            created_at: organization.created_at,
            updated_at: organization.updated_at,
            name: organization.name,
            settings,
        }
    }
}

impl From<ConfiguredOrganization> for OrganizationRead {
    fn from(configured: ConfiguredOrganization) -> Self {
        Self::new(configured.organization, configured.settings)
    }
}

/// `OrganizationReadWithAPIKey`.
#[derive(Serialize)]
pub struct OrganizationReadWithApiKey {
    /// The organization.
    #[serde(flatten)]
    pub organization: OrganizationRead,
    /// The id of its key.
    pub api_key_id: Uuid,
    /// The key, shown here only.
    pub api_key_secret: String,
}

/// `OrganizationStats`.
#[derive(Serialize)]
pub struct OrganizationStats {
    #[serde(flatten)]
    organization: OrganizationRead,
    stats: Stats,
    historical_usage: HistoricalUsage,
}

#[derive(Serialize)]
struct Stats {
    projects: i64,
    environments: i64,
    users: i64,
}

#[derive(Serialize)]
struct HistoricalUsage {
    current_month: MonthlyUsage,
    previous_month: MonthlyUsage,
    two_months_ago: MonthlyUsage,
}

#[derive(Serialize)]
struct MonthlyUsage {
    mau: i64,
    tenants: i64,
    monthly_tenants: [Uuid; 0],
    month: i64,
    year: i64,
}

impl MonthlyUsage {
    /// A month as `year * 12 + (month - 1)`, and the people active in it. There are no tenants here.
    fn new((month, mau): (i64, i64)) -> Self {
        Self { mau, tenants: 0, monthly_tenants: [], month: month.rem_euclid(12) + 1, year: month.div_euclid(12) }
    }
}

impl From<OrganizationFigures> for OrganizationStats {
    fn from(figures: OrganizationFigures) -> Self {
        let OrganizationFigures { configured, environments, active_users: [current, previous, before] } = figures;
        let projects = configured.organization.project_count;
        let users = configured.organization.member_count;
        Self {
            organization: configured.into(),
            stats: Stats { projects, environments, users },
            historical_usage: HistoricalUsage {
                current_month: MonthlyUsage::new(current),
                previous_month: MonthlyUsage::new(previous),
                two_months_ago: MonthlyUsage::new(before),
            },
        }
    }
}

/// `APIKeyScopeRead`. What the key is not bound to is left out.
#[derive(Serialize)]
pub struct Scope {
    /// The organization.
    pub organization_id: Uuid,
    /// The project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_id: Option<Uuid>,
}

/// `ProjectRead`.
#[derive(Serialize)]
pub struct ProjectRead {
    key: String,
    id: Uuid,
    organization_id: Uuid,
    created_at: Timestamp,
    updated_at: Timestamp,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    settings: Map<String, Value>,
}

impl ProjectRead {
    /// A project of an organization. Projects have no settings here.
    pub fn new(organization: Uuid, project: NumberedProject) -> Self {
        Self {
            key: project.name.clone(),
            id: project.id.0,
            organization_id: organization,
            created_at: project.created_at,
            updated_at: project.updated_at,
            name: project.name,
            description: Some(project.description).filter(|text| !text.is_empty()),
            settings: Map::new(),
        }
    }
}
