use crate::ui::{
    ActionsHead, Bar, Button, Card, Change, Chart, CodeBlock, CopyButton, Diff, Direction, Fact, Facts, FilterChip, Id,
    Meter, Pagination, Person, SearchBox, Secret, Segment, Segments, Size, SortHeader, Stat, Stats, Status, Table,
    TableCard, Time, Tone, Toolbar, Variant,
};
use contract::Timestamp;
use leptos::prelude::*;

/// 21 Nov 2026, 14:02:09 UTC.
const AT: Timestamp = Timestamp(1_795_269_729_000_000);

/// What carries numbers and records: tables, charts, code, differences.
#[component]
pub(super) fn Data() -> impl IntoView {
    let range = |label: &str, current| Segment { label: label.to_owned(), href: "/dev/components".to_owned(), current };
    let bars =
        (1..=30).map(|day| Bar { label: format!("{day} Nov 2026"), value: 40_000 + day * day * 7 % 4_001 }).collect();
    view! {
        <TableCard>
            <Toolbar>
                <SearchBox label="Find member" placeholder="Find by name or email"/>
                <FilterChip label="Role" href="/dev/components"/>
                <FilterChip label="Status" value="Active, Suspended" href="/dev/components"/>
            </Toolbar>
            <Table
                caption="Members"
                head=|| {
                    view! {
                        <SortHeader label="Name" href="/dev/components" sorted=Some(Direction::Ascending)/>
                        <SortHeader label="Uses" href="/dev/components" num=true/>
                        <th scope="col">"Status"</th>
                        <SortHeader label="Joined" href="/dev/components" lg=true/>
                        <ActionsHead/>
                    }
                }
            >
                <tr>
                    <td class="cell-main">
                        <Person name="Ana Lindqvist" sub="ana.lindqvist@harborlabs.example"/>
                    </td>
                    <td class="num" data-label="Uses">
                        <span>"12"</span>
                    </td>
                    <td>
                        <Status tone=Tone::Success>"Active"</Status>
                    </td>
                    <td class="cell-lg">
                        <Time at=AT date=true/>
                    </td>
                    <td class="cell-actions">
                        <Button variant=Variant::Ghost size=Size::Small icon="ellipsis" label="Actions for Ana Lindqvist"/>
                    </td>
                </tr>
                <tr data-state="off">
                    <td class="cell-main">
                        <Person name="Łukasz Wójcik" sub="lukasz@harborlabs.example"/>
                    </td>
                    <td class="num" data-label="Uses">
                        <span>"0"</span>
                    </td>
                    <td>
                        <Status tone=Tone::Off>"Expired"</Status>
                    </td>
                    <td class="cell-lg">
                        <Time at=AT/>
                    </td>
                    <td class="cell-actions"></td>
                </tr>
            </Table>
            <Pagination text="2 of 48 members" next=Some("/dev/components".to_owned()) first=Some("/dev/components".to_owned())/>
        </TableCard>
        <Stats>
            <Stat label="Requests" value=1_410_000 note="+18.2 %" tone=Tone::Success/>
            <Stat label="Seats" value=48 limit=50 note="2 left" tone=Tone::Warning/>
            <Stat label="Projects" value=7/>
        </Stats>
        <Card title="Chart and meter">
            <Segments label="Range" segments=vec![range("7 days", false), range("30 days", true), range("90 days", false)]/>
            <Chart title="Requests a day" unit="Requests" bars limit=Some(45_000)/>
            <Chart title="Nothing yet" unit="Requests" bars=vec![Bar { label: "21 Nov 2026".to_owned(), value: 0 }]/>
            <Meter label="Normal" value=23 max=200/>
            <Meter label="Nearly full" value=48 max=50/>
            <Meter label="Full" value=50 max=50/>
        </Card>
        <Card title="Code and records">
            <CodeBlock title="Request" code="curl https://console.example/api/v1/organizations"/>
            <div class="cluster">
                <CopyButton text="https://console.example/invite/ivt_x" label="Copy link"/>
            </div>
            <Secret value="ghk_live_example" label="API key"/>
            <Facts>
                <Fact name="Organization">
                    <Id value="org_01J9Z"/>
                </Fact>
                <Fact name="At">
                    <Time at=AT exact=true/>
                </Fact>
                <Fact name="How long ago">
                    <Time at=AT/>
                </Fact>
            </Facts>
            <Diff changes=vec![
                Change { field: "name".to_owned(), before: Some("Harbour Labs".to_owned()), after: Some("Harbor Labs".to_owned()) },
                Change { field: "logo".to_owned(), before: None, after: Some("harbor.png".to_owned()) },
            ]/>
        </Card>
    }
}
