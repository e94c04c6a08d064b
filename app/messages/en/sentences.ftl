# What the service writes for people, exactly as it stands in contract/ and service/.
too-long = Use at most { $count } characters.
