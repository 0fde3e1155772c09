# What the program says in reports, in English.

## States and statuses

state-open = open
state-suspended = suspended
state-negotiating = negotiating
state-unrecorded = unrecorded
state-partly-open = partly open
state-uncertain = uncertain
# Between possible statuses: "open or suspended".
or = { $one } or { $other }

## Days, and how old evidence is

days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
days-between = { $least }–{ $most } days
days-or-more = { $count ->
    [one] { $count } day or more
   *[other] { $count } days or more
}
# Follow an age.
stale = { $age }, stale
perhaps-stale = { $age }, perhaps stale

## On whose word

inferred = { $word } (inferred)
inferred-alone = inferred
no-source-out = no source out by then

## The timeline picture

january = January
february = February
march = March
april = April
may = May
june = June
july = July
august = August
september = September
october = October
november = November
december = December
january-short = Jan
february-short = Feb
march-short = Mar
april-short = Apr
may-short = May
june-short = Jun
july-short = Jul
august-short = Aug
september-short = Sep
october-short = Oct
november-short = Nov
december-short = Dec
# On the axis: a day alone, a day over its hours, a month over its days.
tick-day = { $day }
period-day = { $day } { $month } { $year }
period-month = { $month } { $year }
# In the legend: what a sign stands for.
mark-sets = sets the status
mark-contact = used
mark-sought = asked for
mark-declined = declined
mark-unanswered = rang out
mark-confirmed = status confirmed
mark-inferred = { $mark }, inferred
mark-reach = days on which it may have happened
# Beside a thin line.
post-vacant = vacant: { $post } ({ $party })
post-perhaps-vacant = perhaps vacant: { $post } ({ $party })
