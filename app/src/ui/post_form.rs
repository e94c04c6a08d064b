//! The form of every action, and what was typed into it before a try that failed.
//!
//! A plain form post that fails leads back to its page, which is drawn anew: the server hands what was typed to the page as
//! [`KeptForm`], and the fields inside [`PostForm`] begin with it. So every form comes back filled without a word in its page.

use super::{FormError, dom, successes};
use crate::{
    frame::Reader,
    remote::{FormAction, PackedInPage, Running},
};
use contract::ApiError;
use leptos::{
    context::Provider,
    form::form_data_from_event,
    prelude::*,
    server_fn::serde::{Deserialize, Serialize},
    web_sys,
};
use leptos_router::hooks::use_location;
use std::sync::Arc;

/// How long a second sending of the same form, after one that did not fail, is no second wish, in milliseconds.
const SETTLING: f64 = 1000.0;

/// What was typed into a form whose action failed, without passwords.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "leptos::server_fn::serde")]
pub struct KeptForm {
    /// The path of the form's action.
    pub action: String,
    /// Names and values, as the browser sent them.
    pub fields: Vec<(String, String)>,
}

/// Called when a page shows a [`KeptForm`]: the server keeps it no longer.
#[derive(Clone)]
pub struct ForgetKept(Arc<dyn Fn() + Send + Sync>);

impl ForgetKept {
    /// Calls `forget` when the form is shown, possibly more than once.
    pub fn new(forget: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(forget))
    }
}

/// The kept form of the page, until something is sent or another page is opened.
#[derive(Clone, Copy)]
struct Kept(StoredValue<Option<Arc<KeptForm>>>);

impl Kept {
    fn forget(self) {
        self.0.set_value(None);
    }
}

/// What the fields of one form begin with.
#[derive(Clone)]
struct Values(Option<Arc<KeptForm>>);

/// Takes the kept form over from the server; once, at the root of the document.
pub(crate) fn provide_kept_form() {
    let kept = SharedValue::<_, PackedInPage>::new_with_encoding(use_context::<KeptForm>).into_inner();
    provide_context(Kept(StoredValue::new(kept.map(Arc::new))));
}

/// Forgets the kept form when another page is opened. Stands inside the router.
#[component]
pub(crate) fn ForgetAfterNavigation() -> impl IntoView {
    let (location, kept) = (use_location(), use_context::<Kept>());
    Effect::new(move |before: Option<(String, String)>| {
        let here = (location.pathname.get(), location.search.get());
        if let Some(kept) = kept
            && before.is_some_and(|before| before != here)
        {
            kept.forget();
        }
        here
    });
}

/// The value that a field of the form around it begins with, when the form comes back.
pub(crate) fn kept_value(name: &str) -> Option<String> {
    let Values(kept) = use_context()?;
    kept?.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone())
}

/// Whether a choice of the form around it was made, when the form comes back.
pub(super) fn kept_choice(name: &str, value: &str) -> Option<bool> {
    let Values(kept) = use_context()?;
    Some(kept?.fields.iter().any(|(field, chosen)| is_of_group(field, name) && chosen == value))
}

/// Whether a field that was sent belongs to a group of choices: browsers send them all under its name, and our scripts
/// number them, as `permissions[0]`.
fn is_of_group(field: &str, name: &str) -> bool {
    let Some(rest) = field.strip_prefix(name) else { return false };
    let number = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    rest.is_empty() || number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A form that runs a server action, with and without scripts. It comes back filled when the action failed, and leads to the
/// page that asks for the password when the action needs it again. It is sent once, however often its button is clicked. After a failure the focus is on the first field that needs
/// a change, or else on what the form says.
///
/// Props: `action`; children are the fields and buttons.
///
/// Example: `<PostForm action attr:id="invite-form"><Field label="Email" name="email"/></PostForm>`
#[component]
pub fn PostForm<S>(
    /// What it runs.
    action: FormAction<S>,
    /// Fields and buttons.
    children: Children,
) -> impl IntoView
where
    S: 'static,
{
    form(action.running(), successes(action), children)
}

/// The part that is the same for every action, so that it is compiled once.
fn form(action: Running, worked: Memo<usize>, children: Children) -> AnyView {
    let error = FormError::new(action.error());
    let kept = use_context::<Kept>();
    let reader = Reader::get();
    // A second click on the button, or Enter beside it, while the first still runs is not a second wish.
    // Neither is one right after it, while the page still stands that is about to go.
    let pending = action.pending();
    let sent = StoredValue::new(f64::NEG_INFINITY);
    let send = move |event: web_sys::SubmitEvent| {
        // Somebody asks first, or takes it over.
        if event.default_prevented() {
            return;
        }
        event.prevent_default();
        let now = web_sys::js_sys::Date::now();
        if pending.get_untracked() || untrack(|| error.get()).is_none() && now - sent.get_value() < SETTLING {
            return;
        }
        // Fails only for an event of something else than a form.
        let Ok(fields) = form_data_from_event(&event) else { return };
        sent.set_value(now);
        reader.distrust();
        if let Some(kept) = kept {
            kept.forget();
        }
        action.send_form(&fields);
    };
    let fields = inside(action.path, kept, error, worked, children);
    view! {
        <form action=action.path method="post" on:submit=send>
            {fields}
        </form>
    }
    .into_any()
}

/// The part that is the same for every action, so that it is compiled once.
fn inside(
    action: &'static str,
    kept: Option<Kept>,
    error: FormError,
    worked: Memo<usize>,
    children: Children,
) -> AnyView {
    let values = kept.and_then(|kept| kept.0.get_value()).filter(|kept| kept.action == action);
    if values.is_some()
        && let Some(ForgetKept(forget)) = use_context()
    {
        forget();
    }
    let reader = Reader::get();
    Effect::new(move |before: Option<usize>| {
        let now = worked.get();
        // What was changed may show in the frame too.
        if before.is_some_and(|before| before != now) {
            reader.refresh();
        }
        now
    });
    Effect::new(move |_| {
        match error.get() {
            None => {}
            Some(ApiError::ReauthenticationRequired) => {
                let here = window().location();
                let path = here.pathname().unwrap_or_default() + &here.search().unwrap_or_default();
                // Fails only for an address that is none.
                let _ = here.assign(&crate::frame::reauthenticate_path(&path));
            }
            // In the next frame the fields are marked.
            Some(_) => {
                // Fails only without a window; then there is nothing to focus.
                let _ = request_animation_frame(move || dom::focus_fault(action));
            }
        }
    });
    view! { <Provider value=Values(values)>{children()}</Provider> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{Checkbox, Choice, Field, Select, TextArea};

    fn html(kept: &[(&str, &str)]) -> String {
        let fields = kept.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let kept = KeptForm { action: "/_fn/x".to_owned(), fields };
        Owner::new().with(|| {
            let choices = vec![Choice::new("member", "member"), Choice::new("admin", "admin")];
            let children: Children = Box::new(move || {
                view! {
                    <Field label="Name" name="name" value="Before"/>
                    <Field label="Sent to" name="email" value="given@example.com" readonly=true/>
                    <Field label="Password" name="password" kind="password"/>
                    <TextArea label="Message" name="message"/>
                    <Select label="Role" name="role" selected="member" choices/>
                    <Checkbox name="force" checked=true>"Force"</Checkbox>
                }
                .into_any()
            });
            let kept = Kept(StoredValue::new(Some(Arc::new(kept))));
            inside("/_fn/x", Some(kept), FormError::new(Signal::stored(None)), Memo::new(|_| 0), children).to_html()
        })
    }

    #[test]
    fn a_form_comes_back_as_it_was_sent() {
        let html =
            html(&[("name", "Ærø \"1\""), ("message", "a < b"), ("role", "admin"), ("email", "other@example.com")]);
        assert!(html.contains("value=\"Ærø &quot;1&quot;\"") && !html.contains("Before"), "{html}");
        assert!(html.contains("a &lt; b</textarea>"), "{html}");
        assert!(html.contains("<option value=\"admin\" selected>") && html.matches(" selected").count() == 1, "{html}");
        assert!(!html.contains(" checked"), "a box that was not ticked: {html}");
        assert!(html.contains("given@example.com"), "what cannot be changed stays: {html}");
    }

    #[test]
    fn ticks_come_back_whether_a_browser_or_a_script_sent_them() {
        for field in ["force", "force[]", "force[12]"] {
            assert!(html(&[(field, "true")]).contains(" checked"), "{field}");
        }
        for field in ["forced", "force[a]", "force[1", "enforce"] {
            assert!(!html(&[(field, "true")]).contains(" checked"), "{field}");
        }
    }

    #[test]
    fn a_password_never_comes_back() {
        assert!(!html(&[("password", "correct horse battery")]).contains("correct horse"));
    }
}
