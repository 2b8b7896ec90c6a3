-- +goose Up

-- Two kinds of time stand in these tables. Programme time (it can be turned, and
-- comes from the program): since, begins_at, next_at, not_before, expires_at.
-- Machine time (this server's clock_timestamp()): retry_at, claimed_at, until of
-- a lease or a pause. Neither is ever taken from a default.

-- Who and where ---------------------------------------------------------------

CREATE TABLE programme (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL CHECK (name <> ''),
    zone       text NOT NULL,                            -- IANA
    language   text NOT NULL,
    civil_from time NOT NULL DEFAULT '08:00',
    civil_to   time NOT NULL DEFAULT '20:00' CHECK (civil_to > civil_from),
    quiet_days smallint[] NOT NULL DEFAULT '{0,6}',      -- 0 is Sunday
    created_at timestamptz NOT NULL
);

-- A Telegram user, over all programmes.
CREATE TABLE account (
    id              bigint PRIMARY KEY,                  -- Telegram's
    language        text NOT NULL,
    language_chosen boolean NOT NULL,                    -- false: guessed from Telegram's language_code
    zone            text,                                -- null: the programme's
    zone_chosen     boolean NOT NULL,
    reach           text NOT NULL CHECK (reach IN ('ok', 'not_started', 'blocked', 'deactivated')),
    reach_since     timestamptz NOT NULL,
    created_at      timestamptz NOT NULL,
    CHECK (zone IS NOT NULL OR NOT zone_chosen)
);

-- Everyone who can be written to in a programme, staff included.
CREATE TABLE person (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES programme,
    account_id   bigint REFERENCES account,              -- null: not on Telegram
    role         text NOT NULL CHECK (role IN ('participant', 'viewer', 'coordinator', 'owner')),
    name         text NOT NULL CHECK (name <> ''),
    name_given   boolean NOT NULL,                       -- false: taken from Telegram
    otherwise    text CHECK (otherwise IN ('participant', 'viewer', 'coordinator', 'owner')), -- of an owner by the operator's configuration: the role without it
    institution  text NOT NULL DEFAULT '',
    language     text,                                   -- these two count only while no account is linked
    zone         text,
    role_since   timestamptz,                            -- null: as long as there is the person
    created_at   timestamptz NOT NULL,
    UNIQUE (programme_id, account_id),
    CHECK (otherwise IS NULL OR role = 'owner')
);
CREATE INDEX person_account ON person (account_id);

-- Events ----------------------------------------------------------------------

CREATE TABLE event (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id   bigint NOT NULL REFERENCES programme,
    code           text NOT NULL UNIQUE CHECK (code ~ '^[2-9A-HJ-NP-Z]{5}$'),
    key            text NOT NULL,                        -- of the link to share
    kind           text NOT NULL,
    mode           text NOT NULL CHECK (mode IN ('in_person', 'online', 'hybrid')),
    zone           text NOT NULL,
    zone_assumed   boolean NOT NULL,                     -- taken from a place or the programme, not typed
    language       text NOT NULL,                        -- of origin
    status         text NOT NULL CHECK (status IN ('tentative', 'confirmed', 'postponed', 'cancelled', 'held')),
    reason         text NOT NULL DEFAULT '',             -- why it was postponed or cancelled, in staff's words
    reasons        jsonb NOT NULL DEFAULT '{}',          -- the same by language, where it was given so
    seats          int CHECK (seats > 0),
    expected       int CHECK (expected > 0),
    listed         boolean NOT NULL DEFAULT false,
    answers_closed boolean NOT NULL DEFAULT false,       -- staff take no more answers
    agencies       text[] NOT NULL DEFAULT '{}',
    partners       text[] NOT NULL DEFAULT '{}',
    link           text NOT NULL DEFAULT '',             -- to the online meeting; only those coming see it
    contact        text NOT NULL DEFAULT '',             -- whom to ask, with a phone or a handle; only those coming see it
    component      text NOT NULL DEFAULT '',             -- or activity of the programme; only staff see it
    agenda_version int NOT NULL DEFAULT 0,               -- grows with any change of event_agenda
    agenda_since   timestamptz,                          -- when it grew last
    languages      text[] NOT NULL DEFAULT '{}',         -- of work, ISO 639
    interpretation text[] NOT NULL DEFAULT '{}',         -- those of them that are interpreted into
    version        int NOT NULL DEFAULT 1,
    schedule       int NOT NULL DEFAULT 1,
    schedule_since timestamptz NOT NULL,
    begins_at      timestamptz,                          -- derived from event_day and zone; null: date to be confirmed
    ends_at        timestamptz CHECK (ends_at >= begins_at),
    rough_grain    text NOT NULL DEFAULT '',             -- while there are no days: month, quarter, week …
    rough_first    date,                                 -- the stretch in which it will lie
    rough_last     date CHECK (rough_last >= rough_first),
    created_by     bigint NOT NULL REFERENCES person,
    created_at     timestamptz NOT NULL,
    CHECK ((begins_at IS NULL) = (ends_at IS NULL)),
    CHECK ((rough_grain = '') = (rough_first IS NULL) AND (rough_first IS NULL) = (rough_last IS NULL)),
    CHECK (rough_grain = '' OR begins_at IS NULL)
);
CREATE INDEX event_ahead ON event (programme_id, ends_at);

CREATE TABLE event_day (
    event_id  bigint NOT NULL REFERENCES event ON DELETE CASCADE,
    day       date NOT NULL,
    starts_at time,                                      -- local; null: all day
    ends_at   time,
    PRIMARY KEY (event_id, day)
);

CREATE TABLE event_place (
    event_id bigint NOT NULL REFERENCES event ON DELETE CASCADE,
    position smallint NOT NULL,
    venue    text NOT NULL DEFAULT '',
    city     text NOT NULL DEFAULT '',
    country  text NOT NULL DEFAULT '',                   -- ISO 3166, two letters
    zone     text NOT NULL DEFAULT '',
    PRIMARY KEY (event_id, position)
);

CREATE TABLE event_country (
    event_id bigint NOT NULL REFERENCES event ON DELETE CASCADE,
    country  text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    host     boolean NOT NULL,                           -- false: invited
    position smallint NOT NULL,
    PRIMARY KEY (event_id, country, host)
);

CREATE TABLE event_text (
    event_id    bigint NOT NULL REFERENCES event ON DELETE CASCADE,
    language    text NOT NULL,
    title       text NOT NULL DEFAULT '',                -- never empty in the language of origin
    description text NOT NULL DEFAULT '',
    PRIMARY KEY (event_id, language),
    CHECK (title <> '' OR description <> '')
);

CREATE TABLE event_deadline (
    event_id bigint NOT NULL REFERENCES event ON DELETE CASCADE,
    purpose  text NOT NULL CHECK (purpose IN ('registration', 'nomination', 'submission')),
    day      date NOT NULL,                              -- the last on which it may be done
    until    time,                                       -- by the event's clock; null: the end of the day
    PRIMARY KEY (event_id, purpose)
);

-- Practical information: a text a heading. Only those coming see it.
CREATE TABLE event_info (
    event_id bigint NOT NULL REFERENCES event ON DELETE CASCADE,
    heading  text NOT NULL CHECK (heading IN ('arrival', 'morning', 'hotel', 'visa', 'documents', 'weather', 'dress')),
    text     text NOT NULL CHECK (text <> ''),
    PRIMARY KEY (event_id, heading)
);

-- What is on, day by day, as it was typed.
CREATE TABLE event_agenda (
    event_id bigint NOT NULL REFERENCES event ON DELETE CASCADE,
    day      smallint NOT NULL CHECK (day >= 0),         -- 1 is the event's first; 0: not parted by days
    text     text NOT NULL CHECK (text <> ''),
    PRIMARY KEY (event_id, day)
);

-- Files and pictures of an event. Only those coming get them. Telegram keeps them and
-- gives them out to the bot that they were sent to.
CREATE TABLE event_document (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id bigint NOT NULL REFERENCES event ON DELETE CASCADE,
    file_id  text NOT NULL CHECK (file_id <> ''),        -- Telegram's
    name     text NOT NULL CHECK (name <> ''),
    kind     text NOT NULL CHECK (kind IN ('document', 'photo')),
    added_by bigint NOT NULL REFERENCES person,
    added_at timestamptz NOT NULL
);
CREATE INDEX event_document_event ON event_document (event_id);

-- Events of one series, or of one round: they share a number, the id of the one
-- that another was first put beside.
CREATE TABLE event_series (
    event_id bigint PRIMARY KEY REFERENCES event ON DELETE CASCADE,
    series   bigint NOT NULL
);
CREATE INDEX event_series_series ON event_series (series);

CREATE TABLE participation (
    event_id  bigint NOT NULL REFERENCES event ON DELETE CASCADE,
    person_id bigint NOT NULL REFERENCES person,
    state     text NOT NULL CHECK (state IN ('asked', 'coming', 'waiting', 'declined', 'removed')),
    was       text CHECK (was IN ('asked', 'coming', 'waiting', 'declined')), -- of removed: the state before, for who is taken back
    since     timestamptz NOT NULL,                      -- renewed by a promotion
    place     bigint GENERATED ALWAYS AS IDENTITY,       -- breaks ties in the waiting line
    schedule  int NOT NULL,                              -- the event's schedule that this answer stands for
    by        bigint REFERENCES person,                  -- null: the person
    PRIMARY KEY (event_id, person_id)
);
CREATE INDEX participation_person ON participation (person_id);
CREATE INDEX participation_line ON participation (event_id, state, since, place);

-- What changed: who, when, old, new; in the transaction that changed it.
CREATE TABLE change (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES programme,
    subject      text NOT NULL,                          -- event, participation, person …
    subject_id   bigint NOT NULL,
    version      int,
    by           bigint REFERENCES person,
    at           timestamptz NOT NULL,
    old          jsonb NOT NULL,
    new          jsonb NOT NULL
);
CREATE INDEX change_subject ON change (subject, subject_id, id);

-- Conversations ---------------------------------------------------------------

-- A text in which staff sent events. Those read from it share it, so that its
-- second half and its corrections find them.
CREATE TABLE batch (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id  bigint NOT NULL REFERENCES programme,
    by            bigint NOT NULL REFERENCES person,     -- who sent it
    sent_at       timestamptz NOT NULL,
    parts         jsonb NOT NULL,                        -- its messages
    album         text NOT NULL DEFAULT '',              -- whose caption it is
    held          boolean NOT NULL DEFAULT false,        -- it may be the answer to a question: nothing is read from it yet
    discarded     bigint[] NOT NULL DEFAULT '{}'         -- drafts that were discarded all at once, to be undone
);
CREATE INDEX batch_by ON batch (by, id);

CREATE TABLE draft (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id  bigint NOT NULL REFERENCES programme,
    by            bigint NOT NULL REFERENCES person,
    batch_id      bigint REFERENCES batch,               -- null: filled in by hand, or a change that came of no text
    position      smallint NOT NULL DEFAULT 0,           -- in the batch
    event_id      bigint REFERENCES event ON DELETE CASCADE,  -- null: a new event
    event_version int,
    instead_of    bigint REFERENCES draft ON DELETE SET NULL, -- the draft of a new event that goes on as this change of one
    fields        jsonb NOT NULL,
    base          jsonb,                                 -- the event's fields when it was opened, or what was read from the batch
    state         text NOT NULL CHECK (state IN ('open', 'pending', 'saved', 'discarded')),
    version       int NOT NULL DEFAULT 1,
    saved_as      bigint REFERENCES event ON DELETE SET NULL,
    card          text,                                  -- the message in which it stands open; null: it is put aside
    updated_at    timestamptz NOT NULL,
    CHECK ((event_id IS NULL) = (event_version IS NULL)),
    CHECK ((event_id IS NULL AND batch_id IS NULL) = (base IS NULL)),
    CHECK (card IS NULL OR state = 'open')
);
CREATE INDEX draft_open ON draft (by) WHERE state = 'open';
CREATE UNIQUE INDEX draft_pending ON draft (event_id) WHERE state = 'pending';
CREATE INDEX draft_batch ON draft (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX draft_instead ON draft (instead_of) WHERE instead_of IS NOT NULL;

-- A file or picture that staff sent, by Telegram's id: it may be attached to an event.
CREATE TABLE sent_file (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES programme,
    by           bigint NOT NULL REFERENCES person,
    batch_id     bigint REFERENCES batch ON DELETE SET NULL, -- the text that was read from it, or stood beside it
    album        text NOT NULL DEFAULT '',
    file_id      text NOT NULL CHECK (file_id <> ''),
    name         text NOT NULL CHECK (name <> ''),
    kind         text NOT NULL CHECK (kind IN ('document', 'photo')),
    sent_at      timestamptz NOT NULL
);
CREATE INDEX sent_file_album ON sent_file (by, album) WHERE album <> '';
CREATE INDEX sent_file_batch ON sent_file (batch_id) WHERE batch_id IS NOT NULL;

-- A team's plan that somebody sent as a file, between its preview and the presses that
-- take it over: its rows as they were read.
CREATE TABLE workplan (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES programme,
    by           bigint NOT NULL REFERENCES person,      -- who sent it
    name         text NOT NULL,                          -- of the file
    plan         jsonb NOT NULL,
    discarded    boolean NOT NULL DEFAULT false,
    updated_at   timestamptz NOT NULL
);

-- What a heading in a team's plans means that is not known by itself.
CREATE TABLE heading (
    programme_id bigint NOT NULL REFERENCES programme,
    heading      text NOT NULL,                          -- folded
    means        text NOT NULL,                          -- a column; -: it is left out
    PRIMARY KEY (programme_id, heading)
);

-- What the next text in a chat will be taken as.
CREATE TABLE asking (
    chat     bigint PRIMARY KEY,
    purpose  text NOT NULL,                              -- a button's verb, e.g. of `Change…`
    subject  bigint NOT NULL,                            -- a draft or an event
    field    text NOT NULL,
    asked    timestamptz NOT NULL,
    until    timestamptz NOT NULL
);

-- What a participant asked the organisers: where an answer goes. What was asked
-- stands in Telegram only.
CREATE TABLE question (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES programme,
    event_id     bigint REFERENCES event ON DELETE CASCADE,
    person_id    bigint NOT NULL REFERENCES person,
    asked_at     timestamptz NOT NULL
);
CREATE INDEX question_person ON question (person_id, asked_at);

-- What a personal link carries, good once. Who asks to join the team by one stands
-- here, and nowhere else, until an owner has decided.
CREATE TABLE token (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash         bytea NOT NULL UNIQUE,
    kind         text NOT NULL CHECK (kind IN ('setup', 'owner', 'invite')),
    programme_id bigint NOT NULL REFERENCES programme,
    by           bigint REFERENCES person,               -- null: the operator
    expires_at   timestamptz NOT NULL,
    used_at      timestamptz,
    account      bigint,                                 -- Telegram's number of who asks
    name         text NOT NULL DEFAULT '',
    username     text NOT NULL DEFAULT '',
    language     text NOT NULL DEFAULT '',
    language_chosen boolean NOT NULL DEFAULT false,
    CHECK (account IS NULL OR used_at IS NOT NULL)
);

-- Reminders and mass sends ----------------------------------------------------

CREATE TABLE rule (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES programme,
    event_id     bigint REFERENCES event ON DELETE CASCADE, -- null: the programme's default plan
    kind         text NOT NULL CHECK (kind IN ('days_before', 'hours_before', 'days_after', 'instant')),
    n            int NOT NULL DEFAULT 0 CHECK (n >= 0),
    clock        time,                                   -- of days_before and days_after
    instant      timestamptz,
    audience     text NOT NULL,
    words        jsonb NOT NULL DEFAULT '{}',            -- language -> own text; empty: the standard one
    silent       boolean NOT NULL DEFAULT false,
    off          boolean NOT NULL DEFAULT false,
    replaced     boolean NOT NULL DEFAULT false,         -- another rule stands for it; its deliveries tell of it
    since        timestamptz NOT NULL,
    next_at      timestamptz,                            -- null: nobody is waiting for it
    failures     int NOT NULL DEFAULT 0,                 -- of planning, in a row
    CHECK ((kind IN ('days_before', 'days_after')) = (clock IS NOT NULL)),
    CHECK ((kind = 'instant') = (instant IS NOT NULL))
);
CREATE INDEX rule_due ON rule (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX rule_event ON rule (event_id);

CREATE TABLE send (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES programme,
    event_id     bigint REFERENCES event ON DELETE CASCADE,
    kind         text NOT NULL CHECK (kind IN ('change', 'promotion', 'mass', 'nudge', 'digest')),
    audience     text NOT NULL,
    also_waiting boolean NOT NULL DEFAULT false,
    words        jsonb NOT NULL DEFAULT '{}',
    before       jsonb,                                  -- of a change: the event before it, as its people knew it
    promoted     bigint[] NOT NULL DEFAULT '{}',         -- of a change: persons whom it tells of their seat as well
    by           bigint REFERENCES person,
    at           timestamptz NOT NULL,
    schedule     int NOT NULL DEFAULT 0,
    version      int NOT NULL DEFAULT 0,                 -- of a preview: the event's when it was shown
    state        text NOT NULL CHECK (state IN ('preview', 'untold', 'going', 'stopped', 'done')),
    chat         bigint,                                 -- where its progress card stands
    card         text
);
CREATE INDEX send_going ON send (id) WHERE state = 'going';
CREATE INDEX send_untold ON send (event_id, id) WHERE state = 'untold';

-- The outbox: a row is one Bot API call ---------------------------------------

-- What the rows of one planning transaction share.
CREATE TABLE outbox_text (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    params jsonb NOT NULL,
    repeat text NOT NULL DEFAULT ''                      -- HTML that begins a resend: "you may have had this already"
);

-- What a row is about is named without foreign keys: none of it is ever deleted, and to
-- check five of them took longer than to write the row.
CREATE TABLE outbox (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint,
    event_id     bigint,
    person_id    bigint,
    send_id      bigint,
    rule_id      bigint,
    chat         bigint,                                 -- null: of no chat (menus, answers to buttons)
    method       text NOT NULL,
    params       jsonb NOT NULL DEFAULT '{}',            -- laid over the text's, key by key
    text_id      bigint,                                 -- of outbox_text, which lasts as long as rows name it
    file         bytea,
    file_name    text,
    class        smallint NOT NULL CHECK (class IN (0, 1, 2)), -- answer, notice, mass
    stranger     boolean NOT NULL DEFAULT false,         -- nothing of it stays once it is sent
    state        text NOT NULL DEFAULT 'queued'
                 CHECK (state IN ('queued', 'sending', 'sent', 'unknown', 'failed', 'skipped')),
    not_before   timestamptz NOT NULL,                   -- programme time
    expires_at   timestamptz,                            -- programme time: useless after it
    retry_at     timestamptz,                            -- machine time: a resend or a repair waits for it
    run          uuid,                                   -- the process run that claimed it last
    claimed_at   timestamptz,                            -- machine time; names the attempt
    attempts     int NOT NULL DEFAULT 0,
    resends      int NOT NULL DEFAULT 0,                 -- attempts that a reader may see as a repeat
    seen         boolean NOT NULL DEFAULT false,         -- an unknown that the sender itself saw through
    withdrawn    text,                                   -- why it must not go any more
    key          text,                                   -- of what is queued once, whoever queues it
    card         text,                                   -- the message this makes or edits, see card
    edits        boolean NOT NULL DEFAULT false,         -- it waits for the id of its card's message
    caused       boolean NOT NULL DEFAULT false,         -- an edit that its reader caused: sent anew if the message is gone
    repeat       text NOT NULL DEFAULT '',               -- as of outbox_text, of this row alone
    message_id   bigint,
    problem      text,                                   -- what became of it if it was not sent
    created_at   timestamptz NOT NULL,                   -- programme time
    final_at     timestamptz,                            -- programme time
    CHECK ((state IN ('sent', 'failed', 'skipped')) = (final_at IS NOT NULL)),
    CHECK ((state = 'sending') <= (run IS NOT NULL)),
    CHECK (card IS NULL OR chat IS NOT NULL)
) WITH (fillfactor = 70);                                -- rows are marked several times
CREATE INDEX outbox_due ON outbox (class, not_before, id) WHERE state IN ('queued', 'unknown');
CREATE INDEX outbox_lane ON outbox (chat, class, id) WHERE state IN ('queued', 'sending', 'unknown') AND chat IS NOT NULL;
-- The newest message that a chat was shown: what a line without a button there is about.
CREATE INDEX outbox_talk ON outbox (chat, id) WHERE class < 2 AND chat IS NOT NULL;
CREATE INDEX outbox_withdrawn ON outbox (id) WHERE withdrawn IS NOT NULL AND state <> 'sending' AND final_at IS NULL;
CREATE INDEX outbox_expiring ON outbox (expires_at) WHERE expires_at IS NOT NULL AND state <> 'sending' AND final_at IS NULL;
CREATE INDEX outbox_open ON outbox (state, claimed_at) WHERE state IN ('sending', 'unknown');
CREATE INDEX outbox_event_open ON outbox (event_id) WHERE state IN ('queued', 'sending', 'unknown') AND event_id IS NOT NULL;
CREATE INDEX outbox_final ON outbox USING brin (final_at);  -- rows become final in about the order in which they lie
CREATE UNIQUE INDEX outbox_key ON outbox (key) WHERE key IS NOT NULL;

-- A message that is edited later, by its name in its chat.
CREATE TABLE card (
    chat       bigint NOT NULL,
    name       text NOT NULL,
    message_id bigint,                                   -- null until its send was marked
    made_by    bigint NOT NULL,                          -- the outbox row that sends it, which may be gone
    PRIMARY KEY (chat, name)
);
CREATE INDEX card_name ON card (name);

-- Who was to get what, and what became of it. Outlives the outbox, and names what it is
-- about as the outbox does.
CREATE TABLE delivery (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id  bigint,                                    -- of the rule or send
    rule_id   bigint,
    send_id   bigint,
    person_id bigint NOT NULL,
    schedule  int NOT NULL,
    instant   timestamptz NOT NULL,                      -- when it was due
    outbox_id bigint,                                    -- of a row that may be gone
    outcome   text CHECK (outcome IN ('sent', 'failed', 'skipped')), -- null: on its way
    reason    text NOT NULL DEFAULT '',
    at        timestamptz,
    told      boolean NOT NULL DEFAULT false,            -- that it did not arrive: the team knows from a summary of a time without sending
    CHECK (num_nonnulls(rule_id, send_id) = 1),
    CHECK ((outcome IS NULL) = (at IS NULL))
) WITH (fillfactor = 50);                                -- the outcome comes later, beside the row: no index is written for it
CREATE UNIQUE INDEX delivery_rule ON delivery (rule_id, person_id, schedule) WHERE rule_id IS NOT NULL;
CREATE UNIQUE INDEX delivery_send ON delivery (send_id, person_id, schedule) WHERE send_id IS NOT NULL;
CREATE INDEX delivery_outbox ON delivery (outbox_id) WHERE outbox_id IS NOT NULL;

-- The machine room ------------------------------------------------------------

CREATE TABLE pause (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scope  text NOT NULL CHECK (scope IN ('all', 'all_but_answers', 'chat')),
    chat   bigint,
    until  timestamptz,                                  -- machine time; null: until an owner resumes
    why    text NOT NULL,
    CHECK ((scope = 'chat') = (chat IS NOT NULL))
);
CREATE UNIQUE INDEX pause_chat ON pause (chat) WHERE chat IS NOT NULL;
CREATE UNIQUE INDEX pause_scope ON pause (scope) WHERE chat IS NULL;

-- Updates that were handled, so that a redelivery is harmless. A set: ids start
-- anew at random after a quiet week.
CREATE TABLE update_mark (
    update_id bigint PRIMARY KEY,
    tries     smallint NOT NULL DEFAULT 0,               -- begun and not done: something killed the process
    begun_at  timestamptz,                               -- programme time
    done_at   timestamptz,                               -- programme time
    parked    text                                       -- why it was given up
);
CREATE INDEX update_mark_done ON update_mark (done_at);

CREATE TABLE job (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint REFERENCES programme,
    kind         text NOT NULL,
    args         jsonb NOT NULL DEFAULT '{}',
    chat         bigint,
    aside        boolean NOT NULL DEFAULT false,         -- it takes long: its chat goes on meanwhile
    key          text,
    not_before   timestamptz NOT NULL,                   -- programme time
    retry_at     timestamptz,                            -- machine time
    tries        smallint NOT NULL DEFAULT 0,
    parked       text                                    -- why it was given up
);
CREATE UNIQUE INDEX job_key ON job (key) WHERE parked IS NULL;
CREATE INDEX job_due ON job (not_before) WHERE parked IS NULL;

-- One poller and one sender at a time.
CREATE TABLE lease (
    id            smallint PRIMARY KEY CHECK (id = 1),
    run           uuid,                                  -- null: free
    host          text,                                  -- the machine it is on, for people to read
    backend_pid   int,
    backend_start timestamptz,
    since         timestamptz,                           -- machine time, as the next
    until         timestamptz,
    grace         interval                               -- how long the backend is gone before another run may take it
);
INSERT INTO lease (id) VALUES (1);

-- Whose database this is: a restored copy or another bot's token must not send.
CREATE TABLE identity (
    id       smallint PRIMARY KEY CHECK (id = 1),
    bot      bigint NOT NULL,
    system   text NOT NULL,                              -- Postgres' system identifier
    timeline int NOT NULL,
    database oid NOT NULL
);

-- Small facts that are compared at start, e.g. the hash of the command menus.
CREATE TABLE known (
    name  text PRIMARY KEY,
    value text NOT NULL
);

-- That this database came from a backup, until an owner decides what becomes of
-- what waited in it. No backup has this row, nor those of lease and pause.
CREATE TABLE restored (
    id       smallint PRIMARY KEY CHECK (id = 1),
    taken_at timestamptz NOT NULL                        -- programme time of the backup
);
