//! Projects: the parts of an organization that keys and resources belong to.

use crate::{ApiError, ProjectId, Timestamp, validate::Faults};
use serde::{Deserialize, Serialize};

/// A project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Project {
    /// The id.
    pub id: ProjectId,
    /// Unique in the organization.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Whether it is the one that came with the organization.
    pub is_default: bool,
    /// Environments that the host application runs there.
    pub environment_count: i64,
    /// Blueprints that the host application keeps there.
    pub blueprint_count: i64,
    /// Keys bound to it that are not revoked.
    pub key_count: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What deleting a project takes along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProjectDeletion {
    /// Keys bound to it that die with it.
    pub keys: i64,
    /// What runs there; without `force` nothing is deleted while this is not empty.
    #[serde(default)]
    pub active_resources: Vec<String>,
}

/// What a host application runs or keeps in a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ResourceKind {
    /// Something that runs.
    Environment,
    /// Something from which environments are made.
    Blueprint,
}

impl ResourceKind {
    /// The name as the database and the wire have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Environment => "environment",
            Self::Blueprint => "blueprint",
        }
    }
}

impl std::str::FromStr for ResourceKind {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Environment, Self::Blueprint].into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// A resource that the host application registered: it counts for its project and guards it from deletion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Resource {
    /// What it is.
    pub kind: ResourceKind,
    /// Its name, unique among those of its kind in the project.
    pub name: String,
    /// The project.
    pub project_id: ProjectId,
    /// When it was registered.
    pub created_at: Timestamp,
}

/// Lists every fault of a resource's name.
pub fn validate_resource_name(name: &str) -> Result<(), ApiError> {
    let mut faults = Faults::new();
    faults.key_name("name", name);
    faults.finish()
}

/// The request to make a project.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewProject {
    /// Unique in the organization.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
}

impl NewProject {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        project_name(&mut faults, &self.name);
        faults.text("description", &self.description, 300);
        faults.finish()
    }
}

/// The request to change a project; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProjectPatch {
    /// Unique in the organization.
    #[serde(default)]
    pub name: Option<String>,
    /// What it is for.
    #[serde(default)]
    pub description: Option<String>,
}

impl ProjectPatch {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        if let Some(name) = &self.name {
            project_name(&mut faults, name);
        }
        if let Some(description) = &self.description {
            faults.text("description", description, 300);
        }
        faults.finish()
    }
}

fn project_name(faults: &mut Faults, name: &str) {
    faults.key_name("name", name);
    if name.trim().parse::<ProjectId>().is_ok() {
        faults.add("name", "not_allowed", "This reads like a project id. Choose another one.");
    }
}

/// How much runs in a project (`PUT /admin/v1/projects/{id}/resources`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectResources {
    /// Environments.
    pub environment_count: i64,
    /// Blueprints.
    pub blueprint_count: i64,
}

impl ProjectResources {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        for (field, count) in [("environmentCount", self.environment_count), ("blueprintCount", self.blueprint_count)] {
            // Surfaces print the counts, and their sums, as 32-bit numbers.
            if !(0..=1_000_000).contains(&count) {
                faults.add(field, "out_of_range", "Choose 0 to 1,000,000.");
            }
        }
        faults.finish()
    }
}
