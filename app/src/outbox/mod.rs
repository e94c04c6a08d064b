//! The mail of the instance. Without a mail server this is where links to invitations are found.

mod page;
mod rpc;

pub(crate) use page::OutboxPage;

use crate::messages as t;

/// The path that a message's token leads to; absent for mail without a link.
fn link_path(kind: &str, token: &str) -> Option<String> {
    let page = match kind {
        "invitation" => "invite",
        "verify_email" => "verify",
        "reset_password" => "reset",
        _ => return None,
    };
    Some(format!("/{page}/{token}"))
}

/// What a message is about, in words.
fn kind_words(kind: &str) -> &str {
    match kind {
        "invitation" => t::administration::kind_invitation(),
        "verify_email" => t::administration::kind_verify_email(),
        "reset_password" => t::administration::kind_reset_password(),
        "account_exists" => t::administration::kind_account_exists(),
        "ownership_offered" => t::administration::kind_ownership_offered(),
        "ownership_accepted" => t::administration::kind_ownership_accepted(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_mail_leads_to_its_page() {
        assert_eq!(link_path("invitation", "ivt_x").as_deref(), Some("/invite/ivt_x"));
        assert_eq!(link_path("reset_password", "x").as_deref(), Some("/reset/x"));
        assert_eq!(link_path("account_exists", "x"), None);
    }
}
