//! Searching members: first those whose name begins with the text, by name; then those of whom only the address does, by
//! address. Each part is a range of an index in that index's own order, so a page costs the same however many match.

use super::sql::{self, MemberRow, Part, Wanted};
use crate::{
    Result,
    authz::OrgAccess,
    db::{Tx, decode_cursor, encode_cursor, page_of, stale_cursor},
};
use contract::{Page, PageRequest, members::Member};

/// Where a page begins: in which part, after which sort key and user.
pub(super) type After = (Part, (String, String));

/// One page of what a search finds.
pub(super) async fn list(
    tx: &mut Tx,
    access: &OrgAccess,
    wanted: &Wanted<'_>,
    search: &str,
    page: &PageRequest,
    limit: i64,
) -> Result<Page<Member>> {
    let after = page.cursor.as_deref().map(after).transpose()?;
    let rows = rows(tx, access, wanted, after, limit + 1).await?;
    Ok(page_of(rows, limit, |row| cursor(row, search), Member::from))
}

fn cursor(row: &MemberRow, search: &str) -> String {
    if row.name_key.starts_with(search) {
        encode_cursor(&["found-name", &row.name_key, &row.user_id])
    } else {
        encode_cursor(&["found-email", &row.email_key, &row.user_id])
    }
}

fn after(cursor: &str) -> Result<After> {
    let [part, key, user] = decode_cursor(cursor)?;
    match part.as_str() {
        "found-name" => Ok((Part::Names, (key, user))),
        "found-email" => Ok((Part::Addresses, (key, user))),
        _ => Err(stale_cursor()),
    }
}

/// Up to `limit` rows of both parts, after a row, or `wanted.offset` rows further.
pub(super) async fn rows(
    tx: &mut Tx,
    access: &OrgAccess,
    wanted: &Wanted<'_>,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<MemberRow>> {
    let (part, after) = after.map_or((Part::Names, None), |(part, after)| (part, Some(after)));
    if part == Part::Addresses {
        return sql::search(tx, access, wanted, part, after.as_ref(), (wanted.offset, limit)).await;
    }
    let mut rows = sql::search(tx, access, wanted, part, after.as_ref(), (wanted.offset, limit)).await?;
    let left = limit.saturating_sub(i64::try_from(rows.len()).unwrap_or(limit));
    if left > 0 {
        let offset = match wanted.offset {
            passed if passed > 0 && rows.is_empty() => passed - sql::count_names(tx, access, wanted).await?,
            _ => 0,
        };
        rows.extend(sql::search(tx, access, wanted, Part::Addresses, None, (offset, left)).await?);
    }
    Ok(rows)
}
