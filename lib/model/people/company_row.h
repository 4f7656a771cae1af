/* What the files of companies share (lib/model only). */
#ifndef MODEL_COMPANY_ROW_H
#define MODEL_COMPANY_ROW_H

#include "crypto/vault.h"
#include "model/people/company.h"

/* Never renumber: the sealed column. */
enum { F_COMPANY_NAME = 1 };

struct seal_place company_place(const struct tenant *, company_id);

#endif
