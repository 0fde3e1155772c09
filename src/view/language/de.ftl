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
