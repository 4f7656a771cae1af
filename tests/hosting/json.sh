# shellcheck shell=bash
# --json at every command of the table: one document that a parser takes, whatever
# becomes of the command; what failed says so under the same keys.
. "$ROOT/tests/support/panel.sh"
. "$ROOT/tests/hosting/_account.sh"
account_new json
doc() { jq -es 'length == 1' "$TMP/json" >/dev/null 2>&1; }
# json WANT WORDS...: ends so, with one document
json() {
  local want=$1
  shift
  cli "$@" --json >"$TMP/json" 2>"$TMP/json.err" </dev/null
  is "$* --json ends" "$want" $?
  if doc; then pass; else bad "$* --json: $(head -c 200 "$TMP/json")"; fi
}
refused() { jq -e '(.error | length > 0) and (.do | length > 0) and (.exit == '"$1"')' "$TMP/json" >/dev/null 2>&1; }
value() { jq -r "$1" "$TMP/json"; }
# Every command, as --help names them: too many words are wrong use, which each has.
cli --help | sed -nE 's/^  ([a-z]+( [a-z-]+)?)  .*/\1/p' >"$TMP/commands"
is "the table is read" 1 "$(($(wc -l <"$TMP/commands") > 50))"
while read -r -a words <&5; do
  json 64 "${words[@]}" x x x x x x x x x x x x x x x x x x x x
  if refused 64; then pass; else bad "${words[*]}: $(head -c 200 "$TMP/json")"; fi
done 5<"$TMP/commands"
# Those that look, and those that do no harm here: none is left out silently.
run=0
while IFS= read -r command <&5; do
  read -r -a words <<<"$command"
  case $command in
  restore | "keys restore" | "keys rotate-master" | demo* | "audit expire" | "cold make" | "cold restore" | "cold destroy") continue ;;	# they change the instance
  "agent add" | "agent welcome" | "account create" | "token provider" | "terms set" | erase | backup | "billing-secret "*) continue ;;	# below, or their own tests
  scrub | migrate | "index rebuild" | "nginx sync" | doctor) continue ;;	# minutes, or not root's here
  "account allow-list" | "account show" | "terms agreed" | "domain list") json 0 "${words[@]}" "$HOST" ;;
  "account provider") json 0 "${words[@]}" "$HOST"; json 0 "${words[@]}" "$HOST" --off ;;
  "data check") cli data check >"$TMP/out" 2>&1; json $? "${words[@]}" ;;	# other tests leave rows that open to nobody
  "account plan") json 0 "${words[@]}" "$HOST" standard ;;
  "account paid" | "account billing-failed" | "account suspend" | "account lift") json 0 "${words[@]}" "$HOST" ;;
  "account terminate") json 1 "${words[@]}" nobody.localhost; ok "$command says why" refused 1 ;;
  "account delete") json 0 "${words[@]}" "$HOST" --yes; json 0 "${words[@]}" "$HOST" --cancel ;;
  "account export") json 0 "${words[@]}" "$HOST" "$TMP/json.zip" ;;
  "backup check" | "certificate verify") json 1 "${words[@]}" "$TMP/nothing"; ok "$command says why" refused 1 ;;
  "domain check" | "domain remove") json 1 "${words[@]}" "$HOST" nothing.example.org; ok "$command says why" refused 1 ;;
  "cold certificate") json 1 "${words[@]}" "$HOST"; ok "$command says why" refused 1 ;;
  "keys mirror") json 1 "${words[@]}"; ok "$command says why" refused 1 ;;	# no mirror is set
  "domain add") json 0 "${words[@]}" "$HOST" "d$U.example.org" ;;
  "plan set") json 0 "${words[@]}" "p$U" trial-days=3 ;;
  "terms show") json 0 "${words[@]}" terms ;;
  *) json 0 "${words[@]}" ;;
  esac
  run=$((run + 1))
done 5<"$TMP/commands"
is "most were run" 1 "$((run > 25))"
# What they say
json 0 account list
is "accounts" 1 "$(jq "[.[] | select(.host == \"$HOST\")] | length" "$TMP/json")"
json 0 keys check
is "the same keys at each" "keys check 0 array" "$(value '"\(.command) \(.exit) \(.lines | type)"')"
cli --json keys check >"$TMP/json"
ok "before the command, too" jq -e '.command == "keys check"' "$TMP/json"
json 1 account show nobody.localhost
is "what is wrong, in words" "no account has that host or number; see 'olvido account list'" "$(value .error)"
is "and on the error output" 1 "$(grep -c "no account has that host" "$TMP/json.err")"
cli agent add "$HOST" admin "a@$HOST" "A Name" --json <<<"a long enough password" >"$TMP/json"
ok "it reads what it is given" jq -e '.command == "agent add" and .exit == 0' "$TMP/json"
"$BUILD/olvido" --conf "$TMP/none.hdf" keys check --json >"$TMP/json" 2>/dev/null
is "one that dies" 1 $?
ok "has its document" refused 1
is "without the log's own words" 0 "$(jq -r .error "$TMP/json" | grep -c 'fatal\|\[')"
json 64 no such
is "no command" null "$(value .command)"
has "--help names it" "--json" <(cli --help)
