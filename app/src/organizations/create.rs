use super::{create_rpc::CreateOrganization, timezones::timezone_choices};
use crate::remote::FormAction;
use crate::{
    frame::PersonalPage,
    messages as t,
    ui::{
        Button, Card, Crumb, Field, FormProblem, LinkButton, PageHead, PostForm, Select, Variant, action_error,
        field_error,
    },
};
use leptos::prelude::*;

/// `/organizations/new`: makes an organization.
#[component]
pub(crate) fn CreateOrganizationPage() -> impl IntoView {
    let action = FormAction::<CreateOrganization>::new();
    let error = action_error(action);
    let content = move |_| {
        view! {
            <PageHead
                title=t::organizations::create()
                text=t::organizations::create_text()
            />
            <Card>
                <FormProblem error/>
                <PostForm action attr:class="stack">
                    <Field
                        label=t::common::name()
                        name="name"
                        autocomplete="organization"
                        required=true
                        autofocus=true
                        error=field_error(error, "name")
                    />
                    <Field
                        label=t::organizations::slug()
                        name="slug"
                        addon="/o/"
                        optional=true
                        mono=true
                        hint=t::organizations::slug_hint()
                        error=field_error(error, "slug")
                    />
                    <Select
                        label=t::organizations::timezone()
                        name="timezone"
                        choices=timezone_choices("UTC")
                        selected="UTC"
                        hint=t::organizations::timezone_hint()
                        error=field_error(error, "timezone")
                    />
                    <div class="form-actions">
                        <LinkButton href="/?all=1">{t::common::cancel()}</LinkButton>
                        <Button variant=Variant::Primary submit=true busy=action.pending()>
                            {t::organizations::create()}
                        </Button>
                    </div>
                </PostForm>
            </Card>
        }
        .into_any()
    };
    view! {
        <PersonalPage
            crumbs=vec![Crumb::link(t::organizations::title(), "/?all=1"), Crumb::here(t::organizations::create())]
            narrow=true
            view=content
        />
    }
}
