-- Invitations. The token is never stored, only its SHA-256. A pending one past its time reads as expired.

CREATE TABLE invitations (
    id UUID NOT NULL PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    email TEXT COLLATE "C" NOT NULL,
    email_key TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    message TEXT COLLATE "C" NOT NULL DEFAULT '',
    token_digest BYTEA NOT NULL UNIQUE,
    status TEXT COLLATE "C" NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'accepted', 'declined', 'revoked', 'expired')),
    invited_by TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    lifetime BIGINT NOT NULL CHECK (lifetime > 0),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_sent_at BIGINT NOT NULL,
    answered_at BIGINT,
    answered_by TEXT COLLATE "C"
);
CREATE UNIQUE INDEX invitations_one_pending ON invitations (org_id, email_key) WHERE status = 'pending';
CREATE INDEX invitations_by_org ON invitations (org_id, created_at, id);
CREATE INDEX invitations_by_email ON invitations (email_key, status);
CREATE INDEX invitations_by_inviter ON invitations (org_id, invited_by, status);
