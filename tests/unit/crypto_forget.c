/*
 * Forgetting: what opens and what does not after each step, after a crash at
 * each step, and in the other programs that have the slot file mapped.
 */
#include "../support/unit.h"

#include "crypto/vault.h"

#define BUCKETS	4
#define SLOT_AT(b)	(4096 + (off_t)(b) * 256)

static char dir[] = "/tmp/olvido-unit-XXXXXX";
static char master[64], slots[64];
static struct vault *v;			/* the program that forgets */
static const account_id acc = { 7 };
static uint64_t victim, neighbour;	/* two secrets of bucket 1 */

/* One wrapped secret, as a row and its older copies hold it. */
struct row {
	uint64_t	id;
	uint32_t	generation;
	uint8_t		wrapped[WRAPPED_LEN];
	struct secret	secret;
};

static int
each_setup(void **state)
{
	(void)state;
	snprintf(master, sizeof(master), "%s/master", dir);
	snprintf(slots, sizeof(slots), "%s/slots", dir);
	if (vault_create(master, slots, BUCKETS) != RC_OK)
		return (-1);
	v = vault_open(master, slots, true);
	for (victim = 1; vault_bucket(v, acc, SECRET_CONTACT, victim) != 1;)
		victim++;
	for (neighbour = victim + 1;
	    vault_bucket(v, acc, SECRET_CONTACT, neighbour) != 1;)
		neighbour++;
	return (0);
}

static int
each_teardown(void **state)
{
	(void)state;
	vault_close(&v);
	return (unlink(master) == 0 && unlink(slots) == 0 ? 0 : -1);
}

static int
setup(void **state)
{
	(void)state;
	crypto_init();
	return (mkdtemp(dir) == NULL ? -1 : 0);
}

static int
teardown(void **state)
{
	(void)state;
	return (rmdir(dir));
}

static struct row
wrap(uint64_t id, uint32_t generation, const struct secret *s)
{
	struct row r = { .id = id, .generation = generation, .secret = *s };

	assert_int_equal(vault_wrap(v, acc, SECRET_CONTACT, id, generation, s,
	    r.wrapped), RC_OK);
	return (r);
}

static bool
opens_in(struct vault *in, const struct row *r)
{
	struct secret s;

	if (vault_unwrap(in, acc, SECRET_CONTACT, r->id, r->generation,
	    (struct bytes){ r->wrapped, WRAPPED_LEN }, &s) != RC_OK)
		return (false);
	assert_memory_equal(s.b, r->secret.b, SECRET_LEN);
	return (true);
}

static bool
opens(const struct row *r)
{
	return (opens_in(v, r));
}

static struct row
new_row(uint64_t id)
{
	struct secret s = secret_new();

	return (wrap(id, vault_generation(v, 1), &s));
}

static void
read_slot(uint32_t bucket, uint8_t out[256])
{
	int fd = open(slots, O_RDONLY);

	assert_int_equal(pread(fd, out, 256, SLOT_AT(bucket)), 256);
	close(fd);
}

static void
test_whole_flow(void **state)
{
	struct row gone = new_row(victim), old = new_row(neighbour), new;
	uint8_t before[256], after[256], other[256], other2[256];
	uint32_t next;

	(void)state;
	read_slot(1, before);
	read_slot(2, other);
	assert_int_equal(vault_forget_begin(v, 1, &next), RC_OK);
	assert_int_equal(next, 2);
	assert_true(vault_bucket_pending(v, 1));
	assert_false(vault_bucket_pending(v, 2));
	assert_true(opens(&gone));
	assert_true(opens(&old));
	new = wrap(neighbour, next, &old.secret);
	assert_true(opens(&new));
	/* committed */
	assert_int_equal(vault_forget_finish(v, 1, next), RC_OK);
	assert_false(vault_bucket_pending(v, 1));
	assert_int_equal(vault_generation(v, 1), 2);
	assert_true(opens(&new));
	assert_false(opens(&gone));
	assert_false(opens(&old));	/* the older copy is dead as well */
	/* Nothing of the old key is left; the other slots are as they were. */
	read_slot(1, after);
	assert_null(memmem(after, 256, before + 4, 8));
	for (size_t i = 0; i + 8 <= 73; i++)
		assert_null(memmem(after, 256, before + 4 + i, 8));
	read_slot(2, other2);
	assert_memory_equal(other, other2, 256);
}

static void
test_many_rounds(void **state)
{
	struct row kept = new_row(neighbour), before;
	uint32_t next;

	(void)state;
	for (uint32_t i = 0; i < 200; i++) {
		before = kept;
		assert_int_equal(vault_forget_begin(v, 1, &next), RC_OK);
		assert_int_equal(next, i + 2);
		kept = wrap(neighbour, next, &before.secret);
		assert_int_equal(vault_forget_finish(v, 1, next), RC_OK);
		assert_true(opens(&kept));
		assert_false(opens(&before));
	}
}

static void
reopen(void)
{
	vault_close(&v);
	v = vault_open(master, slots, true);
}

/* Killed in the middle, by the process that did the first half. */
static void
begin_and_end(void *arg)
{
	struct vault *w = vault_open(master, slots, true);
	uint32_t next;

	if (vault_forget_begin(w, *(uint32_t *)arg, &next) != RC_OK ||
	    next != 2)
		_exit(2);
	kill(getpid(), SIGKILL);
}

static void
crash_after_begin(void)
{
	uint32_t bucket = 1;
	char err[1000];
	int status = child_run(begin_and_end, &bucket, err, sizeof(err));

	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	reopen();
	assert_true(vault_bucket_pending(v, 1));
}

/* The row still says 1: what the step left is thrown away, nobody is lost. */
static void
test_crash_before_commit(void **state)
{
	struct row a = new_row(victim), b = new_row(neighbour), lost;
	uint32_t next;

	(void)state;
	crash_after_begin();
	lost = wrap(neighbour, 2, &b.secret);
	assert_true(opens(&a));
	assert_int_equal(vault_forget_finish(v, 1, 1), RC_OK);
	assert_false(vault_bucket_pending(v, 1));
	assert_int_equal(vault_generation(v, 1), 1);
	assert_true(opens(&a));
	assert_true(opens(&b));
	assert_false(opens(&lost));
	/* And the step can be done again, with another key of generation 2. */
	assert_int_equal(vault_forget_begin(v, 1, &next), RC_OK);
	assert_int_equal(next, 2);
	assert_false(opens(&lost));
	assert_int_equal(vault_forget_finish(v, 1, 2), RC_OK);
	assert_false(opens(&a));
}

/* The row says 2: the old key goes, the victim with it. */
static void
test_crash_after_commit(void **state)
{
	struct row a = new_row(victim), b = new_row(neighbour), new;

	(void)state;
	crash_after_begin();
	new = wrap(neighbour, 2, &b.secret);
	assert_int_equal(vault_forget_finish(v, 1, 2), RC_OK);
	assert_int_equal(vault_generation(v, 1), 2);
	assert_true(opens(&new));
	assert_false(opens(&a));
	assert_false(opens(&b));
	reopen();
	assert_true(opens(&new));
	assert_false(opens(&a));
}

static void
test_finish_again(void **state)
{
	struct row b = new_row(neighbour), new;
	uint8_t before[256], after[256];
	uint32_t next;

	(void)state;
	assert_int_equal(vault_forget_begin(v, 1, &next), RC_OK);
	new = wrap(neighbour, next, &b.secret);
	assert_int_equal(vault_forget_finish(v, 1, next), RC_OK);
	read_slot(1, before);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(vault_forget_finish(v, 1, next), RC_OK);
		reopen();
	}
	read_slot(1, after);
	assert_memory_equal(before, after, 256);
	assert_true(opens(&new));
}

/*
 * After a commit the spare key is the one that counts.  A second forgetting
 * that comes before the first was finished must not write over it.
 */
static void
test_begin_spares_the_committed_key(void **state)
{
	struct row b = new_row(neighbour), new, newer;
	uint8_t before[256], after[256];
	uint32_t next, again = 77;

	(void)state;
	assert_int_equal(vault_forget_begin(v, 1, &next), RC_OK);
	new = wrap(neighbour, next, &b.secret);
	read_slot(1, before);
	assert_int_equal(vault_forget_begin(v, 1, &again), RC_FAILED);
	read_slot(1, after);
	assert_memory_equal(before, after, 256);
	assert_true(opens(&new));
	/* The way vault.h gives: finish with the row's generation first. */
	assert_int_equal(vault_forget_finish(v, 1, next), RC_OK);
	assert_int_equal(vault_forget_begin(v, 1, &again), RC_OK);
	assert_int_equal(again, 3);
	newer = wrap(neighbour, again, &b.secret);
	assert_int_equal(vault_forget_finish(v, 1, again), RC_OK);
	assert_true(opens(&newer));
	assert_false(opens(&new));
}

/* A generation the slot does not have: an alarm, and nothing is touched. */
static void
test_finish_of_unknown(void **state)
{
	static const uint32_t wrong[] = { 0, 2, 3, UINT32_MAX };
	struct row b = new_row(neighbour);
	uint8_t before[256], after[256];
	uint32_t next;

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(vault_forget_finish(v, 1, wrong[i]),
		    RC_FAILED);
	assert_int_equal(vault_forget_begin(v, 1, &next), RC_OK);
	read_slot(1, before);
	for (size_t i = 0; i < 4; i++)
		if (wrong[i] != next)
			assert_int_equal(vault_forget_finish(v, 1, wrong[i]),
			    RC_FAILED);
	read_slot(1, after);
	assert_memory_equal(before, after, 256);
	assert_true(opens(&b));
}

static void
may_not(void *arg)
{
	uint32_t next;

	if (vault_forget_begin(arg, 1, &next) != RC_OK)
		_exit(2);
}

static void
test_readers_may_not(void **state)
{
	struct vault *reader = vault_open(master, slots, false);
	uint8_t before[256], after[256];

	(void)state;
	read_slot(1, before);
	child_bugs(may_not, reader, "may not write the slot file");
	read_slot(1, after);
	assert_memory_equal(before, after, 256);
	vault_close(&reader);
}

struct talk {
	struct vault	*reader;
	struct row	 gone, kept;
	int		 go[2], ready[2];
};

static void
wait_for(int fd)
{
	char c;

	if (read(fd, &c, 1) != 1)
		_exit(9);
}

/* Mapped before, used before, asked again after. */
static void
other_program(void *arg)
{
	struct talk *t = arg;

	if (!opens_in(t->reader, &t->gone))
		_exit(2);
	if (write(t->ready[1], "r", 1) != 1)
		_exit(3);
	wait_for(t->go[0]);
	if (opens_in(t->reader, &t->gone))
		_exit(4);
	if (vault_generation(t->reader, 1) != 2)
		_exit(5);
}

static void
test_others_see_it_at_once(void **state)
{
	struct talk t = { .reader = vault_open(master, slots, false),
	    .gone = new_row(victim) };
	uint32_t next;
	int status;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(t.go), 0);
	assert_int_equal(pipe(t.ready), 0);
	pid = fork();
	if (pid == 0) {
		other_program(&t);
		_exit(0);
	}
	wait_for(t.ready[0]);
	assert_int_equal(vault_forget_begin(v, 1, &next), RC_OK);
	assert_int_equal(vault_forget_finish(v, 1, next), RC_OK);
	assert_int_equal(write(t.go[1], "g", 1), 1);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	for (int i = 0; i < 2; i++) {
		close(t.go[i]);
		close(t.ready[i]);
	}
	vault_close(&t.reader);
}

/* Opens what stays, for as long as the parent writes beside it. */
static void
read_on(void *arg)
{
	struct talk *t = arg;
	char c;

	fcntl(t->go[0], F_SETFL, O_NONBLOCK);
	close(t->go[1]);
	while (read(t->go[0], &c, 1) != 0)
		for (int i = 0; i < 100; i++)
			if (!opens_in(t->reader, &t->kept))
				_exit(4);
}

/* Steps that are discarded come and go: the current key opens all the while. */
static void
test_reading_while_writing(void **state)
{
	struct talk t = { .reader = vault_open(master, slots, false),
	    .kept = new_row(neighbour) };
	uint32_t next;
	int status;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(t.go), 0);
	pid = fork();
	if (pid == 0) {
		read_on(&t);
		_exit(0);
	}
	for (int i = 0; i < 2000; i++) {
		assert_int_equal(vault_forget_begin(v, 1, &next), RC_OK);
		assert_int_equal(vault_forget_finish(v, 1, 1), RC_OK);
	}
	close(t.go[0]);
	close(t.go[1]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	vault_close(&t.reader);
}

/* A slot with no key at all: nothing is begun that would hide the damage. */
static void
test_damaged_slot(void **state)
{
	uint8_t zeros[256] = { 0 };
	uint32_t next;
	int fd = open(slots, O_RDWR);

	(void)state;
	assert_int_equal(pwrite(fd, zeros, 256, SLOT_AT(1)), 256);
	close(fd);
	assert_int_equal(vault_forget_begin(v, 1, &next), RC_FAILED);
	assert_int_equal(vault_forget_finish(v, 1, 0), RC_FAILED);
	assert_int_equal(vault_forget_finish(v, 1, 1), RC_FAILED);
}

#define EACH(test) \
	cmocka_unit_test_setup_teardown(test, each_setup, each_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(test_whole_flow),
		EACH(test_many_rounds),
		EACH(test_crash_before_commit),
		EACH(test_crash_after_commit),
		EACH(test_finish_again),
		EACH(test_begin_spares_the_committed_key),
		EACH(test_finish_of_unknown),
		EACH(test_readers_may_not),
		EACH(test_others_see_it_at_once),
		EACH(test_reading_while_writing),
		EACH(test_damaged_slot),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
