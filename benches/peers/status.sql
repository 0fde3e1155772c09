-- The job of `detente status` on a ledger whose events are rows: everything is checked, then the last
-- status of every channel is printed. A row that fails a check ends the run with an error.
--
-- machine.csv has every step that the machine accepts: the state before, the kind, the status it sets.

SET preserve_insertion_order = false;

CREATE TABLE machine AS FROM read_csv('machine.csv', header = true,
    columns = {'before': 'VARCHAR', 'kind': 'VARCHAR', 'sets': 'VARCHAR'});
CREATE TABLE kinds AS SELECT DISTINCT kind, sets FROM machine;
CREATE TABLE channels AS FROM read_csv('channels.csv', header = true, columns = {'id': 'VARCHAR'});
CREATE TABLE sources AS FROM read_csv('sources.csv', header = true, columns = {'id': 'VARCHAR'});
CREATE TABLE parties AS FROM read_csv('parties.csv', header = true, columns = {'id': 'VARCHAR'});

CREATE TABLE events AS FROM read_csv('events.csv', header = true, auto_detect = false, delim = ',', quote = '"',
    columns = {'id': 'VARCHAR', 'date': 'DATE', 'kind': 'VARCHAR', 'channel': 'VARCHAR', 'by': 'VARCHAR',
        'summary': 'VARCHAR', 'source': 'VARCHAR', 'at': 'VARCHAR', 'credibility': 'UTINYINT'});

.mode csv
.headers off

SELECT error('duplicate id: ' || id) FROM events GROUP BY id HAVING count(*) > 1;
SELECT error('unknown channel: ' || id) FROM events ANTI JOIN channels ON events.channel = channels.id;
SELECT error('unknown source: ' || id) FROM events ANTI JOIN sources ON events.source = sources.id;
SELECT error('unknown party: ' || id) FROM events ANTI JOIN parties ON events.by = parties.id
    WHERE events.by IS NOT NULL;
SELECT error('unknown kind: ' || id) FROM events ANTI JOIN kinds USING (kind);
SELECT error('incomplete: ' || coalesce(id, 'no id')) FROM events
    WHERE id IS NULL OR date IS NULL OR summary IS NULL OR credibility NOT BETWEEN 1 AND 6;

-- Every event with the status that the channel's events before it had set.
CREATE TABLE steps AS SELECT id, date, channel, kind, sets, coalesce(
        lag(sets IGNORE NULLS) OVER (PARTITION BY channel ORDER BY date), 'unrecorded') AS before
    FROM events JOIN kinds USING (kind);
SELECT error('refused: ' || id) FROM steps ANTI JOIN machine USING (before, kind);

SELECT channel, arg_max(sets, date) FROM steps WHERE sets IS NOT NULL GROUP BY channel ORDER BY channel;
