-- Offers of ownership. A pending one past its time reads as expired; one pending offer a giver.
CREATE TABLE ownership_transfers (
    id BLOB NOT NULL PRIMARY KEY,
    org_id BLOB NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    from_user TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    to_user TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    keep_role TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'accepted', 'declined', 'withdrawn', 'expired')),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    answered_at INTEGER
) STRICT;
CREATE UNIQUE INDEX ownership_transfers_one_pending ON ownership_transfers (org_id, from_user) WHERE status = 'pending';
CREATE INDEX ownership_transfers_by_recipient ON ownership_transfers (org_id, to_user);

-- Super admins search accounts by the beginning of a name.
CREATE INDEX users_by_name ON users (name_key);
