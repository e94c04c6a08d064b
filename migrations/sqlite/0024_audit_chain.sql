-- The audit log of each organization is a chain: an event's hash covers the event and the hash before it, and the head stands
-- apart, so that no event can be changed, left out or cut off at the end unseen. Events from before this migration are not in it.

ALTER TABLE audit_events ADD COLUMN seq INTEGER;
ALTER TABLE audit_events ADD COLUMN hash BLOB;
CREATE UNIQUE INDEX audit_events_by_seq ON audit_events (org_id, seq);

CREATE TABLE audit_chains (
    org_id BLOB NOT NULL PRIMARY KEY REFERENCES organizations (id) ON DELETE CASCADE,
    events INTEGER NOT NULL CHECK (events >= 0),
    head BLOB NOT NULL
) STRICT;
