title = Join codes
lead = Short codes people type to join without a mailed invitation.
loading = Loading join codes
create = Create code

counted = { $total ->
    [one] 1 join code
   *[other] { $total } join codes
}
counted-part = { NUMBER($shown) } of { $total ->
    [one] 1 join code
   *[other] { $total } join codes
}
none = No join codes
none-text = A code lets a room full of people join at once. Give it a role and a limit, then put it on a slide.
invite-by-mail = Invite by mail

# Columns and states
code = Code
used = Used
uses = Uses
no-limit = { NUMBER($count) }, no limit
open = Open
used-up = Used up
ended = Ended
revoked = Revoked
hidden = Hidden
hidden-hint = Its role holds more than yours
only-for = Only for @{ $domain }
# Alone, and behind "Only for …" or "Its role holds more than yours".
ends = Ends { $date }
and-ends = , ends { $date }
created-by = by { $name }
who-joined = Who joined
latest = The latest { NUMBER($count) }

# What may be done, and was done
copy-link = Copy link
revoke = Revoke code
revoke-hint = For good; people who joined stay
was-made = Join code { $code } made
was-revoked = Join code revoked

# The dialog that makes a code
create-title = Create join code
create-text = Anyone who has the code can join. Prefer invitations for roles that can change things.
role-hint = A code cannot give a role that manages people.
max-uses = How many times it works
max-uses-hint = Leave empty for no limit.
days = Days until it ends
days-hint = Empty: it works until it is revoked.
domain = Only for addresses of

# The page where one joins
join-title = Join with a code
join-text = Letters and digits, from a colleague or a poster.
code-label = Join code
unknown = No such code. Check its letters; it may have ended.
code-right = The code is right.
go-on = Continue
join-button = Join organization
sign-in-to-join = Sign in to join
other-code = Use another code
signed-in-as = Signed in as { $email }
have-account = Have an account?
