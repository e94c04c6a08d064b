title = Beitrittscodes
lead = Kurze Codes, mit denen man ohne Einladung per E-Mail beitritt.
loading = Beitrittscodes werden geladen
create = Code erstellen

counted = { $total ->
    [one] 1 Beitrittscode
   *[other] { $total } Beitrittscodes
}
counted-part = { NUMBER($shown) } von { $total ->
    [one] 1 Beitrittscode
   *[other] { $total } Beitrittscodes
}
none = Keine Beitrittscodes
none-text = Mit einem Code tritt ein ganzer Raum auf einmal bei. Geben Sie ihm eine Rolle und eine Grenze und zeigen Sie ihn auf einer Folie.
invite-by-mail = Per E-Mail einladen

code = Code
used = Verwendet
uses = Genutzt
no-limit = { NUMBER($count) }, unbegrenzt
open = Offen
used-up = Aufgebraucht
ended = Abgelaufen
revoked = Widerrufen
hidden = Verborgen
hidden-hint = Seine Rolle hat mehr Rechte als Ihre
only-for = Nur für @{ $domain }
ends = Läuft am { $date } ab
and-ends = , läuft am { $date } ab
created-by = von { $name }
who-joined = Wer beigetreten ist
latest = Die letzten { NUMBER($count) }

copy-link = Link kopieren
revoke = Code widerrufen
revoke-hint = Endgültig; wer beigetreten ist, bleibt
was-made = Beitrittscode { $code } erstellt
was-revoked = Beitrittscode widerrufen

create-title = Beitrittscode erstellen
create-text = Wer den Code hat, kann beitreten. Für Rollen, die etwas ändern dürfen, sind Einladungen besser.
role-hint = Ein Code kann keine Rolle geben, die Personen verwaltet.
max-uses = Wie oft er gilt
max-uses-hint = Leer lassen für unbegrenzt.
days = Tage, bis er abläuft
days-hint = Leer: Er gilt, bis er widerrufen wird.
domain = Nur für Adressen von

join-title = Mit einem Code beitreten
join-text = Buchstaben und Ziffern, aus Ihrem Team oder von einem Aushang.
code-label = Beitrittscode
unknown = Diesen Code gibt es nicht. Prüfen Sie die Zeichen; vielleicht ist er abgelaufen.
code-right = Der Code stimmt.
go-on = Weiter
join-button = Organisation beitreten
sign-in-to-join = Anmelden und beitreten
other-code = Anderen Code verwenden
signed-in-as = Angemeldet als { $email }
have-account = Haben Sie ein Konto?
