title = Einstellungen
saved = Einstellungen gespeichert
loading = Einstellungen werden geladen
locked-title = Nur lesbar
locked = Zum Ändern der Einstellungen braucht man { $permission }; das haben owner und admin.
profile = Profil
profile-text = Für Mitglieder und auf Einladungen sichtbar.
address = Adresse
address-hint = Steht seit der Gründung fest. Links und Schlüssel hängen davon ab.
logo = Logo
logo-hint = Die https-Adresse eines quadratischen Bildes.
timezone = Zeitzone
timezone-hint = Gilt für Daten in E-Mails und Berichten. Das Protokoll bleibt bei UTC.
billing = Abrechnung
billing-address = Rechnungsadresse
billing-hint = Wohin Rechnungen gehen.
metadata = Metadaten
metadata-text = Für Programme, die mit dieser Organisation arbeiten.
metadata-hint = Je Zeile ein schlüssel=wert, höchstens 50.
identifiers = Kennungen
identifiers-text = Für die API und den Support.
organization-id = ID der Organisation
plan = Tarif

hand-over = Inhaberschaft übergeben
hand-over-text = Wählen Sie im Menü eines Mitglieds „Inhaberschaft anbieten“. Es hat 72 Stunden Zeit, um anzunehmen.
choose-member = Mitglied wählen
leave = Organisation verlassen
leave-text = Ihre Schlüssel und offenen Einladungen hier enden mit Ihrer Mitgliedschaft.
leave-button = Verlassen
leave-title = { $name } verlassen?
leave-loss = Sie verlieren sofort den Zugang. Um zurückzukommen, muss Sie jemand einladen.
delete = Organisation löschen
delete-text = Sie lässt sich 30 Tage lang wiederherstellen, danach wird sie endgültig gelöscht.
delete-denied = Das können nur Rollen mit organization.delete. Fragen Sie einen Inhaber.
was-left = Sie haben { $name } verlassen
was-deleted = { $name } gelöscht
delete-title = { $name } löschen?
force = Löschen, obwohl dort noch etwas läuft
force-hint = Was dort läuft, wird abgeschnitten.
confirm = Zur Bestätigung { $slug } eingeben
loss-members = { $count ->
    [one] 1 Mitglied verliert sofort den Zugang.
   *[other] { $count } Mitglieder verlieren sofort den Zugang.
}
loss-keys = { $count ->
    [one] 1 API-Schlüssel gilt nicht mehr.
   *[other] { $count } API-Schlüssel gelten nicht mehr.
}
loss-projects = { $count ->
    [one] 1 Projekt geht mit.
   *[other] { $count } Projekte gehen mit.
}
loss-restore = 30 Tage lang lässt sie sich wiederherstellen.
running = Dort läuft noch etwas

stale-title = Jemand anderes hat diese Einstellungen inzwischen geändert
stale-choose = Von Ihnen ist noch nichts gespeichert. Wählen Sie für jedes Feld, was gelten soll.
stale-settled = Von Ihnen ist noch nichts gespeichert. Ihre Änderungen und die anderen berühren sich nicht: Speichern behält beide.
stale-lost = Ihre Eingaben konnten nicht behalten werden. Verwerfen Sie dies, um den neuen Stand zu sehen, und ändern Sie noch einmal.
mine = Ihre Fassung
theirs = Andere Fassung
nothing = Nichts
discard = Verwerfen

bin = Papierkorb
bin-text = Gelöschte Organisationen, deren Inhaber Sie sind. 30 Tage lang kann alles zurückkommen; nur Schlüssel bleiben abgeschaltet.
bin-loading = Papierkorb wird geladen
bin-list = Gelöschte Organisationen
bin-count = { $count ->
    [one] 1 Organisation
   *[other] { $count } Organisationen
}
bin-empty-title = Der Papierkorb ist leer
bin-empty = Eine Organisation, die Sie löschen, bleibt 30 Tage hier. Danach wird sie endgültig gelöscht.
to-organizations = Zu meinen Organisationen
deleted-by = { $name } hat sie gelöscht: { $time }
deleted-at = Gelöscht: { $time }
erased = Wird endgültig gelöscht am { $date }
restore = Wiederherstellen
restore-label = { $name } wiederherstellen
restored = { $name } ist wieder da. Die Schlüssel sind abgeschaltet.
