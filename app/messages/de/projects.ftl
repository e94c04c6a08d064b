title = Projekte
page-text = Ein Projekt enthält Umgebungen, Blueprints und eigene Schlüssel.
loading-list = Projekte werden geladen
loading = Projekt wird geladen
create = Projekt erstellen
created = Projekt { $name } erstellt
saved = Projekt { $name } gespeichert
deleted = Projekt gelöscht
count = { $count ->
    [one] 1 Projekt
   *[other] { $count } Projekte
}
column-project = Projekt
environments = Umgebungen
blueprints = Blueprints
keys = Schlüssel
find = Projekt suchen
find-placeholder = Nach Namen suchen
no-description = Keine Beschreibung
came-with-organization = mit der Organisation entstanden
none-contains = Kein Projekt enthält „{ $words }“
none-contains-text = Prüfen Sie die Schreibweise oder sehen Sie alle an.
clear-search = Suche zurücksetzen
none-title = Hier gibt es keine Projekte
none = Ein Projekt hält die Umgebungen, Blueprints und Schlüssel eines Vorhabens zusammen.
create-text = Schlüssel und Ressourcen gehören zu einem Projekt, damit sie sich auseinanderhalten und gemeinsam entfernen lassen.
name-hint = Möglich sind Buchstaben, Ziffern, Leerzeichen und _ - . :
description = Beschreibung

edit = Bearbeiten
create-key = Schlüssel erstellen
about = Über das Projekt
id = ID
with-organization = mit der Organisation
no-keys-title = Noch keine Schlüssel
no-keys = Ein Schlüssel dieses Projekts kann außerhalb davon nichts.
never-used = Nie verwendet
api-keys = API-Schlüssel
all-keys = Schlüssel verwalten
danger-title = Dieses Projekt löschen
danger-default = Es entstand mit der Organisation und bleibt, solange es sie gibt.
danger-denied = Dafür brauchen Sie projects.delete.
danger-running = Wird abgelehnt, solange dort etwas läuft, es sei denn, Sie erzwingen es. Seine Schlüssel gelten dann nicht mehr.
danger-keys = Seine Schlüssel gelten sofort nicht mehr.
delete = Projekt löschen
edit-title = { $name } bearbeiten
edit-text = Links auf den alten Namen führen ins Leere. Schlüssel und Ressourcen bleiben.
save = Projekt speichern
delete-title = { $name } löschen?
delete-text = Das lässt sich nicht rückgängig machen.
lost-environments = { $count ->
    [0] Keine Umgebungen
    [one] 1 Umgebung
   *[other] { $count } Umgebungen
}
lost-blueprints = { $count ->
    [0] Keine Blueprints
    [one] 1 Blueprint
   *[other] { $count } Blueprints
}
lost-keys = { $count ->
    [0] Keine Schlüssel
    [one] 1 Schlüssel, der dann nicht mehr gilt
   *[other] { $count } Schlüssel, die dann nicht mehr gelten
}
running-title = Dort läuft noch etwas
running = Ein Projekt mit aktiven Ressourcen wird nur gelöscht, wenn Sie es erzwingen.
force = Trotzdem löschen
force-hint = Guildhall vergisst sie. Was auf Ihrer Seite läuft, beenden Sie selbst.
confirm = Zur Bestätigung { $name } eingeben

no-environments-title = Keine Umgebungen
no-environments = Ihre eigene Software teilt über die API mit, was sie hier betreibt.
no-blueprints-title = Keine Blueprints
no-blueprints = Ihre eigene Software teilt über die API mit, woraus sie Umgebungen macht.
without-names = { $count ->
    [one] 1, ohne Namen gezählt
   *[other] { $count }, ohne Namen gezählt
}
more = { $count ->
    [one] und 1 weitere
   *[other] und { $count } weitere
}

access = Zugriff
access-text = Rechte in Projekten kommen mit Rollen.
members = Mitglieder
may-see = Ansehen
may-edit = Bearbeiten
may-delete = Löschen
may-make-keys = Schlüssel erstellen
yes = Ja
no = Nein
