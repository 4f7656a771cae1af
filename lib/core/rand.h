/* Random bytes from the kernel (getrandom(2)), or the process ends. */
#ifndef CORE_RAND_H
#define CORE_RAND_H

#include <stddef.h>

void	rand_bytes(void *, size_t);

#endif
