//! Names of this surface: ids of system roles, and fields. Permissions and roles bear their canonical names.

use contract::{
    RoleId,
    permissions::{ADMIN, MEMBER, OWNER},
};
use uuid::Uuid;

/// System roles have no row and no id elsewhere; here every role is printed with one. The same in every organization.
const SYSTEM_ROLES: [(&str, Uuid); 3] = [
    (OWNER, Uuid::from_u128(0x0000_0000_0000_8000_8000_0000_0000_0001)),
    (ADMIN, Uuid::from_u128(0x0000_0000_0000_8000_8000_0000_0000_0002)),
    (MEMBER, Uuid::from_u128(0x0000_0000_0000_8000_8000_0000_0000_0003)),
];

/// The id under which a system role is printed; the nil UUID for any other name.
pub(super) fn system_role_id(name: &str) -> Uuid {
    SYSTEM_ROLES.iter().find(|(known, _)| *known == name).map_or_else(Uuid::nil, |(_, id)| *id)
}

/// Whether an id is that of a system role.
pub(super) fn is_system_role(id: RoleId) -> bool {
    SYSTEM_ROLES.iter().any(|(_, known)| *known == id.0)
}

/// A field of the service as this surface spells it.
pub(super) fn field(name: &str) -> &str {
    match name {
        "expires_at" => "expiresAt",
        other => other,
    }
}

/// A thing's name at the beginning of a sentence.
pub(super) fn capital(what: &str) -> String {
    let mut letters = what.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}
