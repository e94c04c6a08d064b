january = Jan.
february = Feb.
march = März
april = Apr.
may = Mai
june = Juni
july = Juli
august = Aug.
september = Sept.
october = Okt.
november = Nov.
december = Dez.
date = { $day }. { $month } { $year }
day-and-month = { $day }. { $month }
month-and-year = { $month } { $year }
date-and-time = { $date }, { $time } UTC

now = Jetzt
now-inside = jetzt
yesterday = Gestern
yesterday-inside = gestern
tomorrow = Morgen
tomorrow-inside = morgen
minutes-ago = vor { $count } Min.
hours-ago = vor { $count } Std.
days-ago = { $count ->
    [one] vor 1 Tag
   *[other] vor { $count } Tagen
}
in-minutes = in { $count } Min.
in-hours = in { $count } Std.
in-days = { $count ->
    [one] in 1 Tag
   *[other] in { $count } Tagen
}
never = Nie
