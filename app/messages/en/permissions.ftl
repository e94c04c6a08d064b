# What a permission is called and what it allows. Its code, which is not translated, stands here with a dash for the dot.
title = { $name ->
    [organization-read] View organization
    [organization-update] Change settings
    [organization-delete] Delete organization
    [users-read] View members
    [users-invite] Invite people
    [users-update] Change members
    [users-delete] Remove members
    [roles-read] View roles
    [roles-create] Create roles
    [roles-update] Edit roles
    [roles-delete] Delete roles
    [projects-read] View projects
    [projects-create] Create projects
    [projects-update] Edit projects
    [projects-delete] Delete projects
    [apiKeys-list] View API keys
    [apiKeys-create] Create API keys
    [apiKeys-revoke] Revoke API keys
    [dashboard-view] View dashboard
    [billing-view] View usage
    [audit-read] Read audit log
    [webhooks-manage] Manage webhooks
   *[widgets-manage] Manage widgets
}
description = { $name ->
    [organization-read] See the organization's name, settings and plan.
    [organization-update] Change the organization's name, logo, time zone, billing address and metadata.
    [organization-delete] Delete the organization with everything in it.
    [users-read] See members and invitations.
    [users-invite] Invite people by mail and make join codes.
    [users-update] Change roles, suspend and reactivate members.
    [users-delete] Remove members from the organization.
    [roles-read] See roles and what they allow.
    [roles-create] Make custom roles from permissions one holds.
    [roles-update] Change what custom roles allow.
    [roles-delete] Delete custom roles.
    [projects-read] See projects and their resources.
    [projects-create] Make new projects.
    [projects-update] Rename projects and register their resources.
    [projects-delete] Delete projects with their keys.
    [apiKeys-list] See API keys, without their secrets.
    [apiKeys-create] Make API keys with permissions one holds.
    [apiKeys-revoke] Disable and revoke API keys.
    [dashboard-view] See the overview's counters.
    [billing-view] See usage against the plan.
    [audit-read] Read and export the audit log.
    [webhooks-manage] Set up webhooks.
   *[widgets-manage] Set up embedded widgets and open sessions for them.
}
# The headings under which permissions stand in the role editor.
group = { $name ->
    [organization] Organization
    [people] People
    [roles] Roles
    [projects] Projects
    [api-keys] API keys
    [insight] Insight
   *[integration] Integration
}
