use super::create_rpc::CreateOrganization;
use crate::{
    frame::PersonalPage,
    ui::{Button, Card, Crumb, Field, FormProblem, LinkButton, PageHead, PostForm, Variant, action_error, field_error},
};
use leptos::prelude::*;

/// `/organizations/new`: makes an organization.
#[component]
pub(crate) fn CreateOrganizationPage() -> impl IntoView {
    let action = ServerAction::<CreateOrganization>::new();
    let error = action_error(action);
    let content = move |_| {
        view! {
            <PageHead
                title="Create organization"
                text="You become its first owner. A project named “default” is made with it."
            />
            <Card>
                <FormProblem error/>
                <PostForm action attr:class="stack">
                    <Field
                        label="Name"
                        name="name"
                        autocomplete="organization"
                        required=true
                        autofocus=true
                        error=field_error(error, "name")
                    />
                    <Field
                        label="Address"
                        name="slug"
                        addon="/o/"
                        optional=true
                        mono=true
                        hint="Made from the name when empty. It can never be changed."
                        error=field_error(error, "slug")
                    />
                    <Field
                        label="Time zone"
                        name="timezone"
                        optional=true
                        placeholder="Europe/Berlin"
                        hint="Used for dates in reports and mails; UTC when empty. The audit log keeps UTC."
                        error=field_error(error, "timezone")
                    />
                    <div class="form-actions">
                        <Button variant=Variant::Primary submit=true busy=action.pending()>
                            "Create organization"
                        </Button>
                        <LinkButton href="/?all=1">"Cancel"</LinkButton>
                    </div>
                </PostForm>
            </Card>
        }
        .into_any()
    };
    view! {
        <PersonalPage
            crumbs=vec![Crumb::link("Organizations", "/?all=1"), Crumb::here("Create organization")]
            narrow=true
            view=content
        />
    }
}
