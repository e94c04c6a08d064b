//! What pages read from the server, and what their forms have it do.
//!
//! Leptos compiles its resources and actions once for each type that they carry, which makes up a third of the Wasm. Here both
//! are compiled once: they carry [`Carried`], and each page decodes what it carries where it is used.

mod action;
mod reading;

pub use action::{FormAction, FormFunction, Running, Sent};
pub use reading::{ArcRemote, PackedInPage, Remote};

#[cfg(feature = "ssr")]
use contract::packed::{NotPacked, pack};
use contract::{ApiError, packed::unpack};
#[cfg(feature = "ssr")]
use leptos::server_fn::serde::Serialize;
use leptos::server_fn::{
    error::{FromServerFnError, ServerFnErrorErr},
    serde::de::DeserializeOwned,
};
use std::{any::Any, sync::Arc};

/// What a server function answered, of whatever type.
#[derive(Clone)]
enum Carried {
    /// What came from the server, packed.
    Packed(Arc<[u8]>),
    /// The value itself, of a function that was called on this side; and on the server how it is written into the page.
    Value(Arc<dyn Any + Send + Sync>, #[cfg(feature = "ssr")] Written),
}

/// How a value is written into the page. The browser writes none, and does without the code for it.
#[cfg(feature = "ssr")]
type Written = fn(&(dyn Any + Send + Sync)) -> Result<Vec<u8>, NotPacked>;

impl Carried {
    #[cfg(feature = "ssr")]
    fn value<T: Serialize + Send + Sync + 'static>(value: T) -> Self {
        let written: Written = |value| value.downcast_ref::<T>().map_or_else(|| Ok(Vec::new()), pack);
        Self::Value(Arc::new(value), written)
    }

    #[cfg(not(feature = "ssr"))]
    fn value<T: Send + Sync + 'static>(value: T) -> Self {
        Self::Value(Arc::new(value))
    }

    /// The value. What is none did not come from the server, but from something between.
    fn get<T: DeserializeOwned + Clone + 'static>(&self) -> Result<T, ApiError> {
        match self {
            Self::Packed(bytes) => unpack(bytes)
                .map_err(|error| ApiError::from_server_fn_error(ServerFnErrorErr::Deserialization(error.to_string()))),
            Self::Value(value, ..) => value
                .downcast_ref::<T>()
                .cloned()
                .ok_or_else(|| ApiError::from_server_fn_error(ServerFnErrorErr::Deserialization(String::new()))),
        }
    }
}
