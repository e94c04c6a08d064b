-- Memberships get an id of their own, by which some surfaces name a member. SQLite adds no column without a default; the
-- unique index makes sure that nothing relies on it. The other indexes are for lists by age and for one's own keys.

ALTER TABLE memberships ADD COLUMN id BLOB NOT NULL DEFAULT X'';
UPDATE memberships SET id = randomblob(16);
CREATE UNIQUE INDEX memberships_by_id ON memberships (id);

CREATE INDEX organizations_by_age ON organizations (created_at, id);
CREATE INDEX api_keys_integration ON api_keys (created_by, created_at, id) WHERE kind = 'integration';
