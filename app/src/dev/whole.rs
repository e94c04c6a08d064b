//! Parts that fill a page, or that an address opens: each at an address of its own, `/dev/components?show=…`.

use crate::{
    frame::SignInAgain,
    remote::FormAction,
    ui::{
        Alert, ErrorPage, Field, FormDialog, LinkButton, ReadDialog, Seal, SignButton, SignCard, Size, Tone,
        field_error,
    },
};
use contract::ApiError;
use leptos::prelude::*;

/// What can be shown, and how its link is called.
pub(super) const SHOWN: [(&str, &str); 8] = [
    ("sign", "Sign card"),
    ("sealed", "Sign card with a seal"),
    ("refused", "Error page"),
    ("away", "Error page of a lost server"),
    ("form", "Form dialog"),
    ("danger", "Dangerous form dialog"),
    ("read", "Dialog that reads"),
    ("unread", "Dialog that cannot read"),
];

/// Links to all of them.
pub(super) fn links() -> impl IntoView {
    let links = SHOWN.map(|(word, name)| {
        view! {
            <LinkButton href=format!("?show={word}") size=Size::Small>
                {name}
            </LinkButton>
        }
    });
    view! { <div class="cluster">{links.into_iter().collect_view()}</div> }
}

/// A page of its own that stands in place of the sheet.
pub(super) fn page(word: &str) -> Option<AnyView> {
    Some(match word {
        "sign" => view! {
            <SignCard title="Sign in" text="to Harbor Labs">
                <Alert tone=Tone::Danger title="Wrong email or password">"Try again, or reset the password."</Alert>
                <form class="stack">
                    <Field label="Email" name="email" kind="email" required=true/>
                    <SignButton busy=false>"Sign in"</SignButton>
                    <SignButton busy=true>"Sign in"</SignButton>
                </form>
            </SignCard>
        }
        .into_any(),
        "sealed" => view! {
            <SignCard
                title="Set up Guildhall"
                text="The first account administers this instance."
                wide=true
                mark=|| view! { <Seal icon="circle-check" tone=Tone::Success/> }
            >
                <p>"Wide, for forms of several fields."</p>
            </SignCard>
        }
        .into_any(),
        "refused" => view! { <ErrorPage error=ApiError::Internal { request_id: "req_sheet".to_owned() }/> }.into_any(),
        "away" => view! { <ErrorPage error=ApiError::Unreachable/> }.into_any(),
        _ => return None,
    })
}

/// A dialog above the sheet.
pub(super) fn dialog(word: &str) -> Option<AnyView> {
    let form = |danger| {
        let action = FormAction::<SignInAgain>::new();
        view! {
            <FormDialog
                id="sheet-form"
                title=if danger { "Leave Harbor Labs?" } else { "Sign in again" }
                text="What happens, in one sentence."
                danger
                back="/dev/components"
                action
                button=if danger { "Leave" } else { "Sign in" }
                let:error
            >
                <Field
                    label="Password"
                    name="password"
                    id="sheet-password"
                    kind="password"
                    error=field_error(error, "password")
                />
            </FormDialog>
        }
        .into_any()
    };
    let reads = |found: Result<(), ApiError>| {
        let read = move |()| {
            let found = found.clone();
            async move { found }
        };
        view! {
            <ReadDialog
                of=Signal::stored(Some(()))
                read
                back=Signal::stored("/dev/components".to_owned())
                view=move |(), _| form(false)
            />
        }
        .into_any()
    };
    Some(match word {
        "form" => form(false),
        "danger" => form(true),
        "read" => reads(Ok(())),
        "unread" => reads(Err(ApiError::Unreachable)),
        _ => return None,
    })
}
