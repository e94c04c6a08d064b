title = Protokoll
page-text = Jede Änderung in dieser Organisation: wer sie gemacht hat, auf welchem Weg, vorher und nachher. Zeiten sind UTC.
loading = Protokoll wird geladen
count = { $count ->
    [one] 1 Eintrag
   *[other] { $count } Einträge
}
list = Einträge, neueste zuerst
unreadable-filter = Dieser Filter ist nicht lesbar
none-match-title = Kein Eintrag passt
none-match = In dieser Zeit wurde nichts dieser Art aufgezeichnet.
none-title = Noch nichts aufgezeichnet
none = Jede Änderung an Mitgliedern, Rollen, Projekten und Schlüsseln erscheint hier mit dem Stand davor und danach.

who = Wer
on = Woran
action = Aktion
from = Von
to = Bis
filter = Filtern
any-change = Jede Änderung
group = { $group ->
    [organization] Organisation
    [member] Mitglieder
    [invitation] Einladungen
    [join-code] Beitrittscodes
    [role] Rollen
    [project] Projekte
   *[api-key] API-Schlüssel
}

key = API-Schlüssel
administration = Verwaltung
system = System
by = Durch
through-key = Mit Schlüssel
through = Auf dem Weg
client = Von
unknown-client = Nicht bekannt
request = Anfrage
event = Eintrag
all-by-them = Alles von diesem Urheber
all-about-this = Alles hierzu
no-values = keine

export = Exportieren
csv = CSV, für Tabellen
json = JSON
ndjson = JSON-Zeilen
verify = Kette prüfen
chain-verified = Kette geprüft, { $count ->
    [one] 1 Eintrag
   *[other] { $count } Einträge
}
head = Prüfsumme des letzten Eintrags: { $hash }
chain-broken = Kette unterbrochen
broken-at = Ab dem Eintrag { $event } ist das Protokoll nicht mehr so, wie es geschrieben wurde. Sichern Sie einen Export und benachrichtigen Sie den Betreiber dieses Servers.
broken-end = Am Ende des Protokolls fehlen Einträge. Sichern Sie einen Export und benachrichtigen Sie den Betreiber dieses Servers.
kind = { $kind ->
    [organization] Organisation
    [member] Mitglied
    [invitation] Einladung
    [join-code] Beitrittscode
    [role] Rolle
    [project] Projekt
    [api-key] API-Schlüssel
    [ownership-transfer] Übergabe der Inhaberschaft
   *[user] Konto
}
surface = { $surface ->
    [console] Konsole
    [api] eigene API
    [instance] dieser Server
   *[other] { $surface }
}
