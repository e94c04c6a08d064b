//! Reads: what a page shows, read on the server while it draws the page, and in the browser when the address changes.

use super::Carried;
use contract::{
    ApiError,
    packed::{NotPacked, pack, unpack},
};
use leptos::{
    prelude::*,
    server::codee::{Decoder, Encoder},
    server_fn::serde::{Serialize, de::DeserializeOwned},
};
use std::{any::Any, marker::PhantomData, pin::Pin, sync::Arc};

type Answer = Result<Carried, ApiError>;
type Fetching = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// Something read from the server, which is read again whenever what it depends on changes.
pub struct Remote<T> {
    inner: Resource<Answer, InPage>,
    carries: PhantomData<fn() -> T>,
}

impl<T> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Remote<T> {}

impl<T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static> Remote<T> {
    /// Calls `fetch` with what `source` gives, now and whenever that changes.
    #[track_caller]
    pub fn new<S, Fut>(
        source: impl Fn() -> S + Send + Sync + 'static,
        fetch: impl Fn(S) -> Fut + Send + Sync + 'static,
    ) -> Self
    where
        S: PartialEq + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<T, ApiError>> + Send + 'static,
    {
        let (source, fetch) = erase(source, fetch);
        Self { inner: begin(source, fetch), carries: PhantomData }
    }

    /// Reads it again.
    pub fn refetch(self) {
        self.inner.refetch();
    }
}

impl<T: DeserializeOwned + Clone + 'static> IntoFuture for Remote<T> {
    type Output = Result<T, ApiError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let inner = self.inner.into_future();
        Box::pin(async move { value(inner.await) })
    }
}

/// A [`Remote`] that lives as long as somebody holds it.
pub struct ArcRemote<T> {
    inner: ArcResource<Answer, InPage>,
    carries: PhantomData<fn() -> T>,
}

impl<T> Clone for ArcRemote<T> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), carries: PhantomData }
    }
}

impl<T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static> ArcRemote<T> {
    /// Calls `fetch` once.
    #[track_caller]
    pub fn once<Fut>(fetch: impl Fn() -> Fut + Send + Sync + 'static) -> Self
    where
        Fut: Future<Output = Result<T, ApiError>> + Send + 'static,
    {
        let (source, fetch) = erase(|| (), move |()| fetch());
        Self { inner: ArcResource::new_with_options(source, fetch, false), carries: PhantomData }
    }

    /// What is there now, without depending on it.
    pub fn get_untracked(&self) -> Option<Result<T, ApiError>> {
        Some(value(self.inner.get_untracked()?))
    }
}

impl<T: DeserializeOwned + Clone + 'static> IntoFuture for ArcRemote<T> {
    type Output = Result<T, ApiError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let inner = self.inner.into_future();
        Box::pin(async move { value(inner.await) })
    }
}

fn value<T: DeserializeOwned + Clone + 'static>(answer: Answer) -> Result<T, ApiError> {
    answer.and_then(|carried| carried.get())
}

/// What a read depends on, of whatever type.
#[derive(Clone)]
struct Source(Arc<dyn Comparable>);

trait Comparable: Send + Sync {
    fn equals(&self, other: &dyn Comparable) -> bool;
    fn any(&self) -> &dyn Any;
}

impl<S: PartialEq + Send + Sync + 'static> Comparable for S {
    fn equals(&self, other: &dyn Comparable) -> bool {
        other.any().downcast_ref() == Some(self)
    }

    fn any(&self) -> &dyn Any {
        self
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals(&*other.0)
    }
}

type SourceFn = Box<dyn Fn() -> Source + Send + Sync>;
type FetchFn = Box<dyn Fn(Source) -> Fetching + Send + Sync>;

fn erase<S, T, Fut>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> Fut + Send + Sync + 'static,
) -> (SourceFn, FetchFn)
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + Send + Sync + 'static,
    Fut: Future<Output = Result<T, ApiError>> + Send + 'static,
{
    let fetch = move |given: Source| -> Fetching {
        match given.0.any().downcast_ref::<S>() {
            Some(given) => {
                let fetching = fetch(given.clone());
                Box::pin(async move { fetching.await.map(Carried::value) })
            }
            // The source below gives nothing else.
            None => Box::pin(std::future::pending()),
        }
    };
    (Box::new(move || Source(Arc::new(source()))), Box::new(fetch))
}

/// The part that is the same for every type, so that it is compiled once.
#[track_caller]
fn begin(source: SourceFn, fetch: FetchFn) -> Resource<Answer, InPage> {
    Resource::new_with_options(source, fetch, false)
}

/// How an answer stands in the page: a mark that tells values from errors, and either of them packed.
struct InPage;

const VALUE: u8 = b'+';
const ERROR: u8 = b'-';

impl Encoder<Answer> for InPage {
    type Error = NotPacked;
    type Encoded = Vec<u8>;

    fn encode(answer: &Answer) -> Result<Vec<u8>, NotPacked> {
        let (mark, packed) = match answer {
            #[cfg(feature = "ssr")]
            Ok(Carried::Value(value, written)) => (VALUE, written(&**value)?),
            #[cfg(not(feature = "ssr"))]
            Ok(Carried::Value(..)) => (VALUE, Vec::new()),
            Ok(Carried::Packed(bytes)) => (VALUE, bytes.to_vec()),
            Err(error) => (ERROR, pack(error)?),
        };
        Ok([&[mark], &*packed].concat())
    }
}

impl Decoder<Answer> for InPage {
    type Error = NotPacked;
    type Encoded = [u8];

    fn decode(bytes: &[u8]) -> Result<Answer, NotPacked> {
        match bytes.split_first() {
            Some((&VALUE, packed)) => Ok(Ok(Carried::Packed(packed.into()))),
            Some((_, packed)) => unpack(packed).map(Err),
            None => unpack(bytes).map(Err),
        }
    }
}

/// How other values stand in the page: packed.
pub struct PackedInPage;

impl<T: Serialize> Encoder<T> for PackedInPage {
    type Error = NotPacked;
    type Encoded = Vec<u8>;

    fn encode(value: &T) -> Result<Vec<u8>, NotPacked> {
        pack(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for PackedInPage {
    type Error = NotPacked;
    type Encoded = [u8];

    fn decode(bytes: &[u8]) -> Result<T, NotPacked> {
        unpack(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through_the_page(answer: Result<u32, ApiError>) -> Result<u32, ApiError> {
        let answer = answer.map(Carried::value);
        let text = InPage::encode(&answer).unwrap();
        value(InPage::decode(&text).unwrap())
    }

    #[test]
    fn values_and_errors_go_through_the_page() {
        assert_eq!(through_the_page(Ok(42)), Ok(42));
        assert_eq!(through_the_page(Err(ApiError::EmailUnverified)), Err(ApiError::EmailUnverified));
    }

    #[test]
    fn what_is_not_what_was_asked_for_is_an_error_and_no_panic() {
        let odd = InPage::decode(b"+").unwrap();
        assert_eq!(value::<u32>(odd), Err(ApiError::Unreachable));
        assert!(InPage::decode(b"").is_err());
        assert!(InPage::decode(b"-<html>").is_err());
        let other: Answer = Ok(Carried::value("word"));
        assert_eq!(value::<u32>(other), Err(ApiError::Unreachable));
    }

    #[test]
    fn sources_are_equal_when_their_values_are() {
        let source = |words: &'static str| Source(Arc::new((words, 1)));
        assert!(source("a") == source("a") && source("a") != source("b"));
        assert!(source("a") != Source(Arc::new(1)), "of another type");
    }
}
