-- Invitations. The token is never stored, only its SHA-256. A pending one past its time reads as expired.

CREATE TABLE invitations (
    id BLOB NOT NULL PRIMARY KEY,
    org_id BLOB NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    role TEXT NOT NULL,
    message TEXT NOT NULL DEFAULT '',
    token_digest BLOB NOT NULL UNIQUE,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'accepted', 'declined', 'revoked', 'expired')),
    invited_by TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    lifetime INTEGER NOT NULL CHECK (lifetime > 0),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    last_sent_at INTEGER NOT NULL,
    answered_at INTEGER,
    answered_by TEXT
) STRICT;
CREATE UNIQUE INDEX invitations_one_pending ON invitations (org_id, email_key) WHERE status = 'pending';
CREATE INDEX invitations_by_org ON invitations (org_id, created_at, id);
CREATE INDEX invitations_by_email ON invitations (email_key, status);
CREATE INDEX invitations_by_inviter ON invitations (org_id, invited_by, status);
