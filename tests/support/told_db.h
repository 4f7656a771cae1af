/* For such programs on a database (told.h): its connection, and statements. */
#ifndef SUPPORT_TOLD_DB_H
#define SUPPORT_TOLD_DB_H

#include <stdarg.h>
#include <stdio.h>

#include "core/log.h"
#include "db/db.h"

static struct db *db;

static void sql(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

static void
sql(const char *fmt, ...)
{
	char text[2000];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (db_script(db, text) != RC_OK)
		die("a statement of the test failed");
}

#endif
