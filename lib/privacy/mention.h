/*
 * A person in other people's tickets, before his key goes (SECURITY.md 5.21):
 * his address, phone and full name, and his own texts where others quote them.
 * The index says which tickets may hold them, these are opened and compared word
 * by word.  His words are what he wrote before anybody else.
 *
 * Not found: a first name alone, what is only in a picture or in a file's
 * content, and what the index does not hold.
 */
#ifndef PRIVACY_MENTION_H
#define PRIVACY_MENTION_H

#include "model/key/reseal.h"
#include "privacy/redact.h"

/* So much is looked at for one person. */
#define MENTION_OWN	500	/* of his tickets, newest first */
#define MENTION_TEXTS	2000	/* pieces of his texts that are looked for */
	/* and about 5 MB of texts in his tickets, newest first */
#define MENTION_OPENED	300	/* other people's tickets */

#define MENTION_TYPED	5000	/* rows of one register */

enum mention_place {
	IN_SUBJECT = 1, IN_TEXT, IN_NOTE, IN_FILE_NAME,
	IN_TYPED = 4,	/* and the others' kinds (model/privacy/typed.h) */
	IN_HOLD = 5, IN_REQUEST, IN_CONSENT, IN_RESTRICTION, IN_REVIEW,
};

struct mention {
	ticket_id	   ticket;
	message_id	   message;	/* {0}: the subject */
	uint64_t	   row;		/* of a register; then ticket {0} */
	contact_id	   about;	/* whom that row is about, {0}: none */
	const char	  *code;	/* of the ticket */
	enum mention_place place;
	bool		 quote;	/* his own words */
	/* What needs no look stands there; and what does (mention_marks()). */
	bool		 sure, unsure;
	bool		   own;		/* in a ticket of his own: mention_find_own() */
	bool		   hidden;	/* from this reader */
	unsigned	   times;
	/* The first of them; "" when hidden. */
	const char	  *before, *what, *after;
};
struct mention_list {
	struct mention	*v;
	size_t		 n;
	size_t		 hidden;	/* of them */
	size_t		 opened;	/* tickets */
	size_t		 shut;		/* what may name him and is damaged: tickets,
					   messages, rows of registers */
	bool		 more;		/* a ceiling was reached */
	bool		 again;		/* and what is behind it is found when this
					   is removed; not so his own texts */
	ticket_id	 below;		/* older tickets were not asked for; {0}:
					   there is no more by that way */
};

/* One row of the list by what it is, whatever is found besides later: the id of
   its message, of its ticket where it is the subject, of its row. */
uint64_t mention_key(const struct mention *);

struct person_words;	/* what to look for */
/* a (which is not emptied) keeps it. RC_GONE: forgotten. */
RC	mention_who(struct tenant *, struct arena *, contact_id,
	    struct person_words **p_r);
/* Of him, what he wrote, too: reads it. */
RC	mention_learn(struct tenant *, struct arena *, struct person_words *);
/* From then on mention_find() says how many tickets it looked through, of so many
   that it found. */
void	mention_tells(struct person_words *, void (*looked)(void *arg,
	    size_t n, size_t of), void *arg);
/* From then on mention_learn() and mention_find() call this often, outside a
   transaction: who has time rests in it. */
void	mention_rests(struct person_words *, void (*rest)(void *arg), void *arg);
/* From then on mention_learn() and mention_find() ask, when a ticket of that contact
   does not open: who is erased at the same time, and whose tickets stay, lends his
   secret (lent_r: what t->lent is now), and it is read once more. */
void	mention_borrows(struct person_words *, RC (*borrow)(void *arg,
	    contact_id, const struct lent **lent_r), void *arg);
/* From then on mention_find() leaves out what the next list has wholly. */
void	mention_wholly(struct person_words *);
/* His address alone, spelt as it is: all that he proved himself. */
RC	mention_address(struct tenant *, struct arena *, contact_id,
	    struct person_words **p_r);
/*
 * all: wherever he seems to stand.  Else only what needs no look: his address, and
 * his words in lines that begin with ">".  A name is what somebody typed into a
 * form ("will pay"), and words that he wrote first others write as well.
 */
void	mention_marks(struct arena *, const struct person_words *,
	    const char *text, bool all, struct ranges *, bool *quote_r);

/* Newest tickets first; one row for each message, or subject, he is in. t->sight
   and t->withheld are the reader's.  What older messages of others say there is
   taken off his words.  below {0}, or where the last list ended. */
RC	mention_find(struct tenant *, struct arena *, struct person_words *,
	    ticket_id below, struct mention_list *l_r);

/* The same in what others wrote in tickets of his own: from there all of it goes,
   when they stay, but what is kept (mention_part_message()). */
RC	mention_find_own(struct tenant *, struct arena *,
	    struct person_words *, struct mention_list *l_r);

/* ---- in registers (mention_typed.c) -------------------------------------------- */

struct mention_done {
	uint64_t	 removed, kept;
	uint64_t	 rewritten;	/* of those removed: under a key that lives
					   on, so that older copies still open */
	uint64_t	 unsure;	/* rows where a name, a phone or unmarked words
					   stay, as nobody looked at them */
	uint64_t	 unreadable;	/* tickets, messages and rows of registers that
					   are damaged: what they say is not known */
	uint64_t	 own;		/* mention_count(): others' messages in his own
					   tickets, of which it goes when they stay */
	bool		 unseen;	/* more than was looked through */
};
/* What people typed about others there; shown: the reader may read it all. */
RC	mention_find_typed(struct tenant *, struct arena *,
	    const struct person_words *, bool shown, struct mention_list *l_r);
/* Row by row, each in a transaction of its own; adds to *d. keep: may be NULL; all:
   as in struct mention_choice. */
RC	mention_remove_typed(struct tenant *, struct person_words *,
	    const struct mention_list *, const bool *keep, const bool *all,
	    struct mention_done *d);

/* ---- removing ------------------------------------------------------------- */

struct mention_cut {
	const struct person_words *person;
	/* In these messages ({0}: the subject); NULL: in all. */
	const message_id *only;
	const bool	 *all;		/* mention_marks(), of each of them */
	size_t		  n;
	uint64_t	  removed;	/* messages and subjects; set */
	/* mention_part_*(): others' messages that stay as they are, and how many
	   of them say something of his; set. */
	const uint64_t	 *keep;
	size_t		  nkeep;
	bool		  keep_all;
	uint64_t	  kept;
	/* mention_part_message(): the person's words, learned as they go. */
	struct person_words *learns;
};
/* struct reseal's subject and edit; arg: struct mention_cut. */
RC	mention_cut_subject(void *arg, struct arena *, const char **subject);
RC	mention_cut_message(void *arg, struct arena *,
	    struct reseal_message *);

/*
 * The same for a ticket of his own that stays without him: what he wrote goes
 * wholly, and from then on what others quote of it (learns is set).
 */
RC	mention_part_subject(void *arg, struct arena *, const char **subject);
RC	mention_part_message(void *arg, struct arena *,
	    struct reseal_message *);
/* Of it only what other contacts wrote stays. */
RC	mention_part_others(void *arg, struct arena *,
	    struct reseal_message *);

/*
 * What was found removed, ticket by ticket, each sealed anew in a transaction of
 * its own; run again after a crash it finds what is left.  keep: rows of l that
 * stay (may be NULL); what is under a legal hold stays too.  *removed_r, *kept_r: messages and subjects.
 */
struct mention_choice {
	const bool	*keep;
	const bool	*all;		/* rows where all goes (mention_marks());
					   NULL: in none */
	agent_id	 by;		/* {0}: he himself, or a rule */
	uint64_t	 erasure_id;	/* or 0 */
	/* Counts what stays, as a message of its ticket is damaged, and the rest goes
	   on; NULL: that is RC_FAILED. */
	uint64_t	*shut;
};
RC	mention_remove(struct tenant *, int files_dir,
	    const struct person_words *, const struct mention_list *l,
	    const struct mention_choice *, uint64_t *removed_r,
	    uint64_t *kept_r);

#endif
