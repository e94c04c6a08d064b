# The pages of projects: the list, one project, deleting it.
title = Projects
page-text = A project holds environments, blueprints and its own keys.
loading-list = Loading projects
loading = Loading the project
create = Create project
created = Project { $name } created
saved = Project { $name } saved
deleted = Project deleted
count = { $count ->
    [one] 1 project
   *[other] { $count } projects
}
column-project = Project
environments = Environments
blueprints = Blueprints
keys = Keys
find = Find project
find-placeholder = Find by name
no-description = No description
# Behind the description of the project that every organization begins with.
came-with-organization = came with the organization
none-contains = No project contains “{ $words }”
none-contains-text = Check the spelling, or look at all of them.
clear-search = Clear search
none-title = No projects here
none = A project keeps the environments, blueprints and keys of one piece of work together.
create-text = Keys and resources belong to a project, so that they can be told apart and removed together.
name-hint = Letters, digits, spaces and _ - . : are possible.
description = Description

# One project.
edit = Edit
create-key = Create key
about = About
id = ID
# Behind the date on which the default project was made.
with-organization = with the organization
no-keys-title = No keys yet
no-keys = A key of this project can do nothing outside it.
never-used = Never used
api-keys = API keys
all-keys = Manage keys
danger-title = Delete this project
danger-default = It came with the organization and stays as long as the organization does.
danger-denied = You need projects.delete for it.
danger-running = Refused while something runs there, unless you force it. Its keys stop working.
danger-keys = Its keys stop working at once.
delete = Delete project
edit-title = Edit { $name }
edit-text = Links to the old name stop working. Keys and resources stay.
save = Save project
delete-title = Delete { $name }?
delete-text = This cannot be undone.
lost-environments = { $count ->
    [0] No environments
    [one] 1 environment
   *[other] { $count } environments
}
lost-blueprints = { $count ->
    [0] No blueprints
    [one] 1 blueprint
   *[other] { $count } blueprints
}
lost-keys = { $count ->
    [0] No keys
    [one] 1 key, which stops working
   *[other] { $count } keys, which stop working
}
running-title = Something still runs there
running = A project with active resources is not deleted unless you force it.
force = Delete anyway
force-hint = Guildhall forgets them. What runs on your side you stop yourself.
confirm = Type { $name } to confirm

# What runs in a project.
no-environments-title = No environments
no-environments = Your own software says through the API what it runs here.
no-blueprints-title = No blueprints
no-blueprints = Your own software says through the API from what it makes environments.
without-names = { $count ->
    [one] 1, counted without a name
   *[other] { $count }, counted without names
}
more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}

# Who may do what in a project.
access = Access
access-text = Rights in projects come with roles.
members = Members
may-see = See
may-edit = Edit
may-delete = Delete
may-make-keys = Create keys
yes = Yes
no = No
