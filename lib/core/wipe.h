/* What is left behind in memory (wipe.c). */
#ifndef CORE_WIPE_H
#define CORE_WIPE_H

/* The stack below the caller: keys and texts of functions that returned. At the end
   of a request, a mail. */
void	stack_wipe(void);

#endif
