//! Fields that several forms about an account share.

use crate::{
    messages as t,
    ui::{Field, FormError, field_error},
};
use leptos::prelude::*;

/// The name of a person.
pub(crate) fn name_field(error: FormError) -> impl IntoView {
    view! {
        <Field
            label=t::accounts::full_name()
            name="name"
            autocomplete="name"
            required=true
            autofocus=true
            error=field_error(error, "name")
        />
    }
}

/// The address one signs in with.
pub(crate) fn email_field(error: FormError, autofocus: bool) -> impl IntoView {
    view! {
        <Field
            label=t::accounts::email()
            name="email"
            kind="email"
            autocomplete="username"
            placeholder=t::accounts::email_placeholder()
            required=true
            autofocus
            error=field_error(error, "email")
        />
    }
}

/// A password to be set.
pub(crate) fn new_password_field(
    label: &'static str,
    name: &'static str,
    error: FormError,
    autofocus: bool,
) -> impl IntoView {
    view! {
        <Field
            label
            name
            kind="password"
            autocomplete="new-password"
            required=true
            autofocus
            hint=t::accounts::new_password_hint()
            error=field_error(error, name)
        />
    }
}
