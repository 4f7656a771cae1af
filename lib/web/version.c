/* The version of the static files, for their addresses (?v=). */
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/log.h"
#include "core/str.h"
#include "crypto/digest.h"
#include "web/priv.h"

/* nftw() hands nothing through. */
static struct digest sum;

/* The order of files does not matter: their digests are added up. */
static int
add_file(const char *path, const struct stat *sb, int flag, struct FTW *ftw)
{
	static uint8_t in[65536];
	struct digest d = digest(path + ftw->base, strlen(path + ftw->base));
	ssize_t n;
	int fd;

	(void)sb;
	if (flag != FTW_F)
		return (0);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		die("cannot read %s", path);
	while ((n = read(fd, in + DIGEST_LEN, sizeof(in) - DIGEST_LEN)) > 0) {
		memcpy(in, d.b, DIGEST_LEN);
		d = digest(in, DIGEST_LEN + (size_t)n);
	}
	close(fd);
	for (int i = 0; i < DIGEST_LEN; i++)
		sum.b[i] = (uint8_t)(sum.b[i] + d.b[i]);
	return (0);
}

const char *
version_of(const char *templates_dir)
{
	const char *dir = arena_printf(arena_boot(), "%s/../static",
	    templates_dir);

	memset(&sum, 0, sizeof(sum));
	if (nftw(dir, add_file, 16, FTW_PHYS) != 0)
		log_warn("no folder static beside the templates");
	return (hex_encode(arena_boot(), sum.b, 6));
}
