# The frame of signed-in pages: what its sidebar leads to.
group-people = People
group-build = Build
group-organization = Organization
overview = Overview
members = Members
invitations = Invitations
join-codes = Join codes
roles = Roles
projects = Projects
keys = API keys
audit = Audit log
settings = Settings

loading = Loading the page
skip = Skip to content

# Search and commands, under Ctrl K.
palette-button = Search or run
palette-label = Search or run a command
palette-placeholder = Page, action, person, project, key
palette-list = Results
palette-recent = Recent
palette-pages = Go to
palette-actions = Actions
palette-organizations = Other organizations
palette-join = Join with a code
palette-invite = Invite people
palette-create-key = Create key
palette-create-project = Create project
palette-create-role = Create role
palette-create-code = Create join code
# Theme is one of "Light", "Dark" and "Same as system".
palette-theme = Theme: { $theme }
palette-asking = Searching …
palette-nothing = Nothing found for “{ $typed }”
# Read aloud while the results change.
palette-results = { $count ->
    [one] 1 result
   *[other] { $count } results
}
# What the keys below the results do.
palette-move = move
palette-run = run
palette-close = close

# The list of keys, under "?".
keys-title = Keyboard shortcuts
keys-palette = Search and commands
keys-search = Search in the list
keys-create = Create, on a list page
keys-rows = Next and previous row
keys-open = Open the row
keys-tick = Tick the row
keys-range = Tick all rows up to this one
keys-escape = Close what is on top, or remove all ticks
keys-help = This list
keys-go = Go to a page
keys-off = Keys without Ctrl do nothing while you type. You can switch them off in your account.

# The server cannot be reached.
lost = Guildhall cannot be reached. What you typed stays here.
lost-over = Connected again
# The server was updated under an open page.
newer = Guildhall was updated. Reload when it suits you.
newer-reload = Reload

# The session has ended under an open page.
again-title = Sign in again
again-text = Your session has ended. The page stays as it is, with everything you typed.
again-later = Later
again-done = Signed in again. Repeat what you were about to do.
