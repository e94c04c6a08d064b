-- Mail that waits to be sent, written in the transaction of its cause. The payload holds live tokens, so it is sealed
-- with a key that is not in this database, and removed a day after delivery.

CREATE TABLE outbox (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    recipient TEXT COLLATE "C" NOT NULL,
    org_id UUID REFERENCES organizations (id) ON DELETE CASCADE,
    invitation_id UUID REFERENCES invitations (id) ON DELETE CASCADE,
    sealed BYTEA,
    created_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_attempt_at BIGINT,
    sent_at BIGINT,
    last_error TEXT COLLATE "C"
);
CREATE INDEX outbox_due ON outbox (next_attempt_at);
CREATE INDEX outbox_by_age ON outbox (created_at, id);
CREATE INDEX outbox_by_recipient ON outbox (recipient, created_at);
CREATE INDEX outbox_by_org ON outbox (org_id) WHERE org_id IS NOT NULL;
CREATE INDEX outbox_by_invitation ON outbox (invitation_id) WHERE invitation_id IS NOT NULL;
