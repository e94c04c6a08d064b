-- How the console is to be for its user: the language (absent: the browser's), and whether single letters are shortcuts.
ALTER TABLE users ADD COLUMN locale TEXT;
ALTER TABLE users ADD COLUMN single_key_shortcuts INTEGER NOT NULL DEFAULT 1 CHECK (single_key_shortcuts IN (0, 1));
