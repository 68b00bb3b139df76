-- Times are milliseconds since 1970, by the one clock of all workers: the database's.
CREATE FUNCTION outreach_now() RETURNS BIGINT LANGUAGE sql VOLATILE AS
    $$ SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) $$;

CREATE TABLE job (
    key TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    plan TEXT NOT NULL,
    kind INTEGER NOT NULL,
    content TEXT NOT NULL,
    options TEXT NOT NULL,
    records BIGINT NOT NULL,
    concurrency INTEGER NOT NULL,
    in_order INTEGER NOT NULL,
    failed_share_limit DOUBLE PRECISION,
    failed_limit BIGINT,
    planned_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    started_at BIGINT,
    ended_at BIGINT,
    wish INTEGER NOT NULL,
    wished_at BIGINT NOT NULL,
    stopped TEXT,
    waits_until BIGINT
);

CREATE TABLE chunk (
    job TEXT NOT NULL REFERENCES job (key) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    records BIGINT NOT NULL,
    at_least BIGINT NOT NULL,
    at_most BIGINT NOT NULL,
    canary INTEGER NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL DEFAULT 0,
    lease_owner TEXT,
    lease_until BIGINT NOT NULL DEFAULT 0,
    fence BIGINT NOT NULL DEFAULT 0,
    attempt INTEGER NOT NULL DEFAULT 0,
    operation TEXT,
    operation_id BIGINT,
    sent_at BIGINT,
    looks INTEGER NOT NULL DEFAULT 0,
    matched BIGINT NOT NULL DEFAULT 0,
    processed BIGINT NOT NULL DEFAULT 0,
    failed BIGINT NOT NULL DEFAULT 0,
    outcome INTEGER,
    reason TEXT,
    PRIMARY KEY (job, number)
);

CREATE INDEX chunk_open ON chunk (job, number) WHERE state < 4;

CREATE TABLE journal (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job TEXT REFERENCES job (key) ON DELETE CASCADE,
    key TEXT NOT NULL,
    at BIGINT NOT NULL,
    ended INTEGER NOT NULL,
    entry TEXT NOT NULL
);

CREATE INDEX journal_key ON journal (key);
CREATE INDEX journal_job ON journal (job);

CREATE TABLE ledger (
    account TEXT NOT NULL PRIMARY KEY,
    level DOUBLE PRECISION NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE holding (
    account TEXT NOT NULL,
    operation TEXT NOT NULL,
    records BIGINT NOT NULL,
    counted DOUBLE PRECISION NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account, operation)
);
