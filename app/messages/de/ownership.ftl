offer-button = Inhaberschaft anbieten
offer-title = { $name } Ihre Inhaberschaft anbieten?
offer-text = Die Person erhält eine E-Mail und hat 72 Stunden Zeit. Bis dahin ändert sich nichts, und Sie können das Angebot zurückziehen.
keep-role = Ihre Rolle danach
keep-role-hint = Sie sind dann kein Inhaber mehr. Nur ein Inhaber kann Sie wieder dazu machen.
offered = Inhaberschaft wurde { $name } angeboten

offers-you = { $name } bietet Ihnen die Inhaberschaft von { $organization } an
you-become = Sie werden Inhaber, und { $name } behält die Rolle { $role }.
you-offered = Sie haben { $name } Ihre Inhaberschaft angeboten
you-until = Sie sind Inhaber, bis das Angebot angenommen wird, danach haben Sie die Rolle { $role }.
others-offered = { $from } hat { $to } die Inhaberschaft angeboten
nothing-until = Bis zur Annahme ändert sich nichts.
stands-until = Das Angebot gilt bis { $time }.
accept = Inhaberschaft annehmen
decline = Ablehnen
withdraw = Angebot zurückziehen
is-over = Das Angebot ist beendet
