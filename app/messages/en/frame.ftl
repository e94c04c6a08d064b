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
