# shellcheck shell=bash
# Comments of columns and the form of keys. Each check also refuses a bad sample.
TEXT="'char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'enum', 'set', 'json'"
BLOB="'tinyblob', 'blob', 'mediumblob', 'longblob'"
# columns DBS WHERE: columns of real tables, as db.table.column.
columns() {
  echo "SELECT CONCAT_WS('.', c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME), c.COLUMN_COMMENT
    FROM information_schema.COLUMNS c JOIN information_schema.TABLES t USING (TABLE_SCHEMA, TABLE_NAME)
    WHERE t.TABLE_TYPE = 'BASE TABLE' AND c.TABLE_SCHEMA IN ($1) AND ($2)"
}
NO_KIND="c.COLUMN_COMMENT NOT REGEXP '^(plain|sealed|digest|secret): [^ ]'"
# A short code (2 to 8 letters) names its list; longer text says why it may be plain.
NO_REASON="c.DATA_TYPE IN ($TEXT) AND c.COLUMN_COMMENT LIKE 'plain:%' AND c.CHARACTER_MAXIMUM_LENGTH > 8
  AND c.COLUMN_COMMENT NOT REGEXP '^plain: [^ ]+( +[^ ]+){3,}'"
TEXT_NOT_PLAIN="c.DATA_TYPE IN ($TEXT) AND c.COLUMN_COMMENT NOT LIKE 'plain:%'"
BLOB_NOT_SEALED="(c.DATA_TYPE IN ($BLOB) OR (c.DATA_TYPE = 'varbinary')) AND c.COLUMN_COMMENT NOT LIKE 'sealed:%'"
SEALED_NOT_BLOB="c.COLUMN_COMMENT LIKE 'sealed:%' AND c.DATA_TYPE NOT IN ($BLOB, 'varbinary')"
DIGEST_FORM="c.COLUMN_COMMENT REGEXP '^(digest|secret):' AND c.DATA_TYPE <> 'binary'"
none "a column without its kind" "$(columns "$DBS" "$NO_KIND")"
none "a plain text column without a reason" "$(columns "$DBS" "$NO_REASON")"
none "a text column that is not plain" "$(columns "$DBS" "$TEXT_NOT_PLAIN")"
none "a blob that is not sealed" "$(columns "$DBS" "$BLOB_NOT_SEALED")"
none "a sealed column of another type" "$(columns "$DBS" "$SEALED_NOT_BLOB")"
none "a digest or secret of another type" "$(columns "$DBS" "$DIGEST_FORM")"

# tables DBS WHERE: t is the table, with pk1 its primary key's first column.
tables() {
  echo "SELECT CONCAT_WS('.', t.TABLE_SCHEMA, t.TABLE_NAME) FROM information_schema.TABLES t
    LEFT JOIN information_schema.STATISTICS k ON k.TABLE_SCHEMA = t.TABLE_SCHEMA AND k.TABLE_NAME = t.TABLE_NAME
      AND k.INDEX_NAME = 'PRIMARY' AND k.SEQ_IN_INDEX = 1
    WHERE t.TABLE_TYPE = 'BASE TABLE' AND t.TABLE_SCHEMA IN ($1) AND ($2)"
}
# Nobody's tables, and host names, which lead to an account.
NOBODYS="'schema_version', 'gauge', 'cron_action', 'column_note', 'plan', 'legal_text', 'throttle', 'bucket', 'host', 'mirror', 'master', 'restoration', 'scrub'"
PK_FIRST="IFNULL(k.COLUMN_NAME, '') <> 'account_id' AND t.TABLE_NAME NOT IN ($NOBODYS)"
none "a primary key that does not begin with account_id" "$(tables "$DBS" "$PK_FIRST")"
none "a table without a primary key" "$(tables "$DBS" "k.COLUMN_NAME IS NULL")"
none "another engine" "$(tables "$DBS" "t.ENGINE <> 'InnoDB'")"
none "another collation" "$(tables "$DBS" "t.TABLE_COLLATION <> 'utf8mb4_bin'")"
# Unique keys hold within an account; mailboxes are the installation's.
unique() {
  echo "SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME FROM information_schema.STATISTICS
    WHERE TABLE_SCHEMA IN ($1) AND NON_UNIQUE = 0 AND SEQ_IN_INDEX = 1 AND COLUMN_NAME <> 'account_id'
    AND TABLE_NAME NOT IN ($NOBODYS) AND INDEX_NAME <> 'mailbox'"
}
none "a unique key across accounts" "$(unique "$DBS")"
# A foreign key's first pair is account_id to account_id.
foreign() {
  echo "SELECT DISTINCT f.CONSTRAINT_SCHEMA, f.CONSTRAINT_NAME FROM information_schema.KEY_COLUMN_USAGE f
    WHERE f.CONSTRAINT_SCHEMA IN ($1) AND f.REFERENCED_TABLE_NAME IS NOT NULL AND f.ORDINAL_POSITION = 1
    AND (f.COLUMN_NAME <> 'account_id' OR f.REFERENCED_COLUMN_NAME <> 'account_id')"
}
none "a foreign key without account_id" "$(foreign "$DBS")"
some "there are foreign keys" "SELECT 1 FROM information_schema.KEY_COLUMN_USAGE
  WHERE CONSTRAINT_SCHEMA = 'olvido' AND REFERENCED_TABLE_NAME IS NOT NULL LIMIT 1"
none "a table that MariaDB does not encrypt" "SELECT NAME FROM information_schema.INNODB_TABLESPACES_ENCRYPTION
  WHERE NAME LIKE 'olvido%/%' AND ENCRYPTION_SCHEME = 0"

# The same checks on a schema that breaks each of them.
sql "DROP DATABASE IF EXISTS olvido_bad; CREATE DATABASE olvido_bad CHARACTER SET latin1;
  CREATE TABLE olvido_bad.a (account_id INT COMMENT 'plain: id', id INT PRIMARY KEY COMMENT 'plain: id',
    none INT, name VARCHAR(50) COMMENT 'plain: name', note TEXT COMMENT 'sealed: no', b BLOB COMMENT 'plain: why not',
    s VARCHAR(9) COMMENT 'sealed: no', d VARCHAR(9) COMMENT 'digest: no', u INT UNIQUE COMMENT 'plain: id') ENGINE=InnoDB;
  CREATE TABLE olvido_bad.b (account_id INT COMMENT 'plain: id', id INT COMMENT 'plain: id',
    FOREIGN KEY (id) REFERENCES olvido_bad.a (id)) ENGINE=InnoDB;
  CREATE TABLE olvido_bad.c (account_id INT PRIMARY KEY COMMENT 'plain: id') ENGINE=Aria;"
BAD="'olvido_bad'"
some "sees no kind" "$(columns "$BAD" "$NO_KIND")"
some "sees no reason" "$(columns "$BAD" "$NO_REASON")"
some "sees sealed text" "$(columns "$BAD" "$TEXT_NOT_PLAIN")"
some "sees a plain blob" "$(columns "$BAD" "$BLOB_NOT_SEALED")"
some "sees a sealed varchar" "$(columns "$BAD" "$SEALED_NOT_BLOB")"
some "sees a digest of text" "$(columns "$BAD" "$DIGEST_FORM")"
some "sees a primary key" "$(tables "$BAD" "$PK_FIRST")"
some "sees none" "$(tables "$BAD" "k.COLUMN_NAME IS NULL")"
some "sees an engine" "$(tables "$BAD" "t.ENGINE <> 'InnoDB'")"
some "sees a collation" "$(tables "$BAD" "t.TABLE_COLLATION <> 'utf8mb4_bin'")"
some "sees a unique key" "$(unique "$BAD")"
some "sees a foreign key" "$(foreign "$BAD")"
sql "DROP DATABASE olvido_bad"
