//! What Teabar's messages look like, and how its requests name things.

use buffa::{Inline, MessageField};
use buffa_types::google::protobuf::Timestamp as ProtoTime;
use contract::{
    MemberRef, OrgId, OrgRef, ProjectId, Timestamp, invitations, members, organizations, projects, time::SECOND,
};
use uuid::Uuid;

use super::{error::Failure, names};
use crate::rpc::proto::teabar::v1::{Invitation, Member, Organization, Project};

/// An organization with the caller's role.
pub fn organization(organization: organizations::Organization) -> Organization {
    Organization {
        id: organization.id.to_string(),
        name: organization.slug,
        display_name: organization.name,
        billing_email: organization.billing_email.unwrap_or_default(),
        plan: organization.plan,
        project_count: count(organization.project_count),
        member_count: count(organization.member_count),
        created_at: time(organization.created_at),
        role: names::role(&organization.role.unwrap_or_default()).to_owned(),
        ..Default::default()
    }
}

/// A project of an organization.
pub fn project(org: OrgId, project: projects::Project) -> Project {
    Project {
        id: project.id.to_string(),
        organization_id: org.to_string(),
        name: project.name,
        description: project.description,
        environment_count: count(project.environment_count),
        blueprint_count: count(project.blueprint_count),
        created_at: time(project.created_at),
        ..Default::default()
    }
}

/// A member.
pub fn member(member: members::Member) -> Member {
    Member {
        user_id: member.user_id.to_string(),
        email: member.email,
        name: member.name,
        role: names::role(&member.role).to_owned(),
        status: member.status.as_str().to_owned(),
        joined_at: time(member.joined_at),
        last_active_at: member.last_active_at.map(time).unwrap_or_default(),
        ..Default::default()
    }
}

/// An invitation into an organization.
pub fn invitation(org: OrgId, invitation: invitations::Invitation) -> Invitation {
    Invitation {
        id: invitation.id.to_string(),
        organization_id: org.to_string(),
        email: invitation.email,
        role: names::role(&invitation.role).to_owned(),
        status: invitation.status.as_str().to_owned(),
        invited_at: time(invitation.created_at),
        expires_at: time(invitation.expires_at),
        ..Default::default()
    }
}

fn count(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn time(time: Timestamp) -> MessageField<ProtoTime, Inline<ProtoTime>> {
    let nanos = i32::try_from(time.0.rem_euclid(SECOND) * 1000).unwrap_or_default();
    MessageField::some(ProtoTime { seconds: time.0.div_euclid(SECOND), nanos, ..Default::default() })
}

/// A text that a request must have.
pub fn required(field: &str, text: &str) -> Result<(), Failure> {
    if text.is_empty() { Err(Failure::field(field, "It is required.")) } else { Ok(()) }
}

/// The organization that a request names. What is no id names one that never exists, so that it is looked for in vain when the
/// rest of the request has been found good.
pub fn organization_id(text: &str) -> Result<OrgId, Failure> {
    required("organizationId", text)?;
    Ok(text.parse().unwrap_or(OrgId(Uuid::nil())))
}

/// [`organization_id`] as the service wants it.
pub fn organization_ref(text: &str) -> Result<OrgRef, Failure> {
    organization_id(text).map(OrgRef::Id)
}

/// The project that a request names, as [`organization_id`].
pub fn project_id(text: &str) -> Result<ProjectId, Failure> {
    required("projectId", text)?;
    Ok(text.parse().unwrap_or(ProjectId(Uuid::nil())))
}

/// The member that a request names: always by the user.
pub fn member_ref(text: &str) -> Result<MemberRef, Failure> {
    required("userId", text)?;
    Ok(MemberRef { membership: None, user: text.parse().ok() })
}
