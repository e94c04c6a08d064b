//! Actions: what a form has the server do.

use super::Carried;
use contract::{ApiError, Packed};
use leptos::{
    prelude::*,
    server_fn::{ServerFn, error::ServerFnUrlError, redirect::call_redirect_hook, serde::de::DeserializeOwned},
    web_sys::{FormData, UrlSearchParams},
};
use std::{marker::PhantomData, str::FromStr, sync::Arc};

/// The names and values that a form sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent(Arc<Vec<(String, String)>>);

impl Sent {
    fn of(fields: &UrlSearchParams) -> Self {
        let pairs = fields.entries().into_iter().flatten().filter_map(|pair| {
            let pair = leptos::web_sys::js_sys::Array::from(&pair);
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        });
        Self(Arc::new(pairs.collect()))
    }

    /// The value of a field as what it stands for; nothing when it is none.
    pub fn parse<T: FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).parse().ok()
    }

    /// The value of a field; empty when it was not sent.
    pub fn text(&self, name: &str) -> String {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

/// A server function that a form runs, and what became of it. Lives as long as the part of the page that made it.
pub struct FormAction<S> {
    running: Running,
    runs: PhantomData<fn() -> S>,
}

/// The part of a [`FormAction`] that is the same for every function.
#[derive(Clone, Copy)]
pub struct Running {
    /// The function's path, which its form leads to without scripts.
    pub path: &'static str,
    pending: RwSignal<bool>,
    version: RwSignal<usize>,
    sent: RwSignal<Option<Sent>>,
    answer: RwSignal<Option<Result<Carried, ApiError>>>,
    /// Counts the sendings: an answer to one that another overtook says nothing any more.
    sendings: StoredValue<usize>,
}

impl<S> Clone for FormAction<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for FormAction<S> {}

/// A server function whose answers are packed: `#[server(protocol = Packed)]`. Its form is read from the form as it is.
pub trait FormFunction: ServerFn<Error = ApiError, Protocol = Packed> {}

impl<S: ServerFn<Error = ApiError, Protocol = Packed>> FormFunction for S {}

impl<S: FormFunction> Default for FormAction<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: FormFunction> FormAction<S> {
    /// Has not run yet; or it failed, when a plain form post led back to this page.
    pub fn new() -> Self {
        Self { running: Running::new(S::PATH), runs: PhantomData }
    }
}

impl<S> FormAction<S> {
    /// The part that is the same for every function.
    pub fn running(self) -> Running {
        self.running
    }

    /// Whether an answer is waited for.
    pub fn pending(self) -> Signal<bool> {
        self.running.pending.into()
    }

    /// How often an answer came, whatever it was.
    pub fn version(self) -> Signal<usize> {
        self.running.version.into()
    }

    /// What was sent and is not answered yet.
    pub fn sent(self) -> Signal<Option<Sent>> {
        self.running.sent.into()
    }

    /// The error of the last run.
    pub fn error(self) -> Signal<Option<ApiError>> {
        self.running.error()
    }
}

impl<S> FormAction<S>
where
    S: FormFunction + 'static,
    S::Output: DeserializeOwned + Clone + Send + Sync + 'static,
{
    /// Calls `then` with what each run answers that works.
    pub fn on_success(self, then: impl Fn(S::Output) + 'static) {
        self.running.on_success(Box::new(move |carried| {
            if let Ok(output) = carried.get() {
                then(output);
            }
        }));
    }

    /// What the last run answered.
    pub fn value(self) -> Signal<Option<Result<S::Output, ApiError>>> {
        let answer = self.running.answer;
        Signal::derive(move || Some(answer.get()?.and_then(|carried| carried.get())))
    }
}

impl Running {
    fn new(path: &'static str) -> Self {
        let error = use_context::<leptos::server::ServerActionError>().filter(|error| error.path() == path);
        let error = error.map(|error| ServerFnUrlError::<ApiError>::decode_err(error.err()));
        Self {
            path,
            pending: RwSignal::new(false),
            version: RwSignal::new(0),
            sent: RwSignal::new(None),
            answer: RwSignal::new(error.map(Err)),
            sendings: StoredValue::new(0),
        }
    }

    fn on_success(self, then: Box<dyn Fn(Carried)>) {
        Effect::new(move |_| {
            if let Some(Ok(carried)) = self.answer.get() {
                then(carried);
            }
        });
    }

    /// Whether an answer is waited for.
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// How often an answer came, whatever it was.
    pub fn version(self) -> Signal<usize> {
        self.version.into()
    }

    /// The error of the last run.
    pub fn error(self) -> Signal<Option<ApiError>> {
        let answer = self.answer;
        Signal::derive(move || answer.with(|answer| answer.as_ref().and_then(|answer| answer.as_ref().err().cloned())))
    }

    /// Whether the last run worked; nothing before it.
    pub fn worked(self) -> Option<bool> {
        self.answer.with(|answer| answer.as_ref().map(Result::is_ok))
    }

    /// Sends the fields of a form. Called in the browser only.
    pub fn send_form(self, form: &FormData) {
        // Fails for no form: every entry is a name and a value.
        if let Ok(fields) = UrlSearchParams::new_with_str_sequence_sequence(form) {
            self.send(&fields);
        }
    }

    /// Sends one field. Called in the browser only.
    pub fn send_field(self, name: &str, value: &str) {
        if let Ok(fields) = UrlSearchParams::new() {
            fields.append(name, value);
            self.send(&fields);
        }
    }

    fn send(self, fields: &UrlSearchParams) {
        let body = String::from(fields.to_string());
        self.pending.set(true);
        self.sendings.update_value(|count| *count += 1);
        let this = self.sendings.get_value();
        self.sent.set(Some(Sent::of(fields)));
        leptos::task::spawn_local(async move {
            let from = here();
            let (answer, leads) = post(self.path, body).await;
            // The part of the page that asked may be gone, and with it whoever wanted to be led on. Or it has asked again: then
            // the other answer leads on, and only one may, because the address changes no sooner than the next page is there.
            if self.sendings.try_get_value() != Some(this) {
                return;
            }
            // Whoever went on to another page meanwhile stays there; and so does whoever is where the answer leads, because a
            // page that shows a change before its answer may be about to be left.
            let now = here();
            if let Some(to) = leads.filter(|to| now.0 == from.0 && format!("{}{}", now.0, now.1) != *to) {
                call_redirect_hook(&to);
            }
            self.pending.set(false);
            self.version.update(|count| *count += 1);
            self.answer.set(Some(answer));
            self.sent.set(None);
        });
    }
}

/// The path and the query of the page.
fn here() -> (String, String) {
    let here = window().location();
    (here.pathname().unwrap_or_default(), here.search().unwrap_or_default())
}

/// Calls a server function with a form's fields. Tells what it answered, and where the answer leads.
#[cfg(feature = "hydrate")]
async fn post(path: &str, body: String) -> (Result<Carried, ApiError>, Option<String>) {
    match try_post(path, body).await {
        Ok(answered) => answered,
        Err(error) => (Err(error), None),
    }
}

#[cfg(feature = "hydrate")]
async fn try_post(path: &str, body: String) -> Result<(Result<Carried, ApiError>, Option<String>), ApiError> {
    use contract::packed::{accepted, packed_body};
    use leptos::server_fn::{
        client::{Client, browser::BrowserClient},
        error::FromServerFnError,
        request::{ClientReq, browser::BrowserRequest},
        response::ClientRes,
    };
    type Response = <BrowserClient as Client<ApiError>>::Response;
    const FORM: &str = "application/x-www-form-urlencoded";
    let request = <BrowserRequest as ClientReq<ApiError>>::try_new_post(path, FORM, &accepted(), body)?;
    let response = <BrowserClient as Client<ApiError>>::send(request).await?;
    let status = ClientRes::<ApiError>::status(&response);
    let location = ClientRes::<ApiError>::location(&response);
    let leads = ClientRes::<ApiError>::has_redirect(&response) || (300..400).contains(&status);
    let answer = match <Response as ClientRes<ApiError>>::try_into_bytes(response).await {
        Ok(body) if (400..600).contains(&status) => Err(ApiError::de(body)),
        // What is not packed did not come from the server, but from something between.
        Ok(body) => packed_body(&body).map(|body| Carried::Packed(body.into())).ok_or(ApiError::Unreachable),
        Err(error) => Err(error),
    };
    Ok((answer, leads.then_some(location)))
}

#[cfg(not(feature = "hydrate"))]
async fn post(_path: &str, _body: String) -> (Result<Carried, ApiError>, Option<String>) {
    use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
    let error = ServerFnErrorErr::Request("forms are sent in the browser".to_owned());
    (Err(ApiError::from_server_fn_error(error)), None)
}
