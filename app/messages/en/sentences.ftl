# What the service writes for people, exactly as it stands in contract/ and service/.
too-long = Use at most { $count } characters.

## What the console's own server functions write.

permissions-unknown = Choose permissions of the list.
date-expected = Enter a date such as { $date }.
key-end-expected = Choose when the key ends.
name-to-confirm = Type { $name } to confirm.
slug-to-confirm = Type { $slug } exactly. Nothing was deleted.
metadata-form = Write “{ $line }” as key=value.
metadata-twice = The key “{ $key }” comes twice.
