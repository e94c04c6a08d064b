-- How the console is to be for its user: the language (absent: the browser's), and whether single letters are shortcuts.
ALTER TABLE users ADD COLUMN locale TEXT COLLATE "C";
ALTER TABLE users ADD COLUMN single_key_shortcuts BOOLEAN NOT NULL DEFAULT TRUE;
