//! Statements of `projects`.

use crate::{
    Result,
    authz::OrgAccess,
    db::{Tx, execute, fetch_all, fetch_optional, like_pattern, on},
};
use contract::{
    ApiError, ProjectId, ProjectRef, Timestamp,
    projects::{Project, ProjectResources, ResourceKind},
};
use sqlx::QueryBuilder;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) name: String,
    description: String,
    is_default: bool,
    environment_count: i64,
    blueprint_count: i64,
    key_count: i64,
    pub(super) created_at: i64,
}

impl From<Row> for Project {
    fn from(row: Row) -> Self {
        Self {
            id: ProjectId(row.id),
            name: row.name,
            description: row.description,
            is_default: row.is_default,
            environment_count: row.environment_count,
            blueprint_count: row.blueprint_count,
            key_count: row.key_count,
            created_at: Timestamp(row.created_at),
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.name, p.description, p.is_default, p.environment_count, p.blueprint_count, p.created_at,
               (SELECT COUNT(*) FROM api_keys k
                WHERE k.org_id = p.org_id AND k.project_id = p.id AND k.revoked_at IS NULL) AS key_count
             FROM projects p ",
            $rest
        )
    };
}

/// The organization, name and counts of a project whose organization is not deleted, for the administrator.
pub(super) async fn resources(tx: &mut Tx, project: ProjectId) -> Result<Option<(Uuid, String, i64, i64)>> {
    fetch_optional!(
        tx,
        (Uuid, String, i64, i64),
        "SELECT p.org_id, p.name, p.environment_count, p.blueprint_count
         FROM projects p JOIN organizations o ON o.id = p.org_id AND o.deleted_at IS NULL
         WHERE p.id = $1",
        project.0
    )
}

/// Writes the counts.
pub(super) async fn set_resources(tx: &mut Tx, project: ProjectId, resources: &ProjectResources) -> Result<()> {
    let now = tx.now().0;
    execute!(
        tx,
        "UPDATE projects SET environment_count = $2, blueprint_count = $3, updated_at = $4 WHERE id = $1",
        project.0,
        resources.environment_count,
        resources.blueprint_count,
        now
    )?;
    Ok(())
}

macro_rules! conditions {
    ($query:ident, $access:expr, $search:expr) => {
        $query.push("WHERE p.org_id = ").push_bind($access.org().0);
        if let Some(own) = $access.project() {
            $query.push(" AND p.id = ").push_bind(own.0);
        }
        if let Some(search) = $search {
            $query.push(" AND LOWER(p.name) LIKE LOWER(").push_bind(like_pattern(search)).push(") ESCAPE '\\'");
        }
    };
}

pub(super) async fn list(
    tx: &mut Tx,
    access: &OrgAccess,
    search: Option<&str>,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<Row>> {
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new(select!(""));
        conditions!(query, access, search);
        if let Some(after) = after {
            query.push(" AND p.name > ").push_bind(after.to_owned());
        }
        query.push(" ORDER BY p.name LIMIT ").push_bind(limit);
        query.build_query_as::<Row>().fetch_all(c).await
    })?)
}

/// The projects in the order in which they were made.
pub(super) async fn list_by_age(
    tx: &mut Tx,
    access: &OrgAccess,
    search: Option<&str>,
    after: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<Row>> {
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new(select!(""));
        conditions!(query, access, search);
        if let Some((at, id)) = after {
            query.push(" AND (p.created_at, p.id) > (").push_bind(at).push(", ").push_bind(id).push(")");
        }
        query.push(" ORDER BY p.created_at, p.id LIMIT ").push_bind(limit);
        query.build_query_as::<Row>().fetch_all(c).await
    })?)
}

pub(super) async fn count(tx: &mut Tx, access: &OrgAccess, search: Option<&str>) -> Result<i64> {
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new("SELECT COUNT(*) FROM projects p ");
        conditions!(query, access, search);
        query.build_query_scalar::<i64>().fetch_one(c).await
    })?)
}

/// The project, or `not_found`, also when the acting key is bound to another one.
pub(super) async fn find(tx: &mut Tx, access: &OrgAccess, project: &ProjectRef) -> Result<Row> {
    let row = match project {
        ProjectRef::Id(id) => {
            fetch_optional!(tx, Row, select!("WHERE p.org_id = $1 AND p.id = $2"), access.org().0, id.0)?
        }
        ProjectRef::Name(name) => {
            fetch_optional!(tx, Row, select!("WHERE p.org_id = $1 AND p.name = $2"), access.org().0, name.trim())?
        }
    };
    let row = row.ok_or_else(|| access.no_such_project())?;
    access.within(ProjectId(row.id))?;
    Ok(row)
}

pub(super) async fn insert(tx: &mut Tx, access: &OrgAccess, project: &Project) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO projects (id, org_id, name, description, is_default, created_at, updated_at)
         VALUES ($1, $2, $3, $4, FALSE, $5, $5)",
        project.id.0,
        access.org().0,
        project.name.as_str(),
        project.description.as_str(),
        project.created_at.0
    )?;
    Ok(())
}

pub(super) async fn update(tx: &mut Tx, access: &OrgAccess, project: &Project) -> Result<()> {
    let now = tx.now().0;
    let changed = execute!(
        tx,
        "UPDATE projects SET name = $3, description = $4, updated_at = $5 WHERE org_id = $1 AND id = $2",
        access.org().0,
        project.id.0,
        project.name.as_str(),
        project.description.as_str(),
        now
    )?;
    if changed == 1 { Ok(()) } else { Err(ApiError::not_found("project").into()) }
}

/// Deletes the project with its keys; the usage of former days still counts them.
pub(super) async fn delete(tx: &mut Tx, access: &OrgAccess, project: ProjectId) -> Result<()> {
    let now = tx.now().0;
    execute!(
        tx,
        "INSERT INTO past_principals (org_id, began_at, ended_at)
         SELECT org_id, created_at, COALESCE(revoked_at, $3)
         FROM api_keys
         WHERE org_id = $1 AND project_id = $2",
        access.org().0,
        project.0,
        now
    )?;
    let gone = execute!(tx, "DELETE FROM projects WHERE org_id = $1 AND id = $2", access.org().0, project.0)?;
    if gone == 1 { Ok(()) } else { Err(ApiError::not_found("project").into()) }
}

/// Whether the resource was not registered before.
pub(super) async fn insert_resource(
    tx: &mut Tx,
    access: &OrgAccess,
    project: ProjectId,
    kind: ResourceKind,
    name: &str,
) -> Result<bool> {
    let now = tx.now().0;
    let rows = execute!(
        tx,
        "INSERT INTO project_resources (org_id, project_id, kind, name, created_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (org_id, project_id, kind, name) DO NOTHING",
        access.org().0,
        project.0,
        kind.as_str(),
        name,
        now
    )?;
    Ok(rows == 1)
}

/// Since when a resource is registered.
pub(super) async fn resource_since(
    tx: &mut Tx,
    access: &OrgAccess,
    project: ProjectId,
    kind: ResourceKind,
    name: &str,
) -> Result<Option<i64>> {
    let row = fetch_optional!(
        tx,
        (i64,),
        "SELECT created_at
         FROM project_resources
         WHERE org_id = $1 AND project_id = $2 AND kind = $3 AND name = $4",
        access.org().0,
        project.0,
        kind.as_str(),
        name
    )?;
    Ok(row.map(|(at,)| at))
}

/// Whether the resource was registered.
pub(super) async fn delete_resource(
    tx: &mut Tx,
    access: &OrgAccess,
    project: ProjectId,
    kind: ResourceKind,
    name: &str,
) -> Result<bool> {
    let rows = execute!(
        tx,
        "DELETE FROM project_resources WHERE org_id = $1 AND project_id = $2 AND kind = $3 AND name = $4",
        access.org().0,
        project.0,
        kind.as_str(),
        name
    )?;
    Ok(rows == 1)
}

/// A project in which something runs.
#[derive(sqlx::FromRow)]
pub(super) struct Active {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) environment_count: i64,
    pub(super) blueprint_count: i64,
}

/// The projects in which something runs, or that one; the first twenty.
pub(super) async fn active(tx: &mut Tx, access: &OrgAccess, project: Option<ProjectId>) -> Result<Vec<Active>> {
    fetch_all!(
        tx,
        Active,
        "SELECT id, name, environment_count, blueprint_count
         FROM projects
         WHERE org_id = $1 AND environment_count + blueprint_count > 0 AND ($2 IS NULL OR id = $2)
         ORDER BY name
         LIMIT 20",
        access.org().0,
        project.map(|p| p.0)
    )
}

/// The name of a resource with its project and kind.
#[derive(sqlx::FromRow)]
pub(super) struct ResourceRow {
    pub(super) project_id: Uuid,
    pub(super) kind: String,
    pub(super) name: String,
}

/// Resources of some projects, by name; the first two hundred.
pub(super) async fn resources_of(tx: &mut Tx, access: &OrgAccess, projects: &[ProjectId]) -> Result<Vec<ResourceRow>> {
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new("SELECT project_id, kind, name FROM project_resources WHERE org_id = ");
        query.push_bind(access.org().0).push(" AND project_id IN (");
        let mut ids = query.separated(", ");
        for project in projects {
            ids.push_bind(project.0);
        }
        query.push(") ORDER BY project_id, kind, name LIMIT 200");
        query.build_query_as::<ResourceRow>().fetch_all(c).await
    })?)
}

/// Kind, name and moment of registration of what one project has, by name; the first two hundred.
pub(super) async fn resources_in(
    tx: &mut Tx,
    access: &OrgAccess,
    project: ProjectId,
) -> Result<Vec<(String, String, i64)>> {
    fetch_all!(
        tx,
        (String, String, i64),
        "SELECT kind, name, created_at FROM project_resources
         WHERE org_id = $1 AND project_id = $2
         ORDER BY kind, name LIMIT 200",
        access.org().0,
        project.0
    )
}

/// Id, name, description and the moments of making and of the last change, in the order in which they were made.
pub(super) async fn list_numbered(
    tx: &mut Tx,
    access: &OrgAccess,
    limit: i64,
    offset: i64,
) -> Result<Vec<(Uuid, String, String, i64, i64)>> {
    Ok(on!(tx, |c| {
        let mut query =
            QueryBuilder::new("SELECT p.id, p.name, p.description, p.created_at, p.updated_at FROM projects p ");
        conditions!(query, access, None::<&str>);
        query.push(" ORDER BY p.created_at, p.id LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(offset);
        query.build_query_as().fetch_all(c).await
    })?)
}

/// The organization of a project, before anybody's access to it is known.
pub(super) async fn organization_of(tx: &mut Tx, project: ProjectId) -> Result<Option<Uuid>> {
    let row = fetch_optional!(tx, (Uuid,), "SELECT org_id FROM projects WHERE id = $1", project.0)?;
    Ok(row.map(|(org,)| org))
}
