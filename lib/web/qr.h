/* QR codes (ISO 18004) as a path for an SVG element. The door to libqrencode. */
#ifndef WEB_QR_H
#define WEB_QR_H

#include "core/arena.h"

/*
 * d_r: the "d" of a path that fills the dark modules; size_r: width and height in
 * modules, the quiet zone of four around it included.  RC_INVALID: too long.
 */
RC	qr_path(struct arena *, const char *text, const char **d_r,
	    unsigned *size_r);

#endif
