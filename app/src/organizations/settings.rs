//! `/o/:slug/settings`.

use super::{
    danger::DangerZone,
    settings_rpc::{UpdateOrganization, read_organization},
    timezones::timezone_choices,
};
use crate::{
    frame::{OrgPage, use_slug},
    ownership::OwnershipOffers,
    ui::{
        Alert, Avatar, AvatarSize, Button, Crumb, Fact, Facts, Field, FormProblem, Id, PageHead, PageProblem, PostForm,
        Select, SkeletonRows, TextArea, Time, Tone, Variant, action_error, field_error, successes, toast_success,
    },
};
use contract::{
    Permission,
    organizations::{Organization, OrganizationContext},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The settings of an organization, and leaving and deleting it.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    let slug = use_slug();
    let update = ServerAction::<UpdateOrganization>::new();
    toast_success(update, |_| "Settings saved".to_owned());
    let updated = successes(update);
    let organization = Resource::new(move || (slug.get(), updated.get()), |(slug, _)| read_organization(slug));
    let leave = ServerAction::new();
    let delete = ServerAction::new();
    let view = move |org: OrganizationContext| {
        let may = org.permissions.contains(Permission::OrganizationUpdate);
        view! {
            <PageHead title="Settings"/>
            <div class="stack" data-gap="wide">
                <FormProblem error=action_error(update)/>
                <OwnershipOffers org=org.clone()/>
                <Transition fallback=|| view! { <SkeletonRows label="Loading settings"/> }>
                    {move || Suspend::new(async move {
                        match organization.await {
                            Ok(organization) => form(organization, may, update).into_any(),
                            Err(error) => view! { <PageProblem error/> }.into_any(),
                        }
                    })}
                </Transition>
                <DangerZone org leave delete/>
            </div>
        }
        .into_any()
    };
    view! { <OrgPage crumbs=vec![Crumb::here("Settings")] narrow=true view/> }
}

fn form(organization: Organization, may: bool, action: ServerAction<UpdateOrganization>) -> impl IntoView {
    let error = action_error(action);
    let Organization { id, slug, name, logo, timezone, billing_email, metadata, plan, created_at, .. } = organization;
    let logo = logo.unwrap_or_default();
    let locked = (!may).then(|| {
        view! {
            <Alert tone=Tone::Info title="Only to look at">
                "Changing settings needs " <code>"organization.update"</code> ", which owners and admins hold."
            </Alert>
        }
    });
    let save = may.then(|| {
        view! {
            <div class="cluster" data-align="end">
                <Button submit=true variant=Variant::Primary busy=action.pending()>
                    "Save changes"
                </Button>
            </div>
        }
    });
    let org = slug.clone();
    let profile = view! {
        <div class="stack">
            <Avatar name=name.clone() id=id.to_string() square=true size=AvatarSize::Huge/>
            <Field label="Name" name="name" value=name required=true readonly=!may error=field_error(error, "name")/>
            <Field
                label="Address"
                name="slug"
                value=slug
                readonly=true
                mono=true
                hint="Fixed when the organization was made. Links and keys depend on it."
            />
            <Field
                label="Logo"
                name="logo"
                kind="url"
                optional=true
                readonly=!may
                value=logo
                placeholder="https://"
                hint="The https address of a square picture."
                error=field_error(error, "logo")
            />
            <Select
                label="Time zone"
                name="timezone"
                choices=timezone_choices(&timezone)
                selected=timezone
                disabled=!may
                hint="Used for dates in mails and reports. The audit log keeps UTC."
                error=field_error(error, "timezone")
            />
        </div>
    };
    let billing = view! {
        <Field
            label="Billing address"
            name="billing_email"
            kind="email"
            optional=true
            readonly=!may
            value=billing_email.unwrap_or_default()
            hint="Where invoices go."
            error=field_error(error, "billing_email")
        />
    };
    let metadata = view! {
        <TextArea
            label="Metadata"
            name="metadata"
            rows=4
            optional=true
            readonly=!may
            value=to_lines(&metadata)
            placeholder="crm_id=4711"
            hint="One key=value a line, up to 50."
            error=field_error(error, "metadata")
        />
    };
    view! {
        {locked}
        <PostForm action attr:class="stack">
            <input type="hidden" name="org" value=org/>
            <section class="split">
                <div>
                    <h2 class="small">"Profile"</h2>
                    <p>"Shown to members and on invitations."</p>
                </div>
                {profile}
            </section>
            <section class="split">
                <div>
                    <h2 class="small">"Billing"</h2>
                </div>
                {billing}
            </section>
            <section class="split">
                <div>
                    <h2 class="small">"Metadata"</h2>
                    <p>"For programs that work with this organization."</p>
                </div>
                {metadata}
            </section>
            {save}
        </PostForm>
        <section class="split">
            <div>
                <h2 class="small">"Identifiers"</h2>
                <p>"For the API and support."</p>
            </div>
            <Facts>
                <Fact name="Organization ID">
                    <Id value=id.to_string()/>
                </Fact>
                <Fact name="Plan">{plan}</Fact>
                <Fact name="Created">
                    <Time at=created_at date=true/>
                </Fact>
            </Facts>
        </section>
    }
}

/// Metadata as lines of `key=value`.
fn to_lines(metadata: &BTreeMap<String, String>) -> String {
    metadata.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("\n")
}

/// Lines of `key=value` as metadata. A line without a sign is refused, and so is a key that comes twice.
#[cfg(any(feature = "ssr", test))]
pub(super) fn from_lines(text: &str) -> Result<BTreeMap<String, String>, contract::ApiError> {
    let mut metadata = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let refuse = |words: String| Err(contract::ApiError::invalid("metadata", "invalid_format", words));
        let Some((key, value)) = line.split_once('=') else {
            return refuse(format!("Write “{line}” as key=value."));
        };
        if metadata.insert(key.trim().to_owned(), value.trim().to_owned()).is_some() {
            return refuse(format!("The key “{}” comes twice.", key.trim()));
        }
    }
    Ok(metadata)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_survives_the_form() {
        let metadata = from_lines("crm_id=4711\r\n\n region = eu=north ").unwrap();
        assert_eq!(metadata.get("region").map(String::as_str), Some("eu=north"));
        assert_eq!(from_lines(&to_lines(&metadata)).unwrap(), metadata);
        assert!(from_lines("no sign").is_err());
        assert!(from_lines("a=1\na=2").is_err());
    }
}
