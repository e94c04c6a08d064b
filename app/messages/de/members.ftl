title = Mitglieder
lead = Personen, die sich bei dieser Organisation anmelden können.
people = Personen
loading = Mitglieder werden geladen
invite-people = Personen einladen

counted = { $total ->
    [one] 1 Mitglied
   *[other] { $total } Mitglieder
}
counted-part = { $shown } von { $total ->
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
