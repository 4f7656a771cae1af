/*
 * A stream, compressed (zstd) on its way and back, by libarchive: neither end is
 * ever whole in memory.
 */
#ifndef PRIVACY_SQUEEZE_H
#define PRIVACY_SQUEEZE_H

#include <stdbool.h>

#include "core/arena.h"

/* Takes all of it, or is an error that ends the stream. */
typedef enum rc squeeze_sink(void *arg, struct bytes);
/* At most n bytes; *got_r 0: the end. */
typedef enum rc squeeze_source(void *arg, uint8_t *out, size_t n,
    size_t *got_r);

struct squeeze;
RC	squeeze_new(squeeze_sink *, void *arg, struct squeeze **s_r);
RC	squeeze_data(struct squeeze *, struct bytes);
RC	squeeze_end(struct squeeze **);		/* closes it whatever comes */
void	squeeze_drop(struct squeeze **);	/* for CLEANUP */

/* All of a source, as it was, into the sink. RC_GONE: it is damaged. */
RC	unsqueeze(squeeze_source *, void *from, squeeze_sink *, void *to);

#endif
