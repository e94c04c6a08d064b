-- When the session's user last entered the password: sensitive steps want that to be recent. Sessions from before this
-- migration never count as recent.

ALTER TABLE sessions ADD COLUMN authenticated_at INTEGER NOT NULL DEFAULT 0;
