title = Verwaltung
organizations = Organisationen
organizations-text = Jede Organisation auf diesem Server. Was Sie in einer tun, steht in ihrem Protokoll.
users = Konten
users-text = Alle, die auf diesem Server ein Konto haben.
outbox = Postausgang
outbox-text = E-Mails, die diese Instanz geschrieben hat. Links gelten einmal; was länger als einen Tag gesendet ist, wird nur noch aufgelistet.
instance = Instanz
instance-text = Wie es diesem Server geht und mit welchen Einstellungen er läuft.
show = Anzeigen
active = Aktiv

loading-counts = Zahlen werden geladen
all-organizations = Alle Organisationen
no-organizations = Noch keine Organisationen
plan = Tarif
bin-empty = Der Papierkorb ist leer
bin-empty-text = Gelöschte Organisationen lassen sich hier 30 Tage lang wiederherstellen.

all-users = Alle Konten
loading-users = Konten werden geladen
find-user = Konto suchen
find-user-placeholder = Nach Name oder E-Mail-Adresse suchen
no-users = Kein Konto passt
users-counted = { $total ->
    [one] 1 Konto
   *[other] { $total } Konten
}
users-counted-part = { NUMBER($shown) } von { $total ->
    [one] 1 Konto
   *[other] { $total } Konten
}
all = Alle
super-admins = Superadmins
super-admin = Superadmin
disabled = Gesperrt
unconfirmed = Nicht bestätigt
user = Konto
actions-for = Aktionen für { $name }
promoted = { $name } ist jetzt Superadmin
demoted = { $name } ist nicht mehr Superadmin
user-disabled = { $name } ist gesperrt und abgemeldet
user-enabled = { $name } kann sich wieder anmelden
sign-out-everywhere = Überall abmelden
sessions-ended = { $count ->
    [one] 1 Sitzung beendet
   *[other] { $count } Sitzungen beendet
}
promote = Zum Superadmin machen
promote-title = { $name } zum Superadmin machen?
promote-text = { $email } kann dann in jeder Organisation auf diesem Server alles tun und andere Konten ändern.
demote = Superadmin entziehen
demote-title = { $name } Superadmin entziehen?
demote-text = { $email } behält die Mitgliedschaften mit ihren Rollen und verliert mit der nächsten Anfrage alles darüber hinaus.
disable = Konto sperren
disable-title = { $name } sperren?
disable-text = { $email } wird sofort abgemeldet, und die Token und Schlüssel werden abgewiesen. { $count ->
    [0] Das Konto gehört zu keiner Organisation.
    [one] Die Mitgliedschaft bleibt für den Tag, an dem das Konto entsperrt wird.
   *[other] Die { $count } Mitgliedschaften bleiben für den Tag, an dem das Konto entsperrt wird.
}
enable = Konto entsperren
enable-hint = Anmelden ist dann wieder möglich

loading-outbox = Postausgang wird geladen
no-mail-server = Kein Mailserver eingerichtet
no-mail-server-text = E-Mails bleiben hier, bis SMTP_URL und MAIL_FROM gesetzt sind. Geben Sie Links so lange selbst weiter.
no-mail = Noch keine E-Mails
no-mail-text = Einladungen und Links für Konten erscheinen hier, sobald sie geschrieben sind.
recipient = Empfänger
about = Betreff
written = Geschrieben
state = Status
link = Link
mail-list = E-Mails, neueste zuerst
messages = { $total ->
    [one] 1 Nachricht
   *[other] { $total } Nachrichten
}
messages-part = { NUMBER($shown) } von { $total ->
    [one] 1 Nachricht
   *[other] { $total } Nachrichten
}
sent = Gesendet { $time }
failed = { $count ->
    [one] Einmal fehlgeschlagen
   *[other] { $count }-mal fehlgeschlagen
}
waiting = Wartet
state-failed = Fehlgeschlagen
state-sent = Gesendet
no-such-mail = Keine E-Mail in diesem Zustand
copy-link = Link kopieren
kind-invitation = Einladung
kind-verify-email = Bestätigung der Adresse
kind-reset-password = Neues Passwort
kind-account-exists = Konto besteht schon
kind-ownership-offered = Angebot, Inhaber zu werden
kind-ownership-accepted = Neuer Inhaber

loading-instance = Zustand des Servers wird geladen
in-bin = { $count } im Papierkorb
users-disabled = { $count } gesperrt
open-sessions = Offene Sitzungen
mail-waiting = Wartende E-Mails
mail-failed = { $count } fehlgeschlagen
health = Zustand
health-text = Aus Sicht des Prozesses, der geantwortet hat.
version = Version
started = Gestartet
database = Datenbank
database-well = Nimmt Änderungen an
database-ill = Nimmt keine Änderungen an
schema = Schema
mail = Mailserver
mail-set-up = Eingerichtet
mail-queue = E-Mail-Warteschlange
mail-queued = { NUMBER($waiting) } warten, { NUMBER($failed) } fehlgeschlagen
mail-not-set-up = Nicht eingerichtet
settings = Einstellungen
settings-text = Wie „guildhall check-config“ sie ausgibt. Geheimnisse werden nicht angezeigt.
setting = Einstellung
setting-value = Wert
setting-source = Herkunft
