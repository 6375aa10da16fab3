/* bench_rules [--rounds N] [FOLDER|FILE]...: what rules cost. Makes packs that extend the shipped one to 10 and to 100
 * times its rules, and to 10,000 rules, of the same shapes: each copy has the shipped rules and lists with every word
 * replaced by one that is about as frequent in the documents. Copied are the rules that have a trigger, words without
 * which they cannot match (a copy of one that types alone set off would be that rule once more); they yield types of
 * their own. Prints time and memory of loading, and the processor time
 * of extraction as a ratio to that of the shipped rules in the same run, with the attempts per megabyte. Nothing is by
 * chance: the same documents give the same packs. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"
#include "base/utf8.h"
#include "extract/extract.h"
#include "extract/pattern.h"
#include "extract/schema.h"
#include "base/yaml.h"
#include "ingest/find.h"
#include "ingest/read.h"

enum { DEFAULT_ROUNDS = 3, MANY_RULES = 10000, NEAR_RANKS = 8, MAX_DEPTH = 4, MAX_CHANGES = 4000, MAX_FILES = 200 };

static double processor_time(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

/* --- how frequent words are --- */

struct frequency {
    struct slice word;
    uint32_t count;
};

struct vocabulary {
    struct arena arena;
    struct map ranks; /* folded word -> place in `words` */
    struct frequency *words;
    size_t count;
};

static int compare_frequencies(const void *a, const void *b)
{
    const struct frequency *p = a, *q = b;
    return p->count != q->count ? (p->count > q->count ? -1 : 1) : slice_compare(p->word, q->word);
}

static bool is_letters(struct slice word)
{
    for (size_t i = 0; i < word.len; i++) {
        if ((word.ptr[i] | 0x20) < 'a' || (word.ptr[i] | 0x20) > 'z') {
            return false;
        }
    }
    return word.len > 1;
}

static void count_words(struct vocabulary *vocabulary, struct map *counts, const struct text *text)
{
    struct buffer fold = {0};
    for (size_t i = 0; i < text->token_count; i++) {
        struct slice word = text_token(text, i);
        if (!is_letters(word)) {
            continue;
        }
        buffer_clear(&fold);
        utf8_fold(&fold, word);
        uint32_t *count = map_get(counts, buffer_slice(&fold));
        if (count == NULL) {
            count = map_put(counts, arena_copy(&vocabulary->arena, buffer_slice(&fold)), 0, NULL);
        }
        (*count)++;
    }
    buffer_release(&fold);
}

static void read_vocabulary(struct vocabulary *vocabulary, const struct found *found, const struct text_words *words)
{
    struct map counts = {0};
    struct read_words furniture = {words->furniture, words->furniture_count};
    for (size_t i = 0; i < found->count; i++) {
        struct arena arena = {0};
        struct document document = {0};
        struct diagnostics errors = {0};
        if (document_read(&document, found->files[i].name, found->files[i].path, &furniture, &arena, &errors) ==
            STATUS_OK) {
            struct text text;
            text_cut(&text, &document, words, &arena);
            count_words(vocabulary, &counts, &text);
        }
        diagnostics_release(&errors);
        arena_release(&arena);
    }
    vocabulary->count = counts.count;
    vocabulary->words = arena_alloc_array(&vocabulary->arena, counts.count + 1, sizeof *vocabulary->words);
    for (size_t i = 0; i < counts.count; i++) {
        vocabulary->words[i] = (struct frequency){counts.entries[i].key, counts.entries[i].value};
    }
    qsort(vocabulary->words, vocabulary->count, sizeof *vocabulary->words, compare_frequencies);
    for (size_t i = 0; i < vocabulary->count; i++) {
        map_put(&vocabulary->ranks, vocabulary->words[i].word, (uint32_t)i, NULL);
    }
    map_release(&counts);
}

/* Another word that is about as frequent; of a word that the documents do not have, one of the rarest. */
static struct slice other_word(const struct vocabulary *vocabulary, struct slice folded, unsigned copy)
{
    const uint32_t *known = map_get(&vocabulary->ranks, folded);
    size_t rank = known != NULL ? *known : vocabulary->count - 1;
    uint32_t count = vocabulary->words[rank].count;
    size_t low = rank, high = rank; /* [low, high] */
    while (low > 0 && (vocabulary->words[low - 1].count <= count + count / 4 || rank - low < NEAR_RANKS)) {
        low--;
    }
    while (high + 1 < vocabulary->count &&
           (vocabulary->words[high + 1].count >= count - count / 5 || high - rank < NEAR_RANKS)) {
        high++;
    }
    uint64_t hash = ((uint64_t)map_hash(folded) << 20) + copy;
    hash = (hash ^ hash >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
    hash = (hash ^ hash >> 32) * UINT64_C(0x94d049bb133111eb);
    size_t at = low + (size_t)((hash ^ hash >> 31) % (high - low + 1));
    return vocabulary->words[at == rank && high > low ? (at == low ? high : low) : at].word;
}

/* --- copies of rules --- */

struct copier {
    const struct vocabulary *vocabulary;
    struct map lists; /* names of lists that are copied: how often their words stand in the documents */
    struct map rules; /* names of rules that are copied */
    struct map types; /* that rules yield: 1 where tables give them, too */
    unsigned copy;
    struct buffer out, fold;
    size_t rules_left; /* that the copy may still have */
};

static void add_word(struct copier *copier, struct buffer *out, struct slice word)
{
    if (!is_letters(word)) {
        buffer_add(out, word);
        return;
    }
    buffer_clear(&copier->fold);
    utf8_fold(&copier->fold, word);
    struct slice other = other_word(copier->vocabulary, buffer_slice(&copier->fold), copier->copy);
    for (size_t i = 0; i < other.len; i++) { /* capitals where the word has them */
        char like = word.ptr[i < word.len ? i : word.len - 1];
        char c = like >= 'A' && like <= 'Z' ? (char)(other.ptr[i] & ~0x20) : other.ptr[i];
        buffer_add(out, slice_make(&c, 1));
    }
}

/* Copies yield types of their own, lest they feed the shipped rules. */
static void add_type(const struct copier *copier, struct buffer *out, struct slice type, bool yields)
{
    const uint32_t *given = map_get(&copier->types, type);
    buffer_add(out, type);
    if (yields || (given != NULL && *given == 0)) {
        buffer_add_text(out, "Copy");
    }
}

static void add_list_name(const struct copier *copier, struct buffer *out, struct slice name)
{
    buffer_add(out, name);
    if (map_get(&copier->lists, name) != NULL) {
        buffer_format(out, "-%u", copier->copy);
    }
}

/* The words of a pattern's text, in the order of the text. */
struct change {
    struct slice text;
    enum pattern_kind kind;
};

static void find_changes(const struct pattern *pattern, struct change *changes, size_t *count)
{
    bool is_word =
        pattern->kind == PATTERN_WORD || pattern->kind == PATTERN_EXACT || pattern->kind == PATTERN_INFLECTED;
    if ((is_word || pattern->kind == PATTERN_LIST || pattern->kind == PATTERN_TYPE) && *count < MAX_CHANGES) {
        changes[(*count)++] = (struct change){pattern->text, pattern->kind};
    }
    for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
        find_changes(child, changes, count);
    }
}

static void add_pattern(struct copier *copier, struct buffer *out, struct slice text)
{
    static struct change changes[MAX_CHANGES];
    struct arena arena = {0};
    struct pattern_error error = {0};
    size_t count = 0, at = 0;
    const struct pattern *pattern = pattern_parse(text, &arena, &error);
    if (pattern != NULL) {
        find_changes(pattern, changes, &count);
    }
    for (size_t i = 0; i < count; i++) {
        size_t begin = (size_t)(changes[i].text.ptr - text.ptr);
        if (begin < at) {
            continue; /* the same word once more */
        }
        buffer_add(out, slice_sub(text, at, begin));
        if (changes[i].kind == PATTERN_LIST) {
            add_list_name(copier, out, changes[i].text);
        } else if (changes[i].kind == PATTERN_TYPE) {
            add_type(copier, out, changes[i].text, false);
        } else {
            add_word(copier, out, changes[i].text);
        }
        at = begin + changes[i].text.len;
    }
    buffer_add(out, slice_sub(text, at, text.len));
    arena_release(&arena);
}

static void add_quoted(struct buffer *out, struct slice text)
{
    buffer_add_text(out, "\"");
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        buffer_add_text(out, c == '"' || c == '\\' ? "\\" : "");
        buffer_add(out, c == '\n' ? slice_of(" ") : slice_make(&c, 1));
    }
    buffer_add_text(out, "\"");
}

/* A value of a rule in flow style; `patterns`: its texts are patterns. */
static void add_value(struct copier *copier, const struct yaml_node *node, bool patterns)
{
    struct buffer *out = &copier->out;
    if (node->kind == YAML_SCALAR) {
        struct buffer text = {0};
        if (patterns) {
            add_pattern(copier, &text, node->text);
        } else {
            buffer_add(&text, node->text);
        }
        add_quoted(out, buffer_slice(&text));
        buffer_release(&text);
        return;
    }
    bool map = node->kind == YAML_MAP;
    buffer_add_text(out, map ? "{" : "[");
    for (size_t i = 0; i < node->count; i++) {
        buffer_add_text(out, i > 0 ? ", " : "");
        if (map) {
            add_quoted(out, yaml_key_at(node, i)->text);
            buffer_add_text(out, ": ");
        }
        add_value(copier, map ? yaml_value_at(node, i) : node->children[i], patterns);
    }
    buffer_add_text(out, map ? "}" : "]");
}

/* Names of rules, or prefix.*: those of the copy that are there. */
static void add_names(struct copier *copier, const struct yaml_node *node)
{
    size_t count = node->kind == YAML_LIST ? node->count : 1;
    const char *between = "[";
    for (size_t i = 0; i < count; i++) {
        struct slice name = node->kind == YAML_LIST ? node->children[i]->text : node->text;
        if (slice_ends(name, "*") || map_get(&copier->rules, name) != NULL) {
            buffer_format(&copier->out, "%scopy-%u.%.*s", between, copier->copy, SLICE_ARG(name));
            between = ", ";
        }
    }
    buffer_add_text(&copier->out, between[0] == '[' ? "[]" : "]");
}

/* `$x in <list>`: the list of the copy. */
static void add_condition(struct copier *copier, struct slice text)
{
    struct buffer out = {0};
    for (size_t at = 0, end; at < text.len; at = end) {
        for (end = at + 1; text.ptr[at] == '<' && end < text.len && text.ptr[end] != '>' && text.ptr[end] != ' ';) {
            end++;
        }
        bool is_list = end < text.len && text.ptr[end] == '>' && end > at + 1;
        buffer_add(&out, slice_sub(text, at, is_list ? at + 1 : end));
        if (is_list) {
            add_list_name(copier, &out, slice_sub(text, at + 1, end));
        }
    }
    add_quoted(&copier->out, buffer_slice(&out));
    buffer_release(&out);
}

static void add_rule(struct copier *copier, const struct yaml_node *rule)
{
    struct buffer *out = &copier->out;
    for (size_t i = 0; i < rule->count; i++) {
        const struct yaml_node *key = yaml_key_at(rule, i), *value = yaml_value_at(rule, i);
        const struct schema_key *known = schema_find(&schema_rule, key->text);
        enum rule_key number = known != NULL ? (enum rule_key)(known - schema_rule.keys) : RULE_KEY_COUNT;
        bool patterns = number == RULE_KEY_COUNT || number == RULE_KEY_MATCH || number == RULE_KEY_CENTRE ||
                        number == RULE_KEY_AROUND || number == RULE_KEY_UNLESS || number == RULE_KEY_BEFORE ||
                        number == RULE_KEY_AFTER || number == RULE_KEY_CONTEXT || number == RULE_KEY_INHERIT ||
                        number == RULE_KEY_STATUS; /* a key that is none names a frame */
        if (number == RULE_KEY_EXAMPLES || number == RULE_KEY_ABOUT) {
            continue;
        }
        buffer_format(out, "%s%.*s: ", i == 0 ? "- " : "  ", SLICE_ARG(key->text));
        if (number == RULE_KEY_RULE) {
            buffer_format(out, "copy-%u.%.*s", copier->copy, SLICE_ARG(value->text));
        } else if (number == RULE_KEY_OVER) {
            add_names(copier, value);
        } else if (number == RULE_KEY_YIELDS) {
            add_type(copier, out, value->text, true);
        } else if (number == RULE_KEY_IF) {
            add_condition(copier, value->text);
        } else {
            add_value(copier, value, patterns);
        }
        buffer_add_text(out, "\n");
    }
}

static void add_entry(struct copier *copier, struct slice entry, struct slice value)
{
    struct buffer *out = &copier->out;
    bool is_list = entry.len > 2 && entry.ptr[0] == '<';
    buffer_add_text(out, value.len > 0 ? "  - {\"" : "  - \"");
    if (is_list) {
        buffer_add_text(out, "<");
        add_list_name(copier, out, slice_sub(entry, 1, entry.len - 1));
        buffer_add_text(out, ">");
    }
    for (size_t at = 0, end; at < entry.len && !is_list; at = end) {
        end = at + 1;
        while (end < entry.len && is_letters(slice_sub(entry, at, end + 1))) {
            end++;
        }
        add_word(copier, out, slice_sub(entry, at, end));
    }
    buffer_add_text(out, "\"");
    if (value.len > 0) {
        buffer_add_text(out, ": ");
        add_quoted(out, value);
        buffer_add_text(out, "}");
    }
    buffer_add_text(out, "\n");
}

static void add_list(struct copier *copier, const struct yaml_node *key, const struct yaml_node *list)
{
    if (map_get(&copier->lists, key->text) == NULL) {
        return;
    }
    buffer_format(&copier->out, "  %.*s-%u:\n", SLICE_ARG(key->text), copier->copy);
    for (size_t i = 0; i < list->count; i++) {
        const struct yaml_node *one = list->kind == YAML_MAP ? list : list->children[i];
        size_t pairs = one->kind == YAML_MAP ? one->count : 0;
        for (size_t j = list->kind == YAML_MAP ? i : 0; j < pairs; j++) {
            add_entry(copier, yaml_key_at(one, j)->text, yaml_value_at(one, j)->text);
            if (list->kind == YAML_MAP) {
                break;
            }
        }
        if (one->kind == YAML_SCALAR) {
            add_entry(copier, one->text, (struct slice){0});
        }
    }
}

/* --- which rules have a trigger --- */

enum { NO_TRIGGER = 1000000000 };

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static uint32_t word_count(const struct copier *copier, struct slice word)
{
    struct buffer fold = {0};
    utf8_fold(&fold, word);
    const uint32_t *rank = map_get(&copier->vocabulary->ranks, buffer_slice(&fold));
    buffer_release(&fold);
    return rank != NULL ? copier->vocabulary->words[*rank].count : is_letters(word) ? 0 : NO_TRIGGER;
}

/* Of an entry's words the rarest. */
static uint32_t entry_count(const struct copier *copier, struct slice entry)
{
    uint32_t count = NO_TRIGGER;
    for (size_t at = 0, end; at < entry.len; at = end) {
        end = at + 1;
        while (end < entry.len && is_letters(slice_sub(entry, at, end + 1))) {
            end++;
        }
        count = least(count, word_count(copier, slice_sub(entry, at, end)));
    }
    return count;
}

/* How often the words stand in the documents without which the pattern cannot match; NO_TRIGGER where types, shapes or
 * nothing at all would do. */
static uint32_t trigger_count(const struct copier *copier, const struct pattern *pattern)
{
    uint32_t count = pattern->kind == PATTERN_CHOICE ? 0 : NO_TRIGGER;
    const uint32_t *list;
    switch (pattern->kind) {
    case PATTERN_WORD:
    case PATTERN_EXACT:
    case PATTERN_INFLECTED:
        return word_count(copier, pattern->text);
    case PATTERN_LIST:
        list = map_get(&copier->lists, pattern->text);
        return list != NULL ? *list : NO_TRIGGER;
    case PATTERN_NOT:
        return NO_TRIGGER;
    case PATTERN_REPEAT:
        return pattern->min > 0 ? trigger_count(copier, pattern->first) : NO_TRIGGER;
    default:
        break;
    }
    for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
        uint32_t one = trigger_count(copier, child);
        count = pattern->kind == PATTERN_CHOICE ? least(count + one, NO_TRIGGER) : least(count, one);
    }
    return count;
}

static bool has_trigger(const struct copier *copier, const struct yaml_node *rule)
{
    uint32_t count = NO_TRIGGER;
    for (size_t i = 0; i < rule->count; i++) {
        const struct yaml_node *value = yaml_value_at(rule, i);
        const struct schema_key *known = schema_find(&schema_rule, yaml_key_at(rule, i)->text);
        bool is_match =
            known != NULL && (slice_is(slice_of(known->name), "match") || slice_is(slice_of(known->name), "centre"));
        for (size_t j = 0; j < (known == NULL ? value->count : is_match); j++) {
            struct arena arena = {0};
            struct pattern_error error = {0};
            const struct yaml_node *text = known == NULL ? yaml_value_at(value, j) : value;
            const struct pattern *pattern = pattern_parse(text->text, &arena, &error);
            count = pattern != NULL ? least(count, trigger_count(copier, pattern)) : count;
            arena_release(&arena);
        }
    }
    return count < NO_TRIGGER;
}

/* --- packs --- */

struct pack {
    char folder[64];
    struct arena arena;
    const struct yaml_node **roots; /* of the shipped files */
    size_t root_count;
    size_t rules; /* of the shipped pack */
    char *files[4000];
    size_t file_count;
};

static const char *const shipped = ANNALS_RULES_DIR "/en";

static void read_shipped(struct pack *pack, const char *folder, unsigned depth, struct diagnostics *errors)
{
    struct dirent **items;
    int count = scandir(folder, &items, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        struct slice path = arena_format(&pack->arena, "%s/%s", folder, items[i]->d_name);
        struct stat status;
        struct buffer bytes = {0};
        bool there = items[i]->d_name[0] != '.' && stat(path.ptr, &status) == 0;
        if (there && S_ISDIR(status.st_mode) && depth < MAX_DEPTH) {
            read_shipped(pack, path.ptr, depth + 1, errors);
        } else if (there && slice_ends(path, ".yaml") && file_read(path.ptr, 0, &bytes, errors) == STATUS_OK) {
            const struct yaml_node *root = yaml_parse(buffer_slice(&bytes), path.ptr, &pack->arena, errors);
            const struct yaml_node *rules = root != NULL ? yaml_get(root, "rules") : NULL;
            pack->roots[pack->root_count] = root;
            pack->root_count += root != NULL && pack->root_count + 1 < MAX_FILES;
            pack->rules += rules != NULL ? rules->count : 0;
        }
        buffer_release(&bytes);
        free(items[i]);
    }
    free(count >= 0 ? (void *)items : NULL);
}

static uint32_t list_count(const struct copier *copier, const struct yaml_node *list)
{
    uint32_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct yaml_node *one = list->kind == YAML_MAP ? yaml_key_at(list, i) : list->children[i];
        one = one->kind == YAML_MAP && one->count > 0 ? yaml_key_at(one, 0) : one;
        count = least(NO_TRIGGER, count + (one->kind == YAML_SCALAR ? entry_count(copier, one->text) : 0));
    }
    return count;
}

static void find_lists(struct copier *copier, const struct pack *pack)
{
    for (size_t i = 0; i < pack->root_count; i++) {
        const struct yaml_node *lists = yaml_get(pack->roots[i], "lists");
        for (size_t j = 0; lists != NULL && j < lists->count; j++) {
            bool table = yaml_get(yaml_value_at(lists, j), "table") != NULL;
            const struct yaml_node *gives = yaml_get(yaml_value_at(lists, j), "gives");
            if (!table && !slice_is(yaml_key_at(lists, j)->text, "frequent")) {
                uint32_t *count = map_put(&copier->lists, yaml_key_at(lists, j)->text, 0, NULL);
                *count = least(NO_TRIGGER, *count + list_count(copier, yaml_value_at(lists, j)));
            } else if (gives != NULL) {
                *map_put(&copier->types, gives->text, 1, NULL) = 1;
            }
        }
    }
}

/* Those to be copied, and the types that any yield. */
static void find_rules(struct copier *copier, const struct pack *pack)
{
    for (size_t i = 0; i < pack->root_count; i++) {
        const struct yaml_node *rules = yaml_get(pack->roots[i], "rules");
        for (size_t j = 0; rules != NULL && j < rules->count; j++) {
            const struct yaml_node *yields = yaml_get(rules->children[j], "yields");
            if (yields != NULL) {
                map_put(&copier->types, yields->text, 0, NULL);
            }
            if (has_trigger(copier, rules->children[j])) {
                map_put(&copier->rules, yaml_get(rules->children[j], "rule")->text, 1, NULL);
            }
        }
    }
}

static void write_file(struct pack *pack, const char *name, struct slice bytes)
{
    struct slice path = arena_format(&pack->arena, "%s/%s", pack->folder, name);
    FILE *file = fopen(path.ptr, "w");
    if (file == NULL || fwrite(bytes.ptr, 1, bytes.len, file) != bytes.len || fclose(file) != 0) {
        perror(path.ptr);
        exit(1);
    }
    pack->files[pack->file_count++] = arena_string(&pack->arena, path);
}

/* One copy of all lists, and of as many rules as are wanted. */
static void write_copy(struct pack *pack, struct copier *copier)
{
    struct buffer *out = &copier->out;
    buffer_clear(out);
    buffer_add_text(out, "lists:\n");
    for (size_t i = 0; i < pack->root_count; i++) {
        const struct yaml_node *lists = yaml_get(pack->roots[i], "lists");
        for (size_t j = 0; lists != NULL && j < lists->count; j++) {
            add_list(copier, yaml_key_at(lists, j), yaml_value_at(lists, j));
        }
    }
    buffer_add_text(out, "inflection:\n  nouns: [none");
    for (size_t i = 0; i < pack->root_count; i++) {
        const struct yaml_node *nouns = yaml_get(yaml_get(pack->roots[i], "inflection"), "nouns");
        for (size_t j = 0; nouns != NULL && j < nouns->count; j++) {
            buffer_add_text(out, ", ");
            add_list_name(copier, out, nouns->children[j]->text);
        }
    }
    buffer_add_text(out, "]\nrules:\n");
    for (size_t i = 0; i < pack->root_count; i++) {
        const struct yaml_node *rules = yaml_get(pack->roots[i], "rules");
        for (size_t j = 0; rules != NULL && j < rules->count && copier->rules_left > 0; j++) {
            if (map_get(&copier->rules, yaml_get(rules->children[j], "rule")->text) != NULL) {
                add_rule(copier, rules->children[j]);
                copier->rules_left--;
            }
        }
    }
    char name[32];
    snprintf(name, sizeof name, "copy-%u.yaml", copier->copy);
    write_file(pack, name, buffer_slice(out));
}

static void write_head(struct pack *pack, struct copier *copier)
{
    struct buffer *out = &copier->out;
    buffer_add_text(out, "name: copies\nextends: english\ntypes:\n");
    for (size_t i = 0; i < copier->types.count; i++) {
        buffer_format(out, "  %.*sCopy: []\n", SLICE_ARG(copier->types.entries[i].key));
    }
    write_file(pack, "pack.yaml", buffer_slice(out));
}

/* A pack that has so many rules together with the shipped one. */
static bool write_pack(struct pack *pack, const struct vocabulary *vocabulary, size_t rules)
{
    struct copier copier = {.vocabulary = vocabulary, .rules_left = rules - pack->rules};
    snprintf(pack->folder, sizeof pack->folder, "/tmp/bench_rules_XXXXXX");
    pack->file_count = 0;
    if (mkdtemp(pack->folder) == NULL) {
        perror(pack->folder);
        return false;
    }
    find_lists(&copier, pack);
    find_rules(&copier, pack);
    write_head(pack, &copier);
    for (copier.copy = 1; copier.rules_left > 0; copier.copy++) {
        write_copy(pack, &copier);
    }
    map_release(&copier.lists);
    map_release(&copier.types);
    map_release(&copier.rules);
    buffer_release(&copier.out);
    buffer_release(&copier.fold);
    return true;
}

static void remove_pack(struct pack *pack)
{
    for (size_t i = 0; i < pack->file_count; i++) {
        unlink(pack->files[i]);
    }
    rmdir(pack->folder);
}

/* --- measuring, in a process of its own --- */

struct measure {
    double load, extract;
    size_t kilobytes; /* of memory, at most, by the time that the packs are loaded */
    size_t bytes, attempts, events;
    bool is_loaded;
};

static size_t memory_of_all(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (size_t)usage.ru_maxrss;
}

static double extract_all(const struct program *program, const struct found *found, struct measure *measure)
{
    const struct text_words *words = program_text_words(program);
    struct read_words furniture = {words->furniture, words->furniture_count};
    struct scratch *scratch = scratch_new(program);
    double seconds = 0;
    measure->bytes = measure->events = 0;
    for (size_t i = 0; i < found->count; i++) {
        struct arena arena = {0};
        struct document document = {0};
        struct diagnostics errors = {0};
        if (document_read(&document, found->files[i].name, found->files[i].path, &furniture, &arena, &errors) ==
            STATUS_OK) {
            struct mention_set set = {0};
            double begin = processor_time();
            extract_document(program, scratch, &document, EXTRACT_ALL, &set);
            seconds += processor_time() - begin;
            measure->bytes += document.source.len;
            measure->events += set.event_count;
            mention_set_release(&set);
        }
        diagnostics_release(&errors);
        arena_release(&arena);
    }
    measure->attempts = scratch_counts(scratch).attempts;
    scratch_free(scratch);
    return seconds;
}

static void measure_here(struct measure *measure, const char *folder, const struct found *found, int rounds)
{
    const char *folders[] = {shipped, folder};
    struct diagnostics errors = {0};
    double begin = processor_time();
    struct program *program = program_load(folders, folder != NULL ? 2 : 1, &errors);
    measure->load = processor_time() - begin;
    measure->kilobytes = memory_of_all();
    measure->is_loaded = program != NULL;
    for (size_t i = 0; i < errors.count && program == NULL && i < 3; i++) {
        fprintf(stderr, "%s\n", errors.items[i].message);
    }
    for (int i = 0; i < rounds && program != NULL; i++) {
        double seconds = extract_all(program, found, measure);
        measure->extract = i == 0 || seconds < measure->extract ? seconds : measure->extract;
    }
    diagnostics_release(&errors);
    program_free(program);
}

/* The same in a child, so that memory is that of one program; `folder` NULL: the shipped rules alone. */
static struct measure measure_apart(const char *folder, const struct found *found, int rounds)
{
    struct measure measure = {0};
    int ends[2];
    fflush(NULL);
    if (pipe(ends) != 0) {
        return measure;
    }
    pid_t child = fork();
    if (child == 0) {
        measure_here(&measure, folder, found, rounds);
        _exit(write(ends[1], &measure, sizeof measure) == (ssize_t)sizeof measure ? 0 : 1);
    }
    close(ends[1]);
    if (child < 0 || read(ends[0], &measure, sizeof measure) != (ssize_t)sizeof measure) {
        measure = (struct measure){0};
    }
    close(ends[0]);
    while (child > 0 && waitpid(child, NULL, 0) < 0) {
    }
    return measure;
}

static bool report(size_t rules, const struct measure *measure, const struct measure *shipped_rules)
{
    printf("%7zu rules  ", rules);
    if (!measure->is_loaded) {
        puts("not loaded");
        return false;
    }
    printf("load %6.3f s %6.1f MB", measure->load, (double)measure->kilobytes / 1e3);
    if (measure->extract > 0) {
        printf("   extract %7.3f s, %5.2f times 1x   %8.0f attempts per MB, %zu events", measure->extract,
               measure->extract / shipped_rules->extract, (double)measure->attempts / ((double)measure->bytes / 1e6),
               measure->events);
    }
    puts("");
    return true;
}

static int run(const struct found *found, int rounds, struct diagnostics *errors)
{
    static struct pack pack;
    struct vocabulary vocabulary = {0};
    const struct yaml_node *roots[MAX_FILES];
    pack.roots = roots;
    struct measure once = measure_apart(NULL, found, rounds);
    struct program *program = program_load(&shipped, 1, errors);
    if (program == NULL || !once.is_loaded) {
        return 1;
    }
    read_vocabulary(&vocabulary, found, program_text_words(program));
    program_free(program);
    read_shipped(&pack, shipped, 0, errors);
    const size_t wanted[] = {pack.rules * 10, pack.rules * 100, MANY_RULES};
    bool fine = vocabulary.count > 0;
    struct measure measures[3] = {{0}};
    for (size_t i = 0; i < 3 && fine; i++) {
        fine = write_pack(&pack, &vocabulary, wanted[i]);
        measures[i] = fine ? measure_apart(pack.folder, found, i < 2 ? rounds : 0) : measures[i];
        remove_pack(&pack);
    }
    struct measure again = measure_apart(NULL, found, rounds);
    once.extract = again.extract < once.extract ? again.extract : once.extract;
    once.load = again.load < once.load ? again.load : once.load;
    fine = fine && report(pack.rules, &once, &once);
    for (size_t i = 0; i < 3 && vocabulary.count > 0; i++) {
        fine = report(wanted[i], &measures[i], &once) && fine;
    }
    map_release(&vocabulary.ranks);
    arena_release(&vocabulary.arena);
    arena_release(&pack.arena);
    return fine ? 0 : 1;
}

int main(int argc, char **argv)
{
    static const char *const samples = ANNALS_RULES_DIR "/../samples";
    struct diagnostics errors = {0};
    struct found found = {0};
    int rounds = DEFAULT_ROUNDS, first = 1;
    if (argc > 2 && strcmp(argv[1], "--rounds") == 0) {
        rounds = (int)strtol(argv[2], NULL, 10);
        first = 3;
    }
    find_files(&found, first < argc ? (const char *const *)argv + first : &samples,
               first < argc ? (size_t)(argc - first) : 1, &errors);
    int status = found.count > 0 ? run(&found, rounds < 1 ? 1 : rounds, &errors) : 1;
    diagnostics_print(&errors, stderr);
    diagnostics_release(&errors);
    found_release(&found);
    return status;
}
