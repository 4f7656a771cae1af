/*
 * What a person wrote, without what the mail program quoted.  Three kinds of
 * evidence: our own marker, a line or block that mail programs write above a
 * quote (in many languages), and ">" before lines.  A cut needs strong evidence;
 * losing a customer's words is worse than showing a quote.
 */
#include <ctype.h>

#include <gmime/gmime.h>

#include "core/buf.h"
#include "core/str.h"
#include "mail/html_text.h"
#include "mail/parse.h"

#define HEAD_LINES	5	/* an attribution may be broken so often */
#define SIGNATURE	12	/* lines a signature has at most */
#define TRIMMED		((size_t)256 << 10)	/* bytes; longer ones stay whole */

struct line {
	const char	*s;	/* without white space at both ends */
	size_t		 n;
	const char	*raw;
	size_t		 raw_n;
};

struct text {
	struct arena	*a;
	struct line	*v;
	size_t		 n;
};

/* "wrote", as it stands in or behind the line above a quote. */
static const char *const verbs[] = {
	"wrote", "a écrit", "schrieb", "escribió", "escribio", "ha scritto",
	"escreveu", "schreef", "skrev", "napisał", "napisal", "kirjoitti",
	"írta", "написал", "пишет", "пише", "написа", "yazdı", "đã viết",
	"napsal", "a scris", "έγραψε", "写道", "寫道", "作成",
	"작성", "va escriure", "scrisse", "rašė", "escriu",
};

/* Between dashes: what follows is the old message. */
static const char *const dividers[] = {
	"original message", "original appointment", "reply message",
	"ursprüngliche nachricht", "originalnachricht", "mensaje original",
	"message d'origine", "message d’origine", "message original",
	"mensagem original", "messaggio originale", "oorspronkelijk bericht",
	"oprindelig besked", "oprindelig meddelelse", "opprinnelig melding",
	"ursprungligt meddelande", "originalmeddelande",
	"alkuperäinen viesti", "wiadomość oryginalna", "oryginalna wiadomość",
	"исходное сообщение", "původní zpráva", "eredeti üzenet",
	"mesaj original", "özgün ileti", "原始邮件", "原始郵件", "元のメッセージ",
	"missatge original",
};

static const char *const forwards[] = {
	"forwarded message", "begin forwarded message",
	"weitergeleitete nachricht", "anfang der weitergeleiteten nachricht",
	"mensaje reenviado", "inicio del mensaje reenviado",
	"message transféré", "début du message réexpédié",
	"messaggio inoltrato", "inizio messaggio inoltrato",
	"mensagem encaminhada", "doorgestuurd bericht",
	"begin doorgestuurd bericht", "vidarebefordrat meddelande",
	"videresendt melding", "videresendt besked",
	"wiadomość przekazana dalej", "пересылаемое сообщение",
	"missatge reenviat",
};

/* Header names in quoted blocks: who; when; to whom and about what. */
static const char *const froms[] = {
	"from", "von", "de", "da", "van", "från", "fra", "od", "от", "від",
	"lähettäjä", "feladó", "kimden", "από", "发件人", "寄件者", "差出人",
	"보낸 사람", "message du",
};
static const char *const others[] = {
	"sent", "date", "to", "cc", "subject", "reply-to", "gesendet", "datum",
	"an", "betreff", "envoyé", "envoyé le", "à", "objet", "copie à",
	"sujet", "date d'envoi", "enviado", "enviado el", "enviada em",
	"fecha", "para", "asunto", "assunto", "inviato", "a", "oggetto",
	"verzonden", "aan", "onderwerp", "skickat", "till", "ämne", "sendt",
	"dato", "til", "emne", "wysłano", "data", "do", "temat", "дата",
	"отправлено", "кому", "тема", "lähetetty", "vastaanottaja", "aihe",
	"odesláno", "komu", "předmět", "címzett", "tárgy", "elküldve",
	"发送时间", "收件人", "主题", "日期", "寄件日期", "收件者", "主旨",
	"送信日時", "宛先", "件名", "보낸 날짜", "받는 사람", "제목",
};

/* Last lines that programs add. */
static const char *const sent_from[] = {
	"sent from my ", "sent from mail for ", "sent from outlook",
	"sent from yahoo", "sent from typeapp", "sent from samsung",
	"sent via ", "get outlook for ", "sent with ", "gesendet von ",
	"von meinem ", "diese nachricht wurde von mein", "envoyé de mon ",
	"envoyé depuis ", "envoyé à partir d", "télécharger outlook",
	"enviado desde ", "enviado do meu ", "enviado de mi ",
	"obtener outlook", "inviato da", "verzonden vanaf ", "verstuurd vanaf ",
	"skickat från ", "sendt fra ", "wysłane z ", "отправлено с ",
	"отправлено из ", "odesláno z ",
};

#define IN(table, s, n)	in_table(table, sizeof(table) / sizeof(table[0]), s, n)

static bool
in_table(const char *const *t, size_t rows, const char *s, size_t n)
{
	for (size_t i = 0; i < rows; i++)
		if (strlen(t[i]) == n && strncasecmp(t[i], s, n) == 0)
			return (true);
	return (false);
}

/* Bytes of white space at s: ASCII, U+00A0, U+202F. */
static size_t
space_at(const char *s, size_t n)
{
	if (n > 0 && isspace((unsigned char)s[0]))
		return (1);
	if (n > 1 && memcmp(s, "\xc2\xa0", 2) == 0)
		return (2);
	return (n > 2 && memcmp(s, "\xe2\x80\xaf", 3) == 0 ? 3 : 0);
}

static struct line
line_of(const char *s, size_t n)
{
	struct line l = { .raw = s, .raw_n = n };
	size_t k;

	while ((k = space_at(s, n)) > 0) {
		s += k;
		n -= k;
	}
	for (;;) {
		if (n > 0 && isspace((unsigned char)s[n - 1]))
			n--;
		else if (n > 1 && memcmp(s + n - 2, "\xc2\xa0", 2) == 0)
			n -= 2;
		else
			break;
	}
	l.s = s;
	l.n = n;
	return (l);
}

static struct text
text_split(struct arena *a, const char *s)
{
	struct text t = { .a = a };
	size_t lines = 1;

	for (const char *p = s; *p != '\0'; p++)
		lines += *p == '\n';
	t.v = arena_array(a, lines, sizeof(t.v[0]));
	while (*s != '\0') {
		size_t n = strcspn(s, "\n");

		t.v[t.n++] = line_of(s, n);
		s += n + (s[n] == '\n');
	}
	return (t);
}

/* ">:" is the end of a broken attribution. */
static bool
is_quoted(const struct line *l)
{
	return (l->n > 0 && l->s[0] == '>' &&
	    !(l->n == 2 && l->s[1] == ':'));
}

/* A run of one of - _ = * and nothing else. */
static bool
is_rule(const struct line *l, size_t min)
{
	size_t k = 0;

	while (k < l->n && strchr("-_=*", l->s[k]) != NULL)
		k++;
	return (k == l->n && k >= min);
}

/* "##- ... -##": ours, and the one html_text() writes. */
static bool
is_marker(const struct line *l)
{
	const char *p = memmem(l->s, l->n, "##-", 3);

	return (p != NULL && memmem(p, l->n - (size_t)(p - l->s), "-##", 3) !=
	    NULL);
}

/* -----Original Message----- */
static bool
is_divider(const struct line *l)
{
	const char *s = l->s, *end = l->s + l->n;

	while (s < end && strchr("-_*= ", *s) != NULL)
		s++;
	while (end > s && strchr("-_*= :", end[-1]) != NULL)
		end--;
	return (s - l->s >= 2 && s < end &&
	    IN(dividers, s, (size_t)(end - s)));
}

/* ---------- Forwarded message --------- : what follows is the message. */
static bool
is_forward(const struct line *l)
{
	const char *s = l->s, *end = l->s + l->n;

	while (s < end && strchr("-_*= ", *s) != NULL)
		s++;
	while (end > s && strchr("-_*= :", end[-1]) != NULL)
		end--;
	return (s < end && IN(forwards, s, (size_t)(end - s)));
}

/* Is the line "Key: ..." with a key of that table?  Also "*Key:*". */
static bool
has_key(const struct line *l, const char *const *table, size_t rows)
{
	const char *s = l->s, *colon;
	struct line key;
	gchar *low;
	bool found;

	while (s < l->s + l->n && (*s == '*' || *s == '>' || *s == ' '))
		s++;
	colon = memchr(s, ':', l->n - (size_t)(s - l->s));
	if (colon == NULL || colon - s > 40)
		return (false);
	key = line_of(s, (size_t)(colon - s));
	while (key.n > 0 && key.s[key.n - 1] == '*')
		key.n--;
	low = g_utf8_strdown(key.s, (gssize)key.n);
	found = in_table(table, rows, low, strlen(low));
	g_free(low);
	return (found);
}

#define KEY(table, l)	has_key(l, table, sizeof(table) / sizeof(table[0]))

/* "From: ... Sent: ... Subject: ..." begins at line i. */
static bool
is_header(const struct text *t, size_t i)
{
	size_t more = 0, seen = 0;

	if (!KEY(froms, &t->v[i]))
		return (false);
	for (size_t k = i + 1; k < t->n && seen < 7; k++) {
		if (t->v[k].n == 0 && more == 0)
			continue;
		if (t->v[k].n == 0)
			break;
		seen++;
		more += KEY(others, &t->v[k]) || KEY(froms, &t->v[k]);
	}
	return (more >= 2);
}

static bool
has_digit(const char *s)
{
	for (; *s != '\0'; s++)
		if (isdigit((unsigned char)*s))
			return (true);
	return (false);
}

/* A clock time or a year. */
static bool
has_date(const char *s)
{
	for (const char *p = s; *p != '\0'; p++) {
		size_t n = strspn(p, "0123456789");

		if (n == 4 && (p[0] == '1' || p[0] == '2'))
			return (true);
		if ((n == 1 || n == 2) && (p[n] == ':' || p[n] == '.') &&
		    isdigit((unsigned char)p[n + 1]))
			return (true);
		p += n > 0 ? n - 1 : 0;
	}
	return (false);
}

/* Ends s with the verb, or has it before a name and an address? */
static bool
ends_with_verb(const char *s)
{
	size_t len = strlen(s);
	bool colon = len > 0 && (s[len - 1] == ':' ||
	    str_ends(s, "\xef\xbc\x9a"));

	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		const char *p = strcasestr(s, verbs[i]), *after;

		if (p == NULL || p == s)
			continue;
		after = p + strlen(verbs[i]);
		if (after[strspn(after, ": -*()a")] == '\0')
			return (true);
		if (colon && strlen(after) < 150)
			return (true);
	}
	return (false);
}

/* Is this text a line above a quote?  quoted: ">" follows it. */
static bool
is_attribution(const char *s, bool quoted)
{
	size_t n = strlen(s);
	bool colon = n > 0 && s[n - 1] == ':';

	if (n < 8 || n > 500)
		return (false);
	if ((has_date(s) || strchr(s, '@') != NULL ||
	    (quoted && has_digit(s))) && ends_with_verb(s))
		return (true);
	if (!colon)
		return (false);
	/* 2017-11-24 16:32 GMT+01:00 A Name <a@example.org>: */
	if (has_date(s) && strchr(s, '@') != NULL && strchr(s, '<') != NULL)
		return (true);
	return (quoted && has_date(s));
}

/* The first line with something in it from i on. */
static size_t
skip_blank(const struct text *t, size_t i)
{
	while (i < t->n && t->v[i].n == 0)
		i++;
	return (i);
}

/* Lines [i, end) as one. */
static const char *
join(const struct text *t, size_t i, size_t end)
{
	struct buf b = BUF_INIT(t->a);

	for (; i < end; i++) {
		if (b.n > 0)
			buf_chr(&b, ' ');
		buf_add(&b, t->v[i].s, t->v[i].n);
	}
	return (buf_cstr(&b));
}

/* Does a later line begin what ends before end, with a date in it? */
static bool
begins_later(const struct text *t, size_t i, size_t end, bool quoted)
{
	while (++i < end)
		if (has_date(join(t, i, end)) &&
		    is_attribution(join(t, i, end), quoted))
			return (true);
	return (false);
}

/* Lines of an attribution that begins at i, or 0. */
static size_t
attribution(const struct text *t, size_t i)
{
	size_t chars = 0;

	if (t->v[i].n == 0 || is_quoted(&t->v[i]))
		return (0);
	for (size_t k = i; k < t->n && k < i + HEAD_LINES; k++) {
		const struct line *l = &t->v[k];
		size_t next = skip_blank(t, k + 1);
		bool quoted = next < t->n && is_quoted(&t->v[next]);

		chars += l->n + 1;
		if (l->n == 0 || is_quoted(l) || chars > 500)
			return (0);
		if ((l->s[l->n - 1] == ':' || next != k + 1 || quoted) &&
		    is_attribution(join(t, i, k + 1), quoted))
			return (begins_later(t, i, k + 1, quoted) ? 0 :
			    k + 1 - i);
		/* A sentence that ends here does not go on as a date. */
		if (strchr("!?", l->s[l->n - 1]) != NULL)
			return (0);
	}
	return (0);
}

/*
 * The line from which everything is old, or t->n.  An attribution before ">"
 * lines only makes its lines quoted ones (mark): text may follow them.
 */
static size_t
find_cut(const struct text *t, bool *mark)
{
	for (size_t i = 0; i < t->n; i++) {
		size_t lines, next;

		if (is_forward(&t->v[i]))
			return (t->n);
		if (is_marker(&t->v[i]) || is_divider(&t->v[i]) ||
		    is_header(t, i))
			return (i);
		lines = attribution(t, i);
		if (lines == 0)
			continue;
		next = skip_blank(t, i + lines);
		if (next < t->n && !is_quoted(&t->v[next]))
			return (i);
		for (size_t k = 0; k < lines; k++)
			mark[i + k] = true;
		i += lines - 1;
	}
	return (t->n);
}

static bool
is_old(const struct text *t, size_t i, const bool *mark)
{
	return (t->v[i].n == 0 || is_quoted(&t->v[i]) || mark[i]);
}

static bool
is_sent_from(const struct line *l)
{
	for (size_t i = 0; i < sizeof(sent_from) / sizeof(sent_from[0]); i++)
		if (l->n < 90 && l->n >= strlen(sent_from[i]) &&
		    strncasecmp(l->s, sent_from[i], strlen(sent_from[i])) == 0)
			return (true);
	return (false);
}

/* RFC 3676 4.3: "-- " and the lines after it; a list's foot. */
static size_t
without_signature(const struct text *t, size_t n)
{
	size_t lines = 0;

	for (size_t i = n; i-- > 1;) {
		const struct line *l = &t->v[i];

		if (l->n == 2 && memcmp(l->s, "--", 2) == 0)
			return (i);
		lines += l->n > 0;
		if (lines > SIGNATURE)
			break;
		if (lines <= 5 && l->n > 0 && l->s[0] == '_' && is_rule(l, 2))
			return (i);
	}
	return (n);
}

/* New lines left of the first n: tails of every kind go. */
static size_t
without_tail(const struct text *t, size_t n, const bool *mark)
{
	size_t before;

	do {
		before = n;
		while (n > 0 && is_old(t, n - 1, mark))
			n--;
		n = without_signature(t, n);
		while (n > 0 && (t->v[n - 1].n == 0 ||
		    is_sent_from(&t->v[n - 1]) || is_rule(&t->v[n - 1], 3)))
			n--;
	} while (n < before);
	return (n);
}

/* One quoted block, at the very top: the answer stands below it. */
static size_t
without_head(const struct text *t, size_t n, const bool *mark)
{
	size_t i = 0;

	while (i < n && is_old(t, i, mark))
		i++;
	for (size_t k = i; k < n; k++)
		if (is_quoted(&t->v[k]) || mark[k])
			return (0);
	return (i);
}

const char *
reply_trim(struct arena *a, const char *s)
{
	struct buf b = BUF_INIT(a);
	struct text t;
	bool *mark;
	size_t n, i;

	/* A line costs sixteen times its two bytes: logs, and mails to kill. */
	if (strlen(s) > TRIMMED)
		return (str_trim(a, s));
	t = text_split(a, s);
	mark = arena_array(a, t.n + 1, sizeof(bool));
	n = find_cut(&t, mark);
	n = without_tail(&t, n, mark);
	for (i = without_head(&t, n, mark); i < n; i++) {
		if (is_marker(&t.v[i]))
			continue;
		buf_add(&b, t.v[i].raw, t.v[i].raw_n);
		buf_chr(&b, '\n');
	}
	s = str_trim(a, buf_cstr(&b));
	if (s[0] != '\0')
		return (s);
	/* Nothing new: a forwarded mail, say. Without marks of html_text(). */
	for (i = 0; i < t.n; i++)
		if (!is_marker(&t.v[i])) {
			buf_add(&b, t.v[i].raw, t.v[i].raw_n);
			buf_chr(&b, '\n');
		}
	return (str_trim(a, buf_cstr(&b)));
}
