-- An organization that is to go for good is marked first (purged_at) and then removed piece by piece; those in the
-- recycle bin are marked when their 30 days are over.

ALTER TABLE organizations ADD COLUMN purged_at BIGINT;
CREATE INDEX organizations_purged ON organizations (purged_at) WHERE purged_at IS NOT NULL;

-- Finds what usage_seen remembers of days that are long counted.
CREATE INDEX usage_seen_by_day ON usage_seen (day);

-- A search finds names first, then the addresses of those whose names it did not find: both columns from this index.
DROP INDEX memberships_by_email;
CREATE INDEX memberships_by_email ON memberships (org_id, email_key, user_id, name_key);
