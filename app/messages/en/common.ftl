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
# The foot of a list that shows a part: "50 of 1,204 keys".
shown-of = { $shown } of { $all }
