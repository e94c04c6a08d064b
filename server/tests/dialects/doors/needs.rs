//! What a call asks of its caller, and the answer that follows for each caller.

use super::{
    outcome::Outcome::{self, Denied, Done, Missing, NotInvited, PersonNeeded, Unauthenticated},
    who::{Credential, Who},
};
use crate::doors::principals::Standing;

/// What a call asks of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: anybody may call it.
    Nothing,
    /// Any valid credential.
    Credential,
    /// Any valid credential, for a list of what it sees; that of a key of somebody suspended is denied instead of empty.
    OwnList,
    /// A person, whoever it is.
    Person,
    /// A person, or an organization key, which acts for its maker here.
    PersonOrOrganizationKey,
    /// A person, or an integration key, which acts for its user.
    ActingUser,
    /// A person whom the invitation names.
    Invited,
    /// A person who is not suspended in the organization of the join code.
    Joiner,
    /// A person who belongs to an organization at present; or a key that may read its own.
    Belonging,
    /// A person with access to the organization.
    PersonWithAccess,
    /// The person who owns the thing.
    ItsOwner,
    /// Any access to the organization: an active membership, a key of it.
    Access,
    /// A permission in the organization.
    Permission(&'static str),
    /// The permission for the call, and those that it hands out.
    Permissions(&'static [&'static str]),
    /// The role `owner` or `admin` by its name, an organization key, an api-token.
    Administrator,
    /// A person who may do everything everywhere; others are told nothing of the organization.
    SuperAdmin,
    /// A person who may do everything everywhere; whoever does not see the organization is told that it is missing.
    SuperAdminWithin,
}

impl Needs {
    /// The answer that a caller of this standing must get; `words` where the surface has its own for calls that are for people.
    pub fn answer(self, who: &Who, standing: &Standing, words: bool) -> Outcome {
        let person = who.credential == Credential::Person;
        let outside = *standing == Standing::Outside;
        match (self, standing) {
            (Self::Nothing, _) => Done,
            (_, Standing::Nobody | Standing::Administrator) => Unauthenticated,
            (Self::Credential, _) => Done,
            (Self::OwnList | Self::ActingUser | Self::Belonging, Standing::Suspended) if !person => Denied,
            (Self::OwnList, _) => Done,
            (Self::PersonOrOrganizationKey, _) if who.credential == Credential::OrganizationKey => Done,
            (Self::ActingUser, _) if who.credential == Credential::IntegrationKey => Done,
            (Self::Belonging, Standing::Key(held) | Standing::ProjectKey(held)) => holds(held, &["organization.read"]),
            // Of the people outside, one belongs somewhere else.
            (Self::Belonging, _) if outside && (!person || who.name == "owner elsewhere") => Done,
            (Self::Belonging, Standing::Member(_)) => Done,
            (Self::Belonging, _) => Missing,
            (
                Self::Person
                | Self::PersonOrOrganizationKey
                | Self::ActingUser
                | Self::Invited
                | Self::Joiner
                | Self::PersonWithAccess
                | Self::ItsOwner
                | Self::SuperAdmin,
                _,
            ) if !person => {
                if words {
                    PersonNeeded
                } else {
                    Denied
                }
            }
            (Self::Person | Self::PersonOrOrganizationKey | Self::ActingUser, _) => Done,
            (Self::Invited, _) => done_if(who.name == "invited", NotInvited),
            (Self::ItsOwner, _) => done_if(who.name == "owner", Missing),
            (Self::Joiner, _) => done_if(*standing != Standing::Suspended, Denied),
            (Self::SuperAdmin, _) => done_if(matches!(standing, Standing::SuperAdmin(_)), Denied),
            // From here on it is about one organization.
            (_, Standing::Outside) => Missing,
            (_, Standing::Suspended) => Denied,
            (Self::Access | Self::PersonWithAccess, _) => Done,
            (Self::SuperAdminWithin, _) => done_if(matches!(standing, Standing::SuperAdmin(_)), Denied),
            (Self::Administrator, Standing::SuperAdmin(_)) => Done,
            (Self::Administrator, _) => {
                let counts = matches!(who.credential, Credential::OrganizationKey | Credential::ApiToken);
                done_if(counts || who.acts_as_administrator(), Denied)
            }
            (
                Self::Permission(_) | Self::Permissions(_),
                Standing::Member(held) | Standing::SuperAdmin(held) | Standing::Key(held) | Standing::ProjectKey(held),
            ) => match self {
                Self::Permissions(needed) => holds(held, needed),
                Self::Permission(needed) => holds(held, &[needed]),
                _ => Denied,
            },
        }
    }
}

fn done_if(allowed: bool, otherwise: Outcome) -> Outcome {
    if allowed { Done } else { otherwise }
}

fn holds(held: &[&str], needed: &[&str]) -> Outcome {
    done_if(needed.iter().all(|needed| held.contains(needed)), Denied)
}
