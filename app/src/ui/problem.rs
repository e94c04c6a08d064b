use super::{Alert, Empty, LinkButton, SignCard, Size, Tone, Variant};
use contract::{ApiError, error::Denial};
use leptos::{prelude::*, server_fn::ServerFn};

/// The error of the last run of a server action, for [`FormProblem`] and [`field_error`].
pub fn action_error<S>(action: ServerAction<S>) -> Signal<Option<ApiError>>
where
    S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let value = action.value();
    Signal::derive(move || value.with(|value| value.as_ref().and_then(|result| result.as_ref().err().cloned())))
}

/// The error of an action, without one from before the form was opened: a dialog begins clean. An error that a plain form
/// post brought along stays.
pub fn since_opened<S>(action: ServerAction<S>, error: Signal<Option<ApiError>>) -> Signal<Option<ApiError>>
where
    S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let version = action.version();
    let opened = version.get_untracked();
    Signal::derive(move || if opened == 0 || version.get() > opened { error.get() } else { None })
}

/// Counts the successes of an action: a list that depends on it is read anew after a change, but not after a failure, which
/// would draw the dialog anew that shows it.
pub fn successes<S>(action: ServerAction<S>) -> Memo<usize>
where
    S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let (value, version) = (action.value(), action.version());
    Memo::new(move |before: Option<&usize>| {
        let version = version.get();
        let worked = value.with(|value| matches!(value, Some(Ok(_))));
        if worked { version } else { before.copied().unwrap_or_default() }
    })
}

/// Counts the failures of an action: what a page shows is read anew when it may be the reason.
pub fn failures<S>(action: ServerAction<S>) -> Memo<usize>
where
    S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let (value, version) = (action.value(), action.version());
    Memo::new(move |before: Option<&usize>| {
        let version = version.get();
        let failed = value.with(|value| matches!(value, Some(Err(_))));
        if failed { version } else { before.copied().unwrap_or_default() }
    })
}

/// What an error says about one field, for the `error` of a field.
pub fn field_error(error: Signal<Option<ApiError>>, field: &'static str) -> MaybeProp<String> {
    Signal::derive(move || error.read().as_ref().and_then(|error| error.for_field(field))).into()
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
        <Alert tone=Tone::Danger title=error.title()>
            {error.detail()}
            {help}
        </Alert>
    }
}

/// The place of [`Problem`] in a form: empty until the action fails.
///
/// Props: `error`, from [`action_error`].
///
/// Example: `<FormProblem error=action_error(action)/>`
#[component]
pub fn FormProblem(
    /// The error, if there is one.
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    move || error.get().map(|error| view! { <Problem error/> })
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
    let help = refusal(&error).map(|words| view! { <p>{words}</p> });
    let (href, words) = way_on(&error);
    view! {
        <Empty plain=true title=error.title() text=error.detail()>
            {help}
            <LinkButton href variant=Variant::Primary>
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
    let (href, words) = way_on(&error);
    view! {
        <SignCard title=error.title() text=error.detail()>
            {help}
            <LinkButton href variant=Variant::Primary size=Size::Large block=true>
                {words}
            </LinkButton>
        </SignCard>
    }
}

fn way_on(error: &ApiError) -> (&'static str, &'static str) {
    match error {
        ApiError::Unauthenticated => ("/sign-in", "Sign in"),
        _ => ("/", "Go to my organizations"),
    }
}

/// Whom to ask, for a refusal that names somebody.
fn refusal(error: &ApiError) -> Option<String> {
    let ApiError::PermissionDenied(denial) = error else { return None };
    let Denial { granted_by_roles, ask, .. } = denial.as_ref();
    let roles = (!granted_by_roles.is_empty()).then(|| format!(" Roles that may: {}.", granted_by_roles.join(", ")));
    let people = (!ask.is_empty()).then(|| {
        let names: Vec<_> = ask.iter().map(|contact| contact.name.as_str()).collect();
        format!(" Ask {}.", names.join(" or "))
    });
    (roles.is_some() || people.is_some()).then(|| roles.into_iter().chain(people).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Permission;

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
