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
