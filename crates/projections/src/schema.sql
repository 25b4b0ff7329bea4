-- Everything here is derived from the event log. No row holds a wall-clock time, a random value or a number that
-- depends on how many events were folded at once: the same log gives the same rows on every machine.
-- Times are nanoseconds since 1970 (UTC), ids are 16 bytes, `row`, `detail` and `item` are the JSON that the API serves.

-- How far each view has got. `mark` tells the event there from another log's.
CREATE TABLE checkpoint (
    view     TEXT    PRIMARY KEY,
    position INTEGER NOT NULL,
    mark     BLOB    NOT NULL
) WITHOUT ROWID;

-- View `events`: the headers of the log, to be filtered by.
CREATE TABLE event (
    position INTEGER PRIMARY KEY,
    stream   BLOB    NOT NULL,
    version  INTEGER NOT NULL,
    type     TEXT    NOT NULL,
    actor    TEXT    NOT NULL,
    at       INTEGER NOT NULL
);
CREATE INDEX event_by_stream ON event (stream);
CREATE INDEX event_by_type   ON event (type);
CREATE INDEX event_by_actor  ON event (actor);

-- View `conversations`: what conversations are filtered and sorted by; small, so that going through all of them is quick.
-- `owner` is the assignee while the conversation is open: whose box it lies in. `open` says whether it lies in Open.
CREATE TABLE conversation (
    id        BLOB PRIMARY KEY,
    store     BLOB    NOT NULL,
    box       TEXT    NOT NULL,
    owner     BLOB,
    open      INTEGER NOT NULL,
    assignee  BLOB,
    kind      TEXT    NOT NULL,
    channel   TEXT    NOT NULL,
    opted_out INTEGER NOT NULL,
    unread    INTEGER NOT NULL,
    has_cart  INTEGER NOT NULL,
    has_order INTEGER NOT NULL,
    activity  INTEGER NOT NULL,
    digits    TEXT    NOT NULL,
    sort_name TEXT    NOT NULL,
    position  INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX conversation_by_activity ON conversation (activity DESC, id);
CREATE INDEX conversation_by_box      ON conversation (box, activity DESC, id);
CREATE INDEX conversation_by_owner    ON conversation (owner, activity DESC, id) WHERE owner IS NOT NULL;
CREATE INDEX conversation_open        ON conversation (activity DESC, id) WHERE open = 1;
CREATE INDEX conversation_unread      ON conversation (activity DESC, id) WHERE unread > 0;
CREATE INDEX conversation_opted_out   ON conversation (activity DESC, id) WHERE opted_out = 1;
CREATE INDEX conversation_by_kind     ON conversation (kind, activity DESC, id);
CREATE INDEX conversation_by_name     ON conversation (sort_name, id);
CREATE INDEX conversation_by_digits   ON conversation (digits);

-- What is shown of them.
CREATE TABLE conversation_shown (
    id     BLOB PRIMARY KEY,
    row    TEXT NOT NULL,
    detail TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE conversation_label (
    label        TEXT NOT NULL,
    conversation BLOB NOT NULL,
    PRIMARY KEY (label, conversation)
) WITHOUT ROWID;

-- How many conversations lie in each box; `agent` is empty except for the agents' own boxes.
CREATE TABLE box_count (
    store  BLOB    NOT NULL,
    box    TEXT    NOT NULL,
    agent  BLOB    NOT NULL,
    total  INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    PRIMARY KEY (store, box, agent)
) WITHOUT ROWID;

-- Names, word by word, folded to plain lower case; and for each word what remains when one letter is left out,
-- which finds it again from a text with one wrong, missing, added or swapped letter.
CREATE TABLE name_word (
    word         TEXT NOT NULL,
    conversation BLOB NOT NULL,
    PRIMARY KEY (word, conversation)
) WITHOUT ROWID;
CREATE TABLE word_delete (
    variant TEXT NOT NULL,
    word    TEXT NOT NULL,
    PRIMARY KEY (variant, word)
) WITHOUT ROWID;

-- What was said; the rowid is the timeline item's number.
CREATE VIRTUAL TABLE message_text USING fts5 (
    body, content = '', detail = full, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
);
-- What is deleted from the index is deleted from its pages, instead of being marked as deleted.
INSERT INTO message_text (message_text, rank) VALUES ('secure-delete', 1);

-- `number` is the position of the item's first event, `place` the stream version it is ordered by.
CREATE TABLE item (
    number       INTEGER PRIMARY KEY,
    conversation BLOB    NOT NULL,
    id           TEXT    NOT NULL,
    place        INTEGER NOT NULL,
    scheduled    INTEGER NOT NULL,
    item         TEXT    NOT NULL
);
CREATE INDEX item_by_place ON item (conversation, scheduled, place);
CREATE UNIQUE INDEX item_by_id ON item (conversation, id);

-- Which item of the timeline an event touched.
CREATE TABLE item_event (
    position INTEGER PRIMARY KEY,
    item     INTEGER NOT NULL
);
CREATE INDEX item_event_by_item ON item_event (item);

-- Who must not be texted, with the event that says so.
CREATE TABLE suppression (
    conversation BLOB PRIMARY KEY,
    store        BLOB    NOT NULL,
    address      TEXT    NOT NULL,
    since        INTEGER NOT NULL,
    cause        TEXT    NOT NULL,
    position     INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX suppression_by_position ON suppression (store, position);

-- Marketing texts that left, a row for each thing they came from, and whether the contact opted out after them.
CREATE TABLE marketing_text (
    conversation BLOB    NOT NULL,
    position     INTEGER NOT NULL,
    source       TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    store        BLOB    NOT NULL,
    at           INTEGER NOT NULL,
    opted_out    INTEGER NOT NULL,
    PRIMARY KEY (conversation, position, source)
) WITHOUT ROWID;
CREATE INDEX marketing_text_by_time ON marketing_text (store, at);

-- View `shopping`.
CREATE TABLE cart (
    conversation BLOB    NOT NULL,
    cart         TEXT    NOT NULL,
    ordered      INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    value        TEXT    NOT NULL,
    PRIMARY KEY (conversation, cart)
) WITHOUT ROWID;
CREATE INDEX cart_by_time ON cart (updated_at DESC, conversation, cart);
CREATE INDEX cart_by_id ON cart (cart);

CREATE TABLE shop_order (
    conversation BLOB    NOT NULL,
    shop_order   TEXT    NOT NULL,
    updated_at   INTEGER NOT NULL,
    value        TEXT    NOT NULL,
    PRIMARY KEY (conversation, shop_order)
) WITHOUT ROWID;
CREATE INDEX shop_order_by_time ON shop_order (updated_at DESC, conversation, shop_order);
CREATE INDEX shop_order_by_id ON shop_order (shop_order);

-- Short links stay valid when a cart gets a new one.
CREATE TABLE link (
    code         TEXT PRIMARY KEY,
    conversation BLOB NOT NULL,
    cart         TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX link_by_conversation ON link (conversation);

-- Contacts who were erased: of them nothing is in any other table, only the headers of their events in `event`. Written
-- by whichever view comes to the erasure first, and true for all.
CREATE TABLE erased (
    conversation BLOB PRIMARY KEY
) WITHOUT ROWID;

-- View `directory`: erasures, settings and people. No hash of a password or a secret is copied here.
-- `position` is the event that says so, `completed` the one that says that it is carried out to the end.
CREATE TABLE erasure (
    conversation BLOB PRIMARY KEY,
    store        BLOB    NOT NULL,
    position     INTEGER NOT NULL,
    completed    INTEGER,
    value        TEXT    NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX erasure_by_position ON erasure (position);
CREATE INDEX erasure_by_completion ON erasure (completed);

CREATE TABLE store (
    id          BLOB PRIMARY KEY,
    created     INTEGER NOT NULL,
    shop_domain TEXT,
    value       TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE store_sender (
    number TEXT NOT NULL,
    store  BLOB NOT NULL,
    PRIMARY KEY (number, store)
) WITHOUT ROWID;
CREATE TABLE agent (
    id    BLOB PRIMARY KEY,
    added INTEGER NOT NULL,
    email TEXT NOT NULL,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX agent_by_email ON agent (email, added);
CREATE TABLE api_key (
    id      BLOB PRIMARY KEY,
    issued  INTEGER NOT NULL,
    revoked INTEGER NOT NULL,
    value   TEXT NOT NULL
) WITHOUT ROWID;

-- View `work`: what reactors still have to do, and whose message a carrier's report is about.
CREATE TABLE carrier_message (
    carrier_id   TEXT PRIMARY KEY,
    conversation BLOB NOT NULL,
    message      BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE unparsed (
    position INTEGER PRIMARY KEY,
    stream   BLOB    NOT NULL,
    version  INTEGER NOT NULL
);
CREATE INDEX unparsed_by_version ON unparsed (stream, version);

-- Messages that are neither gone nor stopped. `state` is scheduled, queued or dispatching; `at` the due time, the end
-- of a deferral, or the time of the claim; `position` the event that brought it into this state.
CREATE TABLE pending (
    conversation BLOB    NOT NULL,
    message      BLOB    NOT NULL,
    state        TEXT    NOT NULL,
    at           INTEGER NOT NULL,
    sender       TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    position     INTEGER NOT NULL,
    PRIMARY KEY (conversation, message)
) WITHOUT ROWID;
CREATE INDEX pending_by_position ON pending (state, position);
CREATE INDEX pending_by_time ON pending (state, at);

CREATE TABLE snoozed (
    conversation BLOB PRIMARY KEY,
    until        INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX snoozed_by_time ON snoozed (until);

CREATE TABLE unanswered (
    conversation BLOB PRIMARY KEY,
    message      BLOB    NOT NULL,
    position     INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX unanswered_by_position ON unanswered (position);
