# shellcheck shell=bash
# Bad samples for floors, calls, sizes, queries, places, headers and shell.
line() { printf '%s\n' "$@"; }
include() { # FROM WHAT TEXT
  tree; line "#include $2" | sample "$1"; refuses floors "$3"
}
include lib/core/x.c '"model/ticket.h"' "core may not include model"
include lib/db/x.c '"crypto/vault.h"' "db may not include crypto"
include lib/auth/x.c '"mail/parse.h"' "auth may not include mail"
include cgi-bin/panel/x.c '"db/db.h"' "cgi-bin may not include db"
include cgi-bin/panel/x.c '<mysql.h>' "is for db only"
include lib/model/x.c '<sodium.h>' "is for crypto only"
include lib/web/x.c '<libxml/tree.h>' "is for mail only"
include lib/web/x.c '"../db/db.h"' "goes round by a path"
include lib/web/x.c '"other.h"' "not beside it"
include lib/web/x.c '"mail/priv.h"' "belongs to mail alone"
include lib/odd/x.c '"core/rc.h"' "no row in lib/FLOORS"
tree; line 'core: model' 'model: core' | sample lib/FLOORS
refuses floors "core may not rest on model"
tree; line '#include "core/rc.h"' '#include "db/db.h"' '#include <stdio.h>' |
  sample lib/model/x.c
accepts floors "a model file"

call() { tree; line "$2" | sample "$1"; refuses calls "$3"; }
call lib/model/x.c 'void f(void) { g(malloc(3)); }' malloc
call cgi-bin/panel/x.c 'void f(char *p) { free(p); }' free
call cgi-bin/panel/x.c 'void f(void) { mysql_ping(0); }' mysql_ping
call lib/web/x.c 'void f(void) { randombytes_buf(p, 3); }' randombytes_buf
call cgi-bin/panel/x.c 'void f(void) { stmt_tenant(&s, t, &q); }' stmt_tenant
call lib/mail/x.c 'void f(void) { execv(p, v); }' execv
call lib/web/x.c 'const char *f(void) { return (strerror(2)); }' strerror
call lib/mail/x.c 'int f(void) { return (open("x", O_RDONLY)); }' "open without CLOEXEC"
call lib/mail/x.c 'int f(void) { return (accept(3, 0, 0)); }' "accept makes"
call cgi-bin/panel/x.c 'void f(void) { h((struct safe_html){ s }); }' "no business here"
call static/x.js 'a.innerHTML = b;' innerHTML
call static/portal.js 'localStorage.setItem("a", "b");' localStorage
tree; line '/* malloc(3) is not called */' 'int f(void) { return (g("free(x)")); }' |
  sample lib/model/x.c
accepts calls "words in comments and texts"

tree; { line 'int f(void);' 'int f(void)' '{'; yes ' g();' | head -99; line '}'; } |
  sample lib/core/x.c
refuses sizes "f has 102 lines"
tree; { line 'int h(struct req *rq)' '{'; yes ' g();' | head -40; line '}'; } |
  sample cgi-bin/panel/x.c
refuses sizes "handler h has 43 lines"
tree; yes '/* */' | head -801 | sample lib/core/x.c
refuses sizes "801 lines"
tree; line 'int f(void)' '{' ' return (0);' '}' | sample lib/core/x.c
accepts sizes "a small function"

q() { tree; line "$2" | sample "$1"; refuses queries "$3"; }
q cgi-bin/panel/x.c 'const char *s = "SELECT name FROM agent";' "SQL outside"
q lib/web/x.c 'const char *s = "DELETE FROM agent";' "SQL outside"
q lib/mail/x.c 'QUERY(Q_X, Q_TENANT, "SELECT 1");' "Q_X outside lib/model"
q lib/model/x.c 'QUERY(Q_X, Q_INSTALLATION, "SELECT 1");' "Q_X reads across"
q lib/model/x.c 'QUERY(Q_X, Q_ALL, "SELECT 1");' "scope Q_ALL"
tree; line 'QUERY(Q_X, Q_TENANT, "SELECT 1");' 'QUERY(Q_X, Q_TENANT, "SELECT 1");' |
  sample lib/model/x.c
refuses queries "Q_X twice"
tree; line 'Q_GONE a reason' | sample tests/lint/installation.list
refuses queries "Q_GONE is no query"
tree; line 'QUERY(Q_X, Q_INSTALLATION, "SELECT 1");' | sample lib/model/x.c
line 'Q_X' | sample tests/lint/installation.list
refuses queries "no reason"
line 'Q_X a reason' | sample tests/lint/installation.list
accepts queries "a pinned query"

tree; line "cd /$(line home)/someone/x" | sample bin/x; refuses places "one machine"
tree; line 'mariadb -u root -psecret' | sample bin/x; refuses places "a secret"
tree; line 'echo x >/tmp/olvido.log' | sample bin/x; refuses places "a fixed name"
tree; line 'd=$(mktemp -d)' 'echo x >"/tmp/x.$$"' | sample bin/x
accepts places "a random name"

tree; line 'struct x { size_t n; };' | sample lib/core/x.h
refuses headers "size_t"
tree; line '#include <stddef.h>' 'struct x { size_t n; };' | sample lib/core/x.h
accepts headers "a header that includes what it needs"

tree; line '#!/bin/bash' 'for f in $(ls *.c); do rm $f/*; done' | sample bin/x
refuses shell "SC2045"
tree; line '#!/bin/bash' 'echo "$1"' | sample bin/x
accepts shell "a good script"

s() { tree; line "$2" | sample "sql/schema/$1.sql"; refuses schema "$3"; }
s 0071_x 'ALTER TABLE olvido.t DROP COLUMN IF EXISTS a;' "neither oldest nor fits"
s 0071_x 'ALTER TABLE olvido.t MODIFY a INT;' "neither oldest nor fits"
s 0071_x 'RENAME TABLE olvido.t TO olvido.s;' "neither oldest nor fits"
s 0071_x 'ALTER TABLE olvido.t ADD COLUMN IF NOT EXISTS a INT NOT NULL;' "INSERTs lack"
s 0071_x 'CREATE TABLE olvido.t (a INT NOT NULL);' "may not run twice"
s 0071_x 'ALTER TABLE olvido.t ADD COLUMN a INT NULL;' "may not run twice"
s 0071_x 'CREATE TRIGGER olvido.t AFTER INSERT ON olvido.s FOR EACH ROW SET @a = 1;' "may not run twice"
s 0071_x 'ALTER TABLE olvido.t ADD KEY IF NOT EXISTS k (a), ALGORITHM=COPY;' "copies a table"
tree; line '-- oldest: 0072' 'DROP TABLE IF EXISTS olvido.t;' | sample sql/schema/0072_x.sql
refuses schema "which is not before it"
tree; line '-- What may come: DROP TABLE, RENAME.' \
  'CREATE TABLE IF NOT EXISTS olvido.t (a INT NOT NULL COMMENT '"'plain: DROP a'"');' \
  'ALTER TABLE olvido.t ADD COLUMN IF NOT EXISTS b INT NOT NULL DEFAULT 0, ADD KEY IF NOT EXISTS k (b);' \
  'CREATE OR REPLACE TRIGGER olvido.t AFTER INSERT ON olvido.s FOR EACH ROW SET @a = 1;' |
  sample sql/schema/0071_x.sql
line '-- oldest: 0071' 'DROP TABLE IF EXISTS olvido.t;' | sample sql/schema/0072_x.sql
line '-- fits: it becomes wider' 'ALTER TABLE olvido.t MODIFY a BIGINT NULL;' | sample sql/schema/0073_x.sql
line 'ALTER TABLE olvido.t DROP COLUMN a;' | sample sql/schema/0070_x.sql
accepts schema "what keeps the rules, and files of before"
