### What the service writes for people, exactly as it stands in contract/ and service/. A new sentence there belongs here;
### a test names those that are missing.

## Titles of errors.

title-invalid-request = Request cannot be read
title-unknown-field = Unknown field
title-validation-failed = Some values are not valid
title-unauthenticated = Not signed in
title-invalid-credentials = Sign-in failed
title-user-required = Needs a person
title-permission-denied = Permission denied
title-email-mismatch = Invitation for another address
title-email-unverified = Address not verified
title-signup-closed = Sign-up is closed
title-reauthentication-required = Password needed again
title-not-found = Not found
title-already-exists = Already exists
title-last-owner = Last owner
title-role-in-use = Role in use
title-active-resources = Active resources
title-invitation-used = Invitation already used
title-invitation-expired = Invitation expired
title-join-code-exhausted = Join code used up
title-conflict = Conflict
title-precondition-failed = Changed meanwhile
title-idempotency-mismatch = Key of another request
title-idempotency-in-flight = Request still runs
title-payload-too-large = Body too large
title-unsupported-media-type = Unsupported media type
title-rate-limited = Too many requests
title-overloaded = Overloaded
title-internal = Server fault
title-unreachable = Server not reachable

## What an error tells.

unknown-field = The field { $field } is not known here. Remove it, or check its spelling.
several-faults = { $count } values need a change. Nothing was saved.
unauthenticated = Sign in, or send a valid credential as Authorization: Bearer <token>.
credential-expired = This credential has expired. Use a new one.
credential-revoked = This credential was revoked. Use another one.
invalid-credentials = The address or the password is wrong.
user-required = Only a signed-in user can do this; a key cannot.
email-mismatch = This invitation went to { $address }. Sign in with that address. The invitation stays open.
email-unverified = Verify your address first: open the link in the mail we sent.
signup-closed = New accounts need an invitation here. Ask an administrator for one.
reauthentication-required = Enter your password again to go on.
last-owner = An organization needs at least one active owner. Make somebody else an owner first.
role-promised-once = 1 pending invitations promise this role. Revoke them first.
role-promised = { $count } pending invitations promise this role. Revoke them first.
role-held-once = One member still has this role. Give that member another one first.
role-held = { $count } members still have this role. Give them another one first.
active-resources = Something still runs there: { $resources }. Stop it first, or delete with force.
invitation-accepted = This invitation was accepted before.
invitation-declined = This invitation was declined before.
invitation-revoked = This invitation was revoked before.
invitation-used = This invitation was { $status } before.
invitation-expired = This invitation has expired. Ask for a new one.
join-code-exhausted = This join code was used as often as it may be. Ask for a new one.
precondition-failed = It changed since you read it. Read it again and repeat the change.
idempotency-mismatch = This Idempotency-Key was sent with another request. Use a fresh key for each request.
idempotency-in-flight = The first request with this Idempotency-Key still runs. Ask again in a moment.
payload-too-large = The body may have at most { $bytes } bytes.
unsupported-media-type = Send the body as application/json.
rate-limited-second = Try again in 1 second.
rate-limited = Try again in { $seconds } seconds.
overloaded = The server has too much to do right now. Try again in a moment.
internal = Something went wrong on our side and nothing was changed. Request ID { $id }.
unreachable = The server could not be reached. Check the connection and try again.

## There is no such thing.

not-found-address = There is no such address, or you may not see it.
not-found-api-key = There is no such API key, or you may not see it.
not-found-invitation = There is no such invitation, or you may not see it.
not-found-join-code = There is no such join code, or you may not see it.
not-found-link = There is no such link, or you may not see it.
not-found-member = There is no such member, or you may not see it.
not-found-organization = There is no such organization, or you may not see it.
not-found-ownership-transfer = There is no such ownership transfer, or you may not see it.
not-found-project = There is no such project, or you may not see it.
not-found-resource = There is no such resource, or you may not see it.
not-found-role = There is no such role, or you may not see it.
not-found-session = There is no such session, or you may not see it.
not-found-token = There is no such token, or you may not see it.
not-found-user = There is no such user, or you may not see it.
not-found = There is no such { $what }, or you may not see it.

## There is one already.

exists-user-email = There is already a user with this email.
exists-user-id = There is already a user with this id.
exists-member-email = There is already a member with this email.
exists-member-user-id = There is already a member with this user id.
exists-invitation-email = There is already an invitation with this email.
exists-role-name = There is already a role with this name.
exists-project-name = There is already a project with this name.
exists-organization-slug = There is already an organization with this slug.
exists-ownership-transfer-giver = There is already an ownership transfer with this giver.
exists-an = There is already an { $what } with this { $field }.
exists-a = There is already a { $what } with this { $field }.

## Refusals.

need-permission = You need { $permission } in { $organization }.
cannot-give-permission-in = You cannot give { $permission }, because you do not have it in { $organization }.
cannot-give-permission = You cannot give { $permission }, because you do not have it.
membership-suspended = Your membership is suspended.
other-organization-header = X-Organization-Id names another organization than the request. Leave the header out.
only-owner-makes-owner = Only an owner can make somebody an owner.
only-owner-changes-owner = Only an owner can change or remove an owner.
member-has-more-rights = This member has rights that you do not have, so you cannot change or remove them.
role-has-more-rights = This role holds rights that you do not have, so you cannot change or delete it.
only-owner-or-admin = Only an owner or admin can do this.
only-super-admin = Only a super admin can do this.
only-super-admin-outbox = Only a super admin can read the outbox.
only-super-admin-lists = Only a super admin can list every organization.
only-super-admin-adds = Only a super admin can add members without an invitation.
only-super-admin-creates = Only a super admin can make an organization for somebody else.
only-super-admin-asks = Only a super admin can ask for the organization of somebody else.
key-asks-for-user = A key cannot ask for the organization of a user.
key-maker-cannot-own = Whoever made this key cannot own an organization.
key-of-project-only = A key of a project can make keys of the same project only. Name the project.
only-owner-endless-key = Only an owner can make a key that never ends.
only-owner-hands-over = Only an owner can hand the ownership over.
only-member-becomes-owner = Only a member can become an owner.
offer-between-others = This offer is between { $giver } and { $recipient }.
code-for-domain = This code is for addresses of { $domain }.

## Faults of fields.

name-required = Enter a name.
too-long = Use at most { $count } characters.
too-long-size = Use at most 64 KiB.
too-many-keys = Use at most 50 keys.
keys-too-long = Use keys of 1 to 64 characters.
control-characters = Remove the control characters.
control-characters-request = Remove the control characters from the request.
email-invalid = Enter an address such as name@example.com.
email-invalid-row = This is no address such as name@example.com.
password-too-short = Use at least { $count } characters; a short sentence is a good password.
password-too-common = This password is easy to guess. Try a few unrelated words in a row.
password-wrong = This is not your password.
password-not-present = This is not your present password.
slug-invalid = Use 3 to 48 lower-case letters, digits and hyphens, with no hyphen at an end.
label-invalid = Use 1 to { $count } lower-case letters, digits and hyphens, with no hyphen at an end.
handle-invalid = Use 1 to 64 letters, digits, hyphens and underscores.
user-id-invalid = Use 1 to 64 letters, digits and the signs _ . : @ - only.
reads-like-organization = This reads like an organization id. Choose another one.
reads-like-project = This reads like a project id. Choose another one.
key-name-invalid = Use letters, digits, spaces and the signs _ - . : only.
key-name-dots = Use more than dots, and single spaces.
role-name-invalid = Use 1 to 48 lower-case letters, digits and the signs _ -, a letter first.
role-name-reserved = This name belongs to the product. Choose another one.
days-out-of-range = Choose 1 to 30 days.
ends-required = Choose when it ends.
time-past = Choose a time in the future.
time-far = Choose a time within two years.
grace-out-of-range = Choose 0 to 86,400 seconds.
lifetime-out-of-range = Choose 1 to 315,360,000 seconds.
uses-out-of-range = Choose 1 to 100,000 uses.
uses-required = Choose 1 or more uses.
count-out-of-range = Choose 0 to 1,000,000.
code-required = Enter the code.
domain-invalid = Enter a domain such as example.com.
logo-invalid = Enter an address that begins with https:// or http://.
timezone-required = Enter the name of a time zone such as Europe/Berlin.
timezone-invalid = Enter a time zone such as Europe/Berlin.
plan-unknown = Choose free, pro or enterprise.
key-status-unknown = Choose active, disabled, expired or revoked.
resource-kind-unknown = Choose environment or blueprint.
addresses-required = List at least one address.
addresses-too-many = List at most 1000 addresses.
code-role-refused = A join code cannot give this role. Invite by mail instead.
code-role-changes-members = A join code cannot give a role that may change members. Invite by mail instead.
code-role-owner = A join code cannot make somebody an owner.
keep-role-owner = Choose another role, or make the member an owner beside you.
role-unknown = There is no role { $role } here.
owner-yourself = You are an owner already. Choose somebody else.
owner-already = This member is an owner.
member-inactive = Choose an active member.
key-of-project-beyond = A key of a project cannot have { $permission }.
locale-unknown = Choose a language of the console.
never-changes = It never changes. Leave it out.
mailbox-full = This mailbox got as many invitations as it may today. Try again tomorrow.

## Conflicts.

session-only-reauthenticates = Only a session needs the password again. A token can do this step as it is.
password-changed-meanwhile = The password was changed meanwhile. Nothing was saved.
too-many-tokens = You have { $count } tokens already. Revoke one first.
too-many-own-keys = You have { $count } keys already. Revoke one first.
last-super-admin = This is the last super admin. Make somebody else one first.
key-revoked-meanwhile = This key was revoked meanwhile.
key-revoked-for-good = This key is revoked for good. Make a new one.
key-kind-not-rotated = Keys of the kind { $kind } are not rotated here. Make a new one.
key-disabled = This key is disabled. Make a new one.
key-expired = This key is expired. Make a new one.
key-revoked = This key is revoked. Make a new one.
key-not-active = This key is { $status }. Make a new one.
key-rotated-before = This key was rotated before. Rotate its successor.
key-expired-already = This key is expired already.
key-revoked-already = This key is revoked already.
key-over-already = This key is { $status } already.
answer-lost = The first request with this key took effect, but its answer was lost. Read what it changed.
inviter-may-no-more = { $name } may not give the role { $role } any more. Ask for a new invitation.
invitation-answered-meanwhile = The invitation was answered meanwhile.
invitation-role-gone = The role { $role } does not exist any more. Send a new invitation.
code-role-no-more = A join code cannot give the role { $role } any more. Ask for a new code.
organization-without-owner = It has no active owner any more, so nobody could administer it.
giver-no-owner = { $name } is no owner any more, so this offer means nothing.
offer-role-gone = The role { $role } does not exist any more. Ask for a new offer.
offer-answered-meanwhile = The offer was answered meanwhile.
offer-accepted = This offer is accepted already.
offer-declined = This offer is declined already.
offer-withdrawn = This offer is withdrawn already.
offer-expired = This offer is expired already.
offer-over = This offer is { $status } already.
project-stays = { $project } came with the organization and stays as long as it does.
resource-removed-meanwhile = It was removed meanwhile. Try again.
role-of-system = { $role } is a system role, which cannot be changed or deleted.
too-many-roles = An organization can have { $count } roles of its own. Delete one first.
other-invitation-opened = Another invitation was opened meanwhile. This is it. Nothing was done yet: look at it and decide again.
other-code-opened = Another code was opened meanwhile. This is it. Nothing was done yet: look at it and decide again.

## Requests that cannot be read.

idempotency-key-invalid = Idempotency-Key must have 1 to 255 printable ASCII characters.
limit-invalid = limit must be between 1 and 200.
page-invalid = page must be 1 or more.
days-invalid = days must be between 1 and { $count }.
cursor-stale = cursor is not one of this list. Start again without a cursor.
cursor-of-another-list = cursor is not one of this list.

## Why somebody may do something, or not.

key-of-other-project = The key { $key } is bound to another project than { $project }.
key-holds = The key { $key } holds { $permission }.
key-does-not-hold = The key { $key } does not hold { $permission }.
not-a-member = { $user } is not a member of { $organization }.
account-disabled = The account of { $name } is disabled.
member-suspended = { $name } is suspended.
is-super-admin = { $name } is a super admin, who may do everything.
role-does-not-hold = { $name } is { $role }, and { $same } does not hold { $permission }.
role-holds = { $name } is { $role }, and { $same } holds { $permission }.

## Mail that was not sent.

mail-gave-up = Not sent within three days.
mail-text-gone = The text of this message is gone.
mail-recipient-unusable = The recipient's address cannot be used in a mail.
mail-server-slow = The mail server took too long.

## What runs in projects, behind a number.

resource-environment = environment
resource-environments = environments
resource-blueprint = blueprint
resource-blueprints = blueprints

## Permissions: groups, short names, what they allow.

group-organization = Organization
group-people = People
group-roles = Roles
group-projects = Projects
group-api-keys = API keys
group-insight = Insight
group-integration = Integration
permission-organization-read = View organization
permission-organization-read-allows = See the organization's name, settings and plan.
permission-organization-update = Change settings
permission-organization-update-allows = Change the organization's name, logo, time zone, billing address and metadata.
permission-organization-delete = Delete organization
permission-organization-delete-allows = Delete the organization with everything in it.
permission-users-read = View members
permission-users-read-allows = See members and invitations.
permission-users-invite = Invite people
permission-users-invite-allows = Invite people by mail and make join codes.
permission-users-update = Change members
permission-users-update-allows = Change roles, suspend and reactivate members.
permission-users-delete = Remove members
permission-users-delete-allows = Remove members from the organization.
permission-roles-read = View roles
permission-roles-read-allows = See roles and what they allow.
permission-roles-create = Create roles
permission-roles-create-allows = Make custom roles from permissions one holds.
permission-roles-update = Edit roles
permission-roles-update-allows = Change what custom roles allow.
permission-roles-delete = Delete roles
permission-roles-delete-allows = Delete custom roles.
permission-projects-read = View projects
permission-projects-read-allows = See projects and their resources.
permission-projects-create = Create projects
permission-projects-create-allows = Make new projects.
permission-projects-update = Edit projects
permission-projects-update-allows = Rename projects and register their resources.
permission-projects-delete = Delete projects
permission-projects-delete-allows = Delete projects with their keys.
permission-api-keys-list = View API keys
permission-api-keys-list-allows = See API keys, without their secrets.
permission-api-keys-create = Create API keys
permission-api-keys-create-allows = Make API keys with permissions one holds.
permission-api-keys-revoke = Revoke API keys
permission-api-keys-revoke-allows = Disable and revoke API keys.
permission-dashboard-view = View dashboard
permission-dashboard-view-allows = See the overview's counters.
permission-billing-view = View usage
permission-billing-view-allows = See usage against the plan.
permission-audit-read = Read audit log
permission-audit-read-allows = Read and export the audit log.
permission-webhooks-manage = Manage webhooks
permission-webhooks-manage-allows = Set up webhooks.
permission-widgets-manage = Manage widgets
permission-widgets-manage-allows = Set up embedded widgets and open sessions for them.

## Roles that come with the product.

role-owner = Everything, including deleting the organization and naming other owners.
role-admin = Everything but deleting the organization and giving or taking ownership.
role-member = Sees the organization, its people, roles and projects.

## Several members at once, and lists of people.

people-not-oneself = You cannot change your own membership together with others.
people-none-chosen = Choose at least one member.
people-too-many-chosen = Choose at most 100 members.
people-at-most-20 = Invite at most 20 people at once.
people-number-range = Enter a number from 1 to 100,000.
people-column-twice = The column { $name } is there twice.
people-columns = The first line must name the columns: email and, if wanted, role.
people-list-unreadable = The list cannot be read: { $reason }.
people-not-utf8 = Save the list as UTF-8.

## What the console's own server functions write.

permissions-unknown = Choose permissions of the list.
date-expected = Enter a date such as { $date }.
key-end-expected = Choose when the key ends.
name-to-confirm = Type { $name } to confirm.
slug-to-confirm = Type { $slug } exactly. Nothing was deleted.
metadata-form = Write “{ $line }” as key=value.
metadata-twice = The key “{ $key }” comes twice.
outdated-page = Guildhall was updated meanwhile, and nothing was done. Load the page again.
