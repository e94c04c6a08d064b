title = Organisationen
text = Alles, wozu Sie auf diesem Server gehören.
create = Organisation erstellen
join-with-code = Mit Code beitreten
loading = Organisationen werden geladen
find = Organisation suchen
find-placeholder = Nach Name oder Adresse suchen
none = Sie gehören noch zu keiner Organisation
none-text = Erstellen Sie eine für Ihr Team oder bitten Sie jemanden, der schon dabei ist, um eine Einladung oder einen Beitrittscode.
none-found = Keine Organisation passt zu „{ $search }“
clear-search = Suche löschen
counted = { $total ->
    [one] 1 Organisation
   *[other] { $total } Organisationen
}
counted-part = { NUMBER($shown) } von { $total ->
    [one] 1 Organisation
   *[other] { $total } Organisationen
}
list = Ihre Organisationen
organization = Organisation
your-role = Ihre Rolle
members = Mitglieder
projects = Projekte

unconfirmed = Ihre Adresse ist noch nicht bestätigt
unconfirmed-text = Einladungen an sie erscheinen hier, sobald sie es ist.
confirm-address = Adresse bestätigen
invited = { $organization } hat Sie eingeladen
invited-text = Rolle: { $role }. Gesendet von { $inviter }, läuft ab am { $date }.
accept = Annehmen
accept-invitation = Annehmen, { $organization }
decline = Ablehnen
decline-invitation = Ablehnen, { $organization }
declined = Einladung abgelehnt

bin = Papierkorb
bin-text = Sie können sie 30 Tage lang wiederherstellen. Danach werden sie endgültig entfernt.
bin-list = Gelöschte Organisationen
bin-deleted = Gelöscht
bin-deleted-by = von { $name }
bin-ends = Endgültig gelöscht
bin-more = Ältere werden nicht angezeigt.
restore = Wiederherstellen
restore-organization = { $organization } wiederherstellen
restored = Organisation wiederhergestellt. Ihre Schlüssel bleiben ausgeschaltet.

create-text = Sie werden ihr erster Inhaber. Ein Projekt namens „default“ entsteht mit ihr.
slug = Adresse
slug-hint = Wenn leer, wird sie aus dem Namen gebildet. Sie lässt sich nie ändern.
timezone = Zeitzone
timezone-hint = Für Daten in Berichten und E-Mails; wenn leer, UTC. Das Protokoll bleibt bei UTC.
