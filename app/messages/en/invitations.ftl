title = Invitations
lead = People who were asked to join by mail.
loading = Loading invitations

counted = { $total ->
    [one] 1 invitation
   *[other] { $total } invitations
}
counted-part = { NUMBER($shown) } of { $total ->
    [one] 1 invitation
   *[other] { $total } invitations
}

# The filter: names of states, "Open" for those that wait for an answer.
show = Show
open = Open
all = All
none = { $status ->
    [all] No invitations yet
    [pending] No open invitations
    [accepted] No accepted invitations
    [declined] No declined invitations
    [expired] No expired invitations
    [revoked] No revoked invitations
   *[other] No invitations
}
none-text = Whoever is invited appears here until they accept or the link ends.

# Columns and states
email = Email
invited-by = Invited by
sent = Sent
pending = Pending
accepted = Accepted
declined = Declined
revoked = Revoked
expired = Expired
# Below the address: when the link ends, or ended.
ends = Ends { $date }
ended = Ended { $date }

# What may be done about one invitation
resend = Resend
resend-hint = Makes and shows a new link, the old one stops
revoke = Revoke
revoke-hint = The link stops working

# What was done
was-sent = Invitation sent
were-sent = { $count ->
    [one] 1 invitation sent
   *[other] { $count } invitations sent
}
part-sent = { NUMBER($sent) } of { NUMBER($all) } invitations sent
was-resent = Invitation sent again to { $email }
was-revoked = Invitation revoked
links-once = Each link works once. It is shown only now; the mail holds it too.
sent-by-mail = Sent by mail. Resend it to see a link here.

# The dialog that invites
invite-text = Each person gets a mail with a link that works once.
addresses = Email addresses
addresses-hint = One or up to 20, apart by commas or line breaks.
message = Message
days = Days the link works
days-hint = 1 to 30.
send = Send invitations

# The page behind the link
invitation = Invitation
join = Join { $name }
invited-you = { $inviter } invited you.
invited-you-to = { $inviter } invited you to { $name }.
sent-to = Sent to
signed-in-as = Signed in as
create-account = Create an account
sign-in-to-accept = Sign in to accept
not-expected = Not expecting this? Close this page and nothing happens.
accept = Accept invitation
decline = Decline
other-address = This invitation is for another address
switch-account = Switch account
stay-signed-in = Stay signed in
stays-open = The invitation stays open until { $date }.
welcome = You are a member now
over-accepted = This invitation was accepted
over-accepted-text = Invitations work once. Whoever accepted it is a member of { $name }.
over-declined = This invitation was declined
over-declined-text = Changed your mind? Ask { $inviter } for a new one to { $name }.
over-revoked = This invitation was withdrawn
over-revoked-text = Ask { $inviter } if you still need access to { $name }.
over-expired = This invitation has expired
over-expired-text = Ask { $inviter } for a new one to { $name }.
unknown = Invitation not found
unknown-text = Open the link in the mail again. If it was sent again since, only the newest link works.
declined-title = Invitation declined
declined-text = Nothing else happens. Whoever invited you sees it.

# The import of a list
import-tab = Import
import-csv = Import CSV
import-title = Import people
import-lead = Invite up to 1,000 people from a spreadsheet.
list-title = List
list-text = Nothing is sent before you have seen what would happen.
file = CSV file
file-hint = With the columns email and role; others are passed over.
list = Or paste the rows
# The columns, and a row below them.
list-example = email,role{ $row }
list-hint = A row for each person: address, role. Without a role they become a member.
check = Check list
checking = Checking the list
another-list = Choose another list
checked-title = Check before import
checked-file = { $file }, { $count ->
    [one] 1 row
   *[other] { $count } rows
}. Nothing has been sent yet.
checked-rows = { $count ->
    [one] 1 row
   *[other] { $count } rows
}. Nothing has been sent yet.
to-invite = To invite
members-already = Already members
invited-already = Already invited
faults = Errors
show-all = All { NUMBER($count) }
show-faults = Errors { NUMBER($count) }
show-good = To invite { NUMBER($count) }
rows-of-list = Rows of the list
row = Row
result = Result
why = Why
will-invite = Invite
will-skip = Skip
fault = Error
is-member = Is a member already.
is-invited = Is invited already, or stands in the list before.
did-you-mean = Did you mean { $suggestion }?
all-run = Each gets a mail with a link that works once, for 7 days.
some-left-out = { $count ->
    [one] 1 row is left out.
   *[other] { $count } rows are left out.
}
import = { $count ->
    [one] Import 1 row
   *[other] Import { $count } rows
}
imported = { $sent }, { $count ->
    [one] 1 row was left out
   *[other] { $count } rows were left out
}
none-imported = { $count ->
    [one] Nobody was invited. 1 row was left out.
   *[other] Nobody was invited. { $count } rows were left out.
}
import-refused = You cannot invite people here
import-refused-text = You need users.invite. Ask somebody who may edit roles.
