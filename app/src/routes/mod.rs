//! The table of pages: one line a page, in the part of the Wasm that has its code.
//!
//! | Module | What |
//! |---|---|
//! | [`part`] | parts of the Wasm: drawing a page from its part, and fetching a part |
//! | [`prefetch`] | which part a document names, and which one a link that is pointed at needs |

mod part;
mod prefetch;

pub use part::fetch_for_document;
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
    members::MembersPage,
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
    personal {
        "/" => HomePage,
        "/account" => AccountPage,
        "/organizations/new" => CreateOrganizationPage,
        "/recycle-bin" => RecycleBinPage,
    }
    administration {
        "/admin" => InstanceOrganizationsPage,
        "/admin/users" => InstanceUsersPage,
        "/admin/outbox" => OutboxPage,
        "/admin/instance" => InstancePage,
    }
    organization {
        "/o/:slug" => OverviewPage,
        "/o/:slug/audit" => AuditPage,
        "/o/:slug/settings" => SettingsPage,
        "/o/:slug/usage" => UsagePage,
    }
    members {
        "/o/:slug/members" => MembersPage,
    }
    invitations {
        "/o/:slug/invitations" => InvitationsPage,
        "/o/:slug/invitations/import" => ImportPage,
        "/o/:slug/join-codes" => JoinCodesPage,
    }
    projects {
        "/o/:slug/keys" => KeysPage,
        "/o/:slug/keys/new" => CreateKeyPage,
        "/o/:slug/projects" => ProjectsPage,
        "/o/:slug/projects/:project" => ProjectPage,
    }
    roles {
        "/o/:slug/roles" => RolesPage,
        "/o/:slug/roles/new" => NewRolePage,
        "/o/:slug/roles/:role" => RolePage,
        "/o/:slug/roles/:role/view" => ViewAsPage,
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

/// The page that belongs to the current address.
#[component]
pub(crate) fn Pages() -> impl IntoView {
    let children =
        RouteChildren::to_children(|| StaticVec::from(table().into_iter().map(Page::route).collect::<Vec<_>>()));
    FlatRoutes(FlatRoutesProps::builder().fallback(NotFound).children(children).build())
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
