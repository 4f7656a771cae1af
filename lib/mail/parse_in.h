/*
 * The parts of the parser, for each other (and for fuzzing without a child).
 * Everything here but mail_unpack() runs in the child.
 */
#ifndef MAIL_PARSE_IN_H
#define MAIL_PARSE_IN_H

#include <gmime/gmime.h>

#include "core/buf.h"
#include "mail/parse.h"

#define PARSE_DEPTH	50
#define PARSE_PARTS	500
#define PARSE_ADDRS	500
#define PARSE_REFS	100
#define SUBJECT_MAX	255
#define NAME_MAX_CHARS	150

void		 mail_warm(void);	/* in the parent, once */
/* The whole parse, without a child. */
void		 mail_parse_here(struct arena *, struct bytes raw,
		    struct mail *m_r);

/* parse_head.c: what the header says. */
void		 mail_head(struct arena *, GMimeMessage *, struct mail *m);
int64_t		 mail_date(const char *);	/* 0 when absurd */
/* The bytes of the first field of that name, or NULL. */
const char	*mail_field(GMimeObject *, const char *name);

/* parse_words.c: RFC 2047. */
/* A field for the eye: unfolded, decoded, cleaned, trimmed. NULL gives "". */
const char	*mail_text(struct arena *, const char *raw);
const char	*mail_words(struct arena *, const char *);	/* not cleaned */
const char	*mail_unfold(struct arena *, const char *raw);
size_t		 mail_word(const char *s);	/* bytes of a word at s, or 0 */

/* parse_param.c: a field's parameter (RFC 2231) as UTF-8, or NULL. */
const char	*mail_param(struct arena *, GMimeObject *, const char *field,
		    const char *name);

/* parse_addr.c: addresses and ids. */
struct mail_addrs mail_addrs(struct arena *, GMimeObject *, const char *name);
void		 mail_refs(struct arena *, GMimeObject *, struct mail *m);

/* parse_body.c: what the parts hold. True: everything was within limits. */
bool		 mail_body(struct arena *, GMimeObject *, struct mail *m);

/* parse_file.c: names and types of attachments. */
void		 mail_file_name(struct arena *, GMimeObject *,
		    struct mail_file *f);

/* parse_pack.c: over the pipe. False: not what mail_pack() wrote. */
void		 mail_pack(struct buf *, const struct mail *);
bool		 mail_unpack(struct arena *, struct bytes, struct mail *m_r);

#endif
