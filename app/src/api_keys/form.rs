//! What the form of a new key means.

use contract::{
    ApiError, FieldError, Permission, PermissionSet, Timestamp,
    api_keys::{KeyEnv, NewApiKey},
    time::DAY,
};

/// The request that a filled-in form stands for.
pub(super) fn request(
    name: String,
    permissions: &[String],
    project: String,
    env: &str,
    expires: &str,
    expires_on: &str,
    now: Timestamp,
) -> Result<NewApiKey, ApiError> {
    Ok(NewApiKey {
        name,
        permissions: chosen(permissions)?,
        project: Some(project).filter(|project| !project.is_empty()),
        env: if env == KeyEnv::Test.as_str() { KeyEnv::Test } else { KeyEnv::Live },
        expires_at: end(expires, expires_on, now)?,
    })
}

/// The permissions that a form names.
pub(crate) fn chosen(names: &[String]) -> Result<PermissionSet, ApiError> {
    let unknown = || ApiError::invalid("permissions", "unknown_value", "Choose permissions of the list.");
    names.iter().map(|name| name.parse::<Permission>().map_err(|_| unknown())).collect()
}

/// When the key ends: at the end of a day, after some days, never (`Some(None)`), or as the service finds right (`None`).
fn end(expires: &str, on: &str, now: Timestamp) -> Result<Option<Option<Timestamp>>, ApiError> {
    if !on.trim().is_empty() {
        let last = format!("{}T23:59:59Z", on.trim()).parse::<Timestamp>();
        let last = last.map_err(|_| invalid("expires_on", "Enter a date such as 2027-01-31."))?;
        return Ok(Some(Some(last)));
    }
    match expires {
        "" => Ok(None),
        "never" => Ok(Some(None)),
        days => match days.parse::<u16>() {
            Ok(days) => Ok(Some(Some(now.plus(i64::from(days) * DAY)))),
            Err(_) => Err(invalid("expires", "Choose when the key ends.")),
        },
    }
}

fn invalid(field: &str, message: &str) -> ApiError {
    ApiError::ValidationFailed { errors: vec![FieldError::new(field, "invalid_format", message)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_795_269_729_000_000);

    #[test]
    fn a_date_takes_the_place_of_the_days_and_counts_to_its_end() {
        let end = end("30", "2027-01-31", NOW).unwrap().unwrap().unwrap();
        assert_eq!(end.to_string(), "2027-01-31T23:59:59Z");
    }

    #[test]
    fn days_count_from_now_and_never_is_not_the_same_as_no_choice() {
        assert_eq!(end("90", "", NOW).unwrap(), Some(Some(NOW.plus(90 * DAY))));
        assert_eq!(end("never", "", NOW).unwrap(), Some(None));
        assert_eq!(end("", "", NOW).unwrap(), None);
    }

    #[test]
    fn what_is_no_date_or_choice_is_a_fault_of_its_field() {
        assert!(end("90", "31.1.2027", NOW).unwrap_err().for_field("expires_on").is_some());
        assert!(end("soon", "", NOW).unwrap_err().for_field("expires").is_some());
        assert!(chosen(&["users.fly".to_owned()]).unwrap_err().for_field("permissions").is_some());
    }
}
