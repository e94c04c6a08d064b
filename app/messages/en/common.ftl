# Words that several features share.
cancel = Cancel
save = Save changes
name = Name
email = Email address
password = Password
role = Role
status = Status
actions = Actions
created = Created
expires = Expires
you = (you)
clear-filters = Clear filters
not-found = Page not found
not-found-text = The address is wrong, or you have no access to what is there.
to-organizations = Go to my organizations
