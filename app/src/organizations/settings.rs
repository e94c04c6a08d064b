//! `/o/:slug/settings`.

use super::{
    danger::DangerZone,
    settings_merge::{Side, choices},
    settings_rpc::{Settings, UpdateOrganization, read_organization},
    timezones::timezone_choices,
};
use crate::remote::{FormAction, Remote};
use crate::{
    frame::{OrgPage, use_slug},
    messages::{self as t, SLOT, around},
    ownership::OwnershipOffers,
    ui::{
        Alert, Avatar, AvatarSize, Button, Crumb, Fact, Facts, Field, FormProblem, Id, LinkButton, PageHead,
        PageProblem, PostForm, Select, SkeletonRows, TextArea, Time, Tone, Variant, action_error, field_error,
        kept_value, successes, toast_success,
    },
};
use contract::{
    ApiError, Permission,
    organizations::{Organization, OrganizationContext},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The settings of an organization, and leaving and deleting it.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    let slug = use_slug();
    let update = FormAction::<UpdateOrganization>::new();
    toast_success(update, |_| t::settings::saved().to_owned());
    let (updated, error) = (successes(update), action_error(update));
    let stale = Memo::new(move |_| matches!(error.get(), Some(ApiError::PreconditionFailed)));
    let settings = Remote::new(
        // What somebody else changed meanwhile is read as soon as it is in the way.
        move || (slug.get(), updated.get(), if stale.get() { update.version().get() } else { 0 }),
        |(slug, _, _)| read_organization(slug),
    );
    let sent = StoredValue::new(None);
    Effect::new(move |_| {
        if let Some(fields) = update.sent().get() {
            sent.set_value(Some(Side::sent(&fields)));
        }
    });
    let before = StoredValue::new(None);
    let leave = FormAction::new();
    let delete = FormAction::new();
    let view = move |org: OrganizationContext| {
        let may = org.permissions.contains(Permission::OrganizationUpdate);
        view! {
            <PageHead title=t::settings::title()/>
            <div class="stack" data-gap="wide">
                {move || (!stale.get()).then(|| view! { <FormProblem error/> })}
                <OwnershipOffers org=org.clone()/>
                <Transition fallback=|| view! { <SkeletonRows label=t::settings::loading()/> }>
                    {move || Suspend::new(async move {
                        match settings.await {
                            Ok(settings) if may && stale.get_untracked() => {
                                merge(&settings, sent.get_value(), before.get_value(), update).into_any()
                            }
                            Ok(settings) => {
                                before.set_value(Some(Side::of(&settings.organization)));
                                form(settings, may, update).into_any()
                            }
                            Err(error) => view! { <PageProblem error/> }.into_any(),
                        }
                    })}
                </Transition>
                <DangerZone org leave delete/>
            </div>
        }
        .into_any()
    };
    view! { <OrgPage crumbs=vec![Crumb::here(t::settings::title())] narrow=true view/> }
}

/// The form while another change stands in the way: it is sent again for the version that is there now.
fn merge(
    settings: &Settings,
    mine: Option<Side>,
    before: Option<Side>,
    action: FormAction<UpdateOrganization>,
) -> impl IntoView + use<> {
    let (org, version) = (settings.organization.slug.clone(), settings.version.clone());
    let (theirs, back) = (Side::of(&settings.organization), format!("/o/{org}/settings"));
    view! {
        <PostForm action attr:class="stack">
            <input type="hidden" name="org" value=org/>
            <input type="hidden" name="version" value=version/>
            {choices(mine, &theirs, before.as_ref())}
            <div class="cluster" data-align="end">
                <LinkButton href=back attr:rel="external">
                    {t::settings::discard()}
                </LinkButton>
                <Button submit=true variant=Variant::Primary busy=action.pending()>
                    {t::common::save()}
                </Button>
            </div>
        </PostForm>
    }
}

fn form(settings: Settings, may: bool, action: FormAction<UpdateOrganization>) -> impl IntoView {
    let error = action_error(action);
    let Settings { organization, version } = settings;
    let Organization { id, slug, name, logo, timezone, billing_email, metadata, plan, created_at, .. } = organization;
    let logo = logo.unwrap_or_default();
    let locked = (!may).then(|| {
        view! {
            <Alert tone=Tone::Info title=t::settings::locked_title()>
                {around(&t::settings::locked(SLOT), view! { <code>"organization.update"</code> })}
            </Alert>
        }
    });
    let save = may.then(|| {
        view! {
            <div class="cluster" data-align="end">
                <Button submit=true variant=Variant::Primary busy=action.pending()>
                    {t::common::save()}
                </Button>
            </div>
        }
    });
    let org = slug.clone();
    let profile = view! {
        <div class="stack">
            <Avatar name=name.clone() id=id.to_string() square=true size=AvatarSize::Huge/>
            <Field label=t::common::name() name="name" value=name required=true readonly=!may error=field_error(error, "name")/>
            <Field
                label=t::settings::address()
                name="slug"
                value=slug
                readonly=true
                mono=true
                hint=t::settings::address_hint()
            />
            <Field
                label=t::settings::logo()
                name="logo"
                kind="url"
                optional=true
                readonly=!may
                value=logo
                placeholder="https://"
                hint=t::settings::logo_hint()
                error=field_error(error, "logo")
            />
            <Select
                label=t::settings::timezone()
                name="timezone"
                choices=timezone_choices(&timezone)
                selected=timezone
                disabled=!may
                hint=t::settings::timezone_hint()
                error=field_error(error, "timezone")
            />
        </div>
    };
    let billing = view! {
        <Field
            label=t::settings::billing_address()
            name="billing_email"
            kind="email"
            optional=true
            readonly=!may
            value=billing_email.unwrap_or_default()
            hint=t::settings::billing_hint()
            error=field_error(error, "billing_email")
        />
    };
    let metadata = view! {
        <TextArea
            label=t::settings::metadata()
            name="metadata"
            rows=4
            optional=true
            readonly=!may
            value=to_lines(&metadata)
            placeholder="crm_id=4711"
            hint=t::settings::metadata_hint()
            error=field_error(error, "metadata")
        />
    };
    view! {
        {locked}
        <PostForm action attr:class="stack">
            <input type="hidden" name="org" value=org/>
            {version_field(version)}
            <section class="split">
                <div>
                    <h2 class="small">{t::settings::profile()}</h2>
                    <p>{t::settings::profile_text()}</p>
                </div>
                {profile}
            </section>
            <section class="split">
                <div>
                    <h2 class="small">{t::settings::billing()}</h2>
                </div>
                {billing}
            </section>
            <section class="split">
                <div>
                    <h2 class="small">{t::settings::metadata()}</h2>
                    <p>{t::settings::metadata_text()}</p>
                </div>
                {metadata}
            </section>
            {save}
        </PostForm>
        <section class="split">
            <div>
                <h2 class="small">{t::settings::identifiers()}</h2>
                <p>{t::settings::identifiers_text()}</p>
            </div>
            <Facts>
                <Fact name=t::settings::organization_id()>
                    <Id value=id.to_string()/>
                </Fact>
                <Fact name=t::settings::plan()>{plan}</Fact>
                <Fact name=t::common::created()>
                    <Time at=created_at date=true/>
                </Fact>
            </Facts>
        </section>
    }
}

/// The version that was read. A form that comes back is still meant for the one it was filled in for.
fn version_field(read: String) -> impl IntoView {
    view! { <input type="hidden" name="version" value=kept_value("version").unwrap_or(read)/> }
}

/// Metadata as lines of `key=value`.
pub(super) fn to_lines(metadata: &BTreeMap<String, String>) -> String {
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
