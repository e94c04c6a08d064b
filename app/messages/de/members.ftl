title = Mitglieder
lead = Personen, die sich bei dieser Organisation anmelden können.
people = Personen
loading = Mitglieder werden geladen
invite-people = Personen einladen

counted = { $total ->
    [one] 1 Mitglied
   *[other] { $total } Mitglieder
}
counted-part = { NUMBER($shown) } von { $total ->
    [one] 1 Mitglied
   *[other] { $total } Mitgliedern
}

find = Mitglied suchen
find-placeholder = Nach Name oder E-Mail suchen
filter-by = Nach { $label } filtern
none-matches = Kein Mitglied passt zu diesen Filtern
none-matches-query = Kein Mitglied passt zu „{ $query }“
none-matches-hint = Namen und Adressen werden von ihrem Anfang an durchsucht.

last-active = Zuletzt aktiv
joined = Beigetreten
active = Aktiv
suspended = Gesperrt

change-role = Rolle ändern
change-role-of = Rolle von { $name } ändern, jetzt { $role }
view-activity = Aktivität ansehen
protected = Geschützt
protected-owner = Nur ein Inhaber kann einen Inhaber ändern
protected-rights = Hat Rechte, die Ihnen fehlen
suspend = Sperren
suspend-hint = Behält die Mitgliedschaft, beendet jeden Zugriff
reactivate = Entsperren
reactivate-hint = Gibt den Zugriff zurück
remove-from-organization = Aus der Organisation entfernen

role-changed = { $name } hat jetzt die Rolle { $role }
was-suspended = { $name } wurde gesperrt
was-reactivated = { $name } wurde entsperrt
was-removed = Mitglied entfernt

role-of = Rolle von { $name }
role-counts = Sie gilt ab der nächsten Anfrage.
role-hint = Sie können jede Rolle geben, die nicht mehr Rechte hat als Ihre eigene.

remove-question = { $name } entfernen?
remove-member = Mitglied entfernen
removal-alone = Der Zugriff endet mit der nächsten Anfrage. Kein Schlüssel und keine offene Einladung hängt an diesem Mitglied.
removal-with = Der Zugriff endet mit der nächsten Anfrage. Damit endet auch:
removal-keeps = Das Konto und seine Einträge im Protokoll bleiben.
keys-stop = { $count ->
    [one] 1 API-Schlüssel wird ungültig: { $names }
   *[other] { $count } API-Schlüssel werden ungültig: { $names }
}
invitations-revoked = { $count ->
    [one] 1 offene Einladung wird widerrufen
   *[other] { $count } offene Einladungen werden widerrufen
}

select = { $name } auswählen
select-all = Alle auf dieser Seite auswählen
selected-members = Ausgewählte Mitglieder
selected = { $count ->
    [one] 1 ausgewählt
   *[other] { $count } ausgewählt
}
with-ticked = Mit den angekreuzten Mitgliedern:
new-role = Neue Rolle
remove = Entfernen
clear = Auswahl aufheben
batch-nobody = Niemand zu ändern
nobody-ticked = Niemand war angekreuzt. Kreuzen Sie zuerst Mitglieder an und wählen Sie dann, was geschehen soll.

batch-role = { $count ->
    [0] Rolle zu { $role } ändern
    [one] Rolle von 1 Mitglied zu { $role } ändern?
   *[other] Rolle von { $count } Mitgliedern zu { $role } ändern?
}
batch-role-text = Sie gilt ab der nächsten Anfrage.
batch-role-button = { $count ->
    [one] 1 Rolle ändern
   *[other] { $count } Rollen ändern
}
batch-role-done = { $count ->
    [one] 1 Mitglied hat jetzt die Rolle { $role }
   *[other] { $count } Mitglieder haben jetzt die Rolle { $role }
}
batch-suspend = { $count ->
    [0] Mitglieder sperren
    [one] 1 Mitglied sperren?
   *[other] { $count } Mitglieder sperren?
}
batch-suspend-text = Sie behalten die Mitgliedschaft, jeder Zugriff endet mit der nächsten Anfrage.
batch-suspend-button = { $count ->
    [one] 1 Mitglied sperren
   *[other] { $count } Mitglieder sperren
}
batch-suspend-done = { $count ->
    [one] 1 Mitglied gesperrt
   *[other] { $count } Mitglieder gesperrt
}
batch-reactivate = { $count ->
    [0] Mitglieder entsperren
    [one] 1 Mitglied entsperren?
   *[other] { $count } Mitglieder entsperren?
}
batch-reactivate-text = Sie erhalten ihren Zugriff zurück.
batch-reactivate-button = { $count ->
    [one] 1 Mitglied entsperren
   *[other] { $count } Mitglieder entsperren
}
batch-reactivate-done = { $count ->
    [one] 1 Mitglied entsperrt
   *[other] { $count } Mitglieder entsperrt
}
batch-remove = { $count ->
    [0] Mitglieder entfernen
    [one] 1 Mitglied entfernen?
   *[other] { $count } Mitglieder entfernen?
}
batch-remove-text = Der Zugriff endet mit der nächsten Anfrage. Die Konten und ihre Einträge im Protokoll bleiben.
batch-remove-button = { $count ->
    [one] 1 Mitglied entfernen
   *[other] { $count } Mitglieder entfernen
}
batch-remove-done = { $count ->
    [one] 1 Mitglied entfernt
   *[other] { $count } Mitglieder entfernt
}
left-out = Ausgelassen
left-out-because = { $name } wurde ausgelassen: { $reason }
has-role-already = Hat die Rolle { $role } bereits
suspended-already = Bereits gesperrt
active-already = Bereits aktiv
batch-gone = { $count ->
    [one] 1 Person ist kein Mitglied mehr
   *[other] { $count } Personen sind keine Mitglieder mehr
}

failed = { $title }. { $detail }
meanwhile = Inzwischen geändert
meanwhile-text = { $name } hat jetzt die Rolle { $role }. Wählen Sie die Rolle, die Sie geben möchten, oder brechen Sie ab, um es so zu lassen.

sort = Sortieren
by-name = Name
by-email = E-Mail
newest-first = Neueste zuerst
oldest-first = Älteste zuerst
