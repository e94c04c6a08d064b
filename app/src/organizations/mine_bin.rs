//! The recycle bin: deleted organizations that their owners can take back.

use super::mine_rpc::RestoreOrganization;
use crate::remote::FormAction;
use crate::{
    messages as t,
    ui::{ActionsHead, Button, Person, PostForm, Size, Table, TableCard, Time},
};
use contract::{Page, organizations::DeletedOrganization};
use leptos::prelude::*;

/// The bin with what is in it; nothing for an empty one.
pub(super) fn section(
    bin: Page<DeletedOrganization>,
    restore: FormAction<RestoreOrganization>,
) -> Option<impl IntoView> {
    if bin.data.is_empty() {
        return None;
    }
    let more = bin.next_cursor.is_some().then(|| view! { <p class="small muted">{t::organizations::bin_more()}</p> });
    Some(view! {
        <section class="section" aria-label=t::organizations::bin()>
            <div class="section-head">
                <div>
                    <h2>{t::organizations::bin()}</h2>
                    <p>{t::organizations::bin_text()}</p>
                </div>
            </div>
            <TableCard>{table(bin.data, restore)}</TableCard>
            {more}
        </section>
    })
}

/// Deleted organizations, each with the button that restores it.
pub(crate) fn table(bin: Vec<DeletedOrganization>, restore: FormAction<RestoreOrganization>) -> impl IntoView {
    let rows = bin.into_iter().map(|org| row(org, restore)).collect_view();
    let head = || {
        view! {
            <th scope="col">{t::organizations::organization()}</th>
            <th scope="col">{t::organizations::bin_deleted()}</th>
            <th scope="col">{t::organizations::bin_ends()}</th>
            <ActionsHead/>
        }
    };
    view! {
        <Table caption=t::organizations::bin_list() head>
            {rows}
        </Table>
    }
}

fn row(org: DeletedOrganization, restore: FormAction<RestoreOrganization>) -> impl IntoView {
    let by = org.deleted_by.map(|name| {
        view! {
            " "
            <span class="muted">{t::organizations::bin_deleted_by(&name)}</span>
        }
    });
    let label = t::organizations::restore_organization(&org.name);
    view! {
        <tr>
            <td class="cell-main">
                <Person square=true name=org.name id=org.id.to_string() sub=org.slug/>
            </td>
            <td data-label=t::organizations::bin_deleted()>
                <span>
                    <Time at=org.deleted_at/>
                    {by}
                </span>
            </td>
            <td data-label=t::organizations::bin_ends()>
                <Time at=org.restorable_until/>
            </td>
            <td class="cell-actions">
                <PostForm action=restore>
                    <input type="hidden" name="id" value=org.id.to_string()/>
                    <Button size=Size::Small icon="undo-2" submit=true label busy=restore.pending()>
                        {t::organizations::restore()}
                    </Button>
                </PostForm>
            </td>
        </tr>
    }
}
