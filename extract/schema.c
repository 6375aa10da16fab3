#include "extract/schema.h"

#include <string.h>

#include "extract/time_value.h"

/* In the order of enum block_kind; `first`, the document's first paragraph, is none of them. */
const char *const schema_blocks[] = {"head", "heading", "item", "paragraph", "footnote", "first", NULL};
/* In the order of enum date_scope, from DATE_SCOPE_OWN. */
const char *const schema_scopes[] = {"own",    "title",    "clause",   "opening", "lead", "occasion",
                                     "before", "document", "sentence", "none",    NULL};
const char *const schema_statuses[] = {"denied", "cancelled", "postponed", "planned", "occurred", NULL};
const char *const schema_forms[] = {"base", "third", "past", "part", "ing", "noun", "plural", NULL};
const char *const schema_kinds[] = {"yields", "class", "relation", "defines", "document", NULL};
const char *const schema_declared[] = {"classes", "relations", "roles", NULL};
const char *const schema_yes[] = {"yes", "true", "no", "false", NULL};
const char *const schema_later[] = {"last-word", NULL};
const char *const schema_needs[] = {"date", "context", NULL};
static const char *const example_blocks[] = {"head", "heading", "item", "paragraph", "footnote", "document", NULL};

#define MAP(name, place) \
    const struct schema_map schema_##name = {#name, place, name##_keys, sizeof name##_keys / sizeof name##_keys[0]}

#define STATUS_ROW(word)                                                                  \
    {                                                                                     \
        word, SCHEMA_PATTERN, .about = "patterns in the clause of the centre that say so" \
    }

static const struct schema_key status_keys[] = {STATUS_ROW("denied"), STATUS_ROW("cancelled"), STATUS_ROW("postponed"),
                                                STATUS_ROW("planned"), STATUS_ROW("occurred")};
MAP(status, " under status:");

static const struct schema_key example_keys[] = {
    {"text", SCHEMA_TEXT, .needed = true,
     .about = "one line is a paragraph; several lines are cut up as a document is"},
    {"dated", SCHEMA_TEXT, .about = "the document's date, EDTF"},
    {"finds", SCHEMA_FINDS, .needed = true,
     .about = "all that this rule must find, in the order of the text; [] is nothing"},
    {"in", SCHEMA_WORD, .words = example_blocks, .about = "what the text is instead of a paragraph"},
    {"about", SCHEMA_TEXT, .about = "a line of text for people"},
};
MAP(example, " in an example");

/* NOLINTBEGIN(bugprone-macro-parentheses): these are initializers, not values */
#define SCHEMA_ROW(id, key_name, key_value, more, on, what) \
    [RULE_KEY_##id] = {.name = key_name, .value = SCHEMA_##key_value, more, .kinds = on, .about = what},
static const struct schema_key rule_keys[] = {SCHEMA_RULE_KEYS(SCHEMA_ROW)};
/* NOLINTEND(bugprone-macro-parentheses) */
MAP(rule, " in a rule");

static const struct schema_key time_keys[] = {
    [TIME_KEY_OF] = {"of", SCHEMA_TEXT,
                     .about = "the captured time that this one starts from; other fields override it"},
    [TIME_KEY_END] = {"end", SCHEMA_TIME, .about = "makes an interval: the captured time, or the fields, of its end"},
    [TIME_KEY_WITH] = {"with", SCHEMA_TEXT, .about = "a captured time of day, which this one takes"},
};
MAP(time, " of a time");

static const struct schema_key text_keys[] = {
    {"abbreviations", SCHEMA_TEXTS, .about = "words whose full stop does not end a sentence"},
    {"salutations", SCHEMA_TEXTS, .about = "what a speech addresses its hearers with"},
    {"furniture", SCHEMA_TEXTS, .about = "lines of a page that are no text"},
    {"clause-breaks", SCHEMA_PATTERNS, .about = "patterns that end a clause"},
    {"separators", SCHEMA_PATTERNS, .about = "what stands between the items of list( and each("},
};
MAP(text, " under text:");

static const struct schema_key compare_keys[] = {
    {"ignored", SCHEMA_TEXTS, .about = "words that do not count when names are compared"},
    {"generic", SCHEMA_TEXTS, .about = "words that many names share"},
};
MAP(compare, " under compare:");

static const struct schema_key declares_keys[] = {
    {"classes", SCHEMA_TEXTS, .about = "classes of events that rules of one's own name"},
    {"relations", SCHEMA_TEXTS, .about = "relations that they name"},
    {"roles", SCHEMA_TEXTS, .about = "roles that they name"},
};
MAP(declares, " under declares:");

static const struct schema_key inflection_keys[] = {
    {"forms", SCHEMA_ENDINGS, .about = "regular forms: [ending of the base, ending instead], the first that fits"},
    {"irregular", SCHEMA_IRREGULAR, .about = "words with forms of their own: hold: {past: held, part: held}"},
    {"nouns", SCHEMA_TEXTS, .about = "lists in which ~word bends as a noun only"},
    {"names", SCHEMA_TEXTS, .about = "forms that this language has beside those that every pack knows"},
    {"nominal", SCHEMA_TEXTS, .about = "forms of nouns; without it base, noun and plural"},
};
MAP(inflection, " under inflection:");

static const struct schema_key table_keep_keys[] = {
    {"country", SCHEMA_TEXT, .about = "column with the country"},
    {"iso2", SCHEMA_TEXT, .about = "column with the two letters of the country"},
    {"wikidata", SCHEMA_TEXT, .about = "column with the Wikidata item"},
    {"within", SCHEMA_TEXT, .about = "column with the body that this is a part of"},
    {"kind", SCHEMA_TEXT, .about = "column with the finer type"},
};
MAP(table_keep, " under keep:");

static const struct schema_key table_weak_keys[] = {
    {"column", SCHEMA_TEXT, .needed = true, .about = "column that is 1 for weak entries"},
    {"gives", SCHEMA_TEXT, .needed = true, .about = "the type that weak entries yield"},
};
MAP(table_weak, " under weak:");

static const struct schema_key table_keys[] = {
    {"table", SCHEMA_TEXT, .needed = true, .about = "a tab-separated file with a header, beside the rule file"},
    {"words", SCHEMA_NAMES, .needed = true, .about = "columns that hold names"},
    {"split", SCHEMA_TEXT, .about = "a character that stands between several names of a cell"},
    {"name", SCHEMA_TEXT, .about = "column with the canonical name"},
    {"value", SCHEMA_TEXT, .about = "column with the entry's value"},
    {"keep", SCHEMA_MAP, .map = &schema_table_keep, .about = "columns kept with the name"},
    {"gives", SCHEMA_TEXT, .about = "the type that each entry yields by itself"},
    {"weak", SCHEMA_MAP, .map = &schema_table_weak,
     .about = "entries that yield another type, for which a cue is needed"},
    {"not", SCHEMA_TEXTS, .about = "entries that are left out"},
};
MAP(table, " of a table");

static const struct schema_key pack_keys[] = {
    {"name", SCHEMA_TEXT, .about = "the pack's name"},
    {"language", SCHEMA_TEXT, .about = "the pack's language, BCP 47", .expected = "a language, as in en"},
    {"about", SCHEMA_TEXT, .about = "a line of text for people"},
    {"extends", SCHEMA_TEXT, .about = "the name of the pack that must stand before this one",
     .expected = "the name of a pack, as in english"},
    {"lists", SCHEMA_LISTS, .about = "word lists and tables", .expected = "a map from names of lists to their entries"},
    {"types", SCHEMA_NAMES_MAP, .about = "types, and what they also are",
     .expected = "a map from types to what they also are, as in State: [Place, Actor]"},
    {"families", SCHEMA_NAMES_MAP, .about = "which types compete for the same words",
     .expected = "a map from families to lists of types"},
    {"opaque", SCHEMA_TEXTS, .about = "families that no later match may bite into", .expected = "a list of families"},
    {"inflection", SCHEMA_MAP, .map = &schema_inflection, .about = "how words bend",
     .expected = "a map with forms:, irregular: and nouns:"},
    {"frames", SCHEMA_FRAMES, .about = "how the language puts a thing: patterns in which a frame's parts stand",
     .expected = "a map from frames to patterns"},
    {"text", SCHEMA_MAP, .map = &schema_text, .about = "words that cut text up",
     .expected = "a map from keys to lists of words"},
    {"compare", SCHEMA_MAP, .map = &schema_compare, .about = "words that names are compared with",
     .expected = "a map with ignored: and generic:"},
    {"status", SCHEMA_MAP, .map = &schema_status, .about = "default status patterns of all event rules",
     .expected = "a map, as in {planned: will | to be}"},
    {"date", SCHEMA_WORDS, .words = schema_scopes, .about = "default date scopes of all event rules"},
    {"rules", SCHEMA_MAPS, .map = &schema_rule, .about = "the rules",
     .expected = "a list of rules, each beginning with `- rule: name`"},
    {"declares", SCHEMA_MAP, .map = &schema_declares,
     .about = "names of one's own that are not misspelt, though one rule alone uses them",
     .expected = "a map, as in {classes: [award], roles: [winner]}"},
    {"disable", SCHEMA_TEXTS, .about = "rules of the packs before that are off",
     .expected = "a list of names of rules"},
    {"entities", SCHEMA_NAMES_MAP, .about = "what the knowledge base calls names of a type",
     .expected = "a map to lists of types"},
};
MAP(pack, "");

const struct schema_key *schema_find(const struct schema_map *map, struct slice name)
{
    for (size_t i = 0; i < map->count && name.len > 0; i++) {
        if (map->keys[i].name[0] == name.ptr[0] && slice_is(name, map->keys[i].name)) {
            return &map->keys[i];
        }
    }
    return NULL;
}

int schema_word(const char *const *words, struct slice word)
{
    for (int i = 0; words[i] != NULL; i++) {
        if (slice_is(word, words[i])) {
            return i;
        }
    }
    return -1;
}

void schema_list_words(struct buffer *out, const char *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++) {
        buffer_format(out, " %s", words[i]);
    }
}

void schema_list_keys(struct buffer *out, const struct schema_map *map)
{
    for (size_t i = 0; i < map->count; i++) {
        buffer_format(out, " %s", map->keys[i].name);
    }
}

static void write_map(struct buffer *out, const struct schema_map *map)
{
    int width = 0;
    for (size_t i = 0; i < map->count; i++) {
        int length = (int)strlen(map->keys[i].name);
        width = length > width ? length : width;
    }
    buffer_format(out, "keys%s\n", map->place[0] != '\0' ? map->place : " of a file");
    for (size_t i = 0; i < map->count; i++) {
        const struct schema_key *key = &map->keys[i];
        buffer_format(out, "  %-*s  %s", width, key->name, key->about);
        if (key->words != NULL) {
            buffer_add_text(out, "; one of");
            schema_list_words(out, key->words);
        }
        buffer_add_text(out, key->needed ? " (must be there)\n" : "\n");
    }
}

void schema_write_text(struct buffer *out)
{
    static const struct schema_map *const maps[] = {
        &schema_pack,       &schema_rule,       &schema_example, &schema_time,    &schema_status,   &schema_table,
        &schema_table_keep, &schema_table_weak, &schema_text,    &schema_compare, &schema_declares, &schema_inflection};
    for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++) {
        buffer_add_text(out, i > 0 ? "\n" : "");
        write_map(out, maps[i]);
    }
    size_t count;
    const struct time_field *fields = time_field_table(&count);
    buffer_add_text(out, "\nfields of a time, and of its end:\n ");
    for (size_t i = 0; i < count; i++) {
        if (!slice_starts(slice_of(fields[i].name), "end.")) {
            buffer_format(out, " %s", fields[i].name);
        }
    }
    buffer_add_byte(out, '\n');
}
