title = API-Schlüssel
page-text = Schlüssel handeln für die Organisation, nie mit mehr Rechten als die Person, die sie erstellt hat. Ihre eigenen Skripte verwenden ein persönliches Token.
loading = API-Schlüssel werden geladen
loading-projects = Projekte werden geladen
renamed = Schlüssel in { $name } umbenannt
works-again = Schlüssel { $name } gilt wieder
switched-off = Schlüssel { $name } abgeschaltet
revoked = Schlüssel widerrufen
create = Schlüssel erstellen
count = { $count ->
    [one] 1 Schlüssel
   *[other] { $count } Schlüssel
}
column-key = Schlüssel
column-permissions = Berechtigungen
column-used = Zuletzt verwendet
all = Alle
active = Aktiv
disabled = Abgeschaltet
expired = Abgelaufen
status-revoked = Widerrufen
expires-soon = Läuft bald ab
project = Projekt
live = Live
test = Test
none-match-title = Kein Schlüssel passt
none-match = Kein Schlüssel dieses Projekts hat diesen Status.
none-title = Noch keine API-Schlüssel
none = Mit einem Schlüssel handelt hier Ihre eigene Software. Er bekommt nur die Berechtigungen, die Sie ankreuzen, und Sie können ihn jederzeit widerrufen.
unused = Seit 90 Tagen unbenutzt
no-permissions = Keine
actions-for = Aktionen für { $name }
view-activity = Aktivität ansehen
rename = Umbenennen
disable = Abschalten
enable = Einschalten
revoke = Widerrufen

ready = { $name } ist bereit
ready-text = Kopieren Sie den Schlüssel jetzt. Gespeichert wird nur sein Fingerabdruck, deshalb kann er nicht noch einmal gezeigt werden.
stored = Ich habe den Schlüssel gespeichert
new-key = Neuer API-Schlüssel
try-it = Ausprobieren

revoke-title = { $name } widerrufen?
revoke-button = Schlüssel widerrufen
revoke-text = Ab der nächsten Anfrage wird dieser Schlüssel abgewiesen. Das lässt sich nicht rückgängig machen.
last-used = Zuletzt verwendet: { $time }.
rename-title = { $name } umbenennen
save-name = Namen speichern
name-hint = Wo er verwendet wird. Steht im Protokoll.

create-title = API-Schlüssel erstellen
create-text = Der Schlüssel handelt für die Organisation mit den Berechtigungen, die Sie ankreuzen, und nie mit mehr, als Sie selbst haben.
create-denied-title = Sie können hier keine Schlüssel erstellen
create-denied = Dafür brauchen Sie { $permission }. Fragen Sie jemanden, der Rollen bearbeiten darf.
whole-organization = Die ganze Organisation
after-days = { $count ->
    [one] Nach 1 Tag
   *[other] Nach { $count } Tagen
}
after-a-year = Nach 1 Jahr
never-for-owners = Nie (nur Inhaber)
card-key = Schlüssel
create-name-hint = Wo er verwendet wird. Steht im Protokoll.
environment = Umgebung
live-hint = Für den echten Betrieb
test-hint = Dieselben Rechte, als Test gekennzeichnet
project-hint = Der Schlüssel eines Projekts kann außerhalb davon nichts.
on-date = Oder an einem Tag
on-date-hint = Gilt bis zum Ende dieses Tages, UTC. Höchstens zwei Jahre.
permissions = Berechtigungen
locked-box = Ein gesperrtes Kästchen ist eine Berechtigung, die Sie selbst nicht haben. Der Schlüssel eines Projekts nimmt nur Berechtigungen über Projekte und Schlüssel an.

rotate = Erneuern
rotate-title = { $name } erneuern
rotate-text = Jetzt entsteht ein neuer Schlüssel mit denselben Rechten. Der alte gilt noch so lange, wie Sie wählen.
rotate-button = Schlüssel erneuern
old-key = Der alte Schlüssel endet
grace-none = Sofort
grace-none-hint = Wenn der Schlüssel bekannt geworden ist
grace-hours = { $count ->
    [one] In 1 Stunde
   *[other] In { $count } Stunden
}
grace-day-hint = Zeit, den neuen Schlüssel einzusetzen
never-used = Er wurde nie verwendet.
kind-project = Projektschlüssel
kind-organization = Organisationsschlüssel
kind-token = API-Token
kind-integration = Integration
unused-title = { $count ->
    [one] 1 Schlüssel wurde seit 90 Tagen nicht verwendet
   *[other] { $count } Schlüssel wurden seit 90 Tagen nicht verwendet
}
unused-text = Widerrufen Sie, was niemand mehr braucht.
