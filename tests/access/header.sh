# shellcheck shell=bash
# Every text that reaches a header, of a mail or of an answer, with what would end
# its line: nothing of it is a header of its own.
. "$ROOT/tests/support/panel.sh"
sql "DELETE FROM olvido.throttle"
# evil TEXT: in every way that somebody's line may end
evil() { printf '%s\r\nBcc: evil-%s@example.org\nX-Evil: 1\rX-Evil: 2\xc2\x85X-Evil: 3\xe2\x80\xa8X-Evil: 4' "$1" "$U"; }
# The header of a mail, unfolded; smtp-sink puts its own lines before.
head_of() { sed -e 's/\r$//' -e '/^$/q' "$1" | sed -e ':a' -e 'N' -e '$!ba' -e 's/\n[ \t]\+/ /g'; }
mails() { grep -lrE "$U" "$SMTP_SINK" 2>/dev/null | sort -u; }
clean_answer() { # NAME
  hasnt "$1: no header of theirs in the answer" "^x-evil\|^bcc\|^set-cookie: evil" "$TMP/head"
}
clean_mails() { # NAME AT_LEAST
  enough() { [ "$(mails | wc -l)" -ge "$1" ]; }
  wait_for 30 enough "$2" || bad "$1: $2 mails, $(mails | wc -l) came"
  local f bad=0
  for f in $(mails); do
    head_of "$f" | grep -qiE '^(Bcc|X-Evil)' && bad=1
    # A name and a colon, or it is no header (RFC 5322 2.2).
    [ -z "$(head_of "$f" | grep -vE '^([!-9;-~]+:|$|X-)')" ] || bad=1
    [ "$(grep -aciE '^(Subject|From|To|Date|Message-ID):' <(head_of "$f"))" = 5 ] || bad=1
  done
  is "$1: no header of theirs in a mail" 0 "$bad"
}

# ---- a form: name, subject, address, a file's name ------------------------------------
printf 'file' >"$TMP/f.txt"
ask "form-$U@example.org" "$(evil Ana)" "$(evil "Form $U")" "text" -F "files=@$TMP/f.txt;filename=\"a$U%0D%0AX-Evil: 1.txt\""
clean_answer "the form"
if [ -n "$TICKET" ]; then pass; else bad "the form was not taken: $STATUS"; fi
FORM=$TICKET
for to in $'a@example.org\r\nBcc: evil@example.org' $'a@example.org\xe2\x80\xa8Bcc: evil@example.org'; do
  req guest GET /ask
  req guest POST /ask --data-urlencode "csrf=$(csrf)" -d name=A -d subject=S -d body=B --data-urlencode "email=$to"
  is "no such address" 422 "$STATUS"
done
# ---- a mail: subject, names, Message-ID ------------------------------------------------------
Q=$(evil "Mail $U" | od -An -v -tx1 | tr -d '\n' | sed 's/ /=/g')
{ printf 'From: =?utf-8?q?%s?= <mail-%s@example.org>\r\n' "$Q" "$U"
  printf 'To: support@%s\r\nSubject: =?utf-8?q?%s?=\r\nMessage-ID: <m.%s@example.org>\r\n\r\nHello\r\n' "$HOST" "$Q" "$U"
} | deliver "support@$HOST" "mail-$U@example.org"
MAIL=$(sql "SELECT ticket_id FROM olvido.ticket WHERE contact_id IN (SELECT contact_id FROM olvido.ticket) ORDER BY created_at DESC, activity_at DESC LIMIT 1")
# ---- an agent's name and signature, his answers ------------------------------------------------------
agent_in owner "$OWNER_EMAIL" "$OWNER_PASSWORD"
req owner POST /panel/profile --data-urlencode "csrf=${TOKEN[owner]}" --data-urlencode "name=$(evil Olga)" -d language=en --data-urlencode "signature=$(evil Sig)"
clean_answer "the profile"
for t in "$FORM" "$MAIL"; do
  act owner "$t" reply --data-urlencode "body=$(evil Answer)" -d seen=9000000000000000000
  is "an answer" 303 "$STATUS"
  clean_answer "the answer"
done
# ---- an invited agent --------------------------------------------------------------------------------
req owner POST /panel/settings/agents/invite --data-urlencode "csrf=${TOKEN[owner]}" --data-urlencode "name=$(evil Ina)" --data-urlencode "email=invited-$U@example.org" -d role=agent
clean_answer "the invitation"
clean_mails "forms, mails, answers" 4
# ---- answers of ours: downloads, redirects, cookies ---------------------------------------------------
FILE=$(sql "SELECT attachment_id FROM olvido.attachment WHERE ticket_id = $FORM")
req owner GET "/panel/tickets/$FORM/attachments/$FILE"
is "the file" 200 "$STATUS"
clean_answer "the file's name"
is "one Content-Disposition" 1 "$(grep -ci '^content-disposition:' "$TMP/head")"
E=$'/x\r\nX-Evil: 1'
req owner GET /panel/login -G --data-urlencode "next=$E"
clean_answer "where to go on"
rm -f "$TMP/n"
req n GET /panel/login
req n POST /panel/login --data-urlencode "csrf=$(csrf)" --data-urlencode "email=$OWNER_EMAIL" --data-urlencode "password=$OWNER_PASSWORD" --data-urlencode "next=$E"
clean_answer "a sign-in that goes on"
is "goes on within" 1 "$(location | grep -c '^/panel/[a-z]*$')"
req guest GET /ask
req guest POST /language --data-urlencode "csrf=$(csrf)" --data-urlencode "language=$(evil en)" --data-urlencode "next=$E"
clean_answer "a language"
req guest GET "/%0d%0aX-Evil:%201"
clean_answer "an address"
req guest GET / -H $'Accept-Language: es\xe2\x80\xa8X-Evil: 1'
clean_answer "a browser's languages"
# It could fail: what a broken mailer would send is found.
printf 'Subject: Broken %s\r\nBcc: evil@example.org\r\nFrom: a@b\r\nTo: c@d\r\nDate: x\r\nMessage-ID: <x>\r\n\r\n' "$U" >"$TMP/broken"
is "a mail with such a line would be seen" 1 "$(head_of "$TMP/broken" | grep -ciE '^(Bcc|X-Evil)')"
req owner POST /panel/profile --data-urlencode "csrf=${TOKEN[owner]}" --data-urlencode "name=Owner" -d language= -d signature=
