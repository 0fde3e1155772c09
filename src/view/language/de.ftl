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

## Arten von Ereignissen

kind-opened = eröffnet
kind-suspended = ausgesetzt
kind-talks = Verhandlungen
kind-resumed = wiederaufgenommen
kind-collapsed = gescheitert
kind-contact = Kontakt
kind-sought = erbeten
kind-declined = abgelehnt
kind-unanswered = unbeantwortet
kind-confirmed-open = bestätigt als offen
kind-confirmed-suspended = bestätigt als ausgesetzt
kind-confirmed-negotiating = bestätigt als in Verhandlung
kind-context = Kontext
deed-by = { $kind } durch { $party }

## Warum die Maschine einen Schritt ablehnt

refused-already-open = ist schon offen
refused-already-suspended = ist schon ausgesetzt
refused-already-negotiating = ist schon in Verhandlung
refused-opened-while-suspended = ist ausgesetzt; was ausgesetzt war, wird wiederaufgenommen (`resumed`), nicht eröffnet (`opened`)
refused-resumed-while-unrecorded = hat noch keinen Zustand, also ist nichts wiederaufzunehmen
refused-talks-while-open = ist offen, also gibt es nichts wiederherzustellen
refused-no-talks = ist nicht in Verhandlung, also können keine Verhandlungen scheitern
refused-contact-while-unrecorded = hat noch keinen Zustand, kann also nicht in Gebrauch sein
refused-contact-while-suspended = ist ausgesetzt, kann also nicht in Gebrauch sein
refused-contact-while-negotiating = ist noch in Verhandlung, kann also nicht in Gebrauch sein
refused-not-open = ist nach den Ereignissen nicht offen, wie die Quelle angibt
refused-not-suspended = ist nach den Ereignissen nicht ausgesetzt, wie die Quelle angibt
refused-not-negotiating = ist nach den Ereignissen nicht in Verhandlung, wie die Quelle angibt
refused-bears-on-no-channel = kann von einem Ereignis der Art `context` nicht berührt werden

## Der Admiralitätscode (NATO AJP-2.1)

reliability-a = völlig zuverlässig
reliability-b = meist zuverlässig
reliability-c = einigermaßen zuverlässig
reliability-d = meist nicht zuverlässig
reliability-e = unzuverlässig
reliability-f = Zuverlässigkeit nicht beurteilbar
credibility-confirmed = von anderen Quellen bestätigt
credibility-probable = wahrscheinlich wahr
credibility-possible = möglicherweise wahr
credibility-doubtful = zweifelhaft
credibility-improbable = unwahrscheinlich
credibility-not-judged = Wahrheit nicht beurteilbar
grade-means = Quelle: { $reliability }, Aussage: { $credibility }

## Die Frage, und Tage

as-of-on = am { $day }
as-of-known = , nach dem Wissensstand vom { $day }
as-of-grade = , nach Belegen von { $grade } oder besser
bounds-between = { $from } bis { $to }
bounds-or-later = { $day } oder später
bounds-or-earlier = { $day } oder früher
bounds-any-day = an jedem Tag
date-uncertain = { $date } (unsicher)
since-date = , seit { $date }
age-of-evidence = Alter der Belege { $age }

## Die Tabelle der Zustände, und wofür sie keinen Platz hat

column-channel = Kanal
column-status = Zustand
column-since = Seit
column-word = Beleg
column-age = Alter der Belege
no-channels = keine Kanäle
remark-undecided = „{ $deed }“ von { $date } war vielleicht noch nicht geschehen
remark-gap = die Geschichte hat eine Lücke: zwischen ihren Ereignissen muss etwas geschehen sein, das nicht belegt ist oder hier nicht zählt
post-held = das Amt { $title } ({ $party }) ist besetzt
post-perhaps-vacant = das Amt { $title } ({ $party }) ist vielleicht unbesetzt
post-vacant = das Amt { $title } ({ $party }) ist unbesetzt
post-held-until = { $vacant }; { $name } hatte es bis { $until } inne

## Schritt für Schritt

replayed = nachvollzogen { $when }
column-date = Datum
column-event = Ereignis
column-change = Vorher → nachher
column-happened = Geschehen
column-what = Was
gap = Lücke
gap-before = Lücke vor { $event }
gap-why = bis { $date } gilt: er { $refusal }
happened-yes = ja
happened-perhaps-not-yet = vielleicht noch nicht
happened-not-yet = noch nicht
left-out = weggelassen
left-out-too-weak = kein Beleg ist gut genug
left-out-withdrawn = zurückgezogen { $date }: { $reason }
left-out-replaced = ersetzt durch { $event }

## Warum es so ist

is = ist
nothing-set-it = Kein Ereignis ist bekannt, das einen Zustand gesetzt haben könnte.
because = Weil
before-that = Davor
without-one-source = Wenn eine Quelle fehlte
may-happen-next = Was als Nächstes geschehen kann
perhaps-not-yet-days = , vielleicht noch nicht: { $days }
happened-days = , geschehen { $days }
gap-by-then = , Lücke: bis dahin gilt: er { $refusal }
note = Anmerkung: { $note }
caused-by = ausgelöst durch
inferred-means = erschlossen: ein Schluss der Bearbeitung, nicht das Wort einer Quelle
no-source-out-means = bis dahin war keine Quelle erschienen; bekannt war es dennoch
without-none = keine Quelle betrifft diesen Kanal
without-only = ohne die einzige Quelle wäre die Antwort dieselbe
without-any = ohne jede einzelne der { $count } Quellen wäre die Antwort dieselbe
rests-on-analyst = es beruht auf einem Schluss der Bearbeitung
untried-sources = { $count } Quellen älterer Ereignisse wurden nicht geprüft
without = ohne
would-be = wäre er
by-kinds = {" "}durch: { $kinds }
no-change-by-kinds = keine Änderung durch: { $kinds }
kind-if = { $kind } (falls { $states })
may-not = nicht { $kind }: { $reasons }
it-refuses = er { $refusal }
if-it-refuses = falls { $state }: er { $refusal }

## Ein Bericht: der Befund

headline-one = { $name }: { $status }
headline-its-evidence = die Belege sind veraltet
headline-its-post = ein Amt ist unbesetzt
headline-its-history = die Geschichte hat eine Lücke
headline-of = Von { $channels } Kanälen: { $parts }
headline-open = { $count } offen
headline-partly-open = { $count } teilweise offen
headline-suspended = { $count } ausgesetzt
headline-negotiating = { $count } in Verhandlung
headline-unrecorded = { $count } nicht belegt
headline-uncertain = { $count } ungewiss
headline-imprecise = { $count ->
    [one] { $count } beruht auf einem ungenauen Datum
   *[other] { $count } beruhen auf einem ungenauen Datum
}
headline-stale = die Belege von { $count } sind veraltet
headline-vacant = bei { $count } ist ein Amt unbesetzt
headline-gaps = { $count ->
    [one] { $count } hat eine Lücke in der Geschichte
   *[other] { $count } haben eine Lücke in der Geschichte
}

## Ein Bericht: seine Teile

history = Was geschah
no-events = Bis dahin ist kein Ereignis bekannt, das zählt.
older-events = { $count ->
    [one] { $count } älteres Ereignis wird hier nicht erzählt.
   *[other] { $count } ältere Ereignisse werden hier nicht erzählt.
}
not-heard = Unbeantwortet und abgelehnt
outside-the-channels = Außerhalb der Kanäle
sources = Quellen
not-judged = Zuverlässigkeit nicht beurteilt
made-from = Grundlage
all-that-the-ledger-holds = alles, was das Register enthält
foot-ledger = Register: SHA-256 { $sha }
foot-on = Stichtag: { $day }
foot-known = Wissensstand: { $day }
foot-grade = Belege: { $grade } oder besser
foot-since = erzählte Ereignisse: ab { $day }
foot-version = detente { $version }

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
mark-sets = setzt den Zustand
mark-contact = benutzt
mark-sought = erbeten
mark-declined = abgelehnt
mark-unanswered = unbeantwortet
mark-confirmed = Zustand bestätigt
mark-inferred = { $mark }, erschlossen
mark-reach = vielleicht an diesen Tagen
mark-gap = davor fehlt etwas
# Neben einer dünnen Linie.
picture-vacant = unbesetzt: { $post } ({ $party })
picture-perhaps-vacant = vielleicht unbesetzt: { $post } ({ $party })
legend-vacant = Amt unbesetzt
legend-perhaps-vacant = Amt vielleicht unbesetzt

## Was sich geändert hat

diff-days = was sich vom { $from } bis zum { $to } geändert hat
diff-days-known = was sich vom { $from } bis zum { $to } geändert hat, nach dem Wissensstand vom { $known }
diff-known = was sich an der Antwort für den { $on } geändert hat, vom Wissensstand des { $from } zu dem des { $to }
diff-known-all = was sich an der Antwort für den { $on } geändert hat, vom Wissensstand des { $from } zu allem, was das Register enthält
diff-both = was sich vom { $from }, nach dem Wissensstand vom { $known }, bis zum { $to }, nach dem Wissensstand vom { $until }, geändert hat
diff-both-all = was sich vom { $from }, nach dem Wissensstand vom { $known }, bis zum { $to }, nach allem, was das Register enthält, geändert hat
diff-restated = { $count ->
    [0] Keiner von { $all } Kanälen hat einen anderen Zustand
    [one] { $count } von { $all } Kanälen hat einen anderen Zustand
   *[other] { $count } von { $all } Kanälen haben einen anderen Zustand
}
diff-otherwise = { $count ->
    [one] 1 Antwort hat sich anderweitig geändert
   *[other] { $count } Antworten haben sich anderweitig geändert
}
diff-informed = { $count ->
    [one] zu 1 Kanal gibt es Neues, das an der Antwort nichts ändert
   *[other] zu { $count } Kanälen gibt es Neues, das an der Antwort nichts ändert
}
diff-unchanged = { $count ->
    [one] zu 1 Kanal gibt es nichts Neues
   *[other] zu { $count } Kanälen gibt es nichts Neues
}
diff-was = War
diff-is = Ist
diff-news = Neues, das an der Antwort nichts ändert
diff-set-by = gesetzt durch { $is }; zuvor durch { $was }
diff-scope = nur ein Teil davon: { $scope }
diff-scope-lifted = alles, nicht mehr nur ein Teil: { $scope }
diff-gap-closed = die Geschichte hat keine Lücke mehr
diff-age = Alter der Belege: { $is }; zuvor: { $was }
diff-happened = geschehen
diff-perhaps-happened = vielleicht geschehen
diff-certainly-happened = inzwischen sicher geschehen
diff-perhaps-not-yet = vielleicht doch noch nicht geschehen
diff-not-yet = doch noch nicht geschehen
diff-newly-known = neu bekannt
diff-good-enough = nun gut genug belegt
diff-counts-again = zählt wieder
diff-withdrawn = zurückgezogen
diff-corrected = berichtigt
diff-left-out = zählt nicht mehr
diff-new-source = neue Quelle
diff-regraded = anders bewertet
diff-narrowed = genauer datiert
diff-widened = weniger genau datiert
diff-moved = anders datiert
diff-known-from = bekannt seit { $day } aus { $source }
diff-reported = gemeldet bis { $day }
diff-recorded = aufgezeichnet bis { $day }
diff-by = durch { $what }
diff-rather = { $is } statt { $was }
diff-no-grade = keiner Bewertung

## Die Seite

page-on = Stichtag
page-known = Wissensstand
page-exact = { $label }, als Datum
page-day-form = JJJJ-MM-TT
page-play = Abspielen
page-pause = Anhalten
page-skip = Zur Tabelle springen
page-timeline = Zeitverlauf
page-table = Die Kanäle am Stichtag
page-channels = Kanal für Kanal
page-as-all = , nach allem, was das Register enthält
page-band = { $state }, { $from } bis { $to }
page-several = mehrere sind möglich
page-still = weiterhin { $state }
page-effect = { $channel }: { $effect }
page-known-since = bekannt seit { $day }
page-replaced-by = ersetzt durch
page-behind = Was dahinterstand
page-all-channels = Alle Kanäle
page-cut = Erzählt ab { $day }, damit diese Seite klein genug zum Verschicken bleibt. Was davor geschah, steht im Register: `detente report --since TAG --on TAG` erzählt es.
page-cut-in-vain = Größer als 5 MB, obwohl nur die letzten Ereignisse erzählt werden, denn es sind so viele Kanäle. Für eine Seite, die sich verschicken lässt, weniger nennen: `detente report KANAL --format html`.
page-not-yet-known = { $count ->
    [one] { $count } Ereignis an diesem Tag noch nicht bekannt
   *[other] { $count } Ereignisse an diesem Tag noch nicht bekannt
}

## Eine Seite statt eines Berichts

trouble = Kein Bericht: das Register ist erst zu berichtigen

## Ein veröffentlichter Ordner: seine übrigen Dateien, Feed und Kalender

page-site = Außerdem hier
feed-title = { $title }: Änderungen des Zustands
feed-subtitle = Was ein Kanal nach dem Wissensstand des jeweiligen Tages ist, sooft sich das ändert
news-title = { $channel }: { $after } (vorher: { $before })
news-change = { $day }: { $after }, davor { $before }
news-learned = Bekannt geworden:
news-dropped = Zählt nicht mehr:
news-reached = Inzwischen geschehen oder vielleicht geschehen:
news-more = { $count ->
    [one] ein früheres Ereignis
   *[other] { $count } frühere Ereignisse
}
calendar-about = Die Ereignisse des Registers. Ist der Tag eines Ereignisses nicht bekannt, so füllt es alle Tage, an denen es geschehen sein kann; hat es nur einen ersten oder nur einen letzten Tag, so steht es an diesem.
calendar-left-out = { $count ->
    [one] Ein Ereignis fehlt, weil kein Kalender sein Datum aufnehmen kann.
   *[other] { $count } Ereignisse fehlen, weil kein Kalender ihr Datum aufnehmen kann.
}
calendar-date = Datum: { $date }
calendar-days = Datum: { $date }, das heißt { $days }
calendar-word = Beleg: { $word }
calendar-known = Bekannt ab { $day }

## Was um einen Titel steht

quote-begins = „
quote-ends = “
