-- Memberships get an id of their own, by which some surfaces name a member. The default serves the rows that are there.
-- The other indexes are for lists by age and for one's own keys.

ALTER TABLE memberships ADD COLUMN id UUID NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE memberships ALTER COLUMN id DROP DEFAULT;
CREATE UNIQUE INDEX memberships_by_id ON memberships (id);

CREATE INDEX organizations_by_age ON organizations (created_at, id);
CREATE INDEX api_keys_integration ON api_keys (created_by, created_at, id) WHERE kind = 'integration';
