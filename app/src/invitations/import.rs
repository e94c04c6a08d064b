//! `/o/:slug/invitations/import`: many people at once, from a file or from text. What would happen is shown before anything is
//! sent. Without scripts the form is posted to this address, and the page that answers shows the same.

use super::{
    checked::{checked, unreadable},
    import_rpc::{ImportPeople, SentList, check_import},
};
use crate::remote::{FormAction, PackedInPage, Remote};
use crate::{
    frame::{OrgPage, use_slug},
    members::{PeopleTab, people_tabs},
    messages as t,
    ui::{Alert, Button, Card, Crumb, PageHead, SkeletonRows, Tabs, TextArea, Toaster, Tone, Variant},
};
use contract::{Permission, invitations::BulkInvitations, organizations::OrganizationContext};
use leptos::{ev::SubmitEvent, prelude::*, web_sys};
use web_sys::wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// A row of a list.
const EXAMPLE: &str = "\nsofia@harborlabs.example,admin";

/// The list that is looked at, and how one comes by it.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    /// The list.
    pub(super) list: RwSignal<Option<String>>,
    /// The name of its file.
    pub(super) file: RwSignal<Option<String>>,
}

impl Chosen {
    fn take(self, list: &str, file: Option<String>) {
        // One row more than a list may have, and its header, tell the server enough.
        let list: Vec<&str> = list.lines().take(BulkInvitations::MAX + 2).collect();
        self.file.set(file);
        self.list.set(Some(list.join("\n")));
    }
}

/// Invites a list of people.
#[component]
pub(crate) fn ImportPage() -> impl IntoView {
    let slug = use_slug();
    let action = FormAction::<ImportPeople>::new();
    let value = action.value();
    let toaster = Toaster::get();
    Effect::new(move |_| {
        let Some(Ok(outcome)) = value.get() else { return };
        let left_out = outcome.results.len().saturating_sub(usize::try_from(outcome.created).unwrap_or_default());
        let words = t::invitations::were_sent(outcome.created);
        match (outcome.created, left_out) {
            (_, 0) => toaster.success(words),
            (0, left_out) => toaster.partial(t::invitations::none_imported(left_out)),
            (_, left_out) => toaster.success(t::invitations::imported(&words, left_out)),
        }
    });
    let sent =
        SharedValue::<_, PackedInPage>::new_with_encoding(|| use_context::<SentList>().map(|SentList(list)| list))
            .into_inner();
    let chosen = Chosen { list: RwSignal::new(sent.clone()), file: RwSignal::new(None) };
    let found = Remote::new(
        move || (slug.get(), chosen.list.get()),
        |(slug, list)| async move {
            match list {
                Some(list) => check_import(slug, list).await.map(Some),
                None => Ok(None),
            }
        },
    );
    let view = move |org: OrganizationContext| {
        let slug = org.organization.slug.clone();
        let sent = sent.clone().unwrap_or_default();
        let head = view! {
            <PageHead title=t::invitations::import_title() text=t::invitations::import_lead()/>
            <Tabs label=t::members::people() tabs=people_tabs(&org, PeopleTab::Import)/>
        };
        if !org.permissions.contains(Permission::UsersInvite) {
            return view! {
                {head}
                <Alert tone=Tone::Warning title=t::invitations::import_refused()>
                    {t::invitations::import_refused_text()}
                </Alert>
            }
            .into_any();
        }
        view! {
            {head}
            <div hidden=move || chosen.list.get().is_some()>{form(sent, chosen)}</div>
            <Transition fallback=|| view! { <SkeletonRows label=t::invitations::checking() toolbar=false/> }>
                {move || {
                    let slug = slug.clone();
                    Suspend::new(async move {
                        match found.await {
                            Ok(None) => ().into_any(),
                            Ok(Some(found)) => checked(slug, found, chosen, action),
                            Err(error) => unreadable(&slug, error, chosen),
                        }
                    })
                }}
            </Transition>
        }
        .into_any()
    };
    let crumbs = move || {
        let invitations = Crumb::link(t::invitations::title(), format!("/o/{}/invitations", slug.get()));
        vec![invitations, Crumb::here(t::invitations::import_tab())]
    };
    view! { <OrgPage crumbs=Signal::derive(crumbs) view/> }
}

/// The form that asks for the list.
fn form(sent: String, chosen: Chosen) -> impl IntoView {
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(list) = fields(event.target()).and_then(|fields| fields.get("list").as_string()) {
            chosen.take(&list, None);
        }
    };
    let on_file = move |event: web_sys::Event| {
        let form = event.target().and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok()?.form());
        if let Some(file) = fields(form.map(JsCast::unchecked_into)).map(|fields| fields.get("file")) {
            read_file(&file, chosen);
        }
    };
    let foot = || {
        view! {
            <Button submit=true variant=Variant::Primary>
                {t::invitations::check()}
            </Button>
        }
    };
    view! {
        <form method="post" on:submit=on_submit>
            <Card title=t::invitations::list_title() text=t::invitations::list_text() foot>
                <div class="field scripted">
                    <label for="import-file">{t::invitations::file()}</label>
                    <input
                        class="input"
                        id="import-file"
                        name="file"
                        type="file"
                        accept=".csv,.tsv,.txt,text/csv,text/plain"
                        aria-describedby="import-file-d"
                        on:change=on_file
                    />
                    <p class="hint" id="import-file-d">
                        {t::invitations::file_hint()}
                    </p>
                </div>
                <TextArea
                    label=t::invitations::list()
                    name="list"
                    id="import-list"
                    rows=8
                    value=sent
                    required=true
                    placeholder=t::invitations::list_example(EXAMPLE)
                    hint=t::invitations::list_hint()
                />
            </Card>
        </form>
    }
}

/// What a form holds now.
fn fields(form: Option<web_sys::EventTarget>) -> Option<web_sys::FormData> {
    let form = form?.dyn_into::<web_sys::HtmlFormElement>().ok()?;
    web_sys::FormData::new_with_form(&form).ok()
}

/// Takes the text of a file, once the browser has read it.
fn read_file(file: &JsValue, chosen: Chosen) {
    let Some(blob) = file.dyn_ref::<web_sys::Blob>().filter(|blob| blob.size() > 0.0) else { return };
    let Ok(reader) = web_sys::FileReader::new() else { return };
    let name = web_sys::js_sys::Reflect::get(file, &JsValue::from_str("name")).ok().and_then(|name| name.as_string());
    let done = {
        let reader = reader.clone();
        Closure::once_into_js(move || {
            if let Some(text) = reader.result().ok().and_then(|text| text.as_string()) {
                chosen.take(&text, name);
            }
        })
    };
    reader.set_onload(Some(done.unchecked_ref()));
    // A file that cannot be read leaves the form as it is.
    let _ = reader.read_as_text(blob);
}
