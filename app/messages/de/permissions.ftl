title = { $name ->
    [organization-read] Organisation ansehen
    [organization-update] Einstellungen ändern
    [organization-delete] Organisation löschen
    [users-read] Mitglieder ansehen
    [users-invite] Personen einladen
    [users-update] Mitglieder ändern
    [users-delete] Mitglieder entfernen
    [roles-read] Rollen ansehen
    [roles-create] Rollen erstellen
    [roles-update] Rollen bearbeiten
    [roles-delete] Rollen löschen
    [projects-read] Projekte ansehen
    [projects-create] Projekte erstellen
    [projects-update] Projekte bearbeiten
    [projects-delete] Projekte löschen
    [apiKeys-list] API-Schlüssel ansehen
    [apiKeys-create] API-Schlüssel erstellen
    [apiKeys-revoke] API-Schlüssel widerrufen
    [dashboard-view] Übersicht ansehen
    [billing-view] Nutzung ansehen
    [audit-read] Protokoll lesen
    [webhooks-manage] Webhooks verwalten
   *[widgets-manage] Widgets verwalten
}
description = { $name ->
    [organization-read] Name, Einstellungen und Tarif der Organisation sehen.
    [organization-update] Name, Logo, Zeitzone, Rechnungsadresse und Metadaten der Organisation ändern.
    [organization-delete] Die Organisation mit allem darin löschen.
    [users-read] Mitglieder und Einladungen sehen.
    [users-invite] Personen per E-Mail einladen und Beitrittscodes erstellen.
    [users-update] Rollen ändern, Mitglieder sperren und Sperren aufheben.
    [users-delete] Mitglieder aus der Organisation entfernen.
    [roles-read] Rollen sehen und was sie erlauben.
    [roles-create] Eigene Rollen aus Berechtigungen erstellen, die man selbst hat.
    [roles-update] Ändern, was eigene Rollen erlauben.
    [roles-delete] Eigene Rollen löschen.
    [projects-read] Projekte und ihre Ressourcen sehen.
    [projects-create] Neue Projekte erstellen.
    [projects-update] Projekte umbenennen und ihre Ressourcen eintragen.
    [projects-delete] Projekte mit ihren Schlüsseln löschen.
    [apiKeys-list] API-Schlüssel sehen, ohne ihre Geheimnisse.
    [apiKeys-create] API-Schlüssel mit Berechtigungen erstellen, die man selbst hat.
    [apiKeys-revoke] API-Schlüssel abschalten und widerrufen.
    [dashboard-view] Die Zahlen der Übersicht sehen.
    [billing-view] Die Nutzung im Verhältnis zum Tarif sehen.
    [audit-read] Das Protokoll lesen und exportieren.
    [webhooks-manage] Webhooks einrichten.
   *[widgets-manage] Eingebettete Widgets einrichten und Sitzungen für sie öffnen.
}
group = { $name ->
    [organization] Organisation
    [people] Personen
    [roles] Rollen
    [projects] Projekte
    [api-keys] API-Schlüssel
    [insight] Einblick
   *[integration] Anbindung
}
