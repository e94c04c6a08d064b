cancel = Abbrechen
close = Schließen
save = Änderungen speichern
search = Suchen
try-again = Erneut versuchen
sign-in = Anmelden
sign-out = Abmelden
create-organization = Organisation erstellen
clear-filters = Filter zurücksetzen

name = Name
email = E-Mail-Adresse
password = Passwort
role = Rolle
status = Status
created = Erstellt
expires = Läuft ab
actions = Aktionen
actions-for = Aktionen für { $name }

you = (Sie)

not-found = Seite nicht gefunden
not-found-text = Die Adresse ist falsch, oder Sie haben keinen Zugang zu dem, was dort ist.
to-organizations = Zu meinen Organisationen

shown-of = { $shown } von { $all }
