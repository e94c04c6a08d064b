# The overview of an organization, with its first steps and what happened last.
loading = Loading the overview
invite = Invite people
create-project = Create project
activity = Recent activity
audit-log = Audit log
members = Members
projects = Projects
active-keys = Active API keys
roles = Roles
requests-in = Requests, { $count ->
    [one] 1 day
   *[other] { $count } days
}
invitations-open = { $count ->
    [one] 1 invitation open
   *[other] { $count } invitations open
}
requests = API requests
range = Range
days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
active-this-month = { $count ->
    [one] 1 active this month
   *[other] { $count } active this month
}
no-requests-title = No requests yet
no-requests = They appear here as soon as somebody works here or a key is used.
chart-title = API requests a day, the last { $count ->
    [one] day
   *[other] { $count } days
}
unit = Requests
plan = Plan limits
pending = Pending invitations
none-pending = Nobody is invited at the moment.
all = All
# Below the address of somebody invited; the slot is a date.
invited-as = { $role }, ends { $date }

# The first steps of a new organization.
steps = Set up your organization
steps-done = { NUMBER($done) } of { NUMBER($all) } done
done = Done
invite-text = A second owner can let you back in if you lose access.
project-step = Make a project
project-text = Projects keep keys and resources apart. One named “default” is there already.
key-step = Connect your first service
key-text = Create an API key and send one request.
create-key = Create API key

# What happened last, as sentences behind a name: "Ana | suspended Zoë". The slot is whom or what it was done to.
settings-changed = changed the settings of { $target }
joined = joined the organization
member-added = added the member { $target }
role-changed = changed the role of { $target }
role-changed-from = changed the role of { $target } from { $old } to { $new }
suspended = suspended { $target }
reactivated = reactivated { $target }
member-removed = removed the member { $target }
left = left the organization
invited = invited { $target }
invitation-resent = resent the invitation to { $target }
invitation-revoked = revoked the invitation to { $target }
invitation-accepted = accepted the invitation to { $target }
invitation-declined = declined the invitation to { $target }
ownership-offered = offered the ownership to { $target }
ownership-accepted = took over the ownership of { $target }
ownership-withdrawn = withdrew the offer of ownership to { $target }
ownership-declined = declined the ownership
resource-registered = registered a resource in the project { $target }
resource-removed = removed a resource from the project { $target }
# Anything else: what was done, and to what kind of thing.
other-change = { $verb ->
    [created] created
    [updated] updated
    [deleted] deleted
    [revoked] revoked
    [rotated] rotated
    [enabled] enabled
    [disabled] disabled
    [restored] restored
    [purged] purged
   *[other] changed
} the { $thing ->
    [organization] organization
    [member] member
    [invitation] invitation
    [join-code] join code
    [role] role
    [project] project
    [api-key] API key
   *[other] entry
} { $target }
