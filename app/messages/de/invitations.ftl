title = Einladungen
lead = Personen, die per E-Mail eingeladen wurden.
loading = Einladungen werden geladen

counted = { $total ->
    [one] 1 Einladung
   *[other] { $total } Einladungen
}
counted-part = { NUMBER($shown) } von { $total ->
    [one] 1 Einladung
   *[other] { $total } Einladungen
}

show = Anzeigen
open = Offen
all = Alle
none = { $status ->
    [all] Noch keine Einladungen
    [pending] Keine offenen Einladungen
    [accepted] Keine angenommenen Einladungen
    [declined] Keine abgelehnten Einladungen
    [expired] Keine abgelaufenen Einladungen
    [revoked] Keine widerrufenen Einladungen
   *[other] Keine Einladungen
}
none-text = Wer eingeladen ist, steht hier, bis die Einladung angenommen wird oder der Link abläuft.

email = E-Mail
invited-by = Eingeladen von
sent = Gesendet
pending = Offen
accepted = Angenommen
declined = Abgelehnt
revoked = Widerrufen
expired = Abgelaufen
ends = Läuft am { $date } ab
ended = Am { $date } abgelaufen

resend = Erneut senden
resend-hint = Erstellt und zeigt einen neuen Link, der alte wird ungültig
revoke = Widerrufen
revoke-hint = Der Link wird ungültig

was-sent = Einladung gesendet
were-sent = { $count ->
    [one] 1 Einladung gesendet
   *[other] { $count } Einladungen gesendet
}
part-sent = { NUMBER($sent) } von { NUMBER($all) } Einladungen gesendet
was-resent = Einladung erneut an { $email } gesendet
was-revoked = Einladung widerrufen
links-once = Jeder Link gilt einmal. Er ist nur jetzt zu sehen; in der E-Mail steht er auch.
sent-by-mail = Per E-Mail gesendet. Senden Sie die Einladung erneut, um hier einen Link zu sehen.

invite-text = Jede Person erhält eine E-Mail mit einem Link, der einmal gilt.
addresses = E-Mail-Adressen
addresses-hint = Eine oder bis zu 20, getrennt durch Kommas oder Zeilenumbrüche.
message = Nachricht
days = Tage, die der Link gilt
days-hint = 1 bis 30.
send = Einladungen senden

invitation = Einladung
join = { $name } beitreten
invited-you = { $inviter } hat Sie eingeladen.
invited-you-to = { $inviter } hat Sie zu { $name } eingeladen.
sent-to = Gesendet an
signed-in-as = Angemeldet als
create-account = Konto erstellen
sign-in-to-accept = Anmelden und annehmen
not-expected = Haben Sie das nicht erwartet? Schließen Sie diese Seite, dann geschieht nichts.
accept = Einladung annehmen
decline = Ablehnen
other-address = Diese Einladung ist für eine andere Adresse
switch-account = Konto wechseln
stay-signed-in = Angemeldet bleiben
stays-open = Die Einladung bleibt bis zum { $date } offen.
welcome = Sie sind jetzt Mitglied
over-accepted = Diese Einladung wurde angenommen
over-accepted-text = Einladungen gelten einmal. Wer sie angenommen hat, ist Mitglied von { $name }.
over-declined = Diese Einladung wurde abgelehnt
over-declined-text = Haben Sie es sich anders überlegt? Bitten Sie { $inviter } um eine neue Einladung zu { $name }.
over-revoked = Diese Einladung wurde zurückgezogen
over-revoked-text = Fragen Sie { $inviter }, wenn Sie weiterhin Zugriff auf { $name } brauchen.
over-expired = Diese Einladung ist abgelaufen
over-expired-text = Bitten Sie { $inviter } um eine neue Einladung zu { $name }.
unknown = Einladung nicht gefunden
unknown-text = Öffnen Sie den Link in der E-Mail noch einmal. Wurde sie inzwischen erneut gesendet, gilt nur der neueste Link.
declined-title = Einladung abgelehnt
declined-text = Sonst geschieht nichts. Wer Sie eingeladen hat, sieht es.

import-tab = Import
import-csv = CSV importieren
import-title = Personen importieren
import-lead = Laden Sie bis zu 1.000 Personen aus einer Tabelle ein.
list-title = Liste
list-text = Nichts wird gesendet, bevor Sie gesehen haben, was geschehen würde.
file = CSV-Datei
file-hint = Mit den Spalten E-Mail und Rolle; andere werden übergangen.
list = Oder die Zeilen einfügen
list-example = E-Mail,Rolle{ $row }
list-hint = Eine Zeile je Person: Adresse, Rolle. Ohne Rolle gilt die Standardrolle.
check = Liste prüfen
checking = Liste wird geprüft
another-list = Andere Liste wählen
checked-title = Vor dem Import prüfen
checked-file = { $file }, { $count ->
    [one] 1 Zeile
   *[other] { $count } Zeilen
}. Es wurde noch nichts gesendet.
checked-rows = { $count ->
    [one] 1 Zeile
   *[other] { $count } Zeilen
}. Es wurde noch nichts gesendet.
to-invite = Einzuladen
members-already = Bereits Mitglieder
invited-already = Bereits eingeladen
faults = Fehler
show-all = Alle { NUMBER($count) }
show-faults = Fehler { NUMBER($count) }
show-good = Ohne Fehler { NUMBER($count) }
rows-of-list = Zeilen der Liste
row = Zeile
result = Ergebnis
why = Grund
will-invite = Einladen
will-skip = Auslassen
fault = Fehler
is-member = Ist bereits Mitglied.
is-invited = Ist bereits eingeladen oder steht weiter oben in der Liste.
did-you-mean = Meinten Sie { $suggestion }?
all-run = Jede Person erhält eine E-Mail mit einem Link, der einmal und 7 Tage lang gilt.
some-left-out = { $count ->
    [one] 1 Zeile wird ausgelassen.
   *[other] { $count } Zeilen werden ausgelassen.
}
import = { $count ->
    [one] 1 Zeile importieren
   *[other] { $count } Zeilen importieren
}
imported = { $sent }, { $count ->
    [one] 1 Zeile wurde ausgelassen
   *[other] { $count } Zeilen wurden ausgelassen
}
none-imported = { $count ->
    [one] Niemand wurde eingeladen. 1 Zeile wurde ausgelassen.
   *[other] Niemand wurde eingeladen. { $count } Zeilen wurden ausgelassen.
}
import-refused = Sie können hier niemanden einladen
import-refused-text = Sie brauchen users.invite. Fragen Sie jemanden, der Rollen bearbeiten darf.
