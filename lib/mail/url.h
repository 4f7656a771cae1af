/* Addresses in mail: which may stand in a link or an image. lib/mail only. */
#ifndef MAIL_URL_H
#define MAIL_URL_H

#include <stdbool.h>

#include "core/arena.h"

#define URL_MAX		4096	/* tracking links really are that long */
#define IMAGE_MAX	((size_t)256 << 10)

/* An http, https, mailto or tel address in normal form, or NULL. */
const char	*url_link(struct arena *, const char *raw);
/* An http or https address (also "//host/x"), or NULL. */
const char	*url_remote(struct arena *, const char *raw);
/* "cid:X" with X harmless, or NULL. */
const char	*url_cid(struct arena *, const char *raw);
/* "data:image/png;base64,..." whose bytes are such an image, or NULL. */
const char	*url_data(struct arena *, const char *raw);
/* "image/png", jpeg, gif, webp by the first bytes, or NULL. */
const char	*image_type(const void *, size_t);

#endif
