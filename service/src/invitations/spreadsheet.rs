//! Lists of people as files and as text that somebody pasted.

use contract::{
    ApiError,
    invitations::{BulkInvitations, BulkRow},
};

/// Reads rows under a header that names the columns `email` and, if wanted, `role`. Rows beyond the longest list are not
/// read: it is too long by one already.
pub fn spreadsheet(bytes: &[u8]) -> Result<BulkInvitations, ApiError> {
    let text = std::str::from_utf8(bytes).map_err(|_| unreadable("Save the list as UTF-8.".to_owned()))?;
    read(text.trim_start_matches('\u{feff}'), Form { delimiter: b',', header: true, strict: true })
}

/// The same for what a person has at hand: columns apart by commas, semicolons or tabs, other columns beside, or no header at
/// all, with the address first and the role second.
pub fn pasted(text: &str) -> Result<BulkInvitations, ApiError> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.is_empty() {
        return Ok(BulkInvitations::default());
    }
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b'\t', b';'].into_iter().find(|sign| first.contains(char::from(*sign))).unwrap_or(b',');
    read(text, Form { delimiter, header: !first.contains('@'), strict: false })
}

/// How a list is written.
#[derive(Clone, Copy)]
struct Form {
    delimiter: u8,
    header: bool,
    /// Refuses columns that it does not know.
    strict: bool,
}

fn read(text: &str, form: Form) -> Result<BulkInvitations, ApiError> {
    let cannot = |error: csv::Error| unreadable(format!("The list cannot be read: {error}."));
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .flexible(true)
        .delimiter(form.delimiter)
        .has_headers(form.header)
        .from_reader(text.as_bytes());
    let (email, role) =
        if form.header { columns(reader.headers().map_err(cannot)?, form.strict)? } else { (0, Some(1)) };
    let mut invitations = Vec::new();
    for record in reader.records().take(BulkInvitations::MAX + 1) {
        let record = record.map_err(cannot)?;
        let cell = |column: usize| record.get(column).unwrap_or_default().to_owned();
        invitations.push(BulkRow { email: cell(email), role: role.map(cell) });
    }
    Ok(BulkInvitations { invitations })
}

/// The places of the address and of the role.
fn columns(header: &csv::StringRecord, strict: bool) -> Result<(usize, Option<usize>), ApiError> {
    let (mut email, mut role) = (None, None);
    for (column, name) in header.iter().enumerate() {
        let place = match name.to_ascii_lowercase().as_str() {
            "email" => &mut email,
            "e-mail" | "email address" | "mail" if !strict => &mut email,
            "role" => &mut role,
            "rolle" if !strict => &mut role,
            other if strict => return Err(ApiError::UnknownField { field: other.chars().take(100).collect() }),
            _ => continue,
        };
        if place.replace(column).is_some() {
            return Err(unreadable(format!("The column {name} is there twice.")));
        }
    }
    let email = email
        .ok_or_else(|| unreadable("The first line must name the columns: email and, if wanted, role.".to_owned()))?;
    Ok((email, role))
}

fn unreadable(detail: String) -> ApiError {
    ApiError::InvalidRequest { detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(list: Result<BulkInvitations, ApiError>) -> Vec<(String, Option<String>)> {
        list.expect("a list").invitations.into_iter().map(|row| (row.email, row.role)).collect()
    }

    fn rows(text: &str) -> Vec<(String, Option<String>)> {
        cells(spreadsheet(text.as_bytes()))
    }

    #[test]
    fn columns_go_by_their_header() {
        let expected =
            [("a@x.example".to_owned(), Some("admin".to_owned())), ("b@x.example".to_owned(), Some(String::new()))];
        assert_eq!(rows("Role,Email\nadmin, a@x.example \n,b@x.example\n"), expected);
        assert_eq!(rows("\u{feff}email,role\r\na@x.example,\"admin\"\r\nb@x.example\r\n"), expected);
        assert_eq!(rows("email\na@x.example"), [("a@x.example".to_owned(), None)]);
    }

    #[test]
    fn what_is_no_such_list_is_refused_with_a_reason() {
        let unknown = spreadsheet(b"email,colour\na,b").expect_err("a fault");
        assert_eq!(unknown, ApiError::UnknownField { field: "colour".to_owned() });
        for wrong in [&b"role\nadmin"[..], b"", b"email,email\na,b", b"email\n\xff\xfe"] {
            assert_eq!(spreadsheet(wrong).expect_err("a fault").code(), "invalid_request");
        }
        let long = "email\n".to_owned() + &"a@x.example\n".repeat(5000);
        assert_eq!(spreadsheet(long.as_bytes()).expect("a list").invitations.len(), 1001);
    }

    #[test]
    fn what_is_pasted_may_lack_a_header_or_have_more_columns() {
        let expected = [("a@x.example".to_owned(), Some("admin".to_owned()))];
        for text in [
            "a@x.example,admin",
            "\n\nName;E-Mail;Rolle\nAda;a@x.example;admin\n",
            "role\tname\temail\nadmin\tAda\ta@x.example",
        ] {
            assert_eq!(cells(pasted(text)), expected, "{text}");
        }
        assert_eq!(cells(pasted("a@x.example\nb@x.example")).len(), 2);
        assert!(cells(pasted(" \n")).is_empty());
        assert_eq!(pasted("name\nAda").expect_err("a fault").code(), "invalid_request");
    }
}
