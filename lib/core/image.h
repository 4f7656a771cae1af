/*
 * Pictures as people upload them, looked at byte by byte and never decoded: what
 * they are by their first bytes, how large, and without what cameras and
 * programs write into them (place, time, names, thumbnails).
 */
#ifndef CORE_IMAGE_H
#define CORE_IMAGE_H

#include "core/arena.h"

struct image {
	const char	*type;		/* "image/png" or "image/jpeg" */
	unsigned	 width, height;
	struct bytes	 data;		/* cleaned, in the arena */
};

/*
 * A PNG or JPEG with every metadata block and whatever follows its end left out.
 * RC_INVALID: neither, broken, or larger than max pixels in one direction.
 */
RC	image_clean(struct arena *, struct bytes in, unsigned max,
	    struct image *i_r);

#endif
