/*
 * watch URL RESOLVE COOKIES [SCHEDSTAT]...: one page again and again over one
 * connection until SIGTERM, a line each: seconds it took, its status, and how many
 * of these seconds the processes of the answer stood ready and had no processor
 * (/proc/PID/schedstat; its own with them).  RESOLVE: HOST:PORT:ADDRESS.
 */
#include <curl/curl.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/time.h"

#define FILES_MAX	100

static volatile sig_atomic_t ended;
static int stats[FILES_MAX];
static size_t nstats;

static void
on_signal(int sig)
{
	(void)sig;
	ended = 1;
}

static void
stat_open(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd >= 0 && nstats < FILES_MAX)
		stats[nstats++] = fd;
}

/* Seconds of waiting, of all of them since they began; who has ended counts no more. */
static double
waited(void)
{
	unsigned long long ns;
	double sum = 0;
	char line[100];
	ssize_t n;

	for (size_t i = 0; i < nstats; i++) {
		n = pread(stats[i], line, sizeof(line) - 1, 0);
		if (n <= 0)
			continue;
		line[n] = '\0';
		if (sscanf(line, "%*u %llu", &ns) == 1)
			sum += (double)ns / 1e9;
	}
	return (sum);
}

static size_t
drop(char *p, size_t size, size_t n, void *arg)
{
	(void)p;
	(void)arg;
	return (size * n);
}

static CURL *
client(const char *url, const char *resolve, const char *cookies)
{
	CURL *c = curl_easy_init();

	if (c == NULL)
		return (NULL);
	curl_easy_setopt(c, CURLOPT_URL, url);
	curl_easy_setopt(c, CURLOPT_RESOLVE, curl_slist_append(NULL, resolve));
	curl_easy_setopt(c, CURLOPT_COOKIEFILE, cookies);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 0L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 0L);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, drop);
	return (c);
}

int
main(int argc, char **argv)
{
	CURL *c = argc < 4 ? NULL : client(argv[1], argv[2], argv[3]);
	struct sigaction sa = { .sa_handler = on_signal };
	double before, wait;
	int64_t began, took;
	long code;

	if (c == NULL) {
		fprintf(stderr, "usage: watch URL RESOLVE COOKIES [SCHEDSTAT]...\n");
		return (2);
	}
	(void)sigaction(SIGTERM, &sa, NULL);
	stat_open("/proc/self/schedstat");
	for (int i = 4; i < argc; i++)
		stat_open(argv[i]);
	while (!ended) {
		before = waited();
		began = mono_us();
		code = 0;
		if (curl_easy_perform(c) == CURLE_OK)
			curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
		took = mono_us() - began;
		wait = waited() - before;
		printf("%.6f %03ld %.6f\n", (double)took / 1e6, code,
		    wait > 0 ? wait : 0);
		fflush(stdout);
	}
	curl_easy_cleanup(c);
	return (0);
}
