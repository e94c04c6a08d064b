//! `/recycle-bin`: deleted organizations of one's own, to be restored for 30 days.

use super::settings_rpc::{RestoreOrganization, list_deleted};
use crate::remote::{FormAction, Remote};
use crate::{
    frame::PersonalPage,
    messages::{self as t, SLOT, around, shown_of},
    ui::*,
};
use contract::{ApiError, Page, accounts::Me, organizations::DeletedOrganization};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The recycle bin.
#[component]
pub(crate) fn RecycleBinPage() -> impl IntoView {
    let query = use_query_map();
    let cursor = Memo::new(move |_| query.read().get("cursor").filter(|cursor| !cursor.is_empty()));
    let restore = FormAction::<RestoreOrganization>::new();
    toast_success(restore, |organization| t::settings::restored(&organization.name));
    let (restored, failed) = (successes(restore), failures(restore));
    let deleted =
        Remote::new(move || (cursor.get(), restored.get() + failed.get()), |(cursor, _)| list_deleted(cursor));
    let view = move |_: Me| {
        view! {
            <PageHead title=t::settings::bin() text=t::settings::bin_text()/>
            <div class="stack">
                <FormProblem error=action_error(restore)/>
                <Transition fallback=|| view! { <SkeletonRows label=t::settings::bin_loading()/> }>
                    {move || Suspend::new(async move { list(deleted.await, cursor.get_untracked().is_some(), restore) })}
                </Transition>
            </div>
        }
        .into_any()
    };
    view! { <PersonalPage crumbs=vec![Crumb::here(t::settings::bin())] narrow=true view/> }
}

fn list(
    deleted: Result<Page<DeletedOrganization>, ApiError>,
    further: bool,
    restore: FormAction<RestoreOrganization>,
) -> AnyView {
    let deleted = match deleted {
        Ok(deleted) => deleted,
        Err(error) => return view! { <PageProblem error/> }.into_any(),
    };
    if deleted.data.is_empty() && further {
        return view! { <NoMore first="/recycle-bin".to_owned()/> }.into_any();
    }
    if deleted.data.is_empty() {
        return view! {
            <Empty title=t::settings::bin_empty_title() text=t::settings::bin_empty()>
                <LinkButton href="/?all=1">{t::settings::to_organizations()}</LinkButton>
            </Empty>
        }
        .into_any();
    }
    let text = shown_of(deleted.data.len(), deleted.total, t::settings::bin_count);
    let next = deleted.next_cursor.as_deref().map(|cursor| format!("/recycle-bin?cursor={cursor}"));
    let first = further.then(|| "/recycle-bin".to_owned());
    let rows: Vec<_> = deleted.data.into_iter().map(|one| row(one, restore)).collect();
    view! {
        <Card title=t::settings::bin_list() flush=true foot=move || view! { <Pagination text next first/> }>
            {rows}
        </Card>
    }
    .into_any()
}

fn row(deleted: DeletedOrganization, restore: FormAction<RestoreOrganization>) -> impl IntoView {
    let DeletedOrganization { id, slug, name, deleted_at, deleted_by, restorable_until } = deleted;
    let who = match deleted_by {
        Some(who) => t::settings::deleted_by(&who, SLOT),
        None => t::settings::deleted_at(SLOT),
    };
    let (id, label) = (id.to_string(), t::settings::restore_label(&name));
    view! {
        <Row>
            <span class="person">
                <Avatar name=name.clone() id=id.clone() square=true/>
                <span class="name" title=name.clone()>
                    {name.clone()}
                </span>
                <span class="sub mono">{slug}</span>
            </span>
            <span class="small muted">
                {around(&who, view! { <Time at=deleted_at inside=true/> })} <br/>
                {around(&t::settings::erased(SLOT), view! { <Time at=restorable_until date=true/> })}
            </span>
            <PostForm action=restore>
                <input type="hidden" name="org" value=id/>
                <Button submit=true icon="undo-2" busy=restore.pending() attr:aria-label=label>
                    {t::settings::restore()}
                </Button>
            </PostForm>
        </Row>
    }
}
