/* Shared counters (metric.h). */
#include "core/metric.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"

#define MARK		0x6f6c766d65740001	/* moves when enum metric does */
#define BYTES		(METRICS * sizeof(uint64_t))

static uint64_t own[METRICS];
static uint64_t *shared = own;

static const int64_t buckets[METRIC_BUCKETS] = { 1000, 2500, 5000, 10000,
	25000, 50000, 100000, 250000, 500000, 1000000, 5000000, 0 };

static void
path_of(char path[static 256], const char *dir, const char *name)
{
	snprintf(path, 256, "%s/%s.metrics", dir, name);
}

/* Read by the other programs' users, written by processes that have it mapped. */
static uint64_t *
map(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);
	void *p = MAP_FAILED;

	if (fd < 0)
		return (NULL);
	if (fchmod(fd, 0644) == 0 && ftruncate(fd, (off_t)BYTES) == 0)
		p = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
		    0);
	close(fd);
	return (p == MAP_FAILED ? NULL : p);
}

bool
metric_open(const char *dir, const char *name)
{
	char path[256];
	uint64_t *p;

	path_of(path, dir, name);
	p = map(path);
	if (p == NULL) {
		log_warn("no counters in %s", path);
		return (false);
	}
	if (p[METRIC_MARK] != MARK)
		memset(p, 0, BYTES);
	p[METRIC_MARK] = MARK;
	shared = p;
	return (true);
}

void
metric_add(enum metric m, uint64_t n)
{
	(void)__atomic_add_fetch(&shared[m], n, __ATOMIC_RELAXED);
}

void
metric_set(enum metric m, uint64_t v)
{
	__atomic_store_n(&shared[m], v, __ATOMIC_RELAXED);
}

int64_t
metric_bucket(unsigned i)
{
	return (buckets[i]);
}

void
metric_request(int status, int64_t us)
{
	unsigned i = 0;

	if (status < 100 || status > 599)
		return;
	while (i < METRIC_BUCKETS - 1 && us > buckets[i])
		i++;
	metric_add(METRIC_REQUESTS + (unsigned)(status / 100 - 1), 1);
	metric_add(METRIC_DURATION + i, 1);
	metric_add(METRIC_DURATION_US, us > 0 ? (uint64_t)us : 0);
}

RC
metric_read(const char *dir, const char *name, uint64_t v_r[METRICS])
{
	char path[256];
	ssize_t n;
	int fd;

	path_of(path, dir, name);
	fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return (RC_NOTFOUND);
	n = read(fd, v_r, BYTES);
	close(fd);
	return (n == (ssize_t)BYTES && v_r[METRIC_MARK] == MARK ? RC_OK
	    : RC_NOTFOUND);
}
