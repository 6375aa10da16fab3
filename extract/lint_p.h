/* Warnings of rules that can find nothing; for load.c and compile.c. */
#ifndef ANNALS_EXTRACT_LINT_P_H
#define ANNALS_EXTRACT_LINT_P_H

#include <stdarg.h>

#include "extract/builder_p.h"
#include "extract/lexicon_p.h"

/* Keeps a pattern for lint_rules; the tree and the node must outlive the builder's work. */
void lint_note(struct builder *builder, const struct pattern *pattern, const struct yaml_node *node, uint32_t rule);
/* The same for the ways of a frame, filled: some of them may well not match, but not all. */
void lint_note_frame(struct builder *builder, const struct pattern *pattern, const struct yaml_node *key,
                     uint32_t rule);
/* Warns of all of them, once lists, types and rules are compiled without errors. */
void lint_rules(struct builder *builder);
/* lint_names.c: of classes, relations and roles that one rule alone uses and that are nearly others. */
void lint_names(struct builder *builder);
/* lint_slips.c: of a pattern that is read otherwise than it was most likely meant. */
void lint_slips(struct builder *builder, const struct noted_pattern *noted);

#endif
