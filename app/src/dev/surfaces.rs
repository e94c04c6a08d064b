use super::Column;
use crate::ui::{
    Alert, Avatar, AvatarSize, Badge, Button, Card, Count, Dialog, DialogSize, Menu, MenuItem, MenuLabel, MenuLine,
    MenuLink, Person, Problem, Seal, Size, Status, Toaster, Tone, Variant,
};
use contract::ApiError;
use leptos::prelude::*;

/// What carries words: badges, people, alerts, menus, dialogs, cards.
#[component]
pub(super) fn Surfaces(column: Column) -> impl IntoView {
    let toaster = Toaster::get();
    let (menu, dialog, remove) = (column.id("menu"), column.id("dialog"), column.id("remove"));
    let (close, keep) = (dialog.clone(), remove.clone());
    let (ask, destroy) = (dialog.clone(), remove.clone());
    view! {
        <Card title="Badges, status, counts">
            <div class="cluster">
                <Badge>"Neutral"</Badge>
                <Badge tone=Tone::Accent>"Accent"</Badge>
                <Badge tone=Tone::Warning icon="layers">"Replaces system role"</Badge>
                <Badge icon="lock">"System"</Badge>
                <Badge tone=Tone::Success>"Verified"</Badge>
                <Badge tone=Tone::Danger>"Revoked"</Badge>
                <Badge tone=Tone::Info>"New"</Badge>
                <Status>"Neutral"</Status>
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
                <Avatar name="Harbor Labs" id="org_2" square=true size=AvatarSize::Huge/>
                <Avatar name="Key" icon="key-round" square=true/>
                <Seal icon="mail"/>
                <Seal icon="circle-alert" tone=Tone::Danger/>
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
            <Alert tone=Tone::Info banner=true>"As wide as the page."</Alert>
            <Problem error=ApiError::RateLimited { retry_after: 30 }/>
        </Card>
        <Card title="Menu, dialog, toast">
            <div class="cluster">
                <Button menu=menu.clone() icon_end="chevron-down">"Menu"</Button>
                <Menu id=menu label="Row actions" start=true>
                    <MenuLabel>"Actions"</MenuLabel>
                    <MenuLink href="/dev/components" icon="history">"View activity"</MenuLink>
                    <MenuItem icon="ban" hint="Keeps the seat, stops all access">"Suspend"</MenuItem>
                    <MenuItem icon="lock" disabled=true>"Not allowed"</MenuItem>
                    <MenuItem checked=true>"admin"</MenuItem>
                    <MenuItem checked=false>"member"</MenuItem>
                    <MenuLine/>
                    <MenuItem icon="trash-2" danger=true opens=destroy>"Remove"</MenuItem>
                </Menu>
                <Button opens=ask>"Dialog"</Button>
                <Button on:click=move |_| toaster.undoable("Member removed", move || toaster.success("Member is back"))>
                    "Toast"
                </Button>
                <Button on:click=move |_| toaster.failure("Not saved. Try again in a moment.")>"Failure"</Button>
            </div>
        </Card>
        <Dialog
            id=dialog
            title="Dialog title"
            text="One sentence on what will happen."
            foot=move || {
                view! {
                    <Button closes=close.clone()>"Cancel"</Button>
                    <Button variant=Variant::Primary closes=close>"Do it"</Button>
                }
            }
        >
            <p>"The body scrolls, head and foot stay."</p>
        </Dialog>
        <Dialog
            id=remove
            title="Remove Priya Raghunathan?"
            size=DialogSize::Small
            danger=true
            foot=move || {
                view! {
                    <Button closes=keep.clone() attr:autofocus=true>"Cancel"</Button>
                    <Button variant=Variant::Danger closes=keep>"Remove member"</Button>
                }
            }
        >
            <p>"She loses access with her next request."</p>
        </Dialog>
    }
}
