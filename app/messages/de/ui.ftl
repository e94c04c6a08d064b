chart-show-table = Als Tabelle anzeigen
chart-day = Tag
used-of = { NUMBER($used) } von { NUMBER($limit) }
stat-limit = von { NUMBER($limit) }

copy = Kopieren
copied = Kopiert
secret = Geheimnis

diff-label = Vorher und nachher

field-optional = optional
show-password = Passwort anzeigen

filter-add = Nach { $label } filtern
filter-remove = Filter { $label } entfernen

dialog-problem = Anzeige nicht möglich

nav-main = Hauptnavigation
nav-open = Navigation öffnen
nav-breadcrumb = Pfad zur Seite
nav-administration = Verwaltung
switcher-choose = Organisation wählen
switcher-now = Organisation wechseln, jetzt
switcher-label = Organisation wechseln
switcher-all = Alle Organisationen
account-menu = Ihr Konto
account = Konto

matrix-locked = Diese Berechtigung haben Sie selbst nicht
matrix-added = hinzugefügt
matrix-removed = entfernt
matrix-organization = Name, Einstellungen, Löschen
matrix-people = Mitglieder, Einladungen, Beitrittscodes
matrix-roles = Was Rollen erlauben
matrix-projects = Projekte, Umgebungen, Blueprints
matrix-keys = Schlüssel der Organisation und ihrer Projekte
matrix-insight = Übersicht, Nutzung, Protokoll
matrix-integrations = Webhooks und eingebettete Widgets

problem-fields = { $count ->
    [one] Ein Feld muss geändert werden. Nichts wurde gespeichert.
   *[other] { $count } Felder müssen geändert werden. Nichts wurde gespeichert.
}
problem-unsaved = Nichts wurde gespeichert
problem-overview = Zur Übersicht
problem-start-again = Neu beginnen
refusal-roles = Rollen, die es dürfen: { $roles }.
refusal-ask = Fragen Sie { $people }.
refusal-or = { $first } oder { $second }

pages = Seiten
no-more = Auf dieser Seite steht nichts mehr
no-more-text = Was hier stand, ist inzwischen weg oder passt nicht mehr.
page-first = Erste Seite
page-next = Nächste Seite

theme = Farbschema
theme-light = Hell
theme-dark = Dunkel
theme-system = Wie im System

toast-undo = Rückgängig machen
toast-dismiss = Schließen

key-control = Strg
key-shift = Umschalt
key-enter = Eingabe
