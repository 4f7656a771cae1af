/*
 * The smarthost (RFC 5321) through libcurl.  One easy handle keeps its
 * connection for the next mail.  The whole mail is in memory; libcurl stuffs
 * the dots.
 */
#include <ctype.h>

#include <curl/curl.h>

#include "core/log.h"
#include "core/str.h"
#include "mail/smtp.h"

#define CONNECT_S	15L
#define TOTAL_S		300L	/* RFC 5321 4.5.3.2.6: ten minutes are too long */

struct smtp {
	CURL		*curl;
	char		*url;
	struct arena	*a;
	bool		 mail;		/* MAIL was sent */
};

struct source {
	struct bytes	 raw;
	size_t		 at;
};

static size_t
smtp_read(char *to, size_t size, size_t n, void *arg)
{
	struct source *s = arg;
	size_t left = s->raw.n - s->at;

	n *= size;
	if (n > left)
		n = left;
	memcpy(to, s->raw.p + s->at, n);
	s->at += n;
	return (n);
}

/*
 * Sees our commands: a 5xx speaks of this mail only after MAIL was sent; before,
 * it speaks of the server ("554 no service"), and the mail waits.
 */
static int
smtp_watch(CURL *curl, curl_infotype type, char *data, size_t n, void *arg)
{
	struct smtp *s = arg;

	(void)curl;
	if (type == CURLINFO_HEADER_OUT && n >= 5 &&
	    strncasecmp(data, "MAIL ", 5) == 0)
		s->mail = true;
	return (0);
}

static void
smtp_options(struct smtp *s)
{
	CURL *c = s->curl;
	bool tls = str_starts(s->url, "smtps:");

	curl_easy_setopt(c, CURLOPT_URL, s->url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	/* Opportunistic: encrypted if offered, not verified (RFC 7435). */
	curl_easy_setopt(c, CURLOPT_USE_SSL, tls ? (long)CURLUSESSL_ALL :
	    (long)CURLUSESSL_TRY);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, tls ? 1L : 0L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, tls ? 2L : 0L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, CONNECT_S);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, TOTAL_S);
	curl_easy_setopt(c, CURLOPT_SERVER_RESPONSE_TIMEOUT, 60L);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, smtp_read);
	curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, smtp_watch);
	curl_easy_setopt(c, CURLOPT_DEBUGDATA, s);
	curl_easy_setopt(c, CURLOPT_VERBOSE, 1L);
}

struct smtp *
smtp_new(const char *url)
{
	struct arena *a = arena_new(65536);
	struct smtp *s = ARENA_NEW(a, struct smtp);

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		die("mail: libcurl cannot start");
	s->a = a;
	s->url = arena_strdup(a, url);
	s->curl = curl_easy_init();
	if (s->curl == NULL)
		die("mail: libcurl has no memory");
	smtp_options(s);
	return (s);
}

void
smtp_free(struct smtp **s)
{
	struct arena *a;

	if (*s == NULL)
		return;
	a = (*s)->a;
	curl_easy_cleanup((*s)->curl);
	arena_free(&a);
	*s = NULL;
}

/* An address that cannot end its command. */
static bool
smtp_address(const char *s)
{
	size_t n = strlen(s);

	if (n > 254)
		return (false);
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] <= ' ' || s[i] == 0x7f ||
		    s[i] == '<' || s[i] == '>')
			return (false);
	return (true);
}

/* What libcurl and the server said, as our result. */
static enum rc
smtp_result(const struct smtp *s, CURLcode code, long status)
{
	if (code == CURLE_OK)
		return (RC_OK);
	if (s->mail && status >= 500 && status <= 599)
		return (RC_INVALID);
	log_warn("mail: smarthost: %s (%ld)", curl_easy_strerror(code), status);
	return (RC_FAILED);
}

enum rc
smtp_send(struct smtp *s, const char *from, const char *to, struct bytes raw,
    int *status_r)
{
	struct source src = { .raw = raw };
	struct curl_slist *rcpt;
	char path[270], whom[270];
	long status = 0;
	CURLcode code;

	*status_r = 0;
	if (!smtp_address(from) || !smtp_address(to) || to[0] == '\0')
		return (RC_INVALID);
	(void)snprintf(path, sizeof(path), "<%s>", from);
	(void)snprintf(whom, sizeof(whom), "<%s>", to);
	rcpt = curl_slist_append(NULL, whom);
	if (rcpt == NULL)
		die("mail: libcurl has no memory");
	s->mail = false;
	curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, path);
	curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, rcpt);
	curl_easy_setopt(s->curl, CURLOPT_READDATA, &src);
	curl_easy_setopt(s->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)raw.n);
	code = curl_easy_perform(s->curl);
	(void)curl_easy_getinfo(s->curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(rcpt);
	/* Of a connection that broke, the code is of an earlier reply. */
	*status_r = code == CURLE_OK || status >= 400 ? (int)status : 0;
	return (smtp_result(s, code, status));
}
