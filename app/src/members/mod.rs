//! Members of an organization: who they are, their role, suspending and removing.

mod change;
mod grant;
mod page;
mod remove;
mod row;
mod rpc;

pub(crate) use grant::role_choices;
pub(crate) use page::{MembersPage, people_tabs, shown_of};
pub(crate) use rpc::{MemberAndRoles, read_member};
