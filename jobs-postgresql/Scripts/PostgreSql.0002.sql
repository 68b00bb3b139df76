-- Requests about a chunk that failed in a row: they are no looks at what its request started.
ALTER TABLE chunk ADD COLUMN misses INTEGER NOT NULL DEFAULT 0;
