title = Nutzung
page-text = Gezählt in UTC. Der heutige Tag zählt noch weiter.
loading = Nutzung wird geladen
plan = Tarif { $plan }
period = { $month }, { $days ->
    [0] letzter Tag des Zeitraums
    [one] noch 1 Tag
   *[other] noch { $days } Tage
}
principals = Identitäten
principals-hint = Identitäten sind aktive Mitglieder und Schlüssel, die nicht widerrufen sind.
overage = { $count ->
    [one] 1 Identität über dem Tarif
   *[other] { $count } Identitäten über dem Tarif
}
overage-cost = Zu je { $each } ergeben sie { $together } in diesem Zeitraum.
overage-free = Nichts hört auf zu funktionieren. Fragen Sie den Betreiber dieses Servers nach einem größeren Tarif.
requests-in = { NUMBER($total) } in { $days ->
    [one] 1 Tag
   *[other] { $days } Tagen
}
history = Identitäten je Tag
history-text = Am Ende jedes Tages
history-title = Identitäten am Ende jedes Tages
first-day-title = Die Zählung beginnt heute
first-day = { $count ->
    [one] 1 Identität heute.
   *[other] { $count } Identitäten heute.
} Ab morgen steht hier jeder Tag.
people = Aktive Personen je Monat
people-text = Wer sich angemeldet oder ein persönliches Token verwendet hat
people-title = In jedem Monat aktive Personen
people-unit = Personen
month = Monat
first-month = Ab dem nächsten Monat steht hier jeder Monat.
