/*
 * The spam filter of an account: judging what comes in, what agents say of it,
 * the model that learns from them, settings and lists.
 *
 * A ticket that was judged keeps the words that were judged (struct spam_text)
 * sealed under K(message): the model learns from them later, and is made anew from
 * those that still open when a ticket or a person was erased.  The model is one
 * blob an account, sealed under the account's key; only spam_learn() writes it.
 */
#ifndef MODEL_SPAM_H
#define MODEL_SPAM_H

#include "model/ticket/ticket.h"
#include "spam/spam.h"

enum spam_said { SAID_NOTHING = 0, SAID_HAM = 1, SAID_SPAM = 2 };
enum spam_mode {
	SPAM_OFF = 0,
	SPAM_MARK = 1,		/* at most unsure: nothing is put away */
	SPAM_ON = 2,
};

/* What is known of a message besides its words. */
struct spam_facts {
	const char	*from;		/* as text_email() makes it */
	bool		 stranger;	/* nobody with this address wrote before */
	bool		 spf_failed, dmarc_failed;
	bool		 trap;		/* a field that nobody sees was filled in */
	/* People must read it, whatever it is: at most unsure. */
	bool		 kept;
	/* An answer in his own ticket: the same, and not before the filter knows
	   something (SPAM_KNOWS), but of a sender who is shut out. */
	bool		 answer;
};

/* Reasons as kept: a letter of enum spam_why, a blank, a word, a new line. */
enum spam_why {
	WHY_SPAM_WORD = 'w', WHY_HAM_WORD = 'h', WHY_LINK = 'l',
	WHY_SPF = 's', WHY_DMARC = 'd', WHY_STRANGER = 'n',
	WHY_BLOCKED = 'b', WHY_ALLOWED = 'a', WHY_TRAP = 't',
};
struct spam_verdict {
	enum spam_label	 label;
	int		 score;		/* thousandths */
	const char	*reasons;
	struct spam_text text;
};

/*
 * What the filter says.  RC_NOTFOUND: it is off.  Until it learnt of
 * SPAM_KNOWS tickets of each kind nothing but the account's list is SPAM_SPAM.
 */
#define SPAM_KNOWS	5
RC	spam_judge(struct tenant *, struct arena *, const struct spam_text *,
	    const struct spam_facts *, struct spam_verdict *v_r);
/* Keep it, inside the transaction that makes the ticket (ticket_open(), answer
   0) or adds the answer (ticket_write()). k: K(message). */
RC	spam_ticket_add(struct tenant *, struct arena *, ticket_id,
	    message_id answer, const struct key *k, const struct spam_verdict *);
/*
 * The same for what comes by form or API, as one step: text is judged with name,
 * address and subject.  RC_NOTFOUND: the filter is off, or has nothing to say of
 * an answer.
 */
struct spam_letter { const char *name, *email, *subject, *text; };
RC	spam_judge_letter(struct tenant *, struct arena *,
	    const struct spam_letter *, struct spam_facts *,
	    struct spam_verdict *v_r);

/* ---- what agents see and say (spam_say.c) --------------------------------- */

struct spam_state {
	message_id	 answer;	/* 0: what the ticket began with */
	enum spam_label	 verdict;
	enum spam_said	 said;
	int		 score;
	const char	*reasons;
};
struct spam_state_list { struct spam_state *v; size_t n; };
/* Of a ticket and its answers, those that were judged. k: K(ticket). */
RC	spam_states(struct tenant *, struct arena *, ticket_id,
	    const struct key *k, struct spam_state_list *l_r);
/*
 * An agent says so; the writer learns it soon.  Saying the same again is nothing
 * new.  A ticket that was never judged is learnt from its first message.
 */
RC	spam_say(struct tenant *, struct arena *, ticket_id, enum spam_said);
/*
 * The same of one that goes into the folder for it, or out of it if it is there, as
 * one step: of two agents at once the later counts, word and place.  Of a forgotten
 * or restricted one nothing happens, as of one that is not there.
 */
RC	spam_move(struct tenant *, struct arena *, ticket_id, enum spam_said,
	    agent_id by);
/* Of one answer that was marked. RC_NOTFOUND: there is none.  RC_DENIED: another
   than the requester wrote it, and his data is not used (withheld.h). */
RC	spam_say_answer(struct tenant *, const struct ticket *, message_id,
	    enum spam_said);
/* He answered it: not spam, if nobody said anything yet. */
RC	spam_answered(struct tenant *, ticket_id);
/* What waits for somebody to look, counted up to SPAM_COUNTED each, of tickets
   that this reader sees. */
#define SPAM_COUNTED	100
struct spam_counts { unsigned sifted, unsure; };
RC	spam_counts(struct tenant *, struct spam_counts *n_r);
RC	spam_counts_ahead(struct tenant *);
/* ticket_list() of VIEW_UNSURE and VIEW_SIFTED. */
RC	spam_list(struct tenant *, struct arena *, const struct ticket_page *,
	    struct ticket_list *l_r);
/* The newest that wait for somebody to say; at most SPAM_UNSURE_MAX. */
#define SPAM_UNSURE_MAX	500
RC	spam_unsure(struct tenant *, ticket_id *v_r, size_t *n_r);
/* Sent ahead (stmt_ahead()): the page will ask these. */
RC	spam_unsure_ahead(struct tenant *);
RC	spam_state_ahead(struct tenant *, ticket_id);

/* ---- learning (spam_learn.c): olvido-mail only ------------------------------ */

/*
 * Learn what waits, of any account, and look whether what was learnt is still
 * there; each account in one transaction under its model's lock, so nothing is
 * learnt twice or lost.  RC_NOTFOUND: nothing waits.
 */
RC	spam_learn(struct db *, struct vault *, struct arena *);
#define SPAM_CHECK_S	600	/* counted again after so many seconds */
#define SPAM_REBUILD	10000	/* a model made anew: from the newest of these */
/* One account's model made anew, from at most so many (tests: few). */
RC	spam_learn_anew(struct tenant *, struct arena *, size_t newest);

/* ---- settings (spam_setting.c) ---------------------------------------------- */

#define SPAM_AUTO	INT32_MIN	/* of spam_at: the filter chooses */
struct spam_setting {
	enum spam_mode	 mode;
	int		 spam_at, unsure_at;
	bool		 subjects;	/* the digest names them */
};
/* Never set: on, the filter chooses, unsure above 0, no subjects. */
RC	spam_setting_get(struct tenant *, struct spam_setting *s_r);
/* Own transaction, logged. RC_INVALID: unsure above spam. */
RC	spam_setting_set(struct tenant *, const struct spam_setting *);
/* How much the model of an account knows; zeros: there is none. */
struct spam_size { unsigned learnt; uint64_t bytes, waiting; };
RC	spam_size_get(struct tenant *, struct spam_size *s_r);

enum spam_sender_kind { SENDER_ALLOWED = 1, SENDER_BLOCKED = 2 };
struct spam_sender {
	uint64_t	 id;
	enum spam_sender_kind kind;
	const char	*name;		/* an address or a domain */
	int64_t		 added_at;
};
struct spam_sender_list { struct spam_sender *v; size_t n; };
#define SPAM_SENDERS	500
RC	spam_sender_list(struct tenant *, struct arena *,
	    struct spam_sender_list *l_r);
/* Own transaction, logged.  name: an address, "example.org" or "@example.org".
   RC_INVALID: neither.  RC_CONFLICT: it is there.  RC_LIMIT: too many. */
RC	spam_sender_add(struct tenant *, struct arena *, enum spam_sender_kind,
	    const char *name);
RC	spam_sender_remove(struct tenant *, uint64_t id);
/* Which list an address is on, itself or by its domain; 0: none. */
RC	spam_sender_of(struct tenant *, struct arena *, const char *email,
	    enum spam_sender_kind *k_r);

#endif
