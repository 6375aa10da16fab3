/* kb.json back into the graph, so that pictures and queries need no second extraction. */
#ifndef ANNALS_KB_READ_H
#define ANNALS_KB_READ_H

#include "base/error.h"
#include "kb/kb.h"

enum { KB_VERSION = 1 };

/* Fills kb (zeroed by this call) from what export/kb_json.h wrote; `name` is for messages. STATUS_FAILED with a
 * diagnostic where the text is not JSON, of another format or version, or where an id is missing that something refers
 * to; kb is then empty. Release with kb_release either way. The JSON text can go afterwards. */
enum status kb_read(struct kb *kb, struct slice json, const char *name, struct diagnostics *errors);

#endif
