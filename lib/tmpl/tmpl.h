/*
 * Templates: every templates/{layout,PROGRAM,error,mail}/X.cs is parsed at start
 * with html escaping on; languages are templates/lang/{en,es}.hdf, read-through
 * under Lang.  A page stands between layout/PROGRAM_top and _bottom and may call
 * the macros of layout/macros; all three are parsed once.  The only door to
 * ClearSilver.
 *
 * Templates may use the functions date(seconds), datetime(seconds),
 * ago(seconds), ymd(seconds), size(bytes), number(n), plural(n + "|Lang.Key") as
 * registered in funcs.c: they speak the page's language and tell the time of the
 * zone under Page.Zone (core/zone.h; UTC without one), see there.
 */
#ifndef TMPL_TMPL_H
#define TMPL_TMPL_H

#include <stdbool.h>

#include "core/buf.h"
#include "tmpl/view.h"

struct tmpl;

/*
 * Parse every template of these folders ("portal", "error", "mail", ...) in
 * dir.  Dies with file:line on a mistake, a missing include, or a missing key.
 */
struct tmpl	*tmpl_load(const char *dir, const char *const folders[]);
void		 tmpl_free(struct tmpl **);
/* name: "panel/ticket_show". Unknown is a bug(). language: "en" or "es". */
void		 tmpl_render(struct tmpl *, const char *name, struct view *,
		    const char *language, struct buf *out);
/* Whether there is a template of that name. */
bool		 tmpl_has(struct tmpl *, const char *name);
/* A text of templates/lang: tmpl_text(t, "es", "Status.Open"). */
const char	*tmpl_text(struct tmpl *, const char *language, const char *key);
/* "en" or "es" by Accept-Language (RFC 9110 12.5.4), else fallback. */
const char	*tmpl_language(const char *accept_language, const char *fallback);
/* Plain text as HTML: escaped, line breaks kept, http(s) and mailto linked. */
struct safe_html text_to_html(struct arena *, const char *text);

#endif
