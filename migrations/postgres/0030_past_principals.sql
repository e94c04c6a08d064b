-- Who was a principal once: memberships that ended or were suspended, and keys that went with their project. With the rows that
-- live, it tells how many principals there were on a day. active_since is set when a suspended member comes back.

ALTER TABLE memberships ADD COLUMN active_since BIGINT;

CREATE TABLE past_principals (
    org_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    began_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL
);
CREATE INDEX past_principals_by_org ON past_principals (org_id);
