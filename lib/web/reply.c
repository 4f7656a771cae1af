/* Answers: pages, redirects, downloads, errors. */
#include "core/log.h"
#include "core/str.h"
#include "mail/url.h"
#include "web/priv.h"

const char *
status_text(int status)
{
	static const struct { int status; const char *text; } t[] = {
		{ 200, "OK" }, { 201, "Created" }, { 202, "Accepted" },
		{ 206, "Partial Content" },
		{ 303, "See Other" }, { 400, "Bad Request" },
		{ 401, "Unauthorized" },
		{ 403, "Forbidden" }, { 404, "Not Found" },
		{ 405, "Method Not Allowed" }, { 409, "Conflict" },
		{ 410, "Gone" }, { 413, "Content Too Large" },
		{ 415, "Unsupported Media Type" },
		{ 416, "Range Not Satisfiable" },
		{ 422, "Unprocessable Content" },
		{ 429, "Too Many Requests" }, { 503, "Service Unavailable" },
	};

	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		if (t[i].status == status)
			return (t[i].text);
	bug("status %d", status);
}

RC
reply_send(struct req *rq, int status, const char *type,
    const char *headers, struct bytes body)
{
	struct buf b = BUF_INIT(rq->a);

	if (rq->priv->sent)
		bug("two answers to one request");
	rq->priv->sent = true;
	rq->priv->status = status;
	buf_printf(&b, "Status: %d %s\r\nContent-Type: %s\r\n"
	    "Content-Length: %zu\r\nCache-Control: no-store\r\n", status,
	    status_text(status), type, body.n);
	if (headers != NULL)
		buf_str(&b, headers);
	if (rq->priv->retry_after > 0)
		buf_printf(&b, "Retry-After: %lld\r\n",
		    (long long)rq->priv->retry_after);
	if (rq->priv->left)
		buf_str(&b, "Clear-Site-Data: \"cache\", \"storage\"\r\n");
	cookie_lines(rq, &b);
	buf_str(&b, "\r\n");
	/* A client that went away is no trouble of ours. */
	if (rq->priv->head)
		body.n = 0;
	if (fcgi_answer(rq->priv->io, buf_bytes(&b), body) != RC_OK)
		log_info("the client went away");
	return (RC_OK);
}

RC
reply_text(struct req *rq, struct bytes text)
{
	return (reply_send(rq, 200, "text/plain; charset=utf-8", NULL, text));
}

const char *
req_list(struct req *rq, const char *path)
{
	const char *view = req_text(rq, "view");

	if (*view == '\0' || view[strspn(view,
	    "abcdefghijklmnopqrstuvwxyz")] != '\0')
		return (path);
	return (arena_printf(rq->a, "%s?view=%s", path, view));
}

RC
redirect(struct req *rq, const char *fmt, ...)
{
	va_list ap;
	char *path;

	va_start(ap, fmt);
	path = arena_vprintf(rq->a, fmt, ap);
	va_end(ap);
	if (*local_path(path) == '\0')
		bug("redirect that is not local");
	return (reply_send(rq, 303, "text/plain; charset=utf-8",
	    arena_printf(rq->a, "Location: %s\r\n", path),
	    (struct bytes){ 0 }));
}

RC
reply_html_frame(struct req *rq, struct safe_html h, const char *csp)
{
	struct buf b = BUF_INIT(rq->a);

	buf_str(&b, "<!DOCTYPE html><html><head><meta charset=\"utf-8\">"
	    "<title>-</title><style>body{font:15px/1.5 system-ui,sans-serif;"
	    "margin:8px;color:#222;background:#fff;overflow-wrap:anywhere}"
	    "img{max-width:100%;height:auto}</style></head><body>");
	buf_str(&b, h.safe);
	buf_str(&b, "</body></html>");
	return (reply_send(rq, 200, "text/html; charset=utf-8",
	    arena_printf(rq->a, "Content-Security-Policy: %s\r\n", csp),
	    buf_bytes(&b)));
}

/* ---- downloads ------------------------------------------------------------------ */

/* filename="..." in ASCII and filename*=UTF-8''... (RFC 6266, RFC 8187). */
const char *
disposition(struct arena *a, const char *name, bool is_inline)
{
	struct buf b = BUF_INIT(a);

	buf_str(&b, is_inline ? "inline" : "attachment");
	buf_str(&b, "; filename=\"");
	for (const char *p = name; *p != '\0'; p++)
		buf_chr(&b, (unsigned char)*p < 0x20 || *p == '"' ||
		    *p == '\\' || *p == '%' || (unsigned char)*p >= 0x7F
		    ? '_' : *p);
	buf_str(&b, "\"; filename*=UTF-8''");
	for (const char *p = name; *p != '\0'; p++) {
		if ((*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') ||
		    (*p >= 'A' && *p <= 'Z') || (*p != '\0' &&
		    strchr("!#$&+-.^_`|~", *p) != NULL))
			buf_chr(&b, *p);
		else
			buf_printf(&b, "%%%02X", (unsigned char)*p);
	}
	return (buf_cstr(&b));
}

/*
 * A single range "bytes=a-b" (RFC 9110 14.1.2).  RC_OK: *from_r, *to_r set;
 * RC_NOTFOUND: none, or one to ignore; RC_INVALID: 416.
 */
enum rc
range_parse(struct arena *a, const char *s, uint64_t size, uint64_t *from_r,
    uint64_t *to_r)
{
	uint64_t x = 0, y = 0;
	const char *dash;
	bool has_x, has_y;

	if (s == NULL || !str_starts(s, "bytes=") || strchr(s, ',') != NULL ||
	    (dash = strchr(s, '-')) == NULL)
		return (RC_NOTFOUND);
	s += 6;
	has_x = str_u64(arena_strndup(a, s, (size_t)(dash - s)), &x) == RC_OK;
	has_y = str_u64(dash + 1, &y) == RC_OK;
	if ((!has_x && dash != s) || (!has_y && dash[1] != '\0') ||
	    (!has_x && !has_y) || (has_x && has_y && y < x))
		return (RC_NOTFOUND);
	if (!has_x) {			/* the last y bytes */
		if (y == 0 || size == 0)
			return (RC_INVALID);
		*from_r = y >= size ? 0 : size - y;
		*to_r = size - 1;
		return (RC_OK);
	}
	if (x >= size)
		return (RC_INVALID);
	*from_r = x;
	*to_r = has_y && y < size ? y : size - 1;
	return (RC_OK);
}

/* A file that was opened but holds a piece that does not open is damaged. */
static RC
read_piece(const struct reply_source *src, uint64_t at, void *out, size_t n,
    size_t *got_r)
{
	enum rc rc = src->read(src->arg, at, out, n, got_r);

	if (rc == RC_OK || rc == RC_FAILED)
		return (rc);
	log_warn("a file is damaged at byte %llu", (unsigned long long)at);
	return (RC_FAILED);
}

static RC
stream(struct req *rq, const struct reply_source *src, uint64_t from,
    uint64_t n)
{
	uint8_t *chunk = arena_alloc(rq->a, 65536);
	size_t got;

	while (n > 0) {
		TRY(read_piece(src, from, chunk, n > 65536 ? 65536
		    : (size_t)n, &got));
		if (got == 0)
			return (RC_FAILED);
		if (fcgi_write(rq->priv->io, chunk, got) != RC_OK)
			return (RC_OK);	/* the client went away */
		from += got;
		n -= got;
	}
	return (RC_OK);
}

RC
reply_download(struct req *rq, const struct reply_source *src)
{
	uint8_t magic[16];
	const char *type = NULL;
	struct buf b = BUF_INIT(rq->a);
	uint64_t from = 0, to = src->size == 0 ? 0 : src->size - 1;
	size_t got = 0;
	enum rc range;

	/* Nothing was sent yet: a file that does not open is an error page. */
	TRY(read_piece(src, 0, magic, sizeof(magic), &got));
	if (src->inline_image)
		type = image_type(magic, got);
	range = rq->priv->head ? RC_NOTFOUND : range_parse(rq->a,
	    req_header(rq, "RANGE"), src->size, &from, &to);
	if (range == RC_INVALID)
		return (reply_send(rq, 416, "text/plain; charset=utf-8",
		    arena_printf(rq->a, "Content-Range: bytes */%llu\r\n",
		    (unsigned long long)src->size), (struct bytes){ 0 }));
	rq->priv->sent = true;
	rq->priv->status = range == RC_OK ? 206 : 200;
	buf_printf(&b, "Status: %d %s\r\nContent-Type: %s\r\n"
	    "Content-Disposition: %s\r\nContent-Length: %llu\r\n"
	    "Accept-Ranges: bytes\r\nCache-Control: no-store\r\n"
	    "Content-Security-Policy: default-src 'none';%s"
	    " frame-ancestors 'self'; sandbox\r\n",
	    range == RC_OK ? 206 : 200,
	    status_text(range == RC_OK ? 206 : 200),
	    type != NULL ? type : "application/octet-stream",
	    disposition(rq->a, src->name, type != NULL),
	    (unsigned long long)(src->size == 0 ? 0 : to - from + 1),
	    /* What a browser's own page around an image needs. */
	    type != NULL ? " style-src 'unsafe-inline'; img-src 'self';" : "");
	if (range == RC_OK)
		buf_printf(&b, "Content-Range: bytes %llu-%llu/%llu\r\n",
		    (unsigned long long)from, (unsigned long long)to,
		    (unsigned long long)src->size);
	buf_str(&b, "\r\n");
	if (fcgi_write(rq->priv->io, b.p, b.n) != RC_OK || rq->priv->head ||
	    src->size == 0)
		return (RC_OK);
	return (stream(rq, src, from, to - from + 1));
}
