package bot_test

import "fmt"

// watched are the tables of all that people and events are.
var watched = []string{
	"account", "person", "programme", "event", "event_day", "event_place", "event_country", "event_text", "event_deadline", "event_info", "event_agenda",
	"event_document", "event_series", "participation", "change", "draft", "token", "batch", "sent_file", "workplan", "heading", "question", "rule", "send",
	"delivery", "pause", "restored", "job",
}

// touches notes, in its transaction, each row of a watched table that becomes another, with its
// programme; 0: of none. In which message a draft is shown is no part of it.
const touches = `
	CREATE TABLE touched (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, programme_id bigint NOT NULL, of text NOT NULL, was jsonb, becomes jsonb);
	CREATE INDEX ON touched (programme_id, id);
	CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
	DECLARE was jsonb; becomes jsonb;
	BEGIN
		IF TG_OP <> 'INSERT' THEN was = to_jsonb(OLD) - 'card'; END IF;
		IF TG_OP <> 'DELETE' THEN becomes = to_jsonb(NEW) - 'card'; END IF;
		IF was IS DISTINCT FROM becomes THEN
			INSERT INTO touched (programme_id, of, was, becomes)
			SELECT DISTINCT CASE WHEN TG_TABLE_NAME = 'programme' THEN (x ->> 'id')::bigint
			       ELSE coalesce((x ->> 'programme_id')::bigint, (SELECT e.programme_id FROM event e WHERE e.id = (x ->> 'event_id')::bigint), 0) END,
			       TG_TABLE_NAME, was, becomes FROM unnest(ARRAY[was, becomes]) x WHERE x IS NOT NULL;
		END IF;
		RETURN NULL;
	END $$`

// rows stands for all that people and events are, of all programmes or of one: it is another
// number once a row has become another.
func (o *office) rows(programmeID int64) int {
	o.t.Helper()
	o.watch.Do(func() {
		o.exec(touches)
		for _, table := range watched {
			o.exec(fmt.Sprintf(`CREATE TRIGGER touch AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION touch()`, table))
		}
	})
	if programmeID == 0 {
		return o.int(`SELECT coalesce(max(id), 0) FROM touched`)
	}
	return o.int(`SELECT coalesce(max(id), 0) FROM touched WHERE programme_id = $1`, programmeID)
}

// changedSince says which rows have become another since rows of all programmes was a number.
func (o *office) changedSince(before int) string {
	o.t.Helper()
	return o.text(`SELECT coalesce(string_agg(concat_ws(' ', of, was, '->', becomes), E'\n' ORDER BY id), '') FROM touched WHERE id > $1`, before)
}
