/* QR codes (qr.h): each run of dark modules is one rectangle of the path. */
#include "web/qr.h"

#include <qrencode.h>

#include "core/buf.h"

#define QUIET	4

RC
qr_path(struct arena *a, const char *text, const char **d_r,
    unsigned *size_r)
{
	QRcode *qr = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	struct buf b = BUF_INIT(a);
	int n;

	if (qr == NULL)
		return (RC_INVALID);
	for (int y = 0; y < qr->width; y++)
		for (int x = 0; x < qr->width; x += n) {
			for (n = 0; x + n < qr->width && (qr->data[y *
			    qr->width + x + n] & 1) != 0; n++)
				;
			if (n > 0)
				buf_printf(&b, "M%d %dh%dv1h-%dz", x + QUIET,
				    y + QUIET, n, n);
			else
				n = 1;
		}
	*d_r = buf_cstr(&b);
	*size_r = (unsigned)qr->width + 2 * QUIET;
	/* It holds a secret. */
	explicit_bzero(qr->data, (size_t)qr->width * (size_t)qr->width);
	QRcode_free(qr);
	return (RC_OK);
}
