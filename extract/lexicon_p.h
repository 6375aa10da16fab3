/* Between lexicon.c, tables.c, phrases.c and line.c. */
#ifndef ANNALS_EXTRACT_LEXICON_P_H
#define ANNALS_EXTRACT_LEXICON_P_H

#include "extract/builder_p.h"

enum { TABLE_PADDING = 16 };

/* End of the token that begins at text[at], cut as text_cut cuts. */
size_t lexicon_piece(struct slice text, size_t at);
/* A word or phrase is of the class of the edge; the words must live as long as the builder. */
void lexicon_add_edge(struct builder *builder, const uint32_t *words, uint32_t count, struct word_edge edge);
/* Adds all names of the table's rows to the class. */
void lexicon_compile_table(struct builder *builder, uint16_t class, struct slice name);
/* Adds all names of the table's row, an index in program.entries, to the class. TABLE_PADDING bytes may be read behind
 * each. */
void lexicon_add_names(struct builder *builder, uint16_t class, uint32_t index);
/* The trie's node after `word`, 0 none. */
uint32_t lexicon_child(const struct program *program, uint32_t node, uint32_t word);
/* Reads {table: …} into the list. */
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
