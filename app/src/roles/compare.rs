use crate::{
    messages::{self as t, sentence},
    ui::*,
};
use contract::{Permission, PermissionSet, roles::Role};
use leptos::prelude::*;

/// The words of the address that name the two roles.
pub(super) const WORDS: [&str; 2] = ["compare", "with"];

/// What two roles have alone and in common; the address names them.
pub(super) fn comparison(slug: &str, roles: &[Role], left: &str, right: &str) -> impl IntoView + use<> {
    let choices: Vec<_> = roles.iter().map(|role| Choice::new(role.name.clone(), role.name.clone())).collect();
    let find = |name: &str| roles.iter().find(|role| role.name == name);
    let list = format!("/o/{slug}/roles");
    let found = find(left).zip(find(right)).map(|(left, right)| columns(left, right));
    let (close, left, right) = (list.clone(), left.to_owned(), right.to_owned());
    view! {
        <Card
            title=t::roles::compare()
            actions=move || {
                view! {
                    <LinkButton href=close size=Size::Small icon="x">
                        {t::roles::end_comparison()}
                    </LinkButton>
                }
            }
        >
            <form class="beside" method="get" action=list>
                <Select label=t::roles::first_role() name=WORDS[0] choices=choices.clone() selected=left/>
                <Select label=t::roles::second_role() name=WORDS[1] choices selected=right/>
                <Button submit=true>{t::roles::compare_button()}</Button>
            </form>
            {found}
        </Card>
    }
}

fn columns(left: &Role, right: &Role) -> impl IntoView + use<> {
    let (a, b) = (left.permissions, right.permissions);
    let summary = if a == b {
        t::roles::allow_the_same(&left.name, &right.name)
    } else {
        t::roles::differ_by(&left.name, &right.name, a.difference(b).len() + b.difference(a).len())
    };
    view! {
        <p role="status">{summary}</p>
        <div class="half-grid">
            {column(t::roles::only(&left.name), a.difference(b))} {column(t::roles::only(&right.name), b.difference(a))}
        </div>
        {both(a.intersection(b))}
    }
}

/// What needs no second look, in few lines.
fn both(permissions: PermissionSet) -> impl IntoView {
    let chips = permissions.iter().map(|permission: Permission| {
        view! {
            <code class="chip-code" title=sentence(permission.title())>
                {permission.name()}
            </code>
        }
    });
    view! {
        <section class="stack" data-gap="tight">
            {heading(t::roles::both().to_owned(), permissions)} <div class="cluster">{chips.collect_view()}</div>
        </section>
    }
}

fn heading(title: String, permissions: PermissionSet) -> impl IntoView {
    view! {
        <h3 class="small">
            {title} " " <span class="count">{t::number(permissions.len())}</span>
        </h3>
    }
}

fn column(title: String, permissions: PermissionSet) -> impl IntoView {
    let lines = permissions.iter().map(|permission: Permission| {
        view! {
            <li>
                <Icon name="check"/>
                <div>
                    {sentence(permission.title())}
                    <br/>
                    <code class="faint">{permission.name()}</code>
                </div>
            </li>
        }
    });
    let body = if permissions.is_empty() {
        view! { <p class="muted small">{t::roles::nothing()}</p> }.into_any()
    } else {
        view! { <ul class="effect">{lines.collect_view()}</ul> }.into_any()
    };
    // The section may be stretched beside a longer one, what is in it is not.
    view! {
        <section>
            <div class="stack" data-gap="tight">{heading(title, permissions)} {body}</div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::permissions::system_role;

    fn role(name: &str) -> Role {
        Role {
            id: None,
            name: name.to_owned(),
            description: String::new(),
            permissions: system_role(name).unwrap_or_default(),
            is_system: true,
            shadows_system: false,
            member_count: 0,
            created_at: None,
            updated_at: None,
        }
    }

    #[test]
    fn two_roles_are_told_apart() {
        let (owner, admin) = (role("owner"), role("admin"));
        let html = Owner::new().with(|| columns(&owner, &admin).into_any().to_html());
        assert!(html.contains("owner and admin differ by 1 permission."), "{html}");
        assert_eq!(html.matches("organization.delete").count(), 1, "{html}");
        let html = Owner::new().with(|| columns(&admin, &admin).into_any().to_html());
        assert!(html.contains("admin and admin allow the same."), "{html}");
    }
}
