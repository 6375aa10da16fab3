/* Names of tables as phrases. Each is cut once, into the ids of its words and the capitals that they have, for however
 * many classes it stands. */
#include "base/letters.h"
#include "base/utf8.h"
#include "extract/lexicon_p.h"

enum { PLAIN_WORD = 16 /* bytes of a word that is folded on the way */, ID_BLOCK = 4096 };

/* Room for ids that lives as long as the builder. */
static uint32_t *take_ids(struct builder *builder, uint32_t count)
{
    if (builder->id_left < count) {
        builder->id_left = ID_BLOCK;
        builder->id_next = arena_alloc_raw(&builder->arena, ID_BLOCK, sizeof *builder->id_next);
    }
    uint32_t *ids = builder->id_next;
    builder->id_next += count;
    builder->id_left -= count;
    return ids;
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

/* The piece is word `at` of the phrase: must its letters be capitals in the text? */
static void note_capitals(struct phrase *phrase, uint32_t at, struct slice piece)
{
    size_t next, after;
    phrase->upper |= (uint32_t)utf8_is_upper(utf8_decode(piece, 0, &next)) << at;
    if (next < piece.len && piece.len <= LINE_MAX_ACRONYM) {
        phrase->acronym |= (uint32_t)utf8_is_upper(utf8_decode(piece, next, &after)) << at;
    }
}

/* The word that begins at `at`, of which no more is known than that it is no space. Returns its end. */
static size_t cut_word(struct builder *builder, struct slice text, size_t at, uint32_t *id, struct slice *piece)
{
    char folded[PLAIN_WORD];
    size_t plain = plain_word(text, at, folded), end = at + plain;
    if (plain > 0) {
        *id = lexicon_word(builder->program, slice_make(folded, plain));
    } else {
        end = lexicon_piece(text, at);
        buffer_clear(&builder->fold);
        utf8_fold(&builder->fold, slice_sub(text, at, end));
        *id = lexicon_word(builder->program, buffer_slice(&builder->fold));
    }
    *piece = slice_sub(text, at, end);
    return end;
}

/* No words where there are too many. */
static struct phrase cut_phrase(struct builder *builder, struct slice text)
{
    struct phrase phrase = {.words = NULL};
    uint32_t words[LIST_MAX_TOKENS];
    size_t at = 0, next;
    while (at < text.len) {
        bool is_ascii = (unsigned char)text.ptr[at] < 0x80; /* most are */
        if (is_ascii ? utf8_is_space((unsigned char)text.ptr[at]) : utf8_is_space(utf8_decode(text, at, &next))) {
            at = is_ascii ? at + 1 : next;
            continue;
        }
        if (phrase.count == LIST_MAX_TOKENS) {
            return (struct phrase){.words = NULL};
        }
        struct slice piece;
        at = cut_word(builder, text, at, &words[phrase.count], &piece);
        note_capitals(&phrase, phrase.count++, piece);
    }
    uint32_t *kept = take_ids(builder, phrase.count);
    memcpy(kept, words, phrase.count * sizeof *kept);
    phrase.words = kept;
    return phrase;
}

static struct phrase *phrases_of(struct builder *builder, uint32_t index)
{
    const struct entry *entry = &builder->program->entries[index];
    size_t known = builder->name_phrase_count, entries = builder->program->entry_count;
    if (known < entries) {
        builder->name_phrases =
            array_grow(builder->name_phrases, &builder->name_phrase_capacity, entries, sizeof *builder->name_phrases);
        memset(builder->name_phrases + known, 0, (entries - known) * sizeof *builder->name_phrases);
        builder->name_phrase_count = entries;
    }
    struct phrase *phrases = builder->name_phrases[index];
    if (phrases == NULL) {
        phrases = arena_alloc_raw(&builder->arena, entry->name_count, sizeof *phrases);
        for (size_t i = 0; i < entry->name_count; i++) {
            phrases[i] = cut_phrase(builder, entry->names[i]);
        }
        builder->name_phrases[index] = phrases;
    }
    return phrases;
}

void lexicon_add_names(struct builder *builder, uint16_t class, uint32_t index)
{
    const struct phrase *phrases = phrases_of(builder, index);
    const struct entry *entry = &builder->program->entries[index];
    for (size_t i = 0; i < entry->name_count; i++) {
        const struct phrase *phrase = &phrases[i];
        struct word_edge edge = {.class = class,
                                 .entry = index + 1,
                                 .upper = phrase->upper,
                                 .acronym = phrase->acronym,
                                 .exact = slice_sub(entry->names[i], 0, 1)};
        if (phrase->count > 0) {
            lexicon_add_edge(builder, phrase->words, phrase->count, edge);
        }
    }
}
