//! Members of an organization: who they are, their role, suspending and removing, one by one or several at once.

mod batch;
mod change;
pub(crate) mod dialogs;
mod grant;
mod list;
mod live;
mod page;
mod pick;
mod remove;
mod row;
mod rpc;
mod toolbar;

pub(crate) use grant::role_choices;
pub(crate) use page::{MembersPage, PeopleTab, people_tabs, shown_of};
pub(crate) use rpc::{MemberAndRoles, read_member};
