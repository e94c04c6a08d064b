-- Short join codes, which a compatibility surface prints: they may give the role admin.

ALTER TABLE join_codes ADD COLUMN is_short BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE join_codes DROP CONSTRAINT join_codes_role_check;
ALTER TABLE join_codes ADD CONSTRAINT join_codes_role_check CHECK (role <> 'owner' AND (is_short OR role <> 'admin'));
