//! How the browser calls a server function: with a form's fields, answered packed.

use super::{PackedEncoding, accepted, packed_body, unpack};
use crate::ApiError;
use serde::de::DeserializeOwned;
use server_fn::{
    Bytes, Http, Protocol,
    client::Client,
    codec::{FromReq, FromRes, IntoReq, IntoRes, Post, PostUrl},
    error::FromServerFnError,
    redirect::call_redirect_hook,
    response::ClientRes,
    server::Server,
};
use std::{
    future::{Future, ready},
    pin::Pin,
};

/// The protocol of all server functions: `#[server(protocol = Packed)]`.
///
/// On the server it is that of Leptos. In the browser sending is compiled once, not once for each function.
#[derive(Debug)]
pub struct Packed;

type Answers = Post<PackedEncoding>;
type OnServer = Http<PostUrl, Answers>;

impl<I, O, C, S> Protocol<I, O, C, S, ApiError> for Packed
where
    I: IntoReq<PostUrl, C::Request, ApiError> + FromReq<PostUrl, S::Request, ApiError> + Send,
    O: IntoRes<Answers, S::Response, ApiError> + FromRes<Answers, C::Response, ApiError> + DeserializeOwned + Send,
    C: Client<ApiError> + 'static,
    C::Request: 'static,
    S: Server<ApiError>,
{
    const METHOD: http::Method = http::Method::POST;

    async fn run_server<F, Fut>(request: S::Request, function: F) -> Result<S::Response, ApiError>
    where
        F: Fn(I) -> Fut + Send,
        Fut: Future<Output = Result<O, ApiError>> + Send,
    {
        <OnServer as Protocol<I, O, C, S, ApiError>>::run_server(request, function).await
    }

    fn run_client(path: &str, input: I) -> impl Future<Output = Result<O, ApiError>> + Send {
        let answer: Answering = match input.into_req(path, &accepted()) {
            Ok(request) => Box::pin(send::<C>(request)),
            Err(error) => Box::pin(ready(Err(error))),
        };
        async move {
            let answer = answer.await?;
            // What is not packed did not come from the server, but from something between.
            packed_body(&answer).and_then(|body| unpack(body).ok()).ok_or(ApiError::Unreachable)
        }
    }
}

type Answering = Pin<Box<dyn Future<Output = Result<Bytes, ApiError>> + Send>>;

async fn send<C: Client<ApiError>>(request: C::Request) -> Result<Bytes, ApiError> {
    let response = C::send(request).await?;
    let (status, location) = (response.status(), response.location());
    let leads = response.has_redirect() || (300..400).contains(&status);
    let body = response.try_into_bytes().await?;
    if leads {
        call_redirect_hook(&location);
    }
    if (400..600).contains(&status) { Err(ApiError::de(body)) } else { Ok(body) }
}
