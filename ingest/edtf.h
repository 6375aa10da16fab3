/* Whether a date is written in the part of EDTF (ISO 8601-2) that annals takes from people. */
#ifndef ANNALS_INGEST_EDTF_H
#define ANNALS_INGEST_EDTF_H

#include <stdbool.h>

#include "base/slice.h"

/* YYYY, YYYY-MM (21 to 24 are seasons), YYYY-MM-DD, XXXX-MM-DD, two of the first three with / between them; each may
 * end with ? (uncertain), ~ (about) or % (both). Days must exist. */
bool edtf_valid(struct slice text);

#endif
