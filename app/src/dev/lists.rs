use super::Column;
use crate::ui::{
    ActionsHead, Badge, Brand, Button, Card, Empty, FieldProblem, FormError, FormProblem, Matrix, PageProblem, Person,
    Row, Size, SkeletonForm, SkeletonOverview, SkeletonPage, SkeletonRows, Tab, Table, TableCard, Tabs, Tile, Variant,
};
use contract::{ApiError, Permission, PermissionSet};
use leptos::prelude::*;

/// What holds several things: tabs, rows, tiles, permissions, and what stands where there are none.
#[component]
pub(super) fn Lists(column: Column) -> impl IntoView {
    let tab = |label: &str, current, count| Tab {
        label: label.to_owned(),
        href: "/dev/components".to_owned(),
        current,
        count,
    };
    let faults =
        FormError::new(Signal::stored(Some(ApiError::invalid("permissions", "required", "Tick one at least."))));
    let failed = FormError::new(Signal::stored(Some(ApiError::LastOwner)));
    let before = PermissionSet::EMPTY.with(Permission::UsersRead).with(Permission::RolesRead);
    let chosen = RwSignal::new(before.without(Permission::RolesRead).with(Permission::AuditRead));
    let held = PermissionSet::ALL.without(Permission::UsersDelete);
    let rows = ["Ana Lindqvist", "Łukasz Wójcik"].map(|name| {
        view! {
            <tr data-row="">
                <td class="cell-check">
                    <input class="check" type="checkbox" name=column.id("ticked") value=name aria-label=name data-tick=""/>
                </td>
                <td class="cell-main">
                    <Person name href="/dev/components"/>
                </td>
                <td class="cell-actions"></td>
            </tr>
        }
    });
    view! {
        <Card title="Brand">
            <Brand/>
        </Card>
        <Card title="Tabs">
            <Tabs label="Example" tabs=vec![tab("Current", true, Some(48)), tab("Other", false, Some(5)), tab("Third", false, None)]/>
        </Card>
        <Card title="Rows" flush=true foot=|| "Signing out ends the session at once.">
            <Row>
                <Person name="This browser" sub="Chrome on Debian"/>
                <Button size=Size::Small>"Sign out"</Button>
            </Row>
            <Row>
                <Person name="Telephone" sub="Firefox on Android"/>
                <Button size=Size::Small>"Sign out"</Button>
            </Row>
        </Card>
        <div class="grid">
            <Tile title="Harbor Labs" href="/dev/components"><div class="cluster"><Badge>"owner"</Badge></div></Tile>
            <Tile title="Ateliê São João" href="/dev/components"><div class="cluster"><Badge>"member"</Badge></div></Tile>
        </div>
        <Card title="Nothing here" flush=true>
            <Empty title="No join codes yet" text="A code lets people join by themselves, with the role you choose.">
                <Button variant=Variant::Primary>"Create code"</Button>
            </Empty>
        </Card>
        <Card title="Nothing found" flush=true>
            <Empty plain=true title="Nobody matches “zzz”" text="Searched among active members.">
                <Button>"Clear filters"</Button>
            </Empty>
        </Card>
        <Card title="No way in" flush=true>
            <PageProblem error=ApiError::not_found("member")/>
        </Card>
        <Card title="Faults of a form">
            <FormProblem error=failed/>
            <FieldProblem error=faults field="permissions"/>
            <FormProblem error=faults/>
        </Card>
        <Card title="Permissions" flush=true>
            <Matrix name="permissions" chosen held before/>
        </Card>
        <TableCard>
            <Table
                compact=true
                caption="Rows to tick"
                head=|| {
                    view! {
                        <th scope="col" class="cell-check"></th>
                        <th scope="col">"Name"</th>
                        <ActionsHead/>
                    }
                }
            >
                {rows.into_iter().collect_view()}
            </Table>
        </TableCard>
        <SkeletonRows label="Loading members" rows=3 toolbar=false/>
        <SkeletonForm label="Loading settings" fields=2/>
        <SkeletonOverview label="Loading the overview"/>
        <SkeletonPage label="Loading the page"/>
    }
}
