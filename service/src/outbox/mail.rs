//! The mails and their words. Names come from people, so they are cleaned, escaped, and dropped when they hold a link.

use contract::{InvitationId, OrgId, Timestamp};
use unicode_normalization::UnicodeNormalization;

/// A mail to write, with everything its text needs.
#[derive(Debug, Clone)]
pub(crate) enum Mail {
    /// Asks somebody into an organization.
    Invitation {
        /// Where to.
        org: OrgId,
        /// Its name.
        org_name: String,
        /// Who asks.
        inviter_name: String,
        /// The address of who asks.
        inviter_email: String,
        /// As what.
        role: String,
        /// The inviter's own words; empty for none.
        message: String,
        /// The token of the link.
        token: String,
        /// The invitation.
        invitation_id: InvitationId,
        /// When the link ends.
        expires_at: Timestamp,
    },
    /// Asks for a click that proves the address.
    VerifyEmail {
        /// The token of the link.
        token: String,
        /// The account's name.
        name: String,
    },
    /// Lets somebody set a new password.
    ResetPassword {
        /// The token of the link.
        token: String,
        /// The account's name.
        name: String,
    },
    /// Offers a member the ownership of an organization.
    OwnershipOffered {
        /// The organization.
        org: OrgId,
        /// Its name.
        org_name: String,
        /// Its slug, for the address of its page.
        org_slug: String,
        /// The owner who offers.
        giver_name: String,
        /// The address of who offers.
        giver_email: String,
        /// The name of who is offered it.
        name: String,
        /// When the offer ends.
        expires_at: Timestamp,
    },
    /// Tells a former owner that somebody else is the owner now.
    OwnershipAccepted {
        /// The organization.
        org: OrgId,
        /// Its name.
        org_name: String,
        /// The new owner.
        owner_name: String,
        /// The address of the new owner.
        owner_email: String,
        /// The name of the former owner.
        name: String,
        /// The role of the former owner now.
        role: String,
    },
    /// Tells the owner of an address that somebody tried to sign up with it.
    AccountExists {
        /// The account's name.
        name: String,
    },
}

/// A mail as it leaves.
pub(super) struct Written {
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
    /// The one link in it that holds a token.
    pub(super) link: Option<String>,
}

impl Mail {
    /// The kind, as lists print it.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Invitation { .. } => "invitation",
            Self::VerifyEmail { .. } => "verify_email",
            Self::ResetPassword { .. } => "reset_password",
            Self::OwnershipOffered { .. } => "ownership_offered",
            Self::OwnershipAccepted { .. } => "ownership_accepted",
            Self::AccountExists { .. } => "account_exists",
        }
    }

    /// The secret in its link.
    pub(super) fn token(&self) -> Option<&str> {
        match self {
            Self::Invitation { token, .. } | Self::VerifyEmail { token, .. } | Self::ResetPassword { token, .. } => {
                Some(token)
            }
            Self::AccountExists { .. } | Self::OwnershipOffered { .. } | Self::OwnershipAccepted { .. } => None,
        }
    }

    /// The organization and the invitation that it is about.
    pub(super) fn about(&self) -> (Option<OrgId>, Option<InvitationId>) {
        match self {
            Self::Invitation { org, invitation_id, .. } => (Some(*org), Some(*invitation_id)),
            Self::OwnershipOffered { org, .. } | Self::OwnershipAccepted { org, .. } => (Some(*org), None),
            _ => (None, None),
        }
    }

    /// Its words. `to` is the recipient's address, `slug` stands for an organization's name that holds a link.
    pub(super) fn write(&self, public_url: &str, to: &str, slug: &str) -> Written {
        let host = public_url.split_once("://").map_or(public_url, |(_, host)| host);
        match self {
            Self::Invitation { org_name, inviter_name, inviter_email, role, message, token, expires_at, .. } => {
                let org = organization(org_name, slug);
                let (inviter, inviter_with_email) = person(inviter_name, inviter_email);
                let link = format!("{public_url}/invite/{token}");
                let mut body = vec![
                    Part::Text("Hello,".to_owned()),
                    Part::Text(format!(
                        "{inviter_with_email} invites you to join {org} with the role {}.",
                        clean(role)
                    )),
                ];
                if !message.trim().is_empty() {
                    body.push(Part::Text(format!("{inviter} writes:")));
                    body.push(Part::Quote(message.trim().lines().map(clean).collect()));
                }
                body.push(Part::Link("To accept or decline, open this link:".to_owned(), link.clone()));
                body.push(Part::Text(format!(
                    "The link works once, until {}, and only for {to}. \
                     If you do not know who sent this, ignore this mail: nothing happens unless you accept.",
                    in_words(*expires_at)
                )));
                write(format!("{inviter} invited you to {org}"), &body, Some(link))
            }
            Self::VerifyEmail { token, name } => {
                let link = format!("{public_url}/verify/{token}");
                let body = [
                    greeting(name),
                    Part::Text(format!("An account at {host} was made with the address {to}.")),
                    Part::Link("To confirm that the address is yours, open this link:".to_owned(), link.clone()),
                    Part::Text(
                        "The link works once, for 24 hours. If you did not make this account, do not open the link \
                         and ignore this mail."
                            .to_owned(),
                    ),
                ];
                write("Confirm your address".to_owned(), &body, Some(link))
            }
            Self::ResetPassword { token, name } => {
                let link = format!("{public_url}/reset/{token}");
                let body = [
                    greeting(name),
                    Part::Text(format!("Somebody asked for a new password for the account {to} at {host}.")),
                    Part::Link("To set a new password, open this link:".to_owned(), link.clone()),
                    Part::Text(
                        "The link works once, for 30 minutes. If you did not ask for it, ignore this mail: \
                         your password stays as it is."
                            .to_owned(),
                    ),
                ];
                write("Set a new password".to_owned(), &body, Some(link))
            }
            Self::OwnershipOffered { org_name, org_slug, giver_name, giver_email, name, expires_at, .. } => {
                let org = organization(org_name, slug);
                let (giver, giver_with_email) = person(giver_name, giver_email);
                let body = [
                    greeting(name),
                    Part::Text(format!("{giver_with_email} wants to hand the ownership of {org} over to you.")),
                    Part::Link(
                        "To accept or decline, sign in and open the organization:".to_owned(),
                        format!("{public_url}/o/{org_slug}"),
                    ),
                    Part::Text(format!(
                        "The offer stands until {}. Nothing changes unless you accept.",
                        in_words(*expires_at)
                    )),
                ];
                write(format!("{giver} offers you the ownership of {org}"), &body, None)
            }
            Self::OwnershipAccepted { org_name, owner_name, owner_email, name, role, .. } => {
                let org = organization(org_name, slug);
                let (owner, owner_with_email) = person(owner_name, owner_email);
                let body = [
                    greeting(name),
                    Part::Text(format!("{owner_with_email} accepted the ownership of {org}.")),
                    Part::Text(format!("Your role there is {} now.", clean(role))),
                ];
                write(format!("{owner} is an owner of {org} now"), &body, None)
            }
            Self::AccountExists { name } => {
                let body = [
                    greeting(name),
                    Part::Text(format!(
                        "Somebody tried to make an account at {host} with the address {to}. You have one already, \
                         so nothing was changed."
                    )),
                    Part::Link("To sign in, open this page:".to_owned(), format!("{public_url}/sign-in")),
                    Part::Link(
                        "If you forgot your password, set a new one:".to_owned(),
                        format!("{public_url}/forgot"),
                    ),
                    Part::Text("If it was not you, ignore this mail.".to_owned()),
                ];
                write("You have an account already".to_owned(), &body, None)
            }
        }
    }
}

enum Part {
    Text(String),
    Quote(Vec<String>),
    Link(String, String),
}

/// An organization's name, or its slug when the name holds a link.
fn organization(name: &str, slug: &str) -> String {
    if contains_url(name) { slug.to_owned() } else { clean(name) }
}

/// A person's name, and the name with the address; the address alone when the name holds a link.
fn person(name: &str, email: &str) -> (String, String) {
    let email = clean(email);
    if contains_url(name) {
        return (email.clone(), email);
    }
    let name = clean(name);
    let both = format!("{name} ({email})");
    (name, both)
}

fn greeting(name: &str) -> Part {
    Part::Text(if contains_url(name) { "Hello,".to_owned() } else { format!("Hello {},", clean(name)) })
}

fn write(subject: String, body: &[Part], link: Option<String>) -> Written {
    let mut text = String::new();
    let mut html = "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"></head>\n<body>\n".to_owned();
    for part in body {
        match part {
            Part::Text(line) => {
                text.push_str(&format!("{line}\n\n"));
                html.push_str(&format!("<p>{}</p>\n", escape(line)));
            }
            Part::Quote(lines) => {
                let quoted: Vec<String> = lines.iter().map(|line| format!("> {line}")).collect();
                text.push_str(&format!("{}\n\n", quoted.join("\n")));
                let escaped: Vec<String> = lines.iter().map(|line| escape(line)).collect();
                html.push_str(&format!("<blockquote>{}</blockquote>\n", escaped.join("<br>")));
            }
            Part::Link(label, url) => {
                text.push_str(&format!("{label}\n{url}\n\n"));
                let url = escape(url);
                html.push_str(&format!("<p>{}<br><a href=\"{url}\">{url}</a></p>\n", escape(label)));
            }
        }
    }
    html.push_str("</body>\n</html>\n");
    Written { subject, text: text.trim_end().to_owned() + "\n", html, link }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// One line without characters that hide or turn around what is read.
fn clean(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|c| {
            !matches!(
                c,
                '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
            )
        })
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a mail program may make a link of something in a name: `https://…`, `www.…`, `evil.com`, `192.0.2.1`.
fn contains_url(name: &str) -> bool {
    let folded: String = clean(name)
        .nfkc()
        .map(|c| if matches!(c, '。' | '．' | '｡') { '.' } else { c })
        .flat_map(char::to_lowercase)
        .collect();
    if folded.contains("://") || folded.contains("www.") || folded.contains('@') {
        return true;
    }
    folded.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.'))).any(|word| {
        let labels: Vec<&str> = word.trim_matches('.').split('.').collect();
        let numeric = labels.len() == 4 && labels.iter().all(|l| l.parse::<u8>().is_ok());
        let domain = labels.len() > 1
            && labels.iter().all(|l| !l.is_empty())
            && labels.last().is_some_and(|l| l.chars().count() > 1 && l.chars().any(char::is_alphabetic));
        numeric || domain
    })
}

/// A moment as people read it, in UTC.
fn in_words(at: Timestamp) -> String {
    let at = at.to_utc();
    format!("{} {} {}, {:02}:{:02} UTC", at.day(), at.month(), at.year(), at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn invitation(org_name: &str, inviter_name: &str, message: &str) -> Written {
        let mail = Mail::Invitation {
            org: OrgId(Uuid::nil()),
            org_name: org_name.to_owned(),
            inviter_name: inviter_name.to_owned(),
            inviter_email: "ana@harbor.example".to_owned(),
            role: "member".to_owned(),
            message: message.to_owned(),
            token: "ivt_secret".to_owned(),
            invitation_id: InvitationId(Uuid::nil()),
            expires_at: Timestamp(1_795_521_600_000_000),
        };
        mail.write("https://guild.example", "bo@x.example", "harbor")
    }

    #[test]
    fn an_invitation_says_who_asks_and_until_when() {
        let mail = invitation("Harbor Labs", "Ana", "Welcome!\nSee <b>you</b>");
        assert_eq!(mail.subject, "Ana invited you to Harbor Labs");
        assert_eq!(
            mail.text,
            "Hello,\n\nAna (ana@harbor.example) invites you to join Harbor Labs with the role member.\n\n\
             Ana writes:\n\n> Welcome!\n> See <b>you</b>\n\n\
             To accept or decline, open this link:\nhttps://guild.example/invite/ivt_secret\n\n\
             The link works once, until 24 November 2026, 12:00 UTC, and only for bo@x.example. If you do not know who \
             sent this, ignore this mail: nothing happens unless you accept.\n"
        );
        assert!(mail.html.contains("See &lt;b&gt;you&lt;/b&gt;"));
        assert!(mail.html.contains("<a href=\"https://guild.example/invite/ivt_secret\">"));
    }

    #[test]
    fn an_offer_of_ownership_leads_to_the_page_where_it_is_answered() {
        let mail = Mail::OwnershipOffered {
            org: OrgId(Uuid::nil()),
            org_name: "Harbor Labs".to_owned(),
            org_slug: "harbor".to_owned(),
            giver_name: "Ana".to_owned(),
            giver_email: "ana@harbor.example".to_owned(),
            name: "Bo".to_owned(),
            expires_at: Timestamp(1_795_521_600_000_000),
        };
        let mail = mail.write("https://guild.example", "bo@x.example", "harbor");
        assert!(mail.text.contains("\nhttps://guild.example/o/harbor\n"), "{}", mail.text);
    }

    #[test]
    fn names_cannot_carry_markup_links_or_turned_text() {
        let mail = invitation("x <a href=y>", "Bo \u{202e}gnp\u{2066}\r\nBcc: x", "");
        assert!(!mail.html.contains("<a href=y>"));
        assert_eq!(mail.subject, "Bo gnp Bcc: x invited you to x <a href=y>");
        assert!(!mail.html.contains('\u{202e}'));
        for evil in
            ["visit evil.com", "https://evil", "www.evil", "evil\u{200b}.com now", "evil。com", "http 192.0.2.1"]
        {
            let mail = invitation(evil, evil, "");
            assert_eq!(mail.subject, "ana@harbor.example invited you to harbor", "{evil}");
        }
        for fine in ["Harbor Labs Inc.", "J. R. Fisher", "A. B.", "Version 2.0", "Müller & Söhne"] {
            assert!(!contains_url(fine), "{fine}");
        }
    }

    #[test]
    fn a_name_with_a_link_is_left_out_of_the_greeting() {
        let mail = Mail::VerifyEmail { token: "t".to_owned(), name: "win at evil.com".to_owned() };
        let written = mail.write("https://guild.example", "a@x.example", "");
        assert!(written.text.starts_with("Hello,\n"));
        assert!(!written.text.contains("evil"));
    }
}
