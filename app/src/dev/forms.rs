use super::Column;
use crate::ui::{
    Button, Card, Checkbox, Choice, ChoiceCard, ChoiceGroup, Field, LinkButton, Radio, Select, Setting, SignButton,
    Size, Switch, TextArea, Variant,
};
use leptos::prelude::*;

/// Buttons, fields and choices.
#[component]
pub(super) fn Forms(column: Column) -> impl IntoView {
    view! {
        <Card title="Buttons">
            <div class="cluster">
                <Button>"Plain"</Button>
                <Button variant=Variant::Primary>"Primary"</Button>
                <Button variant=Variant::Ghost>"Ghost"</Button>
                <Button variant=Variant::Danger>"Danger"</Button>
                <Button variant=Variant::DangerQuiet>"Danger quiet"</Button>
                <Button size=Size::Small>"Small"</Button>
                <Button size=Size::Large>"Large"</Button>
                <Button icon="plus">"With icon"</Button>
                <Button icon_end="chevron-down">"Icon at the end"</Button>
                <Button size=Size::Small variant=Variant::Ghost icon="ellipsis" label="More"/>
                <Button icon="ellipsis" label="More"/>
                <Button variant=Variant::Primary busy=true>"Saving"</Button>
                <Button variant=Variant::Primary disabled=true>"Disabled"</Button>
                <Button variant=Variant::Danger disabled=true>"Disabled"</Button>
                <Button disabled=true>"Disabled"</Button>
                <LinkButton href="/dev/components" icon="external-link">"Link"</LinkButton>
                <LinkButton href="/dev/components" variant=Variant::Primary>"Primary link"</LinkButton>
                <LinkButton href="/dev/components" icon="settings" label="Settings"/>
            </div>
            <SignButton busy=false>"As wide as its container"</SignButton>
            <SignButton busy=true>"Signing in"</SignButton>
        </Card>
        <Card title="Fields">
            <form class="half-grid">
                <Field label="Text" name=column.id("text") placeholder="Placeholder"/>
                <Field label="With hint" name=column.id("hinted") value="harbor-labs" hint="Letters, digits and hyphens." mono=true/>
                <Field label="Error" name=column.id("wrong") value="harbor labs" error="Spaces are not allowed. Try “harbor-labs”."/>
                <Field label="Disabled" name=column.id("disabled") value="Fixed by policy" disabled=true/>
                <Field label="Read only" name=column.id("readonly") value="3f0c9a7b" readonly=true/>
                <Field label="Password" name=column.id("password") kind="password" autocomplete="new-password" required=true/>
                <Field label="Address" name=column.id("slug") addon="guildhall.example/" value="harbor-labs"/>
                <Select
                    label="Role"
                    name=column.id("role")
                    choices=vec![Choice::new("member", "member"), Choice::new("admin", "admin")]
                    selected="admin"
                    hint="You can give any role that holds no more than your own."
                />
                <Select
                    label="Role with error"
                    name=column.id("role-wrong")
                    choices=vec![
                        Choice::new("", "Choose a role"),
                        Choice { disabled: true, ..Choice::new("owner", "owner (more than you hold)") },
                    ]
                    error="Choose a role."
                />
                <Select label="Role disabled" name=column.id("role-off") choices=vec![Choice::new("member", "member")] disabled=true/>
                <TextArea label="Long text" name=column.id("long") value="Grows with what you type." optional=true/>
                <TextArea
                    label="Long text with error"
                    name=column.id("long-wrong")
                    value="Too much"
                    rows=2
                    error="Use at most 500 characters."
                />
                <Button submit=true>"Save"</Button>
            </form>
        </Card>
        <Card title="Choices">
            <form class="half-grid">
                <ChoiceGroup legend="Boxes">
                    <Checkbox name=column.id("off")>"Unchecked"</Checkbox>
                    <Checkbox name=column.id("on") checked=true hint="What happens when this is on.">"With explanation"</Checkbox>
                    <Checkbox name=column.id("fixed") checked=true disabled=true>"Checked and disabled"</Checkbox>
                </ChoiceGroup>
                <ChoiceGroup legend="One of several" hint="Counts from today.">
                    <Radio name=column.id("expiry") value="90" checked=true>"90 days"</Radio>
                    <Radio name=column.id("expiry") value="365">"A year"</Radio>
                </ChoiceGroup>
                <ChoiceCard name=column.id("kind") value="live" label="Live" hint="Counts as usage" checked=true/>
                <ChoiceCard name=column.id("kind") value="test" label="Test" hint="Free of charge"/>
                <ChoiceCard name=column.id("kind") value="old" label="Not allowed" hint="Needs another plan" disabled=true/>
                <ChoiceCard name=column.id("topics") value="mail" label="One of many" checked=true many=true/>
                <Button submit=true>"Save"</Button>
            </form>
            <Setting label="Only own domains" hint="harborlabs.example" control=column.id("own_domains")>
                <Switch name=column.id("own_domains") checked=true/>
            </Setting>
            <Setting label="Second factor" control=column.id("second_factor")>
                <Switch name=column.id("second_factor") disabled=true/>
            </Setting>
        </Card>
    }
}
