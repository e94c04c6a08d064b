//! Parts of the Wasm. What all pages share is in the main file; the rest is in a part for each group of pages that people visit
//! one after the other, so that the first page one opens does not wait for all others.

use super::{fetch_dialogs, prefetch::announce, table};
use contract::ApiError;
use leptos::{prelude::*, wasm_split::SplitLoaderError};
use leptos_router::{
    ChooseView, PartialPathMatch, PathSegment, PossibleRouteMatch, SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::{Route, RouteProps},
};
use std::pin::Pin;

/// A part of the Wasm could not be fetched.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NotFetched;

impl From<SplitLoaderError> for NotFetched {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

pub(crate) type Fetching<T> = Pin<Box<dyn Future<Output = Result<T, NotFetched>>>>;

/// A page: where it is, and the part that draws it.
#[derive(Clone, Copy)]
pub(super) struct Page {
    /// Its path, with names for what varies: `/o/:slug/roles/:role`.
    pub(super) path: &'static str,
    /// The name of its part.
    pub(super) part: &'static str,
    pub(super) draw: fn(&'static str) -> Fetching<AnyView>,
    pub(super) fetch: fn() -> Fetching<()>,
}

impl Page {
    /// Its route. The page is complete without scripts.
    pub(super) fn route(self) -> AnyNestedRoute {
        Route(RouteProps::builder().path(Form(self.path)).view(self).ssr(SsrMode::Async).build())
            .into_any_nested_route()
    }

    /// Whether a path is one of this page.
    fn is_at(self, path: &str) -> bool {
        let parts = |path: &str| path.trim_matches('/').split('/').map(str::to_owned).collect::<Vec<_>>();
        let (form, path) = (parts(self.path), parts(path));
        form.len() == path.len() && form.iter().zip(&path).all(|(form, part)| form.starts_with(':') || form == part)
    }

    /// Fetches its part, and that of the dialogs which the query opens.
    pub(super) async fn fetch_with(self, query: &str) -> Result<(), NotFetched> {
        (self.fetch)().await?;
        match fetch_dialogs(self, query) {
            Some(fetching) => fetching.await,
            None => Ok(()),
        }
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

/// The form of a path. The router has a type for each, and code for each type; this is one for all.
#[derive(Clone, Copy, Debug)]
struct Form(&'static str);

impl Form {
    fn segments(self) -> impl Iterator<Item = &'static str> {
        self.0.split('/').filter(|segment| !segment.is_empty())
    }
}

impl PossibleRouteMatch for Form {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        let (mut rest, mut params) = (path, Vec::new());
        for segment in self.segments() {
            let left = rest.strip_prefix('/')?;
            let found = left.split('/').next().filter(|found| !found.is_empty())?;
            match segment.strip_prefix(':') {
                Some(name) => params.push((name.into(), found.to_owned())),
                None if found == segment => {}
                None => return None,
            }
            rest = &left[found.len()..];
        }
        Some(PartialPathMatch::new(rest, params, &path[..path.len() - rest.len()]))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        path.extend(self.segments().map(|segment| match segment.strip_prefix(':') {
            Some(name) => PathSegment::Param(name.into()),
            None => PathSegment::Static(segment.into()),
        }));
    }
}

/// Fetches the part that the document in the browser was drawn with, before it is taken over. Without it the document stays as
/// it is, and works without scripts.
///
/// # Errors
/// The browser did not get it.
pub async fn fetch_for_document() -> Result<(), ApiError> {
    let here = window().location();
    let (path, query) = (here.pathname().unwrap_or_default(), here.search().unwrap_or_default());
    let Some(page) = Page::find(&path) else { return Ok(()) };
    let fetching = async {
        page.fetch_with(&query).await?;
        crate::ownership::fetch_for_document().await
    };
    fetching.await.map_err(|NotFetched| ApiError::Unreachable)
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
    fn a_form_matches_whole_segments_and_names_what_varies() {
        let test = |form, path| {
            let found = Form(form).test(path)?;
            let around = format!("{}|{}|", found.matched(), found.remaining());
            let params = found.params().into_iter().map(|(name, value)| format!("{name}={value}"));
            Some(around + &params.collect::<Vec<_>>().join(","))
        };
        let role = "/o/:slug/roles/:role";
        assert_eq!(
            test(role, "/o/harbor/roles/admin").as_deref(),
            Some("/o/harbor/roles/admin||slug=harbor,role=admin")
        );
        assert_eq!(
            test(role, "/o/harbor/roles/admin/").as_deref(),
            Some("/o/harbor/roles/admin|/|slug=harbor,role=admin")
        );
        assert_eq!(test(role, "/o/harbor/roles/ä/view").as_deref(), Some("/o/harbor/roles/ä|/view|slug=harbor,role=ä"));
        assert_eq!(test(role, "/o/harbor/rolesx/admin"), None);
        assert_eq!(test(role, "/o//roles/admin"), None);
        assert_eq!(test(role, "/o/harbor/roles"), None);
        assert_eq!(test("/", "/").as_deref(), Some("|/|"));
        assert_eq!(test("/join", "/joint"), None);
        assert_eq!(test("/join", ""), None);
    }

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
