/*
 * Fault points: named places at which a process of a test installation ends
 * itself as kill -9 would, with nothing written any more.  The setting Test.Fault
 * names one; it is looked at only where Test.Installation is 1, in the
 * configuration that root wrote, nowhere else.  'olvido faults' lists those of
 * the command line; tests/forensic dies at each of them.
 */
#ifndef CORE_FAULT_H
#define CORE_FAULT_H

struct fault { const char *name; };

#define FAULT_POINT(nm) do {						\
	static const struct fault fault_here				\
	    __attribute__((section("olvido_faults"), used, aligned(8))) = {\
		.name = "" nm "",					\
	};								\
	fault_point(&fault_here);					\
} while (0)

void	fault_point(const struct fault *);
/* The i-th that is linked, NULL at the end. */
const struct fault *fault_at(unsigned i);

#endif
