//! Projects by age in numbered pages, for a surface whose contract counts pages.

use super::sql;
use crate::{Actor, Result, Services, db::page_window};
use contract::{OffsetRequest, OrgRef, Permission, ProjectId, Timestamp};

/// A project as such a list has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedProject {
    /// The id.
    pub id: ProjectId,
    /// Unique in the organization.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A page of the projects, oldest first; of a key bound to a project only that one. Needs `projects.read`.
pub async fn list_numbered(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    page: OffsetRequest,
) -> Result<Vec<NumberedProject>> {
    let (limit, offset) = page_window(&page)?;
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::ProjectsRead).await?;
    let rows = sql::list_numbered(&mut tx, &access, limit, offset).await?;
    Ok(rows
        .into_iter()
        .map(|(id, name, description, created, updated)| NumberedProject {
            id: ProjectId(id),
            name,
            description,
            created_at: Timestamp(created),
            updated_at: Timestamp(updated),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures::{code, member, organization, role},
        projects,
        testing::on_both,
    };
    use contract::projects::NewProject;

    #[tokio::test]
    async fn projects_come_in_the_order_of_making() {
        on_both(|t| async move {
            let ana = t.person("Ana").await;
            let org = organization(&t, &ana, "Harbor").await;
            for name in ["zoo", "alder"] {
                let new = NewProject { name: name.to_owned(), description: format!("The {name}") };
                projects::create(&t, &ana.actor, &org, new).await.unwrap();
            }
            let names = async |number| {
                let found =
                    list_numbered(&t, &ana.actor, &org, OffsetRequest { page: number, limit: 2 }).await.unwrap();
                found.into_iter().map(|p| (p.name, p.description)).collect::<Vec<_>>()
            };
            let row = |name: &str, text: &str| (name.to_owned(), text.to_owned());
            assert_eq!(names(1).await, [row("default", ""), row("zoo", "The zoo")]);
            assert_eq!(names(2).await, [row("alder", "The alder")]);
            assert!(names(3).await.is_empty());
            role(&t, &org, &ana, "blind", &[]).await;
            let ben = member(&t, &org, "Ben", "blind").await;
            let refused = list_numbered(&t, &ben.actor, &org, OffsetRequest { page: 1, limit: 2 }).await;
            assert_eq!(code(refused), "permission_denied");
            t
        })
        .await;
    }
}
