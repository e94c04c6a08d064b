use crate::ui::{
    Alert, Avatar, AvatarSize, Badge, Button, Card, Count, Dialog, DialogSize, Empty, Menu, MenuItem, MenuLabel,
    MenuLine, MenuLink, PageProblem, Person, Problem, Row, Seal, Size, SkeletonRows, Status, Tab, Tabs, Tile, Toaster,
    Tone, Variant,
};
use contract::ApiError;
use leptos::prelude::*;

/// What carries words: badges, people, alerts, menus, dialogs, cards.
#[component]
pub(super) fn Surfaces() -> impl IntoView {
    let toaster = Toaster::get();
    let tab = |label: &str, current, count| Tab {
        label: label.to_owned(),
        href: "/dev/components".to_owned(),
        current,
        count,
    };
    view! {
        <Card title="Badges, status, counts">
            <div class="cluster">
                <Badge>"Neutral"</Badge>
                <Badge tone=Tone::Accent>"Accent"</Badge>
                <Badge tone=Tone::Warning icon="layers">"Replaces system role"</Badge>
                <Badge icon="lock">"System"</Badge>
                <Status tone=Tone::Success>"Active"</Status>
                <Status tone=Tone::Warning>"Suspended"</Status>
                <Status tone=Tone::Danger>"Failed"</Status>
                <Status tone=Tone::Off>"Expired"</Status>
                <Count value=18_204/>
            </div>
        </Card>
        <Card title="People and things">
            <div class="cluster">
                <Avatar name="Ana Lindqvist" size=AvatarSize::Small/>
                <Avatar name="Łukasz Wójcik"/>
                <Avatar name="Harbor Labs" square=true size=AvatarSize::Large/>
                <Avatar name="Key" icon="key-round" square=true/>
                <Seal icon="circle-check" tone=Tone::Success/>
            </div>
            <Person
                name="María-Fernanda de la Concepción Ortega y Villanueva"
                sub="mariafernanda.ortega@harborlabs.example"
                note="(you)"
                href="/dev/components"
            />
        </Card>
        <Card title="Alerts">
            <Alert>"A fact about this page."</Alert>
            <Alert tone=Tone::Info title="Info">"Something new."</Alert>
            <Alert tone=Tone::Success title="Success">"It worked and stays worth knowing."</Alert>
            <Alert tone=Tone::Warning title="Warning" actions=|| view! { <Button size=Size::Small>"Fix"</Button> }>
                "It will stop working soon."
            </Alert>
            <Alert tone=Tone::Danger title="Danger">"It failed."</Alert>
            <Problem error=ApiError::RateLimited { retry_after: 30 }/>
        </Card>
        <Card title="Menu, dialog, toast">
            <div class="cluster">
                <Button menu="dev-menu" icon_end="chevron-down">"Menu"</Button>
                <Menu id="dev-menu" label="Row actions" start=true>
                    <MenuLabel>"Actions"</MenuLabel>
                    <MenuLink href="/dev/components" icon="history">"View activity"</MenuLink>
                    <MenuItem icon="ban" hint="Keeps the seat, stops all access">"Suspend"</MenuItem>
                    <MenuItem icon="lock" disabled=true>"Not allowed"</MenuItem>
                    <MenuItem checked=true>"admin"</MenuItem>
                    <MenuItem checked=false>"member"</MenuItem>
                    <MenuLine/>
                    <MenuItem icon="trash-2" danger=true opens="dev-remove">"Remove"</MenuItem>
                </Menu>
                <Button opens="dev-dialog">"Dialog"</Button>
                <Button on:click=move |_| toaster.undoable("Member removed", Callback::new(move |()| toaster.success("Member is back")))>
                    "Toast"
                </Button>
                <Button on:click=move |_| toaster.failure("Not saved. Try again in a moment.")>"Failure"</Button>
            </div>
        </Card>
        <Dialog
            id="dev-dialog"
            title="Dialog title"
            text="One sentence on what will happen."
            foot=|| {
                view! {
                    <Button closes="dev-dialog">"Cancel"</Button>
                    <Button variant=Variant::Primary closes="dev-dialog">"Do it"</Button>
                }
            }
        >
            <p>"The body scrolls, head and foot stay."</p>
        </Dialog>
        <Dialog
            id="dev-remove"
            title="Remove Priya Raghunathan?"
            size=DialogSize::Small
            danger=true
            foot=|| {
                view! {
                    <Button closes="dev-remove" attr:autofocus=true>"Cancel"</Button>
                    <Button variant=Variant::Danger closes="dev-remove">"Remove member"</Button>
                }
            }
        >
            <p>"She loses access with her next request."</p>
        </Dialog>
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
        <SkeletonRows label="Loading members" rows=3/>
    }
}
