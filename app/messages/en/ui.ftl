# The parts that pages are built from.

# A chart: its numbers as a table.
chart-show-table = Show as table
chart-day = Day
# How much of a limit is used: "48 of 50".
used-of = { NUMBER($used) } of { NUMBER($limit) }
# Behind a counter: "48 of 50", where 48 stands larger.
stat-limit = of { NUMBER($limit) }

# Buttons that put text on the clipboard.
copy = Copy
copied = Copied
# Read aloud before a secret that has no other name.
secret = Secret

diff-label = Before and after

# Behind the label of a field that may stay empty.
field-optional = optional
show-password = Show password

filter-add = Filter by { $label }
filter-remove = Remove filter { $label }

# A dialog that could not be read.
dialog-problem = Cannot be shown

# The sidebar and the bar above the page.
nav-main = Main
nav-open = Open navigation
nav-breadcrumb = Breadcrumb
nav-administration = Administration
switcher-choose = Choose organization
# Read aloud before the name of the present organization.
switcher-now = Switch organization, now
switcher-label = Switch organization
switcher-all = All organizations
account-menu = Your account
account = Account

# The table of permissions.
matrix-locked = You do not hold this permission yourself
# What a change does to a permission.
matrix-added = added
matrix-removed = removed
matrix-organization = Name, settings, deletion
matrix-people = Members, invitations, join codes
matrix-roles = What roles allow
matrix-projects = Projects, environments, blueprints
matrix-keys = Keys of the organization and its projects
matrix-insight = Overview, usage, audit log
matrix-integrations = Webhooks and embedded widgets

# What a form says besides its fields.
problem-fields = { $count ->
    [one] One field needs a change. Nothing was saved.
   *[other] { $count } fields need a change. Nothing was saved.
}
problem-unsaved = Nothing was saved
problem-overview = Go to the overview
problem-start-again = Start again
# Sentences behind a refusal.
refusal-roles = Roles that may: { $roles }.
refusal-ask = Ask { $people }.
# Between the last two names of several to ask.
refusal-or = { $first } or { $second }

# Below a list.
pages = Pages
no-more = Nothing is left on this page
no-more-text = What stood here is gone meanwhile, or no longer matches.
page-first = First page
page-next = Next page

theme = Theme
theme-light = Light
theme-dark = Dark
theme-system = Same as system

toast-undo = Undo
toast-dismiss = Dismiss

# What keys are called, as on their caps.
key-control = Ctrl
key-shift = Shift
key-enter = Enter
