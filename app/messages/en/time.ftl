# Points in time. The names of the months are part of dates: "21 Nov 2026".
january = Jan
february = Feb
march = Mar
april = Apr
may = May
june = Jun
july = Jul
august = Aug
september = Sep
october = Oct
november = Nov
december = Dec
date = { $day } { $month } { $year }
# Below charts, where the year is plain, and for whole months.
day-and-month = { $day } { $month }
month-and-year = { $month } { $year }
date-and-time = { $date }, { $time } UTC

# Less than a minute ago or ahead, alone and within a sentence.
now = Now
now-inside = now
yesterday = Yesterday
yesterday-inside = yesterday
tomorrow = Tomorrow
tomorrow-inside = tomorrow
minutes-ago = { $count } min ago
hours-ago = { $count } h ago
days-ago = { $count ->
    [one] 1 day ago
   *[other] { $count } days ago
}
in-minutes = in { $count } min
in-hours = in { $count } h
in-days = { $count ->
    [one] in 1 day
   *[other] in { $count } days
}
never = Never
