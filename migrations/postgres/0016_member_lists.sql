-- Lists of members of one role, and of suspended ones, in the order of names: few among many must not cost a walk over all.

CREATE INDEX memberships_by_role ON memberships (org_id, role, name_key, user_id);
CREATE INDEX memberships_suspended ON memberships (org_id, name_key, user_id) WHERE status = 'suspended';
