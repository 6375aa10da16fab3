/* What XML and HTML demand of a text. */
#ifndef ANNALS_EXPORT_XML_P_H
#define ANNALS_EXPORT_XML_P_H

#include "base/buffer.h"

/* & < > " escaped, bytes that no XML text may hold as U+FFFD. */
void xml_escaped(struct buffer *out, struct slice text);

#endif
