/* What the fuzz targets share: a new arena a run, and seeds made by code. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>

#include "core/buf.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);
int	LLVMFuzzerInitialize(int *, char ***);

/* Writes seeds as files seed-0, seed-1 ... into the corpus (first folder). */
static void
fuzz_seeds(int argc, char **argv, const char *const *seeds)
{
	char path[1024];
	FILE *f;
	int i = 1;

	while (i < argc && argv[i][0] == '-')
		i++;
	for (size_t k = 0; i < argc && seeds[k] != NULL; k++) {
		(void)snprintf(path, sizeof(path), "%s/seed-%zu", argv[i], k);
		if ((f = fopen(path, "wbx")) == NULL)
			continue;
		(void)fwrite(seeds[k], 1, strlen(seeds[k]), f);
		fclose(f);
	}
}

#endif
