# shellcheck shell=bash
# The spam filter on a public collection of mail, with the tool beside the
# project, and Debian's bogofilter and SpamAssassin's Bayes where they are installed:
# shuffled order, beginning empty: told at once, and by halves. Sourced by tests/bench/run; needs no instance.
spam_lines() { # NAME: of the run just measured
  local key
  for key in one_minus_roca_pct sm_at_hm_0.1_pct accuracy_pct fpr_hm_pct fnr_sm_pct lam_pct; do
    bench "$1_$(sed 's/sm_at_hm_0.1_pct/missed_at_hm01_pct/; s/fpr_hm_pct/ham_blocked_pct/; s/fnr_sm_pct/spam_missed_pct/' <<<$key)" "$(spam_value $key)" %
  done
}
# measured NAME COMMAND: told at once from nothing; then learnt from the first half,
# asked of the second. @ in the command: where it keeps what it knows.
measured() {
  spam_eval "${2//@/$TMP/$1}" "$1"
  spam_lines "$1"
  bench "$1_classify_per_s" "$(spam_value classify_per_s)" 1/s
  bench "$1_train_per_s" "$(spam_value train_per_s)" 1/s
  SPAM_MODE="batch" spam_eval "${2//@/$TMP/$1.halves}" "$1.halves"
  spam_lines "$1_halves"
}
# Messages a second of processor time: all learnt, then all judged by what was learnt.
spam_speed() {
  local TIMEFORMAT='%U %S' model=$TMP/speed.model lines n what
  lines=$(dirname "$SPAM_INDEX")
  n=$(wc -l <"$SPAM_INDEX")
  for what in train classify; do
    awk -v d="$lines" -v w=$what '{ print (w == "train" ? "train " $1 : w), d "/" $2 }' "$SPAM_INDEX" >"$TMP/speed.$what"
    { time "$BUILD/olvido-spam" coproc --model "$model" <"$TMP/speed.$what" >"$TMP/speed.out"; } 2>"$TMP/speed.time"
    [ "$(wc -l <"$TMP/speed.out")" = "$n" ] || { echo "The filter did not answer each request"; return 1; }
    bench "spam_${what}_per_cpu_s" "$(awk -v n="$n" '{ printf "%.0f", n / ($1 + $2) }' "$TMP/speed.time")" 1/s
  done
}
spam_measure() {
  local TMP=$WORK/spam mode what
  # shellcheck source=tests/spam/measure.sh
  . tests/spam/measure.sh
  mkdir -p "$TMP"
  spam_corpus || { echo "The collection or its tool is not there (../shared): no figures of the spam filter"; return 0; }
  measured spam "$BUILD/olvido-spam coproc"
  spam_speed
  for what in "" --prior; do
    spam_eval "$BUILD/olvido-spam coproc $what" "first${what#-}" --limit 200
    bench "spam_first_200_${what:+with_prior_}one_minus_roca_pct" "$(spam_value one_minus_roca_pct)" %
  done
  for mode in "error --train-on error" "delay --delay 200" "noise --noise 0.05"; do
    # shellcheck disable=SC2086
    spam_eval "$BUILD/olvido-spam coproc" $mode
    bench "spam_${mode%% *}_one_minus_roca_pct" "$(spam_value one_minus_roca_pct)" %
  done
  BOGOFILTER=${BOGOFILTER:-$(command -v bogofilter-bdb || command -v bogofilter || true)}
  if [ -n "$BOGOFILTER" ]; then
    export BOGOFILTER
    measured bogofilter "python3 $(dirname "$SPAM_TOOL")/filters/wrap.py bogofilter @"
  else
    echo "bogofilter is not installed: its figures are left out"
  fi
  if perl -MMail::SpamAssassin -e 1 2>"$TMP/perl"; then
    measured spamassassin "perl tests/spam/sa_bayes.pl @"
  else
    echo "SpamAssassin is not installed: the figures of its Bayes are left out"
  fi
}
