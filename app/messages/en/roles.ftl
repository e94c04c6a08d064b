# The pages of roles: the list, the editor, deleting.
title = Roles
page-text = A role is a name and a set of permissions. Changes reach everyone who holds it with their next request.
loading-list = Loading roles
loading = Loading the role
create = Create role
created = Role { $name } created
saved = Role { $name } saved
deleted = Role deleted
column-permissions = Permissions
column-members = Members
column-kind = Kind
column-changed = Changed
only-system-note = These three come with every organization. Make a role of your own for anything between them.
shadow-note = A role with the name of a system role takes its place here. Delete it to bring the system role back.
# The slot is the name of the role.
owner-fixed = { $role } cannot be replaced.
kind-shadow = Replaces system role
kind-system = System
kind-custom = Custom
built-in = Built in
# Behind the number of a role's permissions: "10 of 23".
of-all = of { $count }
actions-for = Actions for { $name }
edit = Edit
view = View
duplicate = Duplicate
owner-not-replaceable = Owner cannot be replaced
replace = Replace with own version
delete-shadow = Delete, bring back system role
delete = Delete role
holders = See who holds it

# The editor.
replace-title = Replace { $name }
replace-text = Everyone with the role { $name } gets what you tick here as soon as you create it.
create-text = Give it a name and tick what it allows. Nobody holds it until you say so.
create-denied-title = You cannot create roles here
# The slot is the code of a permission.
create-denied = You need { $permission }. Ask somebody who may edit roles.
dropped-title = Some permissions are left out
dropped = You do not hold { $permissions }, so you cannot give it on.
locked-box = A locked box is a permission you do not hold yourself. You cannot give what you do not hold.
locked-title = You can look at this role, not change it
locked-owner = { $name } comes with the product and is the same everywhere. Nothing can take its place.
locked-system = { $name } comes with the product and is the same everywhere. A version of your own can take its place.
locked-permission = You need roles.update. Ask somebody who may edit roles.
locked-beyond = It holds { $permissions }, which you do not hold yourself.
held-by = { $count ->
    [0] Nobody holds it.
    [one] 1 member.
   *[other] { $count } members.
}
bring-back = Bring back system role
shadowing-title = Takes a system role's place
shadowing = The built-in role { $name } is hidden here. Delete this one to bring it back.
no-changes = Changes reach everyone who holds the role with their next request.
changes = { $count ->
    [one] 1 change
   *[other] { $count } changes
} to what it allows
discard = Discard
save = Save role
about = About
name-hint-fixed = It bears the name of the role whose place it takes.
name-hint = Letters, digits, spaces and _ - . : are possible. Members keep the role when its name changes.
description = Description
description-hint = What people with this role are here for.

# Deleting.
delete-title = Delete { $name }?
delete-shadow-title = Delete your version of { $name }?
delete-shadow-text = The built-in role { $name } comes back at once. { $count ->
    [0] Nobody has
    [one] 1 member has
   *[other] { $count } members have
} what that one allows from then on.
delete-blocked = { $count ->
    [one] 1 member still has this role, so it cannot be deleted. Give them another one first.
   *[other] { $count } members still have this role, so it cannot be deleted. Give them another one first.
}
delete-text = Nobody holds it. Open invitations and join codes for it end.

# What saving would change, for whom.
effects = What changes
effects-none = Nothing yet. Tick or untick a permission to see whom it reaches.
gains = { $count ->
    [0] Nobody holds this role yet.
    [one] 1 member gains it.
   *[other] { $count } members gain it.
}
loses = { $count ->
    [0] Nobody holds this role yet.
    [one] 1 member loses it.
   *[other] { $count } members lose it.
}

# Behind the names of those concerned.
and-more = { $names } and { $count ->
    [one] 1 more
   *[other] { $count } more
}
affected = Who is affected
preview = Preview

# Two roles beside each other.
compare = Compare roles
compare-with = Compare
compare-button = Compare
end-comparison = End comparison
first-role = First role
second-role = Second role
allow-the-same = { $left } and { $right } allow the same.
differ-by = { $left } and { $right } differ by { $count ->
    [one] 1 permission.
   *[other] { $count } permissions.
}
only = Only { $role }
both = Both
nothing = Nothing

# What somebody with a role sees and may do.
view-as = View as role
view-as-title = View as { $role }
view-as-note-title = Preview only
view-as-note = This is what the console and the API allow somebody with this role. You stay signed in as yourself, and nothing is done in anybody's name.
back-to-role = Back to the role
in-console = In the console
visible = Visible
hidden = Hidden
in-api = Through the API
api-text = { NUMBER($held) } of { NUMBER($all) } permissions are granted. Every other call is refused.
fact-keys = Makes keys
fact-gives = Can grant rights
gives-own = Only what is held, at most
fact-refused = Refused calls
yes = Yes
no = No
column-permission = Permission
column-group = Group
column-verdict = Verdict
allowed = Allowed
refused = Refused
