-- Whose a key is: its maker's, with whose membership it lives and whose rights bind it, or the organization's own, which
-- outlives its maker. bound_role names the role whose rights bind a key of the organization; none binds it when absent.
-- slug_given is the spelling of a slug that was given with other than lower-case letters.
-- settings are free-form, a JSON object, beside the metadata of the native API.

ALTER TABLE api_keys ADD COLUMN of_user BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE api_keys ADD COLUMN bound_role TEXT COLLATE "C";
CREATE INDEX api_keys_own ON api_keys (created_by, kind, created_at, id);

ALTER TABLE organizations ADD COLUMN slug_given TEXT COLLATE "C";
ALTER TABLE organizations ADD COLUMN settings TEXT COLLATE "C" NOT NULL DEFAULT '{}';
