too-long = Verwenden Sie höchstens { $count } Zeichen.

permissions-unknown = Wählen Sie Berechtigungen aus der Liste.
date-expected = Geben Sie ein Datum wie { $date } ein.
key-end-expected = Wählen Sie, wann der Schlüssel endet.
name-to-confirm = Geben Sie zur Bestätigung { $name } ein.
slug-to-confirm = Geben Sie genau { $slug } ein. Nichts wurde gelöscht.
metadata-form = Schreiben Sie „{ $line }“ als schlüssel=wert.
metadata-twice = Der Schlüssel „{ $key }“ kommt zweimal vor.
