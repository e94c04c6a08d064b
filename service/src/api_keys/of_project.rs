//! The keys of one project: how surfaces list and revoke them that know keys by their project only.

use super::{end_key, sql};
use crate::{
    Actor, Result, Services,
    db::{DatedList, page_limit, page_of},
    projects,
};
use contract::{ApiError, ApiKeyId, OrgRef, Page, PageRequest, Permission, ProjectRef, api_keys::ApiKey};

/// The keys of a project in the order in which they were made, revoked ones too; those whose name contains `search` when it
/// is given. Needs `apiKeys.list`. Its cursors die after a day.
pub async fn list_of_project(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    project: &ProjectRef,
    search: Option<&str>,
    page: PageRequest,
) -> Result<Page<ApiKey>> {
    let limit = page_limit(&page)?;
    let search = search.map(str::trim).filter(|text| !text.is_empty());
    let list = DatedList::new(&["keys", &org.to_string(), &project.to_string(), search.unwrap_or_default()]);
    let now = s.now();
    let after = page.cursor.as_deref().map(|cursor| list.after(cursor, now)).transpose()?;
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::ApiKeysList).await?;
    let (project, _) = projects::find(&mut tx, &access, project).await?;
    let rows = sql::list_of_project(&mut tx, &access, project, search, after, limit + 1).await?;
    Ok(page_of(rows, limit, |row| row.dated_cursor(&list, now), |row| row.into_key(now)))
}

/// Revokes a key of a project for good, effective with the next request. Needs `apiKeys.revoke`; `not_found` for a key of
/// another project. Revoking it again changes nothing.
pub async fn revoke_of_project(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    project: &ProjectRef,
    key: ApiKeyId,
) -> Result<()> {
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::ApiKeysRevoke).await?;
    let (project, _) = projects::find(&mut tx, &access, project).await?;
    let key = super::find(&mut tx, &access, key).await?;
    if key.project_id != Some(project) {
        return Err(ApiError::not_found("API key").into());
    }
    end_key(&mut tx, &access, &key).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        api_keys,
        testing::{Person, TestServices, on_both},
        testing_people::{by_key, code, error, member, organization},
    };
    use contract::{Permission as P, api_keys::NewApiKey, projects::NewProject, time::DAY};

    async fn make(t: &TestServices, who: &Person, org: &OrgRef, name: &str, project: &str) -> (ApiKeyId, String) {
        let request = NewApiKey {
            name: name.to_owned(),
            permissions: [P::ApiKeysList, P::ApiKeysRevoke].into_iter().collect(),
            project: Some(project.to_owned()),
            env: Default::default(),
            expires_at: None,
        };
        let made = api_keys::create(t, &who.actor, org, request).await.unwrap();
        (made.api_key.id, made.key)
    }

    async fn project(t: &TestServices, who: &Person, org: &OrgRef, name: &str) -> ProjectRef {
        let new = NewProject { name: name.to_owned(), ..Default::default() };
        projects::create(t, &who.actor, org, new).await.unwrap();
        name.into()
    }

    #[tokio::test]
    async fn the_keys_of_a_project_come_oldest_first_and_their_cursors_die() {
        on_both(|t| async move {
            let ana = t.person("Ana").await;
            let org = organization(&t, &ana, "Harbor").await;
            let web = project(&t, &ana, &org, "web").await;
            for name in ["First", "second", "100%"] {
                make(&t, &ana, &org, name, "web").await;
            }
            make(&t, &ana, &org, "elsewhere", "default").await;
            let page = |cursor| PageRequest { limit: Some(2), cursor, include_total: false };
            let list = async |project: &ProjectRef, search: Option<&str>, cursor: Option<String>| match list_of_project(
                &t,
                &ana.actor,
                &org,
                project,
                search,
                page(cursor),
            )
            .await
            {
                Ok(page) => {
                    Ok((page.data.into_iter().map(|key| key.name).collect::<Vec<_>>().join(" "), page.next_cursor))
                }
                Err(error) => Err(error),
            };
            let (names, cursor) = list(&web, None, None).await.unwrap();
            assert_eq!(names, "First second");
            assert_eq!(list(&web, None, cursor.clone()).await.unwrap(), ("100%".to_owned(), None));
            assert_eq!(list(&web, Some("IRS"), None).await.unwrap().0, "First");
            assert_eq!(list(&web, Some("%"), None).await.unwrap().0, "100%");
            assert_eq!(code(list(&"default".into(), None, cursor.clone()).await), "invalid_request");
            assert_eq!(code(list(&web, Some("s"), cursor.clone()).await), "invalid_request");
            t.clock.advance(DAY);
            assert_eq!(code(list(&web, None, cursor).await), "invalid_request");
            assert_eq!(error(list(&"nowhere".into(), None, None).await), ApiError::not_found("project"));
            t
        })
        .await;
    }

    #[tokio::test]
    async fn a_key_is_revoked_through_its_own_project_only() {
        on_both(|t| async move {
            let ana = t.person("Ana").await;
            let org = organization(&t, &ana, "Harbor").await;
            let ben = member(&t, &org, "Ben", "member").await;
            let web = project(&t, &ana, &org, "web").await;
            let (id, secret) = make(&t, &ana, &org, "ci", "web").await;
            let (other, _) = make(&t, &ana, &org, "other", "default").await;
            let by_itself = by_key(&secret);
            let elsewhere = revoke_of_project(&t, &ana.actor, &org, &"default".into(), id).await;
            assert_eq!(error(elsewhere), ApiError::not_found("API key"));
            let foreign = revoke_of_project(&t, &by_itself, &org, &"default".into(), other).await.unwrap_err();
            assert!(matches!(foreign, crate::Error::OutOfScope(_)), "{foreign:?}");
            assert_eq!(code(revoke_of_project(&t, &ben.actor, &org, &web, id).await), "permission_denied");
            for _ in 0..2 {
                revoke_of_project(&t, &ana.actor, &org, &web, id).await.unwrap();
            }
            let page = list_of_project(&t, &ana.actor, &org, &web, None, PageRequest::default()).await.unwrap();
            assert_eq!((page.data.len(), page.data[0].status.as_str()), (1, "revoked"));
            let dead = list_of_project(&t, &by_itself, &org, &web, None, PageRequest::default()).await;
            assert_eq!(code(dead), "unauthenticated");
            t
        })
        .await;
    }
}
