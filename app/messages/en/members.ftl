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
counted-part = { NUMBER($shown) } of { $total ->
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

# Ticked rows, and the bar that does something with all of them
select = Select { $name }
select-all = Select all on this page
selected-members = Selected members
selected = { $count ->
    [one] 1 selected
   *[other] { $count } selected
}
with-ticked = With the ticked members:
new-role = New role
remove = Remove
clear = Clear
batch-nobody = Nobody to change
nobody-ticked = Nobody was ticked. Tick the members first, then choose what to do.

# The dialog before several are changed
batch-role = { $count ->
    [0] Change roles to { $role }
    [one] Change the role of 1 member to { $role }?
   *[other] Change the role of { $count } members to { $role }?
}
batch-role-text = It counts from the next request on.
batch-role-button = { $count ->
    [one] Change 1 role
   *[other] Change { $count } roles
}
batch-role-done = { $count ->
    [one] 1 member is { $role } now
   *[other] { $count } members are { $role } now
}
batch-suspend = { $count ->
    [0] Suspend members
    [one] Suspend 1 member?
   *[other] Suspend { $count } members?
}
batch-suspend-text = They keep the membership, and all access stops with the next request.
batch-suspend-button = { $count ->
    [one] Suspend 1 member
   *[other] Suspend { $count } members
}
batch-suspend-done = { $count ->
    [one] 1 member suspended
   *[other] { $count } members suspended
}
batch-reactivate = { $count ->
    [0] Reactivate members
    [one] Reactivate 1 member?
   *[other] Reactivate { $count } members?
}
batch-reactivate-text = They get their access back.
batch-reactivate-button = { $count ->
    [one] Reactivate 1 member
   *[other] Reactivate { $count } members
}
batch-reactivate-done = { $count ->
    [one] 1 member reactivated
   *[other] { $count } members reactivated
}
batch-remove = { $count ->
    [0] Remove members
    [one] Remove 1 member?
   *[other] Remove { $count } members?
}
batch-remove-text = Access ends with the next request. The accounts and their entries in the audit log stay.
batch-remove-button = { $count ->
    [one] Remove 1 member
   *[other] Remove { $count } members
}
batch-remove-done = { $count ->
    [one] 1 member removed
   *[other] { $count } members removed
}
left-out = Left out
left-out-because = { $name } was left out: { $reason }
has-role-already = Has the role { $role } already
suspended-already = Suspended already
active-already = Active already
batch-gone = { $count ->
    [one] 1 is no member any more
   *[other] { $count } are no members any more
}

# A change that failed, or met another one
failed = { $title }. { $detail }
meanwhile = Changed meanwhile
meanwhile-text = { $name } has the role { $role } now. Choose the role to give, or cancel to leave it so.

# The order, on narrow screens
sort = Sort
by-name = Name
by-email = Email
newest-first = Newest first
oldest-first = Oldest first
