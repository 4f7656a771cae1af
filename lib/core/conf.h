/*
 * The configuration: one flat HDF file of `Name.Sub = value` lines and #
 * comments.  Every setting is a row of the table in conf.c with its default and
 * meaning; a line that names no row is an error that says so.
 */
#ifndef CORE_CONF_H
#define CORE_CONF_H

#include <stdint.h>

#include "core/rc.h"

/* Read the file; dies with file:line and what to do on a mistake. Once. */
void		 conf_load(const char *path);
/* The value or the row's default; an unknown name is a bug(). */
const char	*conf_str(const char *name);
int64_t		 conf_int(const char *name);
/* Print the table (name, default, meaning), for --help and README. */
void		 conf_print(void);

#endif
