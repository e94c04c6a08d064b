group-people = Personen
group-build = Entwicklung
group-organization = Organisation
overview = Übersicht
members = Mitglieder
invitations = Einladungen
join-codes = Beitrittscodes
roles = Rollen
projects = Projekte
keys = API-Schlüssel
audit = Protokoll
settings = Einstellungen

loading = Seite wird geladen
skip = Zum Inhalt springen
