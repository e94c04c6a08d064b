# Pages of super admins about the whole server. The tabs:
title = Administration
organizations = Organizations
organizations-text = Every organization on this server. What you do in one is written to its audit log.
users = Users
users-text = Everyone who has an account on this server.
outbox = Mail outbox
outbox-text = Mail that this instance wrote. Links work once; a day after sending, only the entry remains.
instance = Instance
instance-text = Health and settings of this server.
show = Show
active = Active

# Organizations.
loading-counts = Loading the counters
all-organizations = All organizations
no-organizations = No organizations yet
plan = Plan
bin-empty = The recycle bin is empty
bin-empty-text = Deleted organizations can be restored here for 30 days.

# Users.
all-users = All users
loading-users = Loading users
find-user = Find user
find-user-placeholder = Find by name or email
no-users = No account matches
users-counted = { $total ->
    [one] 1 user
   *[other] { $total } users
}
users-counted-part = { NUMBER($shown) } of { $total ->
    [one] 1 user
   *[other] { $total } users
}
all = All
super-admins = Super admins
super-admin = Super admin
disabled = Disabled
unconfirmed = Not confirmed
user = User
actions-for = Actions for { $name }
promoted = { $name } is a super admin now
demoted = { $name } is no super admin any more
user-disabled = { $name } is disabled and signed out
user-enabled = { $name } can sign in again
sign-out-everywhere = Sign out everywhere
sessions-ended = { $count ->
    [one] 1 session ended
   *[other] { $count } sessions ended
}
promote = Make super admin
promote-title = Make { $name } a super admin?
promote-text = { $email } can then do everything in every organization on this server, and change other accounts.
demote = Take away super admin
demote-title = Take super admin away from { $name }?
demote-text = { $email } keeps the memberships and their roles, and loses everything beyond them with the next request.
disable = Disable account
disable-title = Disable { $name }?
disable-text = { $email } is signed out at once, and its tokens and keys are refused. { $count ->
    [0] It belongs to no organization.
    [one] Its membership stays for the day the account is enabled again.
   *[other] Its { $count } memberships stay for the day the account is enabled again.
}
enable = Enable account
enable-hint = Lets them sign in again

# Mail.
loading-outbox = Loading the outbox
no-mail-server = No mail server is set up
no-mail-server-text = Mail stays here until SMTP_URL and MAIL_FROM are set. Until then, pass links on yourself.
no-mail = No mail yet
no-mail-text = Invitations and links for accounts appear here as they are written.
recipient = Recipient
about = About
written = Written
state = State
link = Link
mail-list = Mail, newest first
messages = { $total ->
    [one] 1 message
   *[other] { $total } messages
}
messages-part = { NUMBER($shown) } of { $total ->
    [one] 1 message
   *[other] { $total } messages
}
sent = Sent { $time }
failed = { $count ->
    [one] Failed once
   *[other] Failed { $count } times
}
waiting = Waiting
state-failed = Failed
state-sent = Sent
no-such-mail = No mail in this state
copy-link = Copy link
kind-invitation = Invitation
kind-verify-email = Address check
kind-reset-password = New password
kind-account-exists = Account exists
kind-ownership-offered = Offer of ownership
kind-ownership-accepted = New owner

# The server.
loading-instance = Loading the state of the server
in-bin = { $count } in the recycle bin
users-disabled = { $count } disabled
open-sessions = Open sessions
mail-waiting = Mail waiting
mail-failed = { $count } failed
health = Health
health-text = As seen by the process that answered.
version = Version
started = Started
database = Database
database-well = Takes writes
database-ill = Takes no writes
schema = Schema
mail = Mail server
mail-set-up = Set up
mail-queue = Mail queue
mail-queued = { NUMBER($waiting) } waiting, { NUMBER($failed) } failed
mail-not-set-up = Not set up
settings = Settings
settings-text = As “guildhall check-config” prints them. Secrets are not shown.
setting = Setting
setting-value = Value
setting-source = From
