# Fields of several pages.
full-name = Full name
email = Email
email-placeholder = name@company.com
new-password = New password
new-password-hint = At least 12 characters. A sentence is fine.

# Buttons and links of several pages.
sign-in = Sign in
back-to-sign-in = Back to sign in
forgot-password = Forgot password
create-an-account = Create an account
join-with-code = Join with a code
go-on = Continue
check-mail = Check your mail
open-link-again = Open the link in the mail again
confirm-address = Confirm address
unconfirmed = Your address is not confirmed yet

# Signing in. The text stands below the title: "Sign in / to Guildhall".
sign-in-text = to Guildhall
or = or
password-changed-text = Every session of the account has ended. Sign in with the new password.

# A mailed link for a new password.
forgot-title = Forgot your password?
forgot-text = We email you a link to set a new one.
send-link = Send link
reset-sent = If the address has an account, a link is on its way. It works once, for 30 minutes.
try-another-address = Try another address
reset-title = Set a new password
reset-text = Every session of the account ends with it.
set-password = Set password
link-broken = The link does not work any more?
send-new-one = Send a new one
reset-needs-link = This page needs it. Links for a new password work once, for 30 minutes.
send-new-link = Send a new link
link-over = This link does not work any more
link-over-text = It was used, a newer one took its place, or its time is over. Nothing was changed.

# The password once more before a sensitive step.
reauthenticate-title = Enter your password again
reauthenticate-text = This step needs it when you entered it last more than 15 minutes ago.
signed-out = You are signed out
signed-out-text = Sign in, then do the step again.

# Making an account.
join-organization = Join { $organization }
sign-up-text = One account for every organization on this server.
sign-up-first = Create your account first.
invited-address = The invitation went to this address.
create-account = Create account
have-account = Have an account?
code-not-used = Your join code is not used
enter-again = Enter it again
sign-up-sent = We sent a message to the address you entered. Open the link in it within 24 hours, then sign in.
closed-title = Sign-up is closed
closed-but-invited = New accounts need an invitation or a join code here. Ask a colleague for one.
closed-text = New accounts are made by the administrator here.

# Confirming an address.
confirm-title = Confirm your address
confirm-text = Then invitations to it can reach your account.
confirm-not-you = You did not create an account? Close this page and nothing happens.
confirmed = Address confirmed
confirmed-text = Your account is ready.
open-link-sent = Open the link we sent to { $email }.
link-sent = Link sent. It works for 24 hours.
send-link-again = Send the link again
verify-needs-link = This page needs it. It works once, for 24 hours. Sign in to get a new one.

# One's own account.
account = Account
account-text = Yours alone, across all organizations.
unconfirmed-text = Invitations to it show once it is.
profile = Profile
profile-text = How others see you.
email-fixed = You sign in with it. It cannot be changed here.
save-profile = Save profile
profile-saved = Profile saved
password-text = Changing it signs out every other device.
current-password = Current password
change-password = Change password
password-changed = Password changed

accessibility = Accessibility

# Language, colours, keys.
loading-preferences = Loading preferences
language = Language
language-text = Applies to your account in every browser. Mail stays in English.
language-of-browser = Same as browser
save-language = Save language
appearance = Appearance
appearance-text = Kept on this device.
theme = Theme
theme-of-system = Same as system
theme-light = Light
theme-dark = Dark
save-appearance = Save appearance
keyboard = Keyboard
keyboard-text = Shortcuts of the console.
single-keys = Single-letter shortcuts
single-keys-hint = Such as G then M for members. Switch them off when you speak to your computer or type by accident.
save-keyboard = Save keyboard
single-keys-on = Single-letter shortcuts are on
single-keys-off = Single-letter shortcuts are off

# Invitations that wait for the reader.
invitations = Invitations
invitations-text = Waiting for your answer.

# Where one is signed in, and personal tokens.
loading-ways = Loading sessions and tokens
sessions = Sessions
sessions-text = Devices signed in as you.
session-ended = Session ended
sign-out-others = Sign out everywhere else
signed-out-others = Signed out everywhere else
this-device = This device
sign-out = Sign out
sign-out-device = Sign out { $device }
from-address = , from { $address }
device = { $browser } on { $system }
unknown-device = Unknown device
tokens = Personal tokens
tokens-text = They act as you. For servers, use an API key of the organization.
token-created = Token created
token-once = Copy it now. It cannot be shown again.
personal-token = Personal token
token-name = What the token is for
token-name-placeholder = Laptop scripts
token-ends = Ends
in-30-days = In 30 days
in-90-days = In 90 days
in-a-year = In a year
never = Never
create-token = Create token
revoke = Revoke
revoke-token = Revoke { $token }
token-revoked = Token revoked
token-used = , last used { $time }
token-unused = , never used
token-ends-on = , ends { $date }
token-endless = , never ends
