use super::{Alert, Empty, Icon, LinkButton, SignCard, Size, Tone, Variant};
use crate::{
    messages as t,
    remote::{FormAction, Running},
};
use contract::{ApiError, FieldError, error::Denial};
use leptos::prelude::*;

/// The error of a form's action, and which fields show their own part of it. So a fault is told once: at its field by
/// [`field_error`], or else by [`FormProblem`].
#[derive(Clone, Copy)]
pub struct FormError {
    error: Signal<Option<ApiError>>,
    fields: StoredValue<Vec<&'static str>>,
}

impl FormError {
    pub(crate) fn new(error: Signal<Option<ApiError>>) -> Self {
        Self { error, fields: StoredValue::new(Vec::new()) }
    }

    /// The error, if there is one. Reactive.
    #[must_use]
    pub fn get(self) -> Option<ApiError> {
        // A form that was drawn anew leaves effects behind that may ask once more.
        self.error.try_get().flatten()
    }

    /// This error, or else that of another action whose answer stands in the same place.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self::new(Signal::derive(move || self.get().or_else(|| other.get())))
    }

    /// Notes that somebody shows what the error says about this field. [`field_error`] does so; a form whose fields are drawn
    /// late says it before.
    pub(crate) fn shows(self, field: &'static str) {
        self.fields.update_value(|fields| {
            if !fields.contains(&field) {
                fields.push(field);
            }
        });
    }

    /// What is left for the form as a whole to tell.
    fn beyond_fields(self) -> Option<Beyond> {
        let error = self.error.get()?;
        Some(self.fields.with_value(|fields| match &error {
            ApiError::ValidationFailed { errors } => {
                let shown = |one: &&FieldError| fields.contains(&one.field.as_str());
                let (shown, rest): (Vec<_>, Vec<_>) = errors.iter().partition(shown);
                Beyond::Fields { shown: shown.len(), rest: rest.into_iter().cloned().collect() }
            }
            ApiError::AlreadyExists { field, .. } if fields.contains(&field.as_str()) => {
                Beyond::Fields { shown: 1, rest: Vec::new() }
            }
            _ => Beyond::All(error),
        }))
    }
}

/// What a form tells besides its fields.
enum Beyond {
    /// The error is not about fields.
    All(ApiError),
    /// So many faults stand at their fields, and these have none here.
    Fields { shown: usize, rest: Vec<FieldError> },
}

/// The error of the last run of an action, for [`FormProblem`] and [`field_error`].
pub fn action_error<S>(action: FormAction<S>) -> FormError {
    FormError::new(action.error())
}

/// The error of an action, without one from before the form was opened: a dialog begins clean. An error that a plain form
/// post brought along stays.
pub fn since_opened<S>(action: FormAction<S>) -> FormError {
    let (version, error) = (action.version(), action.error());
    let opened = version.get_untracked();
    FormError::new(Signal::derive(move || if opened == 0 || version.get() > opened { error.get() } else { None }))
}

/// Counts the successes of an action: a list that depends on it is read anew after a change, but not after a failure, which
/// would draw the dialog anew that shows it.
pub fn successes<S>(action: FormAction<S>) -> Memo<usize> {
    counted(action.running(), true)
}

/// Counts the failures of an action: what a page shows is read anew when it may be the reason.
pub fn failures<S>(action: FormAction<S>) -> Memo<usize> {
    counted(action.running(), false)
}

fn counted(action: Running, successes: bool) -> Memo<usize> {
    Memo::new(move |before: Option<&usize>| {
        let version = action.version().get();
        if action.worked() == Some(successes) { version } else { before.copied().unwrap_or_default() }
    })
}

/// What an error says about one field, for the `error` of a field. It is not repeated by [`FormProblem`].
pub fn field_error(error: FormError, field: &'static str) -> MaybeProp<String> {
    error.shows(field);
    Signal::derive(move || error.error.read().as_ref().and_then(|error| t::field_message(error, field))).into()
}

/// What went wrong with a form or action: title, what to do, and for a refusal who can help.
///
/// Props: `error`.
///
/// Example: `<Problem error/>`
#[component]
pub fn Problem(
    /// The error.
    error: ApiError,
) -> impl IntoView {
    let help = refusal(&error);
    view! {
        <Alert tone=Tone::Danger title=t::title(&error)>
            {t::detail(&error)}
            {help}
        </Alert>
    }
}

/// The place of [`Problem`] in a form: empty until the action fails. What stands at a field is only counted here.
///
/// Props: `error`, from [`action_error`].
///
/// Example: `<FormProblem error=action_error(action)/>`
#[component]
pub fn FormProblem(
    /// The error, if there is one.
    error: FormError,
) -> impl IntoView {
    move || {
        error.beyond_fields().map(|beyond| match beyond {
            Beyond::All(error) => view! { <Problem error/> }.into_any(),
            Beyond::Fields { shown, rest } if rest.is_empty() => {
                view! { <Alert tone=Tone::Danger>{t::ui::problem_fields(shown)}</Alert> }.into_any()
            }
            Beyond::Fields { rest, .. } => {
                let faults =
                    rest.iter().map(|one| format!("{}: {}", one.field, t::sentence(&one.message))).collect::<Vec<_>>();
                view! { <Alert tone=Tone::Danger title=t::ui::problem_unsaved()>{faults.join(" ")}</Alert> }.into_any()
            }
        })
    }
}

/// What is wrong with a part of a form that is no field of its own, such as a table of ticks.
///
/// Props: `error`, from [`action_error`], `field`.
///
/// Example: `<FieldProblem error field="permissions"/>`
#[component]
pub fn FieldProblem(
    /// The error, if there is one.
    error: FormError,
    /// The part.
    field: &'static str,
) -> impl IntoView {
    let words = field_error(error, field);
    move || {
        words.get().map(|words| {
            view! {
                <p class="error" role="alert">
                    <Icon name="circle-alert"/>
                    <span>{words}</span>
                </p>
            }
        })
    }
}

/// Stands where a page would be that could not be read, with the way on.
///
/// Props: `error`.
///
/// Example: `Err(error) => view! { <PageProblem error/> }.into_any()`
#[component]
pub fn PageProblem(
    /// The error.
    error: ApiError,
) -> impl IntoView {
    let text = t::detail(&error) + &refusal(&error).unwrap_or_default();
    let WayOn { href, words, again, waits } = match error {
        // What cannot be read is in the query: a place in a list, a filter. This leads to the same page without one.
        ApiError::InvalidRequest { .. } => WayOn::to("?", t::ui::problem_start_again()),
        _ => WayOn::after(&error),
    };
    view! {
        <Empty plain=true title=t::title(&error) text attr:data-waits=waits.then_some("")>
            <LinkButton href attr:rel=again.then_some("external")>
                {words}
            </LinkButton>
        </Empty>
    }
}

/// A page of its own that says what went wrong, where not even the frame of the console could be read.
///
/// Props: `error`.
///
/// Example: `Err(error) => view! { <ErrorPage error/> }.into_any()`
#[component]
pub fn ErrorPage(
    /// The error.
    error: ApiError,
) -> impl IntoView {
    let help = refusal(&error).map(|words| view! { <p>{words}</p> });
    let WayOn { href, words, again, waits } = WayOn::after(&error);
    view! {
        <SignCard title=t::title(&error) text=t::detail(&error) attr:data-waits=waits.then_some("")>
            {help}
            <LinkButton
                href
                variant=Variant::Primary
                size=Size::Large
                block=true
                attr:rel=again.then_some("external")
            >
                {words}
            </LinkButton>
        </SignCard>
    }
}

/// Where somebody goes on who may not see a page: the first page of the place that it is in. A frame gives it to its pages.
#[derive(Clone, Copy)]
pub(crate) struct Home(pub(crate) Signal<Option<String>>);

/// The way on from a page that could not be shown.
struct WayOn {
    href: String,
    words: &'static str,
    /// To this very page, past the router, which is there already.
    again: bool,
    /// What could not be read only because the server or the session was away is read again once it is back.
    waits: bool,
}

impl WayOn {
    fn to(href: &str, words: &'static str) -> Self {
        Self { href: href.to_owned(), words, again: false, waits: false }
    }

    fn after(error: &ApiError) -> Self {
        match error {
            ApiError::Unauthenticated => Self { waits: true, ..Self::to("/sign-in", t::common::sign_in()) },
            ApiError::Unreachable | ApiError::Overloaded => {
                Self { again: true, waits: true, ..Self::to("", t::common::try_again()) }
            }
            ApiError::PermissionDenied(_) => match use_context::<Home>().and_then(|home| home.0.get_untracked()) {
                Some(href) => Self::to(&href, t::ui::problem_overview()),
                None => Self::to("/", t::common::to_organizations()),
            },
            _ => Self::to("/", t::common::to_organizations()),
        }
    }
}

/// Whom to ask, for a refusal that names somebody.
fn refusal(error: &ApiError) -> Option<String> {
    let ApiError::PermissionDenied(denial) = error else { return None };
    let Denial { granted_by_roles, ask, .. } = denial.as_ref();
    let roles =
        (!granted_by_roles.is_empty()).then(|| format!(" {}", t::ui::refusal_roles(&granted_by_roles.join(", "))));
    let mut names: Vec<_> = ask.iter().map(|contact| contact.name.clone()).collect();
    let names = names.pop().map(|last| match names.is_empty() {
        true => last,
        false => t::ui::refusal_or(&names.join(", "), &last),
    });
    let people = names.map(|names| format!(" {}", t::ui::refusal_ask(&names)));
    (roles.is_some() || people.is_some()).then(|| roles.into_iter().chain(people).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Permission;

    /// The problem of a form with a field for `name`, after this error.
    fn of_form(error: ApiError) -> String {
        Owner::new().with(|| {
            let error = FormError::new(Signal::stored(Some(error)));
            let at_field = field_error(error, "name").get().unwrap_or_default();
            format!("{at_field}|{}", view! { <FormProblem error/> }.to_html())
        })
    }

    #[test]
    fn what_a_field_shows_is_not_told_twice() {
        let html = of_form(ApiError::invalid("name", "too_long", "Use at most 64 characters."));
        assert_eq!(html.matches("Use at most 64 characters.").count(), 1, "{html}");
        assert!(html.contains("One field needs a change. Nothing was saved."), "{html}");
        let html = of_form(ApiError::already_exists("project", "name"));
        assert_eq!(html.matches("There is already a project").count(), 1, "{html}");
    }

    #[test]
    fn what_no_field_shows_is_told_by_the_form() {
        let errors = ["name", "org"].map(|field| FieldError::new(field, "required", "Fill it in.")).to_vec();
        let html = of_form(ApiError::ValidationFailed { errors });
        assert!(html.contains("org: Fill it in.") && !html.contains("name: Fill it in."), "{html}");
        let html = of_form(ApiError::LastOwner);
        assert!(html.contains("Last owner") && html.contains("Make somebody else an owner first."), "{html}");
    }

    #[test]
    fn a_refusal_names_roles_that_may() {
        let denial = Denial {
            detail: "You need roles.update in Harbor Labs.".to_owned(),
            missing_permission: Some(Permission::RolesUpdate),
            resource: None,
            your_role: Some("member".to_owned()),
            granted_by_roles: vec!["admin".to_owned(), "owner".to_owned()],
            ask: vec![],
        };
        let html =
            Owner::new().with(|| view! { <Problem error=ApiError::PermissionDenied(Box::new(denial))/> }.to_html());
        assert!(html.contains("You need roles.update") && html.contains("Roles that may: admin, owner."), "{html}");
        assert!(html.contains("role=\"alert\""), "{html}");
    }
}
