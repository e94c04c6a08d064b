use crate::ui::{
    Button, Card, Checkbox, Choice, ChoiceCard, ChoiceGroup, Field, LinkButton, Radio, Select, Setting, Size, Switch,
    TextArea, Variant,
};
use leptos::prelude::*;

/// Buttons, fields and choices.
#[component]
pub(super) fn Forms() -> impl IntoView {
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
                <Button icon="ellipsis" label="More"/>
                <Button variant=Variant::Primary busy=true>"Saving"</Button>
                <Button disabled=true>"Disabled"</Button>
                <LinkButton href="/dev/components" icon="external-link">"Link"</LinkButton>
            </div>
        </Card>
        <Card title="Fields">
            <form class="half-grid">
                <Field label="Text" name="text" placeholder="Placeholder"/>
                <Field label="With hint" name="hinted" value="harbor-labs" hint="Letters, digits and hyphens." mono=true/>
                <Field label="Error" name="wrong" value="harbor labs" error="Spaces are not allowed. Try “harbor-labs”."/>
                <Field label="Disabled" name="disabled" value="Fixed by policy" disabled=true/>
                <Field label="Read only" name="readonly" value="3f0c9a7b" readonly=true/>
                <Field label="Password" name="password" kind="password" autocomplete="new-password" required=true/>
                <Field label="Address" name="slug" addon="guildhall.example/" value="harbor-labs"/>
                <Select
                    label="Role"
                    name="role"
                    choices=vec![Choice::new("member", "member"), Choice::new("admin", "admin")]
                    selected="admin"
                    hint="You can give any role that holds no more than your own."
                />
                <TextArea label="Long text" name="long" value="Grows with what you type." optional=true/>
                <Button submit=true>"Save"</Button>
            </form>
        </Card>
        <Card title="Choices">
            <form class="half-grid">
                <ChoiceGroup legend="Boxes">
                    <Checkbox name="off">"Unchecked"</Checkbox>
                    <Checkbox name="on" checked=true hint="What happens when this is on.">"With explanation"</Checkbox>
                    <Checkbox name="fixed" checked=true disabled=true>"Checked and disabled"</Checkbox>
                </ChoiceGroup>
                <ChoiceGroup legend="One of several" hint="Counts from today.">
                    <Radio name="expiry" value="90" checked=true>"90 days"</Radio>
                    <Radio name="expiry" value="365">"A year"</Radio>
                </ChoiceGroup>
                <ChoiceCard name="kind" value="live" label="Live" hint="Counts as usage" checked=true/>
                <ChoiceCard name="kind" value="test" label="Test" hint="Free of charge"/>
                <Button submit=true>"Save"</Button>
            </form>
            <Setting label="Only own domains" hint="harborlabs.example" control="own_domains">
                <Switch name="own_domains" checked=true/>
            </Setting>
            <Setting label="Second factor" control="second_factor">
                <Switch name="second_factor" disabled=true/>
            </Setting>
        </Card>
    }
}
