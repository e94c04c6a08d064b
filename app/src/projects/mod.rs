//! Projects: their list, and one with its keys.

mod detail;
mod list;
mod parts;
pub mod rpc;

pub(crate) use detail::ProjectPage;
pub(crate) use list::ProjectsPage;

use crate::frame::encode;
#[cfg(any(feature = "ssr", test))]
use contract::ApiError;

/// The page of a project.
pub(crate) fn project_path(org: &str, project: &str) -> String {
    format!("/o/{}/projects/{}", encode(org), encode(project))
}

/// `Ok` when somebody typed the name of what they are about to delete.
#[cfg(any(feature = "ssr", test))]
fn confirmed(name: &str, typed: &str) -> Result<(), ApiError> {
    if typed.trim() == name {
        Ok(())
    } else {
        Err(ApiError::invalid("confirm", "not_allowed", format!("Type {name} to confirm.")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_name_itself_confirms() {
        assert!(confirmed("berth-planner", " berth-planner ").is_ok());
        assert!(confirmed("berth-planner", "Berth-planner").is_err());
        assert!(confirmed("berth-planner", "").is_err());
    }

    #[test]
    fn names_with_spaces_and_letters_of_any_script_have_a_page() {
        assert_eq!(project_path("harbor", "Tíma bókun"), "/o/harbor/projects/T%C3%ADma%20b%C3%B3kun");
    }
}
