-- Times are milliseconds since 1970, by outreach_now(), which each connection brings along.
CREATE TABLE job (
    key TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    plan TEXT NOT NULL,
    kind INTEGER NOT NULL,
    content TEXT NOT NULL,
    options TEXT NOT NULL,
    records INTEGER NOT NULL,
    concurrency INTEGER NOT NULL,
    in_order INTEGER NOT NULL,
    failed_share_limit REAL,
    failed_limit INTEGER,
    planned_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    started_at INTEGER,
    ended_at INTEGER,
    wish INTEGER NOT NULL,
    wished_at INTEGER NOT NULL,
    stopped TEXT,
    waits_until INTEGER
) STRICT;

CREATE TABLE chunk (
    job TEXT NOT NULL REFERENCES job (key) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    records INTEGER NOT NULL,
    at_least INTEGER NOT NULL,
    at_most INTEGER NOT NULL,
    canary INTEGER NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL DEFAULT 0,
    changed_at INTEGER NOT NULL DEFAULT 0,
    lease_owner TEXT,
    lease_until INTEGER NOT NULL DEFAULT 0,
    fence INTEGER NOT NULL DEFAULT 0,
    attempt INTEGER NOT NULL DEFAULT 0,
    operation TEXT,
    operation_id INTEGER,
    sent_at INTEGER,
    looks INTEGER NOT NULL DEFAULT 0,
    matched INTEGER NOT NULL DEFAULT 0,
    processed INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    outcome INTEGER,
    reason TEXT,
    PRIMARY KEY (job, number)
) STRICT;

CREATE INDEX chunk_open ON chunk (due_at) WHERE state < 4;

CREATE TABLE journal (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    job TEXT REFERENCES job (key) ON DELETE CASCADE,
    key TEXT NOT NULL,
    at INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    entry TEXT NOT NULL
) STRICT;

CREATE INDEX journal_key ON journal (key);
CREATE INDEX journal_job ON journal (job);

CREATE TABLE ledger (
    account TEXT NOT NULL PRIMARY KEY,
    level REAL NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE holding (
    account TEXT NOT NULL,
    operation TEXT NOT NULL,
    records INTEGER NOT NULL,
    counted REAL NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (account, operation)
) STRICT;
