# The settings of an organization.
title = Settings
saved = Settings saved
loading = Loading settings
locked-title = Read only
# The slot is the code of a permission.
locked = Changing settings needs { $permission }, which owners and admins hold.
profile = Profile
profile-text = Shown to members and on invitations.
address = Address
address-hint = Fixed when the organization was made. Links and keys depend on it.
logo = Logo
logo-hint = The https address of a square picture.
timezone = Time zone
timezone-hint = Used for dates in mails and reports. The audit log keeps UTC.
billing = Billing
billing-address = Billing address
billing-hint = Where invoices go.
metadata = Metadata
metadata-text = For programs that work with this organization.
metadata-hint = One key=value a line, up to 50.
identifiers = Identifiers
identifiers-text = For the API and support.
organization-id = Organization ID
plan = Plan

# The danger zone.
hand-over = Hand the ownership over
hand-over-text = Choose Offer ownership in the menu of a member. They have 72 hours to accept.
choose-member = Choose member
leave = Leave organization
leave-text = Your keys and open invitations here end with your membership.
leave-button = Leave
leave-title = Leave { $name }?
leave-loss = You lose access at once. Somebody has to invite you to come back.
delete = Delete organization
delete-text = It can be restored for 30 days, then it is erased for good.
delete-denied = Only roles with organization.delete can do this. Ask an owner.
was-left = You left { $name }
was-deleted = { $name } deleted
delete-title = Delete { $name }?
force = Delete although something still runs
force-hint = What runs there is cut off.
confirm = Type { $slug } to confirm
# What goes with an organization, a sentence each; what there is none of is left out.
loss-members = { $count ->
    [one] 1 member loses access at once.
   *[other] { $count } members lose access at once.
}
loss-keys = { $count ->
    [one] 1 API key stops working.
   *[other] { $count } API keys stop working.
}
loss-projects = { $count ->
    [one] 1 project goes with it.
   *[other] { $count } projects go with it.
}
loss-restore = For 30 days it can be restored.
# What runs in the organization, before it is deleted.
running = Something still runs there

# Somebody else saved meanwhile.
stale-title = Somebody else changed these settings meanwhile
stale-choose = Nothing of yours is saved yet. Choose for each field what shall stand.
stale-settled = Nothing of yours is saved yet. Your changes and theirs do not touch each other: save to keep both.
stale-lost = What you typed could not be kept. Discard this to see what is there now, and make your change again.
mine = Yours
theirs = Theirs
nothing = Nothing
discard = Discard

# The recycle bin.
bin = Recycle bin
bin-text = Organizations that you own and that were deleted. For 30 days everything can come back, except that keys stay off.
bin-loading = Loading the recycle bin
bin-list = Deleted organizations
bin-count = { $count ->
    [one] 1 organization
   *[other] { $count } organizations
}
bin-empty-title = The recycle bin is empty
bin-empty = An organization that you delete stays here for 30 days. Then it is erased for good.
to-organizations = Go to my organizations
# The slot is a time: "3 days ago".
deleted-by = { $name } deleted it { $time }
deleted-at = Deleted { $time }
# The slot is a date.
erased = Erased for good on { $date }
restore = Restore
restore-label = Restore { $name }
restored = { $name } is back. Its keys are off.
