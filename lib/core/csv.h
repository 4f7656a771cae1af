/* Comma separated values (RFC 4180) that no spreadsheet takes for a formula. */
#ifndef CORE_CSV_H
#define CORE_CSV_H

#include "core/buf.h"

/*
 * Adds one cell, quoted, and a comma before it unless the line begins.  A text
 * that begins with = + - @, a tab or a line break gets a ' in front.
 */
void	 csv_cell(struct buf *, const char *);
void	 csv_u64(struct buf *, uint64_t);
void	 csv_end(struct buf *);		/* CRLF */

#endif
