# Words that several features share.

# Buttons.
cancel = Cancel
close = Close
save = Save changes
search = Search
try-again = Try again
sign-in = Sign in
sign-out = Sign out
create-organization = Create organization
clear-filters = Clear filters

# Labels of fields, columns and facts.
name = Name
email = Email address
password = Password
role = Role
status = Status
created = Created
expires = Expires
# Heading over the menus at the end of rows.
actions = Actions
actions-for = Actions for { $name }

# Behind the reader's own name.
you = (you)

# The page for an address that leads nowhere.
not-found = Page not found
not-found-text = The address is wrong, or you have no access to what is there.
to-organizations = Go to my organizations

# The foot of a list that shows a part: "50 of 1,204 keys".
shown-of = { $shown } of { $all }
