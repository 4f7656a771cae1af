/*
 * HTML as libxml2's tree, and where each tag of a mail belongs.  The only
 * <libxml/> users are these files: html_tree, sanitize, html_text.
 */
#ifndef MAIL_HTML_TREE_H
#define MAIL_HTML_TREE_H

#include <stdbool.h>

#include <libxml/HTMLparser.h>

#include "core/arena.h"

#define HTML_BYTES	((size_t)4 << 20)	/* more is not read */
#define HTML_NODES	20000
#define HTML_DEPTH	200

enum tag_kind {
	TAG_SKIP,	/* the tag goes, its children stay (also: unknown) */
	TAG_KEEP,
	TAG_VOID,	/* kept, never has children */
	TAG_DROP,	/* goes with everything in it */
};

struct tag {
	const char	*name;
	enum tag_kind	 kind;
	bool		 block;		/* stands on its own lines */
};

void		 html_warm(void);	/* before the fence; once */
/* The tree of valid UTF-8, or NULL when there is none. */
htmlDocPtr	 html_parse(struct arena *, struct bytes html);
void		 html_free(htmlDocPtr *);
/* What the table says of an element; never NULL. */
const struct tag *html_tag(const xmlNode *);
/* An attribute's text, "" when absent. Lives in the arena. */
const char	*html_attr(struct arena *, const xmlNode *, const char *name);

#endif
