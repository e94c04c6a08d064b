title = Rollen
page-text = Eine Rolle ist ein Name und eine Menge von Berechtigungen. Änderungen erreichen alle, die sie haben, mit ihrer nächsten Anfrage.
loading-list = Rollen werden geladen
loading = Rolle wird geladen
create = Rolle erstellen
created = Rolle { $name } erstellt
saved = Rolle { $name } gespeichert
deleted = Rolle gelöscht
column-permissions = Berechtigungen
column-members = Mitglieder
column-kind = Art
column-changed = Geändert
only-system-note = Diese drei gehören zu jeder Organisation. Für alles dazwischen erstellen Sie eine eigene Rolle.
shadow-note = Eine Rolle mit dem Namen einer Systemrolle tritt hier an deren Stelle. Wenn Sie sie löschen, gilt wieder die Systemrolle.
owner-fixed = { $role } lässt sich nicht ersetzen.
kind-shadow = Ersetzt Systemrolle
kind-system = System
kind-custom = Eigene
built-in = Mitgeliefert
of-all = von { $count }
actions-for = Aktionen für { $name }
edit = Bearbeiten
view = Ansehen
duplicate = Duplizieren
owner-not-replaceable = Owner lässt sich nicht ersetzen
replace = Durch eigene Fassung ersetzen
delete-shadow = Löschen, Systemrolle zurückholen
delete = Rolle löschen
holders = Wer hat sie?

replace-title = { $name } ersetzen
replace-text = Alle mit der Rolle { $name } bekommen, was Sie hier ankreuzen, sobald Sie sie erstellen.
create-text = Geben Sie ihr einen Namen und kreuzen Sie an, was sie erlaubt. Niemand hat sie, bis Sie es festlegen.
create-denied-title = Sie können hier keine Rollen erstellen
create-denied = Dafür brauchen Sie { $permission }. Fragen Sie jemanden, der Rollen bearbeiten darf.
dropped-title = Einige Berechtigungen fehlen
dropped = Sie haben { $permissions } selbst nicht und können es deshalb nicht weitergeben.
locked-box = Ein gesperrtes Kästchen ist eine Berechtigung, die Sie selbst nicht haben. Was Sie nicht haben, können Sie nicht geben.
locked-title = Sie können diese Rolle ansehen, aber nicht ändern
locked-owner = { $name } gehört zum Produkt und ist überall gleich. Nichts kann an ihre Stelle treten.
locked-system = { $name } gehört zum Produkt und ist überall gleich. Eine eigene Fassung kann an ihre Stelle treten.
locked-permission = Dafür brauchen Sie roles.update. Fragen Sie jemanden, der Rollen bearbeiten darf.
locked-beyond = Sie enthält { $permissions }; das haben Sie selbst nicht.
held-by = { $count ->
    [0] Niemand hat sie.
    [one] 1 Mitglied.
   *[other] { $count } Mitglieder.
}
bring-back = Systemrolle zurückholen
shadowing-title = Steht an der Stelle einer Systemrolle
shadowing = Die mitgelieferte Rolle { $name } ist hier verdeckt. Löschen Sie diese, um sie zurückzuholen.
no-changes = Änderungen erreichen alle, die die Rolle haben, mit ihrer nächsten Anfrage.
changes = { $count ->
    [one] 1 Änderung
   *[other] { $count } Änderungen
} an dem, was sie erlaubt
discard = Verwerfen
save = Rolle speichern
about = Über die Rolle
name-hint-fixed = Sie trägt den Namen der Rolle, an deren Stelle sie tritt.
name-hint = Möglich sind Buchstaben, Ziffern, Leerzeichen und _ - . : Mitglieder behalten die Rolle, wenn sich ihr Name ändert.
description = Beschreibung
description-hint = Wofür Menschen mit dieser Rolle da sind.

delete-title = { $name } löschen?
delete-shadow-title = Ihre Fassung von { $name } löschen?
delete-shadow-text = Die mitgelieferte Rolle { $name } gilt sofort wieder. { $count ->
    [0] Niemand hat
    [one] 1 Mitglied hat
   *[other] { $count } Mitglieder haben
} von da an, was jene erlaubt.
delete-blocked = { $count ->
    [one] 1 Mitglied hat diese Rolle noch, deshalb lässt sie sich nicht löschen. Geben Sie ihm zuerst eine andere.
   *[other] { $count } Mitglieder haben diese Rolle noch, deshalb lässt sie sich nicht löschen. Geben Sie ihnen zuerst eine andere.
}
delete-text = Niemand hat sie. Offene Einladungen und Beitrittscodes für sie enden.

effects = Was sich ändert
effects-none = Noch nichts. Kreuzen Sie eine Berechtigung an oder ab, um zu sehen, wen es betrifft.
gains = { $count ->
    [0] Noch niemand hat diese Rolle.
    [one] 1 Mitglied bekommt sie.
   *[other] { $count } Mitglieder bekommen sie.
}
loses = { $count ->
    [0] Noch niemand hat diese Rolle.
    [one] 1 Mitglied verliert sie.
   *[other] { $count } Mitglieder verlieren sie.
}

and-more = { $names } und { $count ->
    [one] 1 weitere Person
   *[other] { $count } weitere
}
affected = Wen es betrifft
preview = Vorschau

compare = Rollen vergleichen
compare-with = Vergleichen
compare-button = Vergleichen
end-comparison = Vergleich beenden
first-role = Erste Rolle
second-role = Zweite Rolle
allow-the-same = { $left } und { $right } erlauben dasselbe.
differ-by = { $left } und { $right } unterscheiden sich in { $count ->
    [one] 1 Berechtigung.
   *[other] { $count } Berechtigungen.
}
only = Nur { $role }
both = Beide
nothing = Nichts

view-as = Als Rolle ansehen
view-as-title = Ansicht als { $role }
view-as-note-title = Nur eine Vorschau
view-as-note = Das erlauben Konsole und API jemandem mit dieser Rolle. Sie bleiben Sie selbst, und nichts geschieht in fremdem Namen.
back-to-role = Zurück zur Rolle
in-console = In der Konsole
visible = Sichtbar
hidden = Verborgen
in-api = Über die API
api-text = { NUMBER($held) } von { NUMBER($all) } Berechtigungen sind erteilt. Jeder andere Aufruf wird abgewiesen.
fact-keys = Erstellt Schlüssel
fact-gives = Gibt Rechte weiter
gives-own = Höchstens die eigenen
fact-refused = Abgewiesene Aufrufe
yes = Ja
no = Nein
column-permission = Berechtigung
column-group = Gruppe
column-verdict = Ergebnis
allowed = Erlaubt
refused = Abgewiesen
