-- The audit log: written in the transaction of the change, never changed afterwards. An organization that is purged takes its log along.

CREATE TABLE audit_events (
    id UUID NOT NULL PRIMARY KEY,
    org_id UUID REFERENCES organizations (id) ON DELETE CASCADE,
    at BIGINT NOT NULL,
    actor_kind TEXT COLLATE "C" NOT NULL,
    actor_id TEXT COLLATE "C" NOT NULL,
    actor_name TEXT COLLATE "C" NOT NULL,
    via_key TEXT COLLATE "C",
    action TEXT COLLATE "C" NOT NULL,
    target_kind TEXT COLLATE "C" NOT NULL,
    target_id TEXT COLLATE "C" NOT NULL,
    target_name TEXT COLLATE "C" NOT NULL,
    changes TEXT COLLATE "C" NOT NULL,
    ip TEXT COLLATE "C",
    user_agent TEXT COLLATE "C",
    request_id TEXT COLLATE "C" NOT NULL,
    surface TEXT COLLATE "C" NOT NULL
);
CREATE INDEX audit_events_by_org ON audit_events (org_id, at, id);
CREATE INDEX audit_events_by_actor ON audit_events (org_id, actor_id, at, id);
CREATE INDEX audit_events_by_target ON audit_events (org_id, target_id, at, id);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit events cannot be changed';
END
$$;
CREATE TRIGGER audit_events_append_only BEFORE UPDATE ON audit_events
FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
