//! Parts of the Wasm. What all pages share is in the main file; the rest is in a part for each group of pages that people visit
//! one after the other, so that the first page one opens does not wait for all others.

use super::{prefetch::announce, table};
use contract::ApiError;
use leptos::{prelude::*, wasm_split::SplitLoaderError};
use leptos_router::{
    ChooseView, SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::{Route, RouteProps},
};
use std::pin::Pin;

/// A part of the Wasm could not be fetched.
#[derive(Debug, Clone, Copy)]
pub(super) struct NotFetched;

impl From<SplitLoaderError> for NotFetched {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

type Fetching<T> = Pin<Box<dyn Future<Output = Result<T, NotFetched>>>>;

/// A page: where it is, and the part that draws it.
#[derive(Clone, Copy)]
pub(super) struct Page {
    /// Its path, with names for what varies: `/o/:slug/roles/:role`.
    pub(super) path: &'static str,
    /// The name of its part.
    pub(super) part: &'static str,
    /// Adds the route of the path to a page, which only a literal can give.
    pub(super) at: fn(Page) -> AnyNestedRoute,
    pub(super) draw: fn(&'static str) -> Fetching<AnyView>,
    pub(super) fetch: fn() -> Fetching<()>,
}

impl Page {
    pub(super) fn route(self) -> AnyNestedRoute {
        (self.at)(self)
    }

    /// Whether a path is one of this page.
    fn is_at(self, path: &str) -> bool {
        let parts = |path: &str| path.trim_matches('/').split('/').map(str::to_owned).collect::<Vec<_>>();
        let (form, path) = (parts(self.path), parts(path));
        form.len() == path.len() && form.iter().zip(&path).all(|(form, part)| form.starts_with(':') || form == part)
    }

    /// The page at a path. Pages with names in their paths come behind those without, as `/roles/new` before `/roles/:role`.
    pub(super) fn find(path: &str) -> Option<Self> {
        table().into_iter().find(|page| page.is_at(path))
    }
}

impl ChooseView for Page {
    async fn choose(self) -> AnyView {
        announce(self.part);
        match (self.draw)(self.path).await {
            Ok(view) => view,
            Err(NotFetched) => view! { <crate::ui::ErrorPage error=ApiError::Unreachable/> }.into_any(),
        }
    }

    async fn preload(&self) {
        // Whether it worked is known when the page is drawn, which tries again.
        let _ = (self.fetch)().await;
    }
}

/// The route of a page. The page is complete without scripts.
pub(super) fn route<P>(path: P, page: Page) -> AnyNestedRoute
where
    P: leptos_router::PossibleRouteMatch + std::fmt::Debug + Clone + Send + Sync + 'static,
{
    Route(RouteProps::builder().path(path).view(page).ssr(SsrMode::Async).build()).into_any_nested_route()
}

/// Fetches the part that the document in the browser was drawn with, before it is taken over. Without it the document stays as
/// it is, and works without scripts.
///
/// # Errors
/// The browser did not get it.
pub async fn fetch_for_document() -> Result<(), ApiError> {
    let path = window().location().pathname().unwrap_or_default();
    match Page::find(&path) {
        Some(page) => (page.fetch)().await.map_err(|NotFetched| ApiError::Unreachable),
        None => Ok(()),
    }
}

/// Makes a part of the Wasm of each group of pages, and `pages()`, which lists all.
macro_rules! parts {
    ($($part:ident { $($path:tt => $view:ident,)+ })+) => {
        $(
            #[leptos::wasm_split::wasm_split($part, wasm_split_path = leptos::wasm_split, fallible)]
            fn $part(path: &'static str) -> Result<AnyView, $crate::routes::part::NotFetched> {
                Ok(match path {
                    $($path => view! { <$view/> }.into_any(),)+
                    _ => ().into_any(),
                })
            }
        )+

        pub(in $crate::routes) fn pages() -> Vec<$crate::routes::part::Page> {
            vec![$($($crate::routes::part::Page {
                path: $path,
                part: stringify!($part),
                at: |page| $crate::routes::part::route(leptos_router::path!($path), page),
                draw: |path| Box::pin($part(path)),
                fetch: || Box::pin(async { $part("").await.map(drop) }),
            },)+)+]
        }
    };
}
pub(super) use parts;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_that_of_one_page() {
        let at = |path| Page::find(path).map(|page| page.path);
        assert_eq!(at("/"), Some("/"));
        assert_eq!(at("/o/harbor"), Some("/o/:slug"));
        assert_eq!(at("/o/harbor/roles/admin"), Some("/o/:slug/roles/:role"));
        assert_eq!(at("/o/harbor/roles/new/"), Some("/o/:slug/roles/new"));
        assert_eq!(at("/o/harbor/roles/admin/view"), Some("/o/:slug/roles/:role/view"));
        assert_eq!(at("/o/harbor/nothing"), None);
    }
}
