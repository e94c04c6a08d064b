-- The audit log: written in the transaction of the change, never changed afterwards. An organization that is purged takes its log along.

CREATE TABLE audit_events (
    id BLOB NOT NULL PRIMARY KEY,
    org_id BLOB REFERENCES organizations (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    via_key TEXT,
    action TEXT NOT NULL,
    target_kind TEXT NOT NULL,
    target_id TEXT NOT NULL,
    target_name TEXT NOT NULL,
    changes TEXT NOT NULL,
    ip TEXT,
    user_agent TEXT,
    request_id TEXT NOT NULL,
    surface TEXT NOT NULL
) STRICT;
CREATE INDEX audit_events_by_org ON audit_events (org_id, at, id);
CREATE INDEX audit_events_by_actor ON audit_events (org_id, actor_id, at, id);
CREATE INDEX audit_events_by_target ON audit_events (org_id, target_id, at, id);

CREATE TRIGGER audit_events_append_only BEFORE UPDATE ON audit_events
BEGIN
    SELECT RAISE(ABORT, 'audit events cannot be changed');
END;
