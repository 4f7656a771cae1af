/*
 * HTML that may go out raw, as a type.  Only mail/sanitize makes one (and
 * tmpl's own text_to_html); a char * where one is wanted does not compile.
 */
#ifndef CORE_HTML_H
#define CORE_HTML_H

struct safe_html {
	const char *safe;
};

#endif
