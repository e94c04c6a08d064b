offer-button = Offer ownership
offer-title = Offer your ownership to { $name }?
offer-text = They get a mail and have 72 hours to accept. Until then nothing changes, and you can withdraw the offer.
keep-role = Your role afterwards
keep-role-hint = You are no owner any more. Only an owner can make you one again.
offered = Ownership offered to { $name }

# The banner of an offer: to whom it was made, from whom it comes, for others.
offers-you = { $name } offers you the ownership of { $organization }
you-become = You become an owner, and { $name } keeps the role { $role }.
you-offered = You offered your ownership to { $name }
you-until = You are an owner until they accept, then you have the role { $role }.
others-offered = { $from } offered their ownership to { $to }
nothing-until = Nothing changes until it is accepted.
stands-until = The offer stands until { $time }.
accept = Accept ownership
decline = Decline
withdraw = Withdraw offer
is-over = The offer is over
