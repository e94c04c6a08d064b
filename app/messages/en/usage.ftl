# The page of usage.
title = Usage
page-text = Counted in UTC. Today is still being counted.
loading = Loading usage
# The name of a plan: free, pro, enterprise.
plan = Plan { $plan }
# A month such as "Nov 2026".
period = { $month }, { $days ->
    [0] the last day of the period
    [one] 1 day left
   *[other] { $days } days left
}
principals = Principals
principals-hint = Principals are active members, and keys that are not revoked.
overage = { $count ->
    [one] 1 principal beyond the plan
   *[other] { $count } principals beyond the plan
}
overage-cost = At { $each } each they come to { $together } this period.
overage-free = Nothing stops working. Ask the operator of this server for a larger plan.
requests-in = { NUMBER($total) } in { $days ->
    [one] 1 day
   *[other] { $days } days
}
history = Principals a day
history-text = At the end of each day
history-title = Principals at the end of each day
first-day-title = Counting began today
first-day = { $count ->
    [one] 1 principal today.
   *[other] { $count } principals today.
} From tomorrow on every day stands here.
people = Active people a month
people-text = People who signed in or used a personal token
people-title = People active in each month
people-unit = People
month = Month
first-month = From next month on every month stands here.
