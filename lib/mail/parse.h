/*
 * A mail as its fields, parsed by GMime in a child process of its own (see
 * mail/jail.h): the child has no database, no keys, and dies of too much.
 * All texts are valid, cleaned UTF-8 (core/utf8.h).
 */
#ifndef MAIL_PARSE_H
#define MAIL_PARSE_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/html.h"
#include "spam/spam.h"

struct mail_addr {
	const char	*name;		/* display name, "" if none */
	const char	*email;		/* as text_email() makes it, else "" */
};

struct mail_addrs {
	struct mail_addr *v;
	size_t		  n;
};

struct mail_file {
	const char	*name;		/* safe base name, never empty */
	const char	*type;		/* lower case "image/png" as declared */
	const char	*cid;		/* Content-ID without <>, "" if none */
	struct bytes	 data;		/* decoded */
	bool		 named;		/* the name is the sender's, not ours */
};

/* Bytes of text and of html that are kept; then the mail is `broken`: the text is
   cut, the html left out. */
#define PARSE_TEXT	((size_t)2 << 20)
#define PARSE_HTML	((size_t)8 << 20)

struct mail {
	struct mail_addr  from;		/* first of From; Sender when absent */
	struct mail_addrs to, cc, reply_to;
	const char	 *subject;	/* one line, at most 255 code points */
	const char	 *message_id;	/* without <>, "" if none */
	const char	**references;	/* In-Reply-To then References, no <> */
	size_t		  nreferences;
	size_t		  nin_reply_to;	/* so many of them: In-Reply-To */
	const char	 *text;		/* plain body; made from html if absent */
	const char	 *reply_text;	/* text without the quoted rest */
	struct safe_html  html;		/* sanitized body, "" when there is none */
	struct mail_file *files;
	size_t		  nfiles;
	const char	 *auth_results;	/* topmost Authentication-Results */
	struct spam_text  spam;		/* for the filter; empty when broken */
	int64_t		  date;		/* seconds; 0 when absent or absurd */
	bool		  automatic;	/* Auto-Submitted, Precedence, List-*,
					   X-Autoreply, null sender, DSN ... */
	bool		  bounce;	/* multipart/report, RFC 3464 */
	bool		  text_made;	/* text was made from html */
	bool		  remote;	/* html refers to remote images */
	bool		  broken;	/* not MIME, or could not be displayed: text
					   holds what could be read */
};

/*
 * Parse raw (a whole message) into the arena, which must have room for as much
 * again and JAIL_ANSWER_SLACK.  RC_INVALID only for an empty message, RC_FAILED
 * when no process could be made; anything else gives at least `broken` and a
 * text.  Times out (5 s CPU) and limits memory inside the child; then broken is
 * set.  winmail.dat, S/MIME and PGP parts are files, they are not opened.
 */
RC	mail_parse(struct arena *, struct bytes raw, struct mail *m_r);

/*
 * Parsers that stay, for a program that reads many mails (mail/jail.h): first
 * mail_parse_open(), then mail_parse_serve() in the child that is to be their
 * nursery.  mail_parse_warm(): what all of them share, in the parent of all.
 */
void	mail_parse_warm(void);
void	mail_parse_open(size_t max_message);
void	mail_parse_serve(void) __attribute__((noreturn));

/*
 * The text a person wrote above or between what was quoted: without "On ...
 * wrote:" and what follows, ">" tails, forwarded header blocks, our own marker
 * line "##- ... -##" and below, and a signature after "-- ".  Conservative: when
 * nothing would be left, the whole text.  Valid UTF-8 in and out.
 */
const char	*reply_trim(struct arena *, const char *text);

#endif
