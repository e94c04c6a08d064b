use crate::{
    organizations,
    testing::{Person, TestServices, on_both, request_info},
};
use contract::{
    ApiError, OrgRef, PageRequest, Permission,
    organizations::{NewOrganization, OrganizationFilter},
};

pub(crate) fn named(name: &str) -> NewOrganization {
    NewOrganization { name: name.to_owned(), ..Default::default() }
}

async fn make(t: &TestServices, who: &Person, name: &str) -> OrgRef {
    organizations::create(t, &who.actor, named(name)).await.unwrap().id.into()
}

fn error<T: std::fmt::Debug>(result: crate::Result<T>) -> ApiError {
    result.unwrap_err().public("test")
}

#[tokio::test]
async fn the_creator_is_owner_and_a_default_project_is_made() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let made = organizations::create(&t, &ana.actor, named("  Harbor Labs ")).await.unwrap();
        assert_eq!((made.slug.as_str(), made.name.as_str()), ("harbor-labs", "Harbor Labs"));
        assert_eq!((made.member_count, made.project_count, made.timezone.as_str()), (1, 1, "UTC"));
        let context = organizations::context(&t, &ana.actor, &OrgRef::from("Harbor-Labs")).await.unwrap();
        assert_eq!(context.role, "owner");
        assert!(context.permissions.contains(Permission::OrganizationDelete));
        assert_eq!(organizations::read(&t, &ana.actor, &made.id.into()).await.unwrap(), made);
        t
    })
    .await;
}

#[tokio::test]
async fn a_stranger_gets_the_answer_of_a_missing_organization() {
    on_both(|t| async move {
        let (ana, eve) = (t.person("Ana").await, t.person("Eve").await);
        let org = make(&t, &ana, "Harbor").await;
        let missing = error(organizations::read(&t, &eve.actor, &OrgRef::from("nowhere")).await);
        assert_eq!(error(organizations::read(&t, &eve.actor, &org).await), missing);
        assert_eq!(missing, ApiError::not_found("organization"));
        let anonymous = crate::Actor::anonymous(request_info());
        assert_eq!(error(organizations::read(&t, &anonymous, &org).await), ApiError::Unauthenticated);
        t
    })
    .await;
}

#[tokio::test]
async fn a_taken_slug_is_refused_and_a_derived_one_gets_a_number() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let new = NewOrganization { slug: Some("harbor".into()), ..named("Anything") };
        organizations::create(&t, &ana.actor, new.clone()).await.unwrap();
        assert_eq!(
            error(organizations::create(&t, &ana.actor, new).await),
            ApiError::already_exists("organization", "slug")
        );
        for slug in ["harbor-2", "harbor-3", "harbor-4"] {
            assert_eq!(organizations::create(&t, &ana.actor, named("Harbor")).await.unwrap().slug, slug);
        }
        t
    })
    .await;
}

#[tokio::test]
async fn my_organizations_come_by_name_in_pages_without_those_of_others() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        for name in ["cedar", "Alder", "Birch", "birch two"] {
            make(&t, &ana, name).await;
        }
        make(&t, &ben, "Birch of Ben").await;
        let page = PageRequest { limit: Some(2), cursor: None, include_total: true };
        let first = organizations::list(&t, &ana.actor, OrganizationFilter::default(), page).await.unwrap();
        assert_eq!(first.data.iter().map(|o| o.name.as_str()).collect::<Vec<_>>(), ["Alder", "Birch"]);
        assert_eq!((first.total, first.data[0].role.as_deref()), (Some(4), Some("owner")));
        let page = PageRequest { limit: Some(2), cursor: first.next_cursor, include_total: false };
        let second = organizations::list(&t, &ana.actor, OrganizationFilter::default(), page).await.unwrap();
        assert_eq!(second.data.iter().map(|o| o.name.as_str()).collect::<Vec<_>>(), ["birch two", "cedar"]);
        assert_eq!(second.next_cursor, None);
        let search = OrganizationFilter { search: Some("BIRCH".into()), all: false };
        let found = organizations::list(&t, &ana.actor, search.clone(), PageRequest::default()).await.unwrap();
        assert_eq!(found.data.len(), 2);
        let all = OrganizationFilter { all: true, ..search };
        let refused = error(organizations::list(&t, &ana.actor, all.clone(), PageRequest::default()).await);
        assert_eq!(refused.code(), "permission_denied");
        t.make_super_admin(&ana).await;
        assert_eq!(organizations::list(&t, &ana.actor, all, PageRequest::default()).await.unwrap().data.len(), 3);
        t
    })
    .await;
}
