# The list of one's organizations, which is the start page.
title = Organizations
text = Everything you belong to on this server.
create = Create organization
join-with-code = Join with a code
loading = Loading organizations
find = Find organization
find-placeholder = Find by name or address
none = You are not in an organization yet
none-text = Create one for your team, or ask a colleague for an invitation or a join code.
none-found = No organization matches “{ $search }”
clear-search = Clear search
counted = { $total ->
    [one] 1 organization
   *[other] { $total } organizations
}
counted-part = { NUMBER($shown) } of { $total ->
    [one] 1 organization
   *[other] { $total } organizations
}
list = Your organizations
organization = Organization
your-role = Your role
members = Members
projects = Projects

# Invitations that wait for the reader.
unconfirmed = Your address is not confirmed yet
unconfirmed-text = Invitations to it show here once it is.
confirm-address = Confirm address
invited = { $organization } invited you
invited-text = Role: { $role }. Sent by { $inviter }, expires on { $date }.
accept = Accept
accept-invitation = Accept, { $organization }
decline = Decline
decline-invitation = Decline, { $organization }
declined = Invitation declined

# Deleted organizations, which their owners can take back for 30 days.
bin = Recycle bin
bin-text = Yours to restore for 30 days. Then they are removed for good.
bin-list = Deleted organizations
bin-deleted = Deleted
bin-deleted-by = by { $name }
bin-ends = Removed for good
bin-more = Older ones are not shown.
restore = Restore
restore-organization = Restore { $organization }
restored = Organization restored. Its keys stay switched off.

# Making one.
create-text = You become its first owner. A project named “default” is made with it.
slug = Address
slug-hint = Made from the name when empty. It can never be changed.
timezone = Time zone
timezone-hint = Used for dates in reports and mails; UTC when empty. The audit log keeps UTC.
