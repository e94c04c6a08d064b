//! The table of pages: one line a page, in the part of the Wasm that has its code.
//!
//! | Module | What |
//! |---|---|
//! | [`later`] | what is drawn from a part of its own when somebody asks for it |
//! | [`part`] | parts of the Wasm: drawing a page from its part, and fetching a part |
//! | [`prefetch`] | which part a document names, and which one a link that is pointed at needs |

mod later;
mod part;
mod prefetch;

pub(crate) use later::Later;
pub use part::fetch_for_document;
pub(crate) use part::{Fetching, NotFetched};
pub use prefetch::WasmParts;
pub(crate) use prefetch::prefetch_on_intent;

use crate::{
    accounts::{
        AccessibilityPage, AccountPage, ForgotPage, ReauthenticatePage, ResetPage, SignInPage, SignUpPage, VerifyPage,
    },
    administration::{InstanceOrganizationsPage, InstancePage, InstanceUsersPage},
    api_keys::{CreateKeyPage, KeysPage},
    audit_log::AuditPage,
    invitations::{ImportPage, InvitationsPage, InvitePage},
    join_codes::{JoinCodesPage, JoinPage},
    members::{self, MembersPage},
    messages as t,
    organizations::{CreateOrganizationPage, HomePage, OverviewPage, RecycleBinPage, SettingsPage},
    outbox::OutboxPage,
    projects::{ProjectPage, ProjectsPage},
    roles::{NewRolePage, RolePage, RolesPage, ViewAsPage},
    setup::SetupPage,
    ui::SignCard,
    usage::UsagePage,
};
use leptos::{prelude::*, tachys::view::iterators::StaticVec};
use leptos_router::components::{FlatRoutes, FlatRoutesProps, RouteChildren};
use part::{Page, parts};

parts! {
    // Before the console.
    outside {
        "/accessibility" => AccessibilityPage,
        "/setup" => SetupPage,
        "/sign-in" => SignInPage,
        "/sign-up" => SignUpPage,
        "/forgot" => ForgotPage,
        "/reauthenticate" => ReauthenticatePage,
        "/reset" => ResetPage,
        "/verify" => VerifyPage,
        "/invite" => InvitePage,
        "/join" => JoinPage,
    }
    home {
        "/" => HomePage,
        "/organizations/new" => CreateOrganizationPage,
        "/recycle-bin" => RecycleBinPage,
    }
    account {
        "/account" => AccountPage,
    }
    administration {
        "/admin" => InstanceOrganizationsPage,
        "/admin/users" => InstanceUsersPage,
    }
    instance {
        "/admin/outbox" => OutboxPage,
        "/admin/instance" => InstancePage,
    }
    overview {
        "/o/:slug" => OverviewPage,
    }
    members {
        "/o/:slug/members" => MembersPage,
    }
    invitations {
        "/o/:slug/invitations" => InvitationsPage,
    }
    import {
        "/o/:slug/invitations/import" => ImportPage,
    }
    join_codes {
        "/o/:slug/join-codes" => JoinCodesPage,
    }
    roles {
        "/o/:slug/roles" => RolesPage,
        "/o/:slug/roles/:role/view" => ViewAsPage,
    }
    role {
        "/o/:slug/roles/new" => NewRolePage,
        "/o/:slug/roles/:role" => RolePage,
    }
    projects {
        "/o/:slug/projects" => ProjectsPage,
        "/o/:slug/projects/:project" => ProjectPage,
    }
    keys {
        "/o/:slug/keys" => KeysPage,
    }
    key {
        "/o/:slug/keys/new" => CreateKeyPage,
    }
    audit_log {
        "/o/:slug/audit" => AuditPage,
    }
    usage {
        "/o/:slug/usage" => UsagePage,
    }
    settings {
        "/o/:slug/settings" => SettingsPage,
    }
}

/// The sheet of all components, for whoever works on them: development builds only.
#[cfg(debug_assertions)]
mod development {
    use crate::dev::ComponentsPage;
    use leptos::prelude::*;

    super::parts! {
        components {
            "/dev/components" => ComponentsPage,
        }
    }
}

/// All pages.
fn table() -> Vec<Page> {
    let pages = pages();
    #[cfg(debug_assertions)]
    let pages = pages.into_iter().chain(development::pages()).collect();
    pages
}

/// The part with the dialogs of a page, when its query opens one that has its own.
fn fetch_dialogs(page: Page, query: &str) -> Option<Fetching<()>> {
    (page.part == "members" && members::dialogs::opened_by(query)).then(members::dialogs::fetch)
}

/// The page that belongs to the current address.
#[component]
pub(crate) fn Pages() -> impl IntoView {
    let children =
        RouteChildren::to_children(|| StaticVec::from(table().into_iter().map(Page::route).collect::<Vec<_>>()));
    FlatRoutes(FlatRoutesProps::builder().transition(true).fallback(NotFound).children(children).build())
}

/// Shown for an address that no page has. The same words as for an organization one may not see.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! {
        <SignCard title=t::common::not_found() text=t::common::not_found_text()>
            <crate::ui::LinkButton href="/" variant=crate::ui::Variant::Primary size=crate::ui::Size::Large block=true>
                {t::common::to_organizations()}
            </crate::ui::LinkButton>
        </SignCard>
    }
}
