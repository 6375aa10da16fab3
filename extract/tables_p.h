/* Between tables.c, table_rows.c and table_names.c: tables of the packs, from their columns to the words of their
 * names.
 *
 * What a table is and which columns it has is read in the order of the files, and room is made for its rows
 * (lexicon_read_table). The rows themselves, and the cutting of names into words, need nothing else, so that another
 * thread does it while rules are compiled (tables_start); words have ids of their own there. In the end both come
 * together, always in the same order (tables_finish). */
#ifndef ANNALS_EXTRACT_TABLES_P_H
#define ANNALS_EXTRACT_TABLES_P_H

#include <pthread.h>

#include "extract/lexicon_p.h"

enum { TABLE_MAX_COLUMNS = 64, TABLE_PADDING = 16 /* bytes that may be read behind a table's */ };

/* What the map beside `table:` says, as columns of the file; -1: it has none. */
struct table_plan {
    struct slice bytes;
    struct slice header[TABLE_MAX_COLUMNS];
    size_t column_count;
    int words[TABLE_MAX_COLUMNS];
    size_t word_count;
    int name, value, weak;
    int country, iso2, wikidata, within, kind;
    struct slice split;
    uint16_t gives, weak_gives;
    const struct yaml_node *excluded;
    uint64_t excluded_filter; /* a bit for each by its length, first and last byte */
};

/* One file, and the entries of the program that are its rows. */
struct table {
    struct table_plan plan;
    uint16_t list;
    size_t rows_at;    /* byte at which the first row begins */
    size_t first, end; /* entries; a row without a name has none, so that the last may be empty */
    bool is_filled;
    size_t first_name, name_count; /* in table_work.names */
};

/* One name of a row, cut into words. */
struct table_name {
    const char *text;
    uint32_t *words;         /* ids of table_work.words */
    uint32_t upper, acronym; /* as in struct word_edge */
    uint32_t entry;          /* index in program.entries */
    uint16_t word_count;     /* 0: there are too many */
    uint16_t gives;
};

/* A class that takes in all names of a list's tables, and after which edge. */
struct table_class {
    size_t after;
    uint16_t class;
    uint16_t list;
};

struct table_work {
    struct program *program;
    struct table **tables;
    size_t count, capacity;
    struct table_class *classes;
    size_t class_count, class_capacity;
    struct table_name *names;
    size_t name_count, name_capacity;
    struct map words;    /* of names, folded -> id; the program's in the end */
    struct arena kept;   /* for the program */
    struct arena making; /* for the builder */
    uint32_t *next_word; /* room for words of names */
    uint32_t room;
    struct buffer fold;
    pthread_t thread;
    bool is_running, is_done;
};

/* table_rows.c: the first line of a file, and where the next begins; the others, counted; a bit for a name. */
void table_read_header(struct table_plan *plan, size_t *at);
size_t table_count_rows(struct slice bytes);
uint64_t table_name_bit(struct slice name);
/* Fills the entries in, if that is not done. */
void table_fill(struct table_work *work, struct table *table);

/* table_names.c: cuts all names of a filled table. */
void table_cut_names(struct table_work *work, struct table *table);

#endif
