//! The pages about people as a browser without scripts gets them, and what their plain forms do.

use crate::{
    client::Client,
    world::{World, in_both_worlds},
};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const PAGE: (&str, &str) = ("accept", "text/html");

async fn page(client: &Client, path: &str) -> String {
    let answer = client.raw("GET", path, &[PAGE], Vec::new()).await;
    assert_eq!(answer.status, 200, "{path}");
    String::from_utf8(answer.bytes).unwrap()
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let (_, rest) =
        page.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn members_are_chosen_previewed_and_suspended_together() {
    in_both_worlds(|w| async move {
        let World { admin, admin_id, member_id, .. } = &w;
        let list = page(admin, "/o/harbor-labs/members?sort=email").await;
        assert_eq!(list.matches("form=\"members-batch\"").count(), 3, "a box in each row: {list}");
        assert_eq!(hidden(&list, "sort"), "email", "the bar keeps the order");
        let asked = format!("/o/harbor-labs/members?batch=suspend&pick={member_id}&pick={admin_id}");
        let preview = page(admin, &asked).await;
        for words in ["Suspend 1 member?", "You cannot change your own membership together with others."] {
            assert!(preview.contains(words), "{words}: {preview}");
        }
        let users = hidden(&preview, "users");
        assert!(users.starts_with(&format!("{member_id}~")) && !users.contains(admin_id.as_str()), "{users}");
        let form = format!("org=harbor-labs&what=suspend&users={users}&back=/o/harbor-labs/members");
        let path = "/_fn/app/members/rpc/change_members";
        let answer = admin.raw("POST", path, &[FORM, PAGE], form.into_bytes()).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (302, "/o/harbor-labs/members"));
        assert!(page(admin, "/o/harbor-labs/members").await.contains("data-state=\"off\""));
        let nobody = page(admin, "/o/harbor-labs/members?batch=suspend").await;
        assert!(nobody.contains("Nobody was ticked."), "{nobody}");
        let plain = page(&w.owner, "/o/harbor-labs/members?q=nobody").await;
        assert!(plain.contains("No member matches “nobody”"), "{plain}");
        w
    })
    .await;
}

#[tokio::test]
async fn a_list_is_checked_by_its_page_and_imported() {
    in_both_worlds(|w| async move {
        let path = "/o/harbor-labs/invitations/import";
        assert!(page(&w.admin, path).await.contains("<textarea"));
        let list = "email,role\nsofia@kessler.example,\nrahel@kessler,member\ntim@kessler.example,admn\n";
        let body = format!("list={}", app::frame::encode(list));
        let answer = w.admin.raw("POST", path, &[FORM, PAGE], body.into_bytes()).await;
        let checked = String::from_utf8(answer.bytes).unwrap();
        let expected =
            ["Did you mean rahel@kessler.example?", "Did you mean admin?", "Import 1 row", "2 rows are left out."];
        for words in expected {
            assert!(checked.contains(words), "{words}: {checked}");
        }
        let form = format!("org=harbor-labs&list={}&back=/o/harbor-labs/invitations", app::frame::encode(list));
        let import = "/_fn/app/invitations/import_rpc/import_people";
        let answer = w.admin.raw("POST", import, &[FORM, PAGE], form.into_bytes()).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (302, "/o/harbor-labs/invitations"));
        let invitations = page(&w.admin, "/o/harbor-labs/invitations").await;
        assert!(invitations.contains("sofia@kessler.example") && !invitations.contains("tim@kessler.example"));
        let refused = page(&w.member, path).await;
        assert!(refused.contains("You need users.invite."), "{refused}");
        w
    })
    .await;
}
