/* How many writes of 4 kB a second a folder's disk makes durable: context for
   everything that ends in a commit.  usage: fsync_rate FOLDER */
#include <fcntl.h>
#include <unistd.h>

#include "core/log.h"
#include "core/time.h"

int
main(int argc, char **argv)
{
	static char block[4096], path[4096];
	int64_t begin;
	int fd, n = 0;

	log_open("fsync");
	if (argc != 2)
		die("usage: fsync_rate FOLDER");
	snprintf(path, sizeof(path), "%s/fsync-rate", argv[1]);
	fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		die("cannot write in %s", argv[1]);
	unlink(path);
	begin = mono_us();
	while (mono_us() - begin < 1000000) {
		if (write(fd, block, sizeof(block)) != sizeof(block) ||
		    fdatasync(fd) != 0)
			die("cannot write in %s", argv[1]);
		n++;
	}
	printf("%.0f\n", n * 1e6 / (double)(mono_us() - begin));
	return (0);
}
