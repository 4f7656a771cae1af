/* What the files of the export share (lib/privacy/export*.c only). */
#ifndef PRIVACY_EXPORT_IN_H
#define PRIVACY_EXPORT_IN_H

#include "model/privacy/export_read.h"
#include "privacy/export.h"
#include "privacy/mask.h"
#include "privacy/zip.h"

struct problem { const char *code; struct problem *next; };
struct lost { attachment_id id; struct lost *next; };

/* One export being made. */
struct build {
	struct exporter		*x;
	struct tenant		*t;
	struct export		*e;
	struct arena		*a;	/* as long as it */
	struct arena		*s;	/* of one piece at a time */
	struct contact		 me;
	bool			 all;	/* of the account (export_all.h): nobody
					   is another, and nothing is masked */
	const char		*language;
	int64_t			 until;	/* microseconds: what came later waits */
	struct export_tickets	 tickets;
	struct sealedwriter	*out;
	struct zip		*zip;
	bool			 more;	/* JSON: a comma comes first */
	unsigned		 pass;
	int64_t			 next_beat;
	uint8_t			*chunk;		/* of a file */
	enum rc			 written;	/* what writing came to */
	struct problem		*problems;
	struct lost		*lost;
};

/* One ticket of it. */
struct piece {
	struct ticket		 tk;
	struct key		 k;
	bool			 own;	/* he began it; else only what he wrote */
	struct mask		*mask;
	struct tag_names	 tags;
};

/* One way to write everything: an entry of the ZIP, or many. */
struct format {
	RC	(*begin)(struct build *);
	RC	(*ticket)(struct build *, const struct piece *);
	RC	(*messages)(struct build *, const struct piece *,
		    const struct message_list *);
	RC	(*ticket_end)(struct build *, const struct piece *);
	RC	(*end)(struct build *);
	bool	files_only;	/* messages without files are passed over */
};
extern const struct format export_files, export_json, export_html, export_json_all;
/* Files first, then the text, into b->zip. */
RC	export_walk(struct build *, const struct format *);

/* export_all.c: its entries, to the end. */
RC	export_all_write(struct build *, enum rc (*write)(void *arg,
	    struct bytes), void *arg);

/* Into the entry that is open. */
RC	export_put(struct build *, struct buf *);
/* Named in the export; once each. */
void	export_problem(struct build *, const struct ticket *);
bool	export_is_lost(const struct build *, attachment_id);
/* Who wrote it: "you", "agent", "other", "system". */
const char *export_author(const struct build *, const struct message *);
bool	export_by_other(const struct build *, const struct message *);
/* As he may read it. */
const char *export_text(struct build *, const struct piece *,
	    const struct message *);
const char *export_file_name(struct build *, const struct piece *,
	    const struct message *, const struct attachment *);
/* Where it lies in the ZIP; NULL: it is another's and not in it, or lost. */
const char *export_file_path(struct build *, const struct message *,
	    const struct attachment *);
const char *export_mail_name(int kind);
const char *export_mail_state(int state);	/* NULL: none of them */
/* All mails to him, a page at a time; nothing of one (b->s) stays for the next. */
RC	export_each_mails(struct build *, RC (*fn)(struct build *,
	    const struct export_mails *));

#endif
