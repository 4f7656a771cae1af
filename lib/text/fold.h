/*
 * Text for people's languages: normal forms, folding, words, stems
 * (utf8proc: Unicode 14 NFC/NFKD; libstemmer: Snowball).
 */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "core/arena.h"

/* NFC (for passwords and display names). Input must be valid UTF-8. */
char	*text_nfc(struct arena *, const char *);
/* Case folded, accents removed, compatibility forms resolved. */
char	*text_fold(struct arena *, const char *);
/*
 * An e-mail address as one key: trimmed, domain lower case (IDNA left as is),
 * local part lower case.  RC_INVALID unless it is one addr-spec (RFC 5321
 * 4.1.2 without quoted local parts, RFC 6531's letters), at most 254 bytes,
 * valid UTF-8 in NFC, without blanks, control or format characters.
 */
RC	 text_email(struct arena *, const char *in, const char **email_r);

struct words {
	const char	**v;	/* folded, in order, at most 40 bytes each */
	size_t		  n;
};
/*
 * Split into folded words (letters and digits of any script); at most max.
 * Scripts written without blanks (Han, kana, Hangul, Thai, ...) come as
 * overlapping pairs of characters, one alone as itself.
 */
struct words text_words(struct arena *, const char *text, size_t max);
/* The words of a text and where they stand in it, as it is (bytes).  A part that
   was removed (bars) is a word: what stands around it is not in a row. */
struct span {
	size_t		 from, to;
	const char	*word;	/* folded, whole */
};
struct spans { struct span *v; size_t n; };
struct spans text_spans(struct arena *, const char *text);
/* The stem of a folded word, language "en" or "es". */
const char *text_stem(struct arena *, const char *word, const char *language);

#endif
