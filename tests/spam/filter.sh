# shellcheck shell=bash
# The spam filter's command, and its measures on a public collection of mail
# (outside this project; left out with a message where it is not there).
. "$ROOT/tests/spam/measure.sh"
SPAM="${BUILD:-$ROOT/build}/olvido-spam"

printf 'Subject: cheap watches\n\nbuy cheap watches now\n' >"$TMP/spam 1"
printf 'Subject: invoice\n\nmy invoice of march is wrong\n' >"$TMP/ham 1"
# asks LINE...: the answers, a line each
asks() { printf '%s\n' "$@" | "$SPAM" coproc 2>&1; }

is "an empty model says 0 and ham" "0 ham" "$(asks "classify $TMP/spam 1")"
mapfile -t said < <(asks "train spam $TMP/spam 1" "train ham $TMP/ham 1" "train spam $TMP/spam 1" "train ham $TMP/ham 1" \
  "classify $TMP/spam 1" "classify $TMP/ham 1" "classify /nowhere" "hello")
is "training is answered" "ok ok ok ok" "${said[*]:0:4}"
is "training counts at once" 1 "$(awk 'BEGIN { print ('"${said[4]%% *}"' > 0 && '"${said[5]%% *}"' < 0) }')"
is "a missing file is an error" "error cannot read that file" "${said[6]}"
is "nonsense is an error" error "${said[7]%% *}"
"$SPAM" --model "$TMP/model" train spam "$TMP/spam 1"
"$SPAM" --model "$TMP/model" train ham "$TMP/ham 1"
is "a kept model is used" 1 "$("$SPAM" --model "$TMP/model" classify "$TMP/spam 1" | awk '{ print ($1 > 0) }')"
is "the model is the owner's" 600 "$(stat -c %a "$TMP/model")"
"$SPAM" --model "$TMP/model" explain "$TMP/spam 1" >"$TMP/out"
has "reasons are words" "watches" "$TMP/out"
is "the model holds no word" 0 "$(grep -ac 'watches\|invoice' "$TMP/model")"
head -c 1000 "$TMP/model" >"$TMP/broken"
"$SPAM" --model "$TMP/broken" classify "$TMP/spam 1" >"$TMP/out" 2>&1
is "a broken model is refused" 1 $?
has "and it says what to do" "start anew" "$TMP/out"
is "the broken file is left" 1000 "$(stat -c %s "$TMP/broken")"
"$SPAM" train spam "$TMP/spam 1" >/dev/null 2>&1
is "training for nothing is refused" 1 $?
"$SPAM" >/dev/null 2>&1
is "no command: use is shown" 2 $?
"$SPAM" --help >"$TMP/out"
has "help" "classify PATH" "$TMP/out"

if spam_corpus; then
  spam_eval "$SPAM coproc" online
  at_most() { if awk "BEGIN { exit !($2 <= $3) }"; then pass; else bad "$1: $2, not at most $3"; fi; }
  at_most "(1-ROCA)%" "$(spam_value one_minus_roca_pct)" 0.08
  at_most "spam missed at 0.1 % ham blocked" "$(spam_value sm_at_hm_0.1_pct)" 8
  at_most "100 less the accuracy at the shipped thresholds" "$(awk "BEGIN { print 100 - $(spam_value accuracy_pct) }")" 3
  at_most "ham blocked at the shipped thresholds" "$(spam_value fpr_hm_pct)" 0.1
  spam_eval "$SPAM coproc" delay --delay 200
  at_most "(1-ROCA)% 200 messages late" "$(spam_value one_minus_roca_pct)" 0.20
  spam_eval "$SPAM coproc" error --train-on error
  at_most "(1-ROCA)% told of mistakes only" "$(spam_value one_minus_roca_pct)" 0.20
  spam_eval "$SPAM coproc" noise --noise 0.05
  at_most "(1-ROCA)% with one in twenty wrong" "$(spam_value one_minus_roca_pct)" 0.20
  spam_eval "$SPAM coproc --model $TMP/m1000" size --limit 1000 --model "$TMP/m1000"
  at_most "bytes stored after 1,000" "$(spam_value model_bytes)" 1048576
  at_most "memory in KB" "$(spam_value peak_rss_kib)" 12288
else
  echo "left out: the collection or its tool is not there (../shared)"
fi
