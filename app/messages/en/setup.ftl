# The first set-up of a server, behind a one-time link.
title = Create the first administrator
text = This account can see every organization on this server.
organization = First organization
organization-hint = You become its owner. More can be made at any time.
set-up = Set up Guildhall
no-link = Open the set-up link
no-link-text = This server has no accounts yet. The link to make the first one is what the server prints when it starts, behind “Make the first account here”.
no-link-hint = The link works until the first account is made. A restart prints a new one.
done = This server is set up
done-text = Sign in with your account, or ask an administrator for an invitation.
