group-people = Personen
group-build = Entwicklung
group-organization = Organisation
overview = Übersicht
members = Mitglieder
invitations = Einladungen
join-codes = Beitrittscodes
roles = Rollen
projects = Projekte
keys = API-Schlüssel
audit = Protokoll
settings = Einstellungen

loading = Seite wird geladen
skip = Zum Inhalt springen

palette-button = Suchen oder Befehl
palette-label = Suchen oder Befehl ausführen
palette-placeholder = Seite, Aktion, Person, Projekt, Schlüssel
palette-list = Ergebnisse
palette-recent = Zuletzt
palette-pages = Gehe zu
palette-actions = Aktionen
palette-organizations = Andere Organisationen
palette-join = Mit einem Code beitreten
palette-invite = Personen einladen
palette-create-key = Schlüssel erstellen
palette-create-project = Projekt erstellen
palette-create-role = Rolle erstellen
palette-create-code = Beitrittscode erstellen
palette-theme = Farbschema: { $theme }
palette-asking = Suche läuft …
palette-nothing = Nichts gefunden für „{ $typed }“
palette-results = { $count ->
    [one] 1 Ergebnis
   *[other] { $count } Ergebnisse
}
palette-move = bewegen
palette-run = ausführen
palette-close = schließen

keys-title = Tastenkürzel
keys-palette = Suchen und Befehle
keys-search = In der Liste suchen
keys-create = Erstellen, auf einer Listenseite
keys-rows = Nächste und vorherige Zeile
keys-open = Zeile öffnen
keys-tick = Zeile ankreuzen
keys-range = Alle Zeilen bis hierher ankreuzen
keys-escape = Oberstes schließen oder alle Kreuze entfernen
keys-help = Diese Liste
keys-go = Zu einer Seite gehen
keys-off = Tasten ohne Strg tun nichts, während Sie schreiben. In Ihrem Konto können Sie sie abschalten.

lost = Guildhall ist nicht erreichbar. Was Sie eingegeben haben, bleibt hier stehen.
lost-over = Wieder verbunden
newer = Guildhall wurde aktualisiert. Laden Sie die Seite neu, wenn es passt.
newer-reload = Neu laden

again-title = Erneut anmelden
again-text = Ihre Sitzung ist beendet. Die Seite bleibt, wie sie ist, mit allem, was Sie eingegeben haben.
again-later = Später
again-done = Wieder angemeldet. Wiederholen Sie, was Sie tun wollten.
