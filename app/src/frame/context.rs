//! Who looks, and at which organization: read once, and kept while pages of the same organization follow each other.

use super::{PageContext, read_page_context};
use crate::{remote::ArcRemote, ui::clock};
use contract::{PermissionSet, Timestamp, time::MINUTE};
use leptos::{prelude::*, reactive::owner::WeakOwner, task::spawn_local};
use leptos_router::hooks::use_location;

/// After this long a page that opens has the context read again, behind its back.
const FRESH: i64 = 2 * MINUTE;
/// Pages before the console. Somebody else may be signed in after them.
const OUTSIDE: [&str; 9] =
    ["/setup", "/sign-in", "/sign-up", "/forgot", "/reauthenticate", "/reset", "/verify", "/invite", "/join"];

/// The context as it was first read.
pub(super) type Reading = ArcRemote<PageContext>;

#[derive(Clone)]
struct Kept {
    /// The slug of the organization; absent outside organizations.
    org: Option<String>,
    reading: Reading,
    since: Option<Timestamp>,
}

/// Whether the address is within an organization. Called in the browser only.
fn is_at(org: &str) -> bool {
    let path = window().location().pathname().unwrap_or_default();
    path.strip_prefix("/o/").and_then(|rest| rest.split('/').next()) == Some(org)
}

/// Keeps the context of the pages above the routes, so that a navigation inside an organization asks nothing again.
#[derive(Clone, Copy)]
pub(crate) struct Reader {
    /// The root of the document: what is read outlives the page that asked first.
    root: StoredValue<Option<WeakOwner>>,
    kept: StoredValue<Option<Kept>>,
    /// What the page that is shown was drawn with.
    first: RwSignal<Option<PageContext>>,
    /// What was read later, of the same organization.
    newest: RwSignal<Option<PageContext>>,
    /// The rights that the page was drawn with.
    drawn: StoredValue<Option<(String, PermissionSet)>>,
    /// Counts how often these changed under an open page.
    redraws: RwSignal<u32>,
}

impl Reader {
    fn new() -> Self {
        Self {
            root: StoredValue::new(Owner::current().map(|owner| owner.downgrade())),
            kept: StoredValue::new(None),
            first: RwSignal::new(None),
            newest: RwSignal::new(None),
            drawn: StoredValue::new(None),
            redraws: RwSignal::new(0),
        }
    }

    /// Keeps what the pages below read; once, at the root of the document.
    pub(crate) fn provide() {
        provide_context(Self::new());
    }

    /// The one of this document.
    pub(crate) fn get() -> Self {
        use_context().unwrap_or_else(Self::new)
    }

    /// The context of an organization, or outside of any: what is kept, or else read now. Somebody who is not signed in comes
    /// back to `path`.
    pub(super) fn read(self, org: Option<String>, path: String) -> Reading {
        let now = clock::now();
        if let Some(kept) = self.kept.get_value().filter(|kept| kept.org == org) {
            if now.zip(kept.since).is_some_and(|(now, since)| now.0 - since.0 > FRESH) {
                self.refresh();
            }
            return kept.reading;
        }
        // Who looks is known already when one comes from an organization.
        let known = self.known().filter(|_| org.is_none()).map(|context| PageContext { org: None, ..context });
        let seeded = known.is_some();
        let asked = org.clone();
        let begin = move || {
            ArcRemote::once(move || {
                let (org, path, known) = (asked.clone(), path.clone(), known.clone());
                async move {
                    match known {
                        Some(known) => Ok(known),
                        None => read_page_context(org, path).await,
                    }
                }
            })
        };
        let root = self.root.get_value().and_then(|root| root.upgrade());
        let reading = untrack(|| match root {
            Some(root) => root.with(begin),
            None => begin(),
        });
        self.newest.set(None);
        self.drawn.set_value(None);
        self.kept.set_value(Some(Kept { org, reading: reading.clone(), since: now }));
        if seeded {
            // What led here may have changed it: leaving, deleting.
            self.refresh();
        }
        reading
    }

    /// Keeps nothing: the next page reads anew.
    pub(super) fn forget(self) {
        self.kept.set_value(None);
    }

    /// Something is about to be changed: the next page has the context read again, should this one not come to it.
    pub(crate) fn distrust(self) {
        self.kept.update_value(|kept| {
            if let Some(kept) = kept {
                kept.since = Some(Timestamp(0));
            }
        });
    }

    /// Reads the context again and shows what changed: a name, a role, a membership. Called in the browser only.
    pub(crate) fn refresh(self) {
        let Some(mut kept) = self.kept.get_value() else { return };
        kept.since = clock::now();
        let org = kept.org.clone();
        self.kept.set_value(Some(kept));
        spawn_local(async move {
            // An organization that was left or deleted is not asked for again: its page is about to go.
            if let Some(org) = &org
                && !is_at(org)
            {
                return;
            }
            // Without a path nobody is led away: whoever lost the session is asked for the password on the page.
            let found = read_page_context(org.clone(), String::new()).await;
            let here = self.kept.with_value(|kept| kept.as_ref().is_some_and(|kept| kept.org == org));
            match found {
                Ok(found) if here => self.show(found),
                // Whatever is wrong, the next page says it.
                Err(_) if here => self.forget(),
                _ => {}
            }
        });
    }

    fn show(self, found: PageContext) {
        let rights = found.org.as_ref().map(|org| (org.role.clone(), org.permissions));
        let changed = self.drawn.with_value(|drawn| drawn.is_some() && *drawn != rights);
        self.newest.set(Some(found));
        if changed {
            self.redraws.update(|count| *count += 1);
        }
    }

    /// Draws the page again that calls this when the reader's rights change.
    pub(super) fn track_rights(self) {
        self.redraws.track();
    }

    /// The newest context that is known, from the one that was read first. Notes that a page is drawn with it.
    pub(super) fn newest(self, first: PageContext) -> Memo<PageContext> {
        let newest = Memo::new(move |_| self.newest.get().unwrap_or_else(|| first.clone()));
        let org = newest.with_untracked(|context| context.org.as_ref().map(|org| (org.role.clone(), org.permissions)));
        self.drawn.set_value(org);
        self.first.set(Some(newest.get_untracked()));
        newest
    }

    /// The context of the page that is shown, for what stands above the pages. Reactive.
    pub(super) fn shown(self) -> Option<PageContext> {
        self.newest.get().or_else(|| self.first.get())
    }

    /// What is known of the page that was shown last.
    fn known(self) -> Option<PageContext> {
        let reading = self.kept.get_value()?.reading;
        self.newest.get_untracked().or_else(|| reading.get_untracked()?.ok())
    }

    /// The person that the console was drawn for.
    pub(super) fn user(self) -> Option<contract::UserId> {
        self.known().map(|context| context.me.user.id)
    }

    /// The address of that person.
    pub(super) fn email(self) -> String {
        self.known().map(|context| context.me.user.email).unwrap_or_default()
    }
}

/// Keeps nothing beyond the pages where somebody else may sign in. Stands inside the router.
#[component]
pub(crate) fn ForgetOutside() -> impl IntoView {
    let (path, reader) = (use_location().pathname, Reader::get());
    Effect::new(move |_| {
        if OUTSIDE.contains(&path.get().trim_end_matches('/')) {
            reader.forget();
        }
    });
}
