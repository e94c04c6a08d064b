loading = Übersicht wird geladen
invite = Personen einladen
create-project = Projekt erstellen
activity = Letzte Aktivität
audit-log = Protokoll
members = Mitglieder
projects = Projekte
active-keys = Aktive API-Schlüssel
roles = Rollen
requests-in = Anfragen, { $count ->
    [one] 1 Tag
   *[other] { $count } Tage
}
invitations-open = { $count ->
    [one] 1 Einladung offen
   *[other] { $count } Einladungen offen
}
requests = API-Anfragen
range = Zeitraum
days = { $count ->
    [one] 1 Tag
   *[other] { $count } Tage
}
active-this-month = { $count ->
    [one] 1 Person in diesem Monat aktiv
   *[other] { $count } Personen in diesem Monat aktiv
}
no-requests-title = Noch keine Anfragen
no-requests = Sie erscheinen hier, sobald jemand hier arbeitet oder ein Schlüssel verwendet wird.
chart-title = API-Anfragen je Tag, { $count ->
    [one] der letzte Tag
   *[other] die letzten { $count } Tage
}
unit = Anfragen
plan = Grenzen des Tarifs
pending = Offene Einladungen
none-pending = Im Moment ist niemand eingeladen.
all = Alle
invited-as = { $role }, endet am { $date }

steps = Organisation einrichten
steps-done = { NUMBER($done) } von { NUMBER($all) } erledigt
done = Erledigt
invite-text = Ein zweiter Inhaber kann Sie wieder hereinlassen, wenn Sie den Zugang verlieren.
project-step = Ein Projekt erstellen
project-text = Projekte halten Schlüssel und Ressourcen auseinander. Eines namens „default“ gibt es schon.
key-step = Den ersten Dienst anbinden
key-text = Erstellen Sie einen API-Schlüssel und senden Sie eine Anfrage.
create-key = API-Schlüssel erstellen

settings-changed = hat die Einstellungen von { $target } geändert
joined = ist der Organisation beigetreten
member-added = hat das Mitglied { $target } hinzugefügt
role-changed = hat die Rolle von { $target } geändert
role-changed-from = hat die Rolle von { $target } von { $old } auf { $new } geändert
suspended = hat { $target } gesperrt
reactivated = hat die Sperre von { $target } aufgehoben
member-removed = hat das Mitglied { $target } entfernt
left = hat die Organisation verlassen
invited = hat { $target } eingeladen
invitation-resent = hat die Einladung an { $target } erneut gesendet
invitation-revoked = hat die Einladung an { $target } widerrufen
invitation-accepted = hat die Einladung an { $target } angenommen
invitation-declined = hat die Einladung an { $target } abgelehnt
ownership-offered = hat { $target } die Inhaberschaft angeboten
ownership-accepted = hat die Inhaberschaft von { $target } übernommen
ownership-withdrawn = hat das Angebot der Inhaberschaft an { $target } zurückgezogen
ownership-declined = hat die Inhaberschaft abgelehnt
resource-registered = hat eine Ressource im Projekt { $target } eingetragen
resource-removed = hat eine Ressource aus dem Projekt { $target } entfernt
other-change = hat { $thing ->
    [organization] die Organisation
    [member] das Mitglied
    [invitation] die Einladung
    [join-code] den Beitrittscode
    [role] die Rolle
    [project] das Projekt
    [api-key] den API-Schlüssel
   *[other] den Eintrag
} { $target } { $verb ->
    [created] erstellt
    [updated] geändert
    [deleted] gelöscht
    [revoked] widerrufen
    [rotated] erneuert
    [enabled] eingeschaltet
    [disabled] abgeschaltet
    [restored] wiederhergestellt
    [purged] endgültig gelöscht
   *[other] geändert
}
