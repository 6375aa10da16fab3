/* Names of tables as phrases, which another thread cuts while rules are compiled; and the edges of all of them. */
#include <stdlib.h>
#include <unistd.h>

#include "base/letters.h"
#include "base/utf8.h"
#include "extract/tables_p.h"

enum {
    PLAIN_WORD = 16,    /* bytes of a word that is folded on the way */
    WORD_BLOCK = 16384, /* room for words of names, at once */
    MANY_ROWS = 2000,   /* fewer are not worth a thread */
    ROW_BYTES = 40      /* that a row takes of table_work.kept */
};

/* --- cutting --- */

static uint32_t *take_words(struct table_work *work, uint32_t count)
{
    if (work->room < count) {
        work->room = WORD_BLOCK;
        work->next_word = arena_alloc_raw(&work->making, WORD_BLOCK, sizeof *work->next_word);
    }
    uint32_t *words = work->next_word;
    work->next_word += count;
    work->room -= count;
    return words;
}

static uint32_t word_number(struct table_work *work, struct slice folded)
{
    return *map_put_copy(&work->words, folded, (uint32_t)work->words.count + 1, &work->kept);
}

/* Folds a word of ASCII letters that a space or the end follows. Its length; 0 where it is no such word. Reads
 * TABLE_PADDING bytes from its beginning. */
static size_t plain_word(struct slice text, size_t at, char folded[PLAIN_WORD])
{
    uint64_t first = letters_load(text.ptr + at), others = letters_others(first), second = 0;
    size_t length = others != 0 ? letters_count(others) : 8;
    if (others == 0) {
        second = letters_load(text.ptr + at + 8);
        others = letters_others(second);
        if (others == 0) {
            return 0;
        }
        length += letters_count(others);
    }
    length = length < text.len - at ? length : text.len - at;
    if (at + length < text.len && text.ptr[at + length] != ' ') {
        return 0;
    }
    first |= LETTERS_ONES * 0x20;
    second |= LETTERS_ONES * 0x20;
    letters_store(folded, first);
    letters_store(folded + 8, second);
    return length;
}

/* The piece is word `at` of the name: must its letters be capitals in the text? */
static void note_capitals(struct table_name *name, uint32_t at, struct slice piece)
{
    size_t next, after;
    name->upper |= (uint32_t)utf8_is_upper(utf8_decode(piece, 0, &next)) << at;
    if (next < piece.len && piece.len <= LINE_MAX_ACRONYM) {
        name->acronym |= (uint32_t)utf8_is_upper(utf8_decode(piece, next, &after)) << at;
    }
}

/* The word that begins at `at`, of which no more is known than that it is no space. Returns its end. */
static size_t cut_word(struct table_work *work, struct slice text, size_t at, uint32_t *number, struct slice *piece)
{
    char folded[PLAIN_WORD];
    size_t plain = plain_word(text, at, folded), end = at + plain;
    if (plain > 0) {
        *number = word_number(work, slice_make(folded, plain));
    } else {
        end = lexicon_piece(text, at);
        buffer_clear(&work->fold);
        utf8_fold(&work->fold, slice_sub(text, at, end));
        *number = word_number(work, buffer_slice(&work->fold));
    }
    *piece = slice_sub(text, at, end);
    return end;
}

static void cut_name(struct table_work *work, struct slice text, struct table_name *name)
{
    uint32_t words[LIST_MAX_TOKENS], count = 0;
    size_t at = 0, next;
    while (at < text.len) {
        bool is_ascii = (unsigned char)text.ptr[at] < 0x80; /* most are */
        if (is_ascii ? utf8_is_space((unsigned char)text.ptr[at]) : utf8_is_space(utf8_decode(text, at, &next))) {
            at = is_ascii ? at + 1 : next;
            continue;
        }
        if (count == LIST_MAX_TOKENS) {
            return;
        }
        struct slice piece;
        at = cut_word(work, text, at, &words[count], &piece);
        note_capitals(name, count++, piece);
    }
    name->word_count = (uint16_t)count;
    name->words = take_words(work, count);
    memcpy(name->words, words, count * sizeof *words);
}

void table_cut_names(struct table_work *work, struct table *table)
{
    const struct entry *entries = work->program->entries;
    table->first_name = work->name_count;
    for (size_t e = table->first; e < table->end; e++) {
        for (size_t i = 0; i < entries[e].name_count; i++) {
            struct slice text = entries[e].names[i];
            work->names = array_grow(work->names, &work->name_capacity, work->name_count + 1, sizeof *work->names);
            struct table_name *name = &work->names[work->name_count++];
            *name = (struct table_name){.text = text.ptr, .entry = (uint32_t)e, .gives = entries[e].gives};
            cut_name(work, text, name);
        }
    }
    table->name_count = work->name_count - table->first_name;
}

/* --- in a thread of its own --- */

static void *cut_all(void *argument)
{
    struct table_work *work = argument;
    for (size_t i = 0; i < work->count; i++) {
        table_fill(work, work->tables[i]);
        table_cut_names(work, work->tables[i]);
    }
    return NULL;
}

void tables_fill(struct builder *builder)
{
    struct table_work *work = builder->tables;
    for (size_t i = 0; work != NULL && i < work->count; i++) {
        table_fill(work, work->tables[i]);
    }
}

void tables_start(struct builder *builder)
{
    struct table_work *work = builder->tables;
    size_t rows = 0;
    for (size_t i = 0; work != NULL && i < work->count; i++) {
        rows += work->tables[i]->end - work->tables[i]->first;
    }
    if (rows < MANY_ROWS || sysconf(_SC_NPROCESSORS_ONLN) < 2) {
        return;
    }
    /* memory of this thread: another's begins with small pages */
    arena_reserve(&work->kept, rows * ROW_BYTES);
    arena_reserve(&work->making, rows * 2 * sizeof *work->next_word);
    map_reserve(&work->words, rows + rows / 8);
    work->names = array_grow(work->names, &work->name_capacity, rows + rows / 4, sizeof *work->names);
    work->is_running = pthread_create(&work->thread, NULL, cut_all, work) == 0;
}

static void wait_for(struct table_work *work)
{
    if (work->is_running) {
        pthread_join(work->thread, NULL);
        work->is_running = false;
    } else if (!work->is_done) {
        cut_all(work);
    }
    work->is_done = true;
}

void tables_release(struct builder *builder)
{
    struct table_work *work = builder->tables;
    if (work == NULL) {
        return;
    }
    if (work->is_running) {
        pthread_join(work->thread, NULL);
    }
    free(work->tables);
    free(work->classes);
    free(work->names);
    map_release(&work->words);
    buffer_release(&work->fold);
    arena_append(&builder->program->arena, &work->kept);
    arena_append(&builder->arena, &work->making);
    free(work);
    builder->tables = NULL;
}

/* --- the edges of names --- */

void lexicon_compile_table(struct builder *builder, uint16_t class, const struct list *list)
{
    struct table_work *work = builder->tables;
    if (work == NULL) { /* its file could not be read */
        return;
    }
    work->classes = array_grow(work->classes, &work->class_capacity, work->class_count + 1, sizeof *work->classes);
    work->classes[work->class_count++] =
        (struct table_class){builder->pending_count, class, (uint16_t)(list - builder->lists)};
}

/* Words of names are many, so that those that the program has come to them and not the other way round. All that has
 * ids of words by now is the edges that wait. */
static void give_ids(struct builder *builder)
{
    struct table_work *work = builder->tables;
    struct map words = builder->program->words;
    uint32_t *ids = memory_alloc((words.count + 1) * sizeof *ids);
    builder->program->words = work->words;
    work->words = (struct map){0};
    for (size_t i = 0; i < words.count; i++) {
        ids[words.entries[i].value] = lexicon_word(builder->program, words.entries[i].key);
    }
    for (size_t i = 0; i < builder->pending_count; i++) {
        for (uint32_t w = 0; w < builder->pending[i].word_count; w++) {
            builder->pending[i].words[w] = ids[builder->pending[i].words[w]];
        }
    }
    map_release(&words);
    free(ids);
}

static size_t add_name(struct pending_edge *edges, size_t count, const struct table_name *name, uint16_t class)
{
    if (name->word_count == 0) {
        return count;
    }
    edges[count].words = name->words;
    edges[count].word_count = name->word_count;
    edges[count].edge = (struct word_edge){.class = class,
                                           .len = name->word_count,
                                           .upper = name->upper,
                                           .acronym = name->acronym,
                                           .entry = name->entry + 1,
                                           .exact = slice_make(name->text, 1)};
    return count + 1;
}

static size_t add_list(const struct table_work *work, struct pending_edge *edges, size_t count,
                       const struct table_class *class)
{
    for (size_t t = 0; t < work->count; t++) {
        const struct table *table = work->tables[t];
        for (size_t i = 0; table->list == class->list && i < table->name_count; i++) {
            count = add_name(edges, count, &work->names[table->first_name + i], class->class);
        }
    }
    return count;
}

/* At most: names of classes, and once more those that are of a type by themselves. */
static size_t count_edges(const struct table_work *work)
{
    size_t count = work->name_count;
    for (size_t c = 0; c < work->class_count; c++) {
        for (size_t t = 0; t < work->count; t++) {
            count += work->tables[t]->list == work->classes[c].list ? work->tables[t]->name_count : 0;
        }
    }
    return count;
}

/* Edges of names come where their list was asked for; entries that are of a type by themselves come last. */
static void add_edges(struct builder *builder)
{
    const struct table_work *work = builder->tables;
    size_t capacity = builder->pending_count + count_edges(work), count = 0, taken = 0;
    if (capacity > LEXICON_MAX_EDGES) {
        lexicon_too_many(builder);
        return;
    }
    struct pending_edge *edges = memory_alloc(capacity * sizeof *edges);
    for (size_t c = 0; c <= work->class_count; c++) {
        size_t upto = c < work->class_count ? work->classes[c].after : builder->pending_count;
        if (upto > taken) {
            memcpy(edges + count, builder->pending + taken, (upto - taken) * sizeof *edges);
        }
        count += upto - taken;
        taken = upto;
        count = c < work->class_count ? add_list(work, edges, count, &work->classes[c]) : count;
    }
    for (size_t i = 0; i < work->name_count; i++) {
        uint16_t gives = work->names[i].gives;
        count = gives != 0 ? add_name(edges, count, &work->names[i], builder->program->types[gives].class) : count;
    }
    free(builder->pending);
    builder->pending = edges;
    builder->pending_count = count;
    builder->pending_capacity = capacity;
}

void tables_finish(struct builder *builder)
{
    if (builder->tables != NULL) {
        wait_for(builder->tables);
        give_ids(builder);
        add_edges(builder);
        tables_release(builder);
    }
}
