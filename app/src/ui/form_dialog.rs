use super::{
    Button, DialogSize, FormError, FormProblem, LinkButton, PageProblem, PostForm, Variant,
    dialog::{Around, open_dialog},
    since_opened,
};
use crate::{
    messages as t,
    remote::{FormAction, Remote},
};
use contract::ApiError;
use leptos::{
    prelude::*,
    server_fn::serde::{Serialize, de::DeserializeOwned},
};
use std::{future::Future, pin::Pin};

/// A form in a dialog that stands open because the address says so (`?remove=usr_…`), with the button to cancel and the one
/// that sends it: its link opens it with and without scripts, an error after a plain form post finds it open again, and what it
/// shows may be read from the server first. A dangerous one begins on the button to cancel.
///
/// Props: `id` (the form is `{id}-form`), `title`, `text`, `size`, `danger`, `back` (the address without the dialog), `action`, `button` (words of the main button), `icon`, `blocked` (it cannot be sent; the body says why); children are the fields, drawn with the error of the action.
///
/// Example: `<FormDialog id="leave" title="Leave?" back action button="Leave" let:error><p>".."</p></FormDialog>`
#[component]
pub fn FormDialog<S, Fields, View>(
    /// Id, unique on the page.
    id: &'static str,
    /// Words of the heading.
    #[prop(into)]
    title: String,
    /// One sentence on what will happen.
    #[prop(optional, into)]
    text: Option<String>,
    /// Width.
    #[prop(optional)]
    size: DialogSize,
    /// Destroys something.
    #[prop(optional)]
    danger: bool,
    /// Where closing leads: the same page without the dialog.
    #[prop(into)]
    back: String,
    /// What it runs.
    action: FormAction<S>,
    /// Words of the main button.
    #[prop(into)]
    button: String,
    /// Icon of the main button.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// It cannot be sent; the body says why.
    #[prop(optional)]
    blocked: bool,
    /// Draws the fields.
    children: Fields,
) -> impl IntoView
where
    S: 'static,
    Fields: FnOnce(FormError) -> View + Send + 'static,
    View: IntoView + 'static,
{
    let error = since_opened(action);
    let form_id = format!("{id}-form");
    let form = {
        let form_id = form_id.clone();
        move || {
            view! {
                <PostForm action attr:id=form_id>
                    <FormProblem error/>
                    {children(error).into_any()}
                </PostForm>
            }
            .into_any()
        }
    };
    let buttons = Buttons { form_id, button, icon, busy: action.pending(), blocked, danger, cancel: back.clone() };
    let around = Around { id: id.to_owned(), title, text, size, danger };
    open_dialog(around, back, Some((move || foot(buttons)).into()), Box::new(form))
}

struct Buttons {
    form_id: String,
    button: String,
    icon: Option<&'static str>,
    busy: Signal<bool>,
    blocked: bool,
    danger: bool,
    cancel: String,
}

/// The part that is the same for every action, so that it is compiled once.
fn foot(buttons: Buttons) -> AnyView {
    let Buttons { form_id, button, icon, busy, blocked, danger, cancel } = buttons;
    let variant = if danger { Variant::Danger } else { Variant::Primary };
    view! {
        <LinkButton href=cancel attr:autofocus=danger.then_some("") attr:data-noscroll="">
            {t::common::cancel()}
        </LinkButton>
        <Button submit=true variant nostrip:icon=icon busy disabled=blocked attr:form=form_id>
            {button}
        </Button>
    }
    .into_any()
}

/// A dialog that reads what it shows when the address asks for it; says so when that cannot be read.
///
/// Props: `of` (what the address asks for), `read` (reads it), `back` (the address without the dialog), `view` (draws the dialog from what was read and `back`).
///
/// Example: `<ReadDialog of=user read=move |user| read_member(slug.clone(), user) back view=move |found, back| ..into_any()/>`
#[component]
pub fn ReadDialog<K, T, Read, Reading, Draw>(
    /// What the address asks for.
    #[prop(into)]
    of: Signal<Option<K>>,
    /// Reads it.
    read: Read,
    /// The address without the dialog.
    #[prop(into)]
    back: Signal<String>,
    /// Draws the dialog.
    view: Draw,
) -> impl IntoView
where
    K: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    Read: Fn(K) -> Reading + Send + Sync + 'static,
    Reading: Future<Output = Result<T, ApiError>> + Send + 'static,
    Draw: Fn(T, String) -> AnyView + Clone + Send + Sync + 'static,
{
    let found = Remote::new(
        move || of.get(),
        move |asked| {
            let reading = asked.map(&read);
            async move {
                match reading {
                    Some(reading) => reading.await.map(Some),
                    None => Ok(None),
                }
            }
        },
    );
    drawn_when_read(Box::new(move || {
        let view = view.clone();
        Box::pin(async move {
            match found.await {
                Ok(Some(found)) => view(found, back.get_untracked()),
                Ok(None) => ().into_any(),
                Err(error) => problem(error, back.get_untracked()),
            }
        })
    }))
}

type Drawing = Pin<Box<dyn Future<Output = AnyView> + Send>>;

/// The part that is the same for every dialog, so that it is compiled once.
fn drawn_when_read(draw: Box<dyn Fn() -> Drawing + Send + Sync>) -> AnyView {
    view! { <Transition>{move || Suspend::new(draw())}</Transition> }.into_any()
}

fn problem(error: ApiError, back: String) -> AnyView {
    let around = Around {
        id: "dialog-problem".to_owned(),
        title: t::ui::dialog_problem().to_owned(),
        text: None,
        size: DialogSize::Medium,
        danger: false,
    };
    open_dialog(around, back, None, Box::new(move || view! { <PageProblem error/> }.into_any()))
}
