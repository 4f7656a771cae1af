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
is "help is no mistake" 0 $?
for w in "classify PATH" --model --prior "train    spam|ham FILE..." "explain  FILE" "unsure (deliver and show)"; do has "help says: $w" "$w" "$TMP/out"; done

# As who tries it on a folder of mails of his own: names with blanks, several at once.
for i in 1 2 3 4 5 6; do
  printf 'From: shop%s@cheap.example\nSubject: Cheap watches %s\n\nBuy cheap watches now, offer %s ends today.\n' $i $i $i >"$TMP/mine spam $i"
  printf 'From: ana%s@people.example\nSubject: My invoice %s\n\nThe invoice of march %s is wrong, can you send it again?\n' $i $i $i >"$TMP/mine ham $i"
done
rm -f "$TMP/mine"
"$SPAM" --model "$TMP/mine" train spam "$TMP"/mine\ spam\ [1-5] >"$TMP/out" 2>&1
is "several are learnt at once" 0 $?
"$SPAM" --model "$TMP/mine" train ham "$TMP"/mine\ ham\ [1-5]
is "a line each, in order, unheard ones too" "spam ham" "$("$SPAM" --model "$TMP/mine" classify "$TMP/mine spam 6" "$TMP/mine ham 6" | awk '{ print $2 }' | paste -sd' ')"
is "classify learns nothing" 10 "$("$SPAM" --model "$TMP/mine" explain "$TMP/mine spam 6" | sed -n '1s/.*from \([0-9]*\) ham and \([0-9]*\) spam/\1 \2/p' | awk '{ print $1 + $2 }')"
"$SPAM" --model "$TMP/mine" explain "$TMP/mine spam 6" >"$TMP/out"
is "explain: score and label first" "spam," "$(sed -n 1p "$TMP/out" | awk '{ print $2 }')"
is "then words, the strongest first" "" "$(sed 1d "$TMP/out" | awk '{ v = $2 < 0 ? -$2 : $2; if (NR > 1 && v > last) print; last = v }')"
has "with their side" "spam " "$TMP/out"
has "and where they stand" "subject: " "$TMP/out"
N=$(sha256sum <"$TMP/mine")
# wrong NAME TEXT ARGUMENT...: fails, says TEXT, and what to do
wrong() {
  local name=$1 text=$2
  shift 2
  "$SPAM" "$@" >"$TMP/out" 2>&1 </dev/null
  is "$name: fails" 1 $?
  has "$name: says so" "$text" "$TMP/out"
  is "$name: in one line, with what to do" 1 "$(grep -c '^olvido-spam: .*; ' "$TMP/out")"
}
wrong "no such command" "no such command: learn" learn x
wrong "no such option" "no such option: --mode" --mode x train
wrong "a model without a name" "no FILE after --model" --model
wrong "neither spam nor ham" "say spam or ham" --model "$TMP/mine" train junk "$TMP/mine ham 1"
wrong "nothing to learn" "too little for train" --model "$TMP/mine" train spam
wrong "nothing to classify" "too little for classify" classify
wrong "too much" "too much for coproc" coproc now
wrong "a file that is not there" "cannot read $TMP/not-there" classify "$TMP/not-there"
wrong "a folder" "cannot read $TMP;" classify "$TMP"
wrong "one of several is not there" "cannot read $TMP/not-there" --model "$TMP/mine" train ham "$TMP/mine spam 1" "$TMP/not-there"
is "then nothing was learnt" "$N" "$(sha256sum <"$TMP/mine")"
wrong "a model below no folder" "cannot write the model" --model "$TMP/not-there/model" train ham "$TMP/mine ham 1"

if spam_corpus; then
  spam_eval "$SPAM coproc" online
  at_most() { if awk "BEGIN { exit !($2 <= $3) }"; then pass; else bad "$1: $2, not at most $3"; fi; }
  at_most "(1-ROCA)%" "$(spam_value one_minus_roca_pct)" 0.08
  at_most "spam missed at 0.1 % ham blocked" "$(spam_value sm_at_hm_0.1_pct)" 8
  at_most "100 less the accuracy at the shipped thresholds" "$(awk "BEGIN { print 100 - $(spam_value accuracy_pct) }")" 3
  at_most "ham blocked at the shipped thresholds" "$(spam_value fpr_hm_pct)" 0.1
  SPAM_MODE="batch" spam_eval "$SPAM coproc" halves
  at_most "(1-ROCA)% of the second half by a model of the first" "$(spam_value one_minus_roca_pct)" 0.08
  at_most "ham blocked of the second half" "$(spam_value fpr_hm_pct)" 0.25
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
