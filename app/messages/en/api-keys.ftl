# The pages of API keys: the list, making one, renaming, revoking.
title = API keys
page-text = Keys act for the organization, never with more rights than whoever made them holds. Your own scripts use a personal token.
loading = Loading API keys
loading-projects = Loading projects
renamed = Key renamed to { $name }
# Toasts after the switch in the menu of a key.
works-again = Key { $name } works again
switched-off = Key { $name } disabled
revoked = Key revoked
create = Create key
count = { $count ->
    [one] 1 key
   *[other] { $count } keys
}
column-key = Key
column-permissions = Permissions
column-used = Last used
all = All
active = Active
disabled = Disabled
expired = Expired
status-revoked = Revoked
expires-soon = Expires soon
project = Project
live = Live
test = Test
none-match-title = No key matches
none-match = No key has this status in this project.
none-title = No API keys yet
none = A key lets your own software act here. It gets only the permissions you tick, and you can revoke it at any time.
unused = Unused for 90 days
no-permissions = None
actions-for = Actions for { $name }
view-activity = View activity
rename = Rename
disable = Disable
enable = Enable
revoke = Revoke

# The card of a new key.
ready = { $name } is ready
ready-text = Copy the key now. Only its fingerprint is kept, so it cannot be shown again.
stored = I have stored the key
new-key = New API key
try-it = Try it

# Dialogs.
revoke-title = Revoke { $name }?
revoke-button = Revoke key
revoke-text = Requests with this key are refused from the next one on. This cannot be undone.
# The slot is a time.
last-used = It was last used: { $time }.
rename-title = Rename { $name }
save-name = Save name
name-hint = Where it is used. Shown in the audit log.

# The page of a new key.
create-title = Create API key
create-text = The key acts for the organization with the permissions you tick, and at no time with more than you hold yourself.
create-denied-title = You cannot create keys here
# The slot is the code of a permission.
create-denied = You need { $permission }. Ask somebody who may edit roles.
whole-organization = The whole organization
after-days = { $count ->
    [one] After 1 day
   *[other] After { $count } days
}
after-a-year = After 1 year
never-for-owners = Never (only owners)
card-key = Key
create-name-hint = Where it will be used. Shown in the audit log.
environment = Environment
live-hint = For real use
test-hint = The same rights, marked as test
project-hint = A key of a project can do nothing outside it.
on-date = Or on a date
on-date-hint = Works to the end of that day, UTC. At most two years.
permissions = Permissions
locked-box = A locked box is a permission that you do not hold yourself. A key of a project takes only permissions about projects and keys.

# Rotating.
rotate = Rotate
rotate-title = Rotate { $name }
rotate-text = A new key with the same rights is made now. The old one works on for the time you choose.
rotate-button = Rotate key
old-key = The old key stops
grace-none = Now
grace-none-hint = When the key leaked
grace-hours = { $count ->
    [one] In 1 hour
   *[other] In { $count } hours
}
grace-day-hint = Time to put the new key in place
never-used = It was never used.
# Keys that other surfaces make.
kind-project = Project key
kind-organization = Organization key
kind-token = API token
kind-integration = Integration
unused-title = { $count ->
    [one] 1 key has not been used for 90 days
   *[other] { $count } keys have not been used for 90 days
}
unused-text = Revoke what nobody needs any more.
