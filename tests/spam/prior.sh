# shellcheck shell=bash
# What every filter begins with: by the command, and in an account that learnt
# nothing yet: it marks, puts nothing away, gives way to the first word, and a model
# made anew begins with it again.
. "$ROOT/tests/spam/_learnt.sh"
SPAM="${BUILD:-$ROOT/build}/olvido-spam"
OFFER="Free money for you: credit for your business over the internet. To be removed reply with remove. Remove your address and get free credit."

asked() { printf 'classify %s\n' "$1" | "$SPAM" coproc "${@:2}"; }
printf 'From: a@b.example\nSubject: free money\n\n%s\n' "$OFFER" >"$TMP/offer"
is "without it an empty model says 0" "0 ham" "$(asked "$TMP/offer")"
is "with it rather spam" 1 "$(asked "$TMP/offer" --prior | awk '{ print ($1 > 0 && $1 < 1) }')"
"$SPAM" --prior --model "$TMP/begun" train ham "$TMP/offer"
is "one word against it is heard" 1 "$(printf '%s\n' "$(asked "$TMP/offer" --prior)" "$("$SPAM" --model "$TMP/begun" classify "$TMP/offer")" | awk '{ v[NR] = $1 } END { print (v[2] < v[1] / 2) }')"
"$SPAM" --model "$TMP/begun" train ham "$TMP/offer"
is "a second settles it" ham "$("$SPAM" --model "$TMP/begun" classify "$TMP/offer" | awk '{ print $2 }')"
N=0
while IFS= read -r line; do
  printf 'From: a@b.example\nSubject: %s\nContent-Type: text/plain; charset=utf-8\n\n%s\n' "${line%%|*}" "${line#*|}" >"$TMP/ham"
  is "genuine: ${line%%|*}" ham "$(asked "$TMP/ham" --prior | awk '{ print $2 }')"
  N=$((N + 1))
done <<'END'
My parcel|Good morning, my parcel with order 7 has not arrived yet, could you look where it is? Thank you.
Mi pedido|Buenos días: mi pedido todavía no ha llegado. ¿Podrían mirar dónde está? Muchas gracias.
Factura de marzo|Hola, la factura de marzo tiene un error: me han cobrado dos veces la misma cuota.
Cambio de dirección|Me he mudado. ¿Cómo cambio la dirección de envío y el teléfono de mi cuenta?
Meine Rechnung|Guten Tag, die Rechnung vom März ist falsch. Bitte schicken Sie mir eine neue.
Mon colis|Bonjour, mon colis n'est pas arrivé. Pouvez-vous vérifier où il se trouve ?
A minha encomenda|Bom dia, a minha encomenda ainda não chegou. Podem verificar, por favor?
Il mio ordine|Buongiorno, il mio ordine non è ancora arrivato. Potete controllare?
Мой заказ|Здравствуйте, мой заказ ещё не пришёл. Посмотрите, пожалуйста, где он.
我的订单|你好,我的订单还没有到,请帮我查一下。
طلبي|مرحبا، لم يصل طلبي بعد. هل يمكنكم التحقق من مكانه؟
END
is "all of them were asked" 11 "$N"

forget_all
mail "offer$U@cheap.example" "Free money $U" "$OFFER"
S=$(last)
is "a filter that learnt nothing marks it, and no more" "1 1 0 0" "$(row "$S")"
req agent GET "/panel/tickets/$S"
has "its page says why, in words" "money" "$TMP/body"
mail "client$U@people.example" "Mi pedido $U" "Buenos días: mi pedido todavía no ha llegado. ¿Podrían mirar dónde está?"
is "of another language it says nothing" "1 0 0 0" "$(row "$(last)")"
score() { sql "SELECT score FROM olvido.spam_ticket WHERE account_id = $ACCOUNT AND ticket_id = $1"; }
FIRST=$(score "$S")
say "$S" ham
ok "a word against it is learnt" wait_for 30 learnt
mail "offer$U@cheap.example" "Free money $U" "$OFFER"
T=$(last)
is "and heard at once" 1 "$(($(score "$T") < FIRST / 2))"
say "$T" ham
ok "and a second one" wait_for 30 learnt
mail "offer$U@cheap.example" "Free money $U" "$OFFER"
is "which settles it" "1 0 0 0" "$(row "$(last)")"

# All that was learnt is gone: the model made anew begins where the first one did.
sql "DELETE FROM olvido.spam_ticket WHERE account_id = $ACCOUNT; UPDATE olvido.spam_model SET checked_at = 0 WHERE account_id = $ACCOUNT"
unlearnt() { [ "$(sql "SELECT learnt FROM olvido.spam_model WHERE account_id = $ACCOUNT")" = 0 ]; }
ok "what is gone is unlearnt" wait_for 30 unlearnt
mail "offer$U@cheap.example" "Free money $U" "$OFFER"
S=$(last)
is "the model made anew marks it as the first did" "1 1 0 0" "$(row "$S")"
is "by the same score, but for rounding" 1 "$(awk "BEGIN { r = $(score "$S") / $FIRST; print (r > 0.85 && r < 1.15) }")"
forget_all
