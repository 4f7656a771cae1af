/*
 * What a page shows: a tree of names (ours, never data) and values (escaped by
 * the template engine).  Raw HTML enters only as struct safe_html and only
 * under the name Html.  Names are written "Ticket.Subject".
 */
#ifndef TMPL_VIEW_H
#define TMPL_VIEW_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/html.h"

struct view;		/* a whole page's tree */
struct node;		/* a place in it */

struct view	*view_new(void);
void		 view_free(struct view **);
/* The root, and children made on demand. */
struct node	*view_root(struct view *);
struct node	*node_sub(struct node *, const char *name);
/* Append a numbered child to a list: rows. */
struct node	*node_row(struct node *list);
void		 node_str(struct node *, const char *name, const char *value);
void		 node_u64(struct node *, const char *name, uint64_t);
void		 node_i64(struct node *, const char *name, int64_t);
void		 node_bool(struct node *, const char *name, bool); /* "1" or none */
void		 node_html(struct node *, const char *name, struct safe_html);

#endif
