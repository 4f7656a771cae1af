/* Dying on purpose, in tests (fault.h). */
#include "core/fault.h"

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/str.h"

extern const struct fault faults_begin[] __asm__("__start_olvido_faults")
    __attribute__((weak, visibility("hidden")));
extern const struct fault faults_end[] __asm__("__stop_olvido_faults")
    __attribute__((weak, visibility("hidden")));

const struct fault *
fault_at(unsigned i)
{
	ptrdiff_t n = faults_begin == NULL ? 0 : faults_end - faults_begin;

	return ((ptrdiff_t)i < n ? &faults_begin[i] : NULL);
}

void
fault_point(const struct fault *f)
{
	static const char *armed;

	if (armed == NULL)
		armed = conf_int("Test.Installation") == 1
		    ? conf_str("Test.Fault") : "none";
	if (!str_eq(armed, f->name))
		return;
	/* A sandbox may refuse the signal, not the end. */
	kill(getpid(), SIGKILL);
	_exit(137);
}
