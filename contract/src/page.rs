//! Keyset pages: a list answers at most `limit` rows and an opaque cursor for the next ones.

use serde::{Deserialize, Serialize};

/// Rows of a page when the caller names no limit.
pub const DEFAULT_LIMIT: u32 = 50;
/// The most rows a page may hold.
pub const MAX_LIMIT: u32 = 200;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The rows, in the list's order.
    pub data: Vec<T>,
    /// Hand this back as `cursor` for the next page; `null` at the end.
    pub next_cursor: Option<String>,
    /// How many rows there are in all pages, when `include_total` was asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub total: Option<i64>,
}

impl<T> Page<T> {
    /// The same page with each row turned into something else.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { data: self.data.into_iter().map(f).collect(), next_cursor: self.next_cursor, total: self.total }
    }
}

/// Which page is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRequest {
    /// How many rows, 1–200; 50 when absent.
    pub limit: Option<u32>,
    /// Where to go on, from a page's `next_cursor`.
    pub cursor: Option<String>,
    /// Count the rows of all pages too.
    #[serde(default)]
    pub include_total: bool,
}

/// Which page of a list is wanted by its number. For surfaces whose contract counts pages: the native API goes by cursors,
/// which stay quick however deep a page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OffsetRequest {
    /// The page's number, from 1.
    pub page: u64,
    /// Rows of a page, 1–[`MAX_LIMIT`].
    pub limit: u32,
}

/// One page of a list with the number of all its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffsetPage<T> {
    /// The rows of the page; none past the end.
    pub data: Vec<T>,
    /// How many rows there are in all pages.
    pub total: i64,
}

impl<T> OffsetPage<T> {
    /// The same page with each row turned into something else.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> OffsetPage<U> {
        OffsetPage { data: self.data.into_iter().map(f).collect(), total: self.total }
    }
}
