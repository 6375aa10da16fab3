/* Between lexicon.c, lists_read.c, tables.c, table_names.c and line.c. */
#ifndef ANNALS_EXTRACT_LEXICON_P_H
#define ANNALS_EXTRACT_LEXICON_P_H

#include "extract/builder_p.h"

/* End of the token that begins at text[at], cut as text_cut cuts. */
size_t lexicon_piece(struct slice text, size_t at);
/* Says once that there are more edges than there may be. */
void lexicon_too_many(struct builder *builder);
/* The names of all rows of the list's tables are of the class. */
void lexicon_compile_table(struct builder *builder, uint16_t class, const struct list *list);
/* The trie's node after `word`, 0 none. */
uint32_t lexicon_child(const struct program *program, uint32_t node, uint32_t word);
/* Reads of {table: …} what it is, and makes room for its rows. */
void lexicon_read_table(struct builder *builder, struct slice list_name, const struct yaml_node *map,
                        const char *folder);
/* "<name>": the entry of a list that takes in another. */
bool lexicon_item_list(struct slice text, struct slice *name);
/* Has the entry 1 to LIST_MAX_TOKENS words? */
bool lexicon_entry_fits(struct builder *builder, struct slice text);
struct entry *lexicon_new_entry(struct builder *builder, uint32_t *index);

/* Once words and classes are settled: the plain and the other classes of each word. */
void classes_settle(struct builder *builder);

#endif
