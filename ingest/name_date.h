/* The date that a file's name carries. */
#ifndef ANNALS_INGEST_NAME_DATE_H
#define ANNALS_INGEST_NAME_DATE_H

#include "base/arena.h"
#include "base/slice.h"

enum { NAME_DATE_MAX_PATTERN = 200 };

/* A pattern says where the date stands in the name: YYYY, MM and DD are its digits, * is any run of characters, ? any
 * one, anything else itself. It needs YYYY, DD needs MM, each at most once. */
bool name_date_pattern(struct slice pattern);

/* The date in `name` (without folders) as EDTF; empty where the pattern does not fit or no calendar has that day. */
struct slice name_date(struct slice name, struct slice pattern, struct arena *arena);
/* The same for the name at the end of a path. Empty where there is no pattern. */
struct slice name_date_of_path(struct slice path, const char *pattern, struct arena *arena);

#endif
