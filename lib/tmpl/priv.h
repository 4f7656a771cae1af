/* What the files of lib/tmpl share: the only door to ClearSilver. */
#ifndef TMPL_PRIV_H
#define TMPL_PRIV_H

#include <ClearSilver.h>

#include "tmpl/tmpl.h"

HDF	*view_hdf(struct view *);
/* Teach a parse our functions; they speak the language and tell the time of the
   zone that were set before a render. */
void	 funcs_register(CSPARSE *);
void	 funcs_language(const char *language, const char *zone, HDF *texts);

#endif
