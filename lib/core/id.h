/* An id has the type of its noun: mixing two up does not compile. */
#ifndef CORE_ID_H
#define CORE_ID_H

#include <stdint.h>

#define ID_TYPE(noun)	typedef struct { uint64_t v; } noun##_id

ID_TYPE(account);
ID_TYPE(agent);
ID_TYPE(contact);
ID_TYPE(company);
ID_TYPE(department);
ID_TYPE(tag);
ID_TYPE(ticket);
ID_TYPE(message);
ID_TYPE(attachment);
ID_TYPE(session);
ID_TYPE(outbox);
ID_TYPE(passkey);
ID_TYPE(export);

#endif
