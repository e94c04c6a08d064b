# The page of the audit log. The codes of actions are not translated.
title = Audit log
page-text = Every change in this organization: who made it, through what, before and after. Times are UTC.
loading = Loading the audit log
count = { $count ->
    [one] 1 event
   *[other] { $count } events
}
list = Events, newest first
unreadable-filter = This filter cannot be read
none-match-title = No event matches
none-match = Nothing of this kind was recorded in this time.
none-title = Nothing recorded yet
none = Each change to members, roles, projects and keys appears here with what it was before and after.

# The filters.
who = Who
on = On
action = Action
from = From
to = To
filter = Filter
any-change = Any change
group = { $group ->
    [organization] Organization
    [member] Members
    [invitation] Invitations
    [join-code] Join codes
    [role] Roles
    [project] Projects
   *[api-key] API keys
}

# One event that is opened.
key = API key
administration = Administration
system = System
by = By
through-key = Through key
through = Through
client = From
unknown-client = Not known
request = Request
event = Event
all-by-them = Show all by them
all-about-this = Show all about this
# Instead of an empty list, before or after a change.
no-values = none

# The head of the page.
export = Export
csv = CSV, for spreadsheets
json = JSON
ndjson = JSON lines
verify = Verify chain
chain-verified = Chain verified, { $count ->
    [one] 1 event
   *[other] { $count } events
}
head = Hash of the last event: { $hash }
chain-broken = Chain broken
broken-at = From event { $event } on the log is not as it was written. Keep an export and tell the operator of this server.
broken-end = Events are missing at the end of the log. Keep an export and tell the operator of this server.
# What something was done to, before its name.
kind = { $kind ->
    [organization] organization
    [member] member
    [invitation] invitation
    [join-code] join code
    [role] role
    [project] project
    [api-key] API key
    [ownership-transfer] ownership transfer
   *[user] account
}
# Through what something was done.
surface = { $surface ->
    [console] console
    [api] native API
    [instance] this server
   *[other] { $surface }
}
