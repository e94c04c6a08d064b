title = Members
lead = People who can sign in to this organization.
# The tabs above the lists of members and of invitations.
people = People
loading = Loading members
invite-people = Invite people

# Below the list: all members stand here, or a part of them.
counted = { $total ->
    [one] 1 member
   *[other] { $total } members
}
counted-part = { $shown } of { $total ->
    [one] 1 member
   *[other] { $total } members
}

find = Find member
find-placeholder = Find by name or email
filter-by = Filter by { $label }
none-matches = No member matches these filters
none-matches-query = No member matches “{ $query }”
none-matches-hint = Names and addresses are searched from their beginning.

# Columns and states
last-active = Last active
joined = Joined
active = Active
suspended = Suspended

# What may be done about one member
change-role = Change role
change-role-of = Change role of { $name }, now { $role }
view-activity = View activity
protected = Protected
protected-owner = Only an owner can change an owner
protected-rights = Holds rights that you lack
suspend = Suspend
suspend-hint = Keeps the membership, stops all access
reactivate = Reactivate
reactivate-hint = Gives the access back
remove-from-organization = Remove from organization

# What was done
role-changed = { $name } is { $role } now
was-suspended = { $name } suspended
was-reactivated = { $name } reactivated
was-removed = Member removed

# The dialog for another role
role-of = Role of { $name }
role-counts = It counts from the next request on.
role-hint = You can give any role that holds no more than your own.

# The dialog before somebody is removed
remove-question = Remove { $name }?
remove-member = Remove member
removal-alone = Access ends with the next request. No key and no pending invitation depends on this member.
removal-with = Access ends with the next request. These end as well:
removal-keeps = The account and its entries in the audit log stay.
keys-stop = { $count ->
    [one] 1 API key stops working: { $names }
   *[other] { $count } API keys stop working: { $names }
}
invitations-revoked = { $count ->
    [one] 1 pending invitation is revoked
   *[other] { $count } pending invitations are revoked
}
