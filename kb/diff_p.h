/* Private to kb/diff*.c. */
#ifndef ANNALS_KB_DIFF_P_H
#define ANNALS_KB_DIFF_P_H

#include "kb/diff.h"

void diff_list_open(struct kb_diff *diff, struct kb_diff_list *list, size_t room);
struct kb_diff_item *diff_add(struct kb_diff_list *list, struct kb_diff_item item);
void diff_list_close(struct kb_diff_list *list);

/* What the two events of an item say otherwise. */
void diff_event_fields(struct kb_diff *diff, const struct kb *old, const struct kb *new, struct kb_diff_item *item);
/* Relations, entities and documents. */
void diff_others(struct kb_diff *diff, const struct kb *old, const struct kb *new);

#endif
