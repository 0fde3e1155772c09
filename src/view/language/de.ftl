# Was das Programm in Berichten sagt, auf Deutsch.

## Zustände

state-open = offen
state-suspended = ausgesetzt
state-negotiating = in Verhandlung
state-unrecorded = nicht belegt
state-partly-open = teilweise offen
state-uncertain = ungewiss
or = { $one } oder { $other }

## Tage und Alter der Belege

days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
days-between = { $least }–{ $most } Tage
days-or-more = { $count ->
    [one] { $count } Tag oder mehr
   *[other] { $count } Tage oder mehr
}
stale = { $age }, veraltet
perhaps-stale = { $age }, vielleicht veraltet

## Auf wessen Wort

inferred = { $word } (erschlossen)
inferred-alone = erschlossen
no-source-out = bis dahin keine Quelle erschienen

## Das Bild der Zeit

january = Januar
february = Februar
march = März
april = April
may = Mai
june = Juni
july = Juli
august = August
september = September
october = Oktober
november = November
december = Dezember
january-short = Jan
february-short = Feb
march-short = Mär
april-short = Apr
may-short = Mai
june-short = Jun
july-short = Jul
august-short = Aug
september-short = Sep
october-short = Okt
november-short = Nov
december-short = Dez
# An der Achse: ein Tag allein, ein Tag über seinen Stunden, ein Monat über seinen Tagen.
tick-day = { $day }.
period-day = { $day }. { $month } { $year }
period-month = { $month } { $year }
# In der Legende: wofür ein Zeichen steht.
mark-sets = setzt den Status
mark-contact = benutzt
mark-sought = erbeten
mark-declined = abgelehnt
mark-unanswered = unbeantwortet
mark-confirmed = Status bestätigt
mark-inferred = { $mark }, erschlossen
mark-reach = Tage, an denen es geschehen sein kann
# Neben einer dünnen Linie.
post-vacant = unbesetzt: { $post } ({ $party })
post-perhaps-vacant = vielleicht unbesetzt: { $post } ({ $party })
