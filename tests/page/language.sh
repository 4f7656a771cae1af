# shellcheck shell=bash
# The language of a page: the reader's own choice, then his browser's wish in its
# order of weights, then the account's.
says() { # NAME WANT [curl options]
  local n=$1 want=$2
  shift 2
  rm -f "$TMP/none"
  HOST=second.localhost req none GET / "$@"
  is "$n" "$want" "$(sed -n 's/.*<html lang="\(..\)".*/\1/p' "$TMP/body" | head -1)"
}
KEPT=$(sql "SELECT a.language FROM olvido.account a JOIN olvido.host h USING (account_id) WHERE h.host = 'second.localhost'")
set_account() { sql "UPDATE olvido.account SET language = '$1' WHERE account_id = (SELECT account_id FROM olvido.host WHERE host = 'second.localhost')"; }
set_account es
says "nobody asks: the account's" es -H 'Accept-Language:'
says "languages we lack: the account's" es -H 'Accept-Language: fr, de;q=0.5'
says "the browser's" en -H 'Accept-Language: en'
set_account en
says "the account's again" en -H 'Accept-Language: fr'
says "a region" es -H 'Accept-Language: es-419'
says "weights, not order" es -H 'Accept-Language: en;q=0.2, es;q=0.9'
says "order when equal" en -H 'Accept-Language: en, es'
says "none wanted of ours" en -H 'Accept-Language: es;q=0, fr'
says "noise" en -H 'Accept-Language: ;;;=,,q=9, esperanto, e'
says "a long one" en -H "Accept-Language: $(printf 'fr,%.0s' $(seq 1000))"
says "own choice first" es -H 'Accept-Language: en' -H 'Cookie: __Host-olvido-lang=es'
says "no choice of ours" en -H 'Accept-Language: en' -H 'Cookie: __Host-olvido-lang=de'
set_account "$KEPT"
