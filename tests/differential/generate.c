#include "generate.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static uint64_t state;

/* splitmix64 */
static uint64_t next(void)
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* Twice through the mill: neighbours must not be each other's sequence, a step on. */
void generate_seed(uint64_t seed)
{
    state = seed;
    state = next() ^ (seed << 17);
    state = next();
}

int generate_number(int below)
{
    return (int)(next() % (uint64_t)below);
}

static bool one_in(int count)
{
    return generate_number(count) == 0;
}

static const char *const words[] = {"tin",  "zinc",  "oak",     "elm",  "Oslo",  "Lima", "FAO", "the",  "The", "baked",
                                    "held", "bakes", "holding", "mend", "mends", "3",    "12",  "2010", "UN",  "Oak"};
static const char *const small_words[] = {"tin", "zinc", "oak", "elm", "the", "and"};
static const char *const bent_words[] = {"bake", "hold", "mend"};
static const char *const forms[] = {"base", "third", "past", "part", "ing", "noun", "plural"};
static const char *const exact_words[] = {"Oslo", "Oak", "FAO", "tin"};
static const char *const marks[] = {",", ";", "-"};
static const char *const shapes[] = {"Cap", "Lower", "ACRONYM", "Number", "Word", "Year", "Mark"};
static const char *const yield_names[] = {"a", "b", "name", "c", "n", "d"};
static const char *const event_names[] = {"x", "party", "party.with", "title", "anchor", "y", "n", "x-z"};

#define PICK(array) ((array)[generate_number((int)(sizeof(array) / sizeof *(array)))])

/* --- patterns --- */

struct writer {
    const struct ref_program *program;
    char *out;
    size_t length;
    int depth, size;
    bool in_event, each_done, in_around, centre_done;
    const char *open[8]; /* names that are being captured */
    int open_count;
    const char *names[8]; /* all names in it */
    int name_count;
    int highest_type; /* types from here on are not used, mostly */
};

static void write_sequence(struct writer *writer, bool definite);

static void put(struct writer *writer, const char *text)
{
    size_t length = strlen(text);
    if (writer->length + length + 1 < REF_PATTERN) {
        memcpy(writer->out + writer->length, text, length + 1);
        writer->length += length;
    } else {
        writer->size = 1000; /* too long: the program is not used */
    }
}

static void put_form(struct writer *writer)
{
    if (one_in(3)) {
        put(writer, ".");
        put(writer, PICK(forms));
    }
}

static void write_list(struct writer *writer)
{
    put(writer, "<");
    put(writer, writer->program->lists[generate_number(writer->program->list_count)].name);
    put(writer, ">");
    if (one_in(6)) {
        put_form(writer);
    }
}

static void write_type(struct writer *writer)
{
    int below = one_in(20) ? writer->program->type_count : writer->highest_type;
    if (below > 0) {
        put(writer, writer->program->types[generate_number(below)].name);
    } else {
        put(writer, "Cap");
    }
}

static void write_leaf(struct writer *writer, bool definite)
{
    switch (generate_number(12)) {
    case 0:
    case 1:
        put(writer, "~");
        put(writer, PICK(bent_words));
        put_form(writer);
        break;
    case 2:
        put(writer, "=");
        put(writer, PICK(exact_words));
        break;
    case 3:
    case 4:
        write_list(writer);
        break;
    case 5:
    case 6:
        write_type(writer);
        break;
    case 7: {
        const char *shape = PICK(shapes);
        put(writer, definite && strcmp(shape, "Word") == 0 ? "Cap" : shape);
        break;
    }
    case 8:
        put(writer, one_in(3) ? "oak-elm" : PICK(marks));
        break;
    default:
        put(writer, PICK(small_words));
        break;
    }
}

static void write_not(struct writer *writer)
{
    put(writer, "not(");
    for (int left = 1 + generate_number(2); left > 0; left--) {
        switch (generate_number(4)) {
        case 0:
            write_list(writer);
            break;
        case 1:
            write_type(writer);
            break;
        case 2:
            put(writer, PICK(exact_words) == exact_words[0] ? "=Oslo" : "Cap");
            break;
        default:
            put(writer, PICK(small_words));
            break;
        }
        put(writer, left > 1 ? " | " : ")");
    }
}

static const char *new_name(struct writer *writer)
{
    for (int tries = 0; tries < 4; tries++) {
        const char *name = writer->in_event ? PICK(event_names) : PICK(yield_names);
        bool open = false;
        for (int i = 0; i < writer->open_count; i++) {
            open = open || strcmp(writer->open[i], name) == 0;
        }
        if (!open && writer->open_count < 7) {
            return name;
        }
    }
    return NULL;
}

static void write_repeat(struct writer *writer, bool definite)
{
    static const char *const any[] = {"?", "*", "+", "{2}", "{1,3}", "{0,2}", "?", "?"};
    static const char *const some[] = {"+", "{2}", "{1,3}"};
    put(writer, definite ? PICK(some) : PICK(any));
}

static void write_group(struct writer *writer, bool definite)
{
    put(writer, "(");
    int options = 1 + generate_number(3);
    for (int i = 0; i < options; i++) {
        put(writer, i > 0 ? " | " : "");
        write_sequence(writer, definite);
    }
    put(writer, ")");
}

static void write_function(struct writer *writer, bool definite)
{
    static const char *const functions[] = {"list(", "quoted(", "brackets(", "list("};
    const char *function = PICK(functions);
    if (writer->in_event && !writer->each_done && one_in(2)) {
        writer->each_done = true;
        function = "each(";
    }
    put(writer, function);
    write_sequence(writer, definite || function[0] == 'l' || function[0] == 'e');
    put(writer, ")");
}

static void write_atom(struct writer *writer, bool definite)
{
    int kind = generate_number(10);
    if (writer->depth > 3 || writer->size > 14 || kind < 6) {
        write_leaf(writer, definite);
    } else if (kind < 8) {
        write_group(writer, definite);
    } else if (kind == 8 && !definite) {
        write_not(writer);
    } else {
        write_function(writer, definite);
    }
}

static void write_element(struct writer *writer, bool definite)
{
    const char *name = one_in(3) ? new_name(writer) : NULL;
    writer->size++;
    if (name != NULL) {
        put(writer, name);
        put(writer, ":");
        writer->open[writer->open_count++] = name;
        bool known = false;
        for (int i = 0; i < writer->name_count; i++) {
            known = known || strcmp(writer->names[i], name) == 0;
        }
        if (!known && writer->name_count < 8) {
            writer->names[writer->name_count++] = name;
        }
    }
    write_atom(writer, definite);
    writer->open_count -= name != NULL;
    if (one_in(4)) {
        write_repeat(writer, definite);
    }
}

static void write_between(struct writer *writer)
{
    static const char *const gaps[] = {" ..", " ..1", " ..2", " ..3", " ..9"};
    if (one_in(4)) {
        put(writer, PICK(gaps));
    } else if (one_in(14)) {
        put(writer, " _");
    }
    put(writer, " ");
}

static void write_sequence(struct writer *writer, bool definite)
{
    writer->depth++;
    if (one_in(16) && writer->depth == 1) {
        put(writer, "^ ");
    }
    write_element(writer, definite);
    for (int more = generate_number(writer->depth > 1 ? 2 : 4); more > 0 && writer->size < 16; more--) {
        write_between(writer);
        if (writer->in_around && !writer->centre_done && one_in(3)) {
            writer->centre_done = true;
            put(writer, "CENTRE ");
        }
        write_element(writer, false);
    }
    if (one_in(16) && writer->depth == 1) {
        put(writer, " $");
    }
    writer->depth--;
}

static bool write_pattern(struct writer *writer, char *out, bool definite)
{
    writer->out = out;
    writer->length = 0;
    writer->depth = writer->size = 0;
    out[0] = '\0';
    write_sequence(writer, definite);
    return writer->size < 1000;
}

/* --- programs --- */

static void make_lists(struct ref_program *program)
{
    static const char *const names[] = {"ore", "tree", "town", "thing"};
    static const char *const entries[] = {"tin",  "zinc",      "oak elm",   "~bake",    "=Oslo", "the ~hold",
                                          "Lima", "elm",       "~mend",     "tin zinc", "=FAO",  "oak",
                                          "12",   "=The Oslo", "tin ~bake", "and"};
    program->list_count = 2 + generate_number(3);
    for (int i = 0; i < program->list_count; i++) {
        struct ref_list *list = &program->lists[i];
        snprintf(list->name, sizeof list->name, "%s", names[i]);
        list->nouns = one_in(3);
        unsigned taken = 0;
        for (int left = 1 + generate_number(5); left > 0; left--) {
            int entry = generate_number((int)(sizeof entries / sizeof entries[0]));
            if (taken >> entry & 1) {
                continue;
            }
            taken |= 1u << entry;
            struct ref_entry *made = &list->entries[list->count++];
            snprintf(made->text, sizeof made->text, "%s", entries[entry]);
            if (one_in(3)) {
                snprintf(made->value, sizeof made->value, "%d", generate_number(20));
            }
        }
        if (i > 0 && one_in(3)) {
            struct ref_entry *made = &list->entries[list->count++];
            snprintf(made->text, sizeof made->text, "<%s>", names[generate_number(i)]);
        }
    }
    if (one_in(2)) {
        snprintf(program->never_cap, sizeof program->never_cap, "The");
    }
}

static void make_types(struct ref_program *program)
{
    static const char *const names[] = {"Metal", "Tree", "Plant", "Site", "Body"};
    static const char *const families[] = {"names", "titles", "others"};
    program->type_count = 1 + generate_number(5);
    program->family_count = generate_number(4);
    for (int i = 0; i < program->family_count; i++) {
        snprintf(program->families[i].name, sizeof program->families[i].name, "%s", families[i]);
        program->families[i].opaque = !one_in(3);
    }
    for (int i = 0; i < program->type_count; i++) {
        struct ref_type *type = &program->types[i];
        snprintf(type->name, sizeof type->name, "%s", names[i]);
        type->family = program->family_count > 0 && !one_in(4) ? generate_number(program->family_count) : -1;
        if (one_in(4)) {
            type->also[type->also_count++] = generate_number(program->type_count);
        }
    }
}

static bool make_side_patterns(struct writer *writer, struct ref_rule *rule)
{
    bool fine = true;
    struct writer side = *writer;
    side.each_done = true;
    if (one_in(6)) {
        fine = fine && write_pattern(&side, rule->before, true);
    }
    if (one_in(6)) {
        fine = fine && write_pattern(&side, rule->after, false);
    }
    for (int left = one_in(6) ? 1 + generate_number(2) : 0; left > 0; left--) {
        fine = fine && write_pattern(&side, rule->unless[rule->unless_count++], true);
    }
    return fine;
}

static void make_texts(const struct writer *writer, struct ref_rule *rule)
{
    static const char *const signs[] = {"<", ">", "<=", ">=", "!=", "="};
    for (int i = 0; i < writer->name_count && rule->kept_count < REF_MAX_KEPT; i++) {
        if (one_in(2)) {
            snprintf(rule->kept[rule->kept_count++], REF_NAME, "%s", writer->names[i]);
        }
    }
    if (writer->name_count > 0 && one_in(12)) {
        const char *name = writer->names[generate_number(writer->name_count)];
        if (one_in(3)) {
            snprintf(rule->condition, sizeof rule->condition, "%s$%.10s", one_in(2) ? "not " : "", name);
        } else {
            snprintf(rule->condition, sizeof rule->condition, "$%.10s %s %d", name, PICK(signs), generate_number(15));
        }
    }
}

static bool make_around(struct writer *writer, struct ref_rule *rule)
{
    bool fine = true;
    while (fine && rule->around_count < REF_MAX_AROUND && one_in(2)) {
        writer->in_around = true;
        writer->centre_done = !one_in(2);
        writer->each_done = true;
        char *pattern = rule->around[rule->around_count++];
        fine = write_pattern(writer, pattern, true) && strchr(pattern, ':') != NULL; /* else it fills nothing */
    }
    return fine;
}

static bool make_rule(struct ref_program *program, int index, int pack)
{
    static const char *const prefixes[] = {"p", "q"};
    static const char *const classes[] = {"meeting", "talk"};
    struct ref_rule *rule = &program->rules[index];
    struct writer writer = {.program = program, .in_event = one_in(3)};
    *rule = (struct ref_rule){.pack = pack, .kind = writer.in_event ? REF_EVENT : REF_YIELDS};
    snprintf(rule->name, sizeof rule->name, "%s.r%d", PICK(prefixes), index);
    rule->yields = generate_number(program->type_count);
    writer.highest_type = writer.in_event ? program->type_count : rule->yields;
    if (writer.in_event) {
        snprintf(rule->class, sizeof rule->class, "%s", PICK(classes));
    }
    bool fine = write_pattern(&writer, rule->match, true);
    make_texts(&writer, rule);
    fine = fine && make_side_patterns(&writer, rule);
    if (writer.in_event) {
        fine = fine && (one_in(2) || make_around(&writer, rule));
        struct writer status = {.program = program, .highest_type = program->type_count};
        for (int s = 0; s < REF_STATUSES && fine; s++) {
            fine = !one_in(10) || write_pattern(&status, rule->status[s], true);
        }
    }
    if (index > 0 && one_in(6)) {
        const char *other = program->rules[generate_number(index)].name;
        snprintf(rule->over[rule->over_count++], REF_NAME, one_in(2) ? "%.2s*" : "%s", other);
    }
    return fine;
}

void generate_program(struct ref_program *program)
{
    static const char *const separators[] = {", | and", ", and? | and", "; | , | and"};
    static const char *const breaks[] = {";", "; | and ~hold", "- | ;", ", ~bake"};
    bool fine;
    do {
        *program = (struct ref_program){0};
        make_lists(program);
        make_types(program);
        snprintf(program->separators, sizeof program->separators, "%s", PICK(separators));
        if (!one_in(3)) {
            snprintf(program->clause_breaks, sizeof program->clause_breaks, "%s", PICK(breaks));
        }
        fine = true;
        int count = 1 + generate_number(7), pack = 0;
        for (int i = 0; i < count && fine; i++) {
            pack += pack < 2 && one_in(6);
            fine = make_rule(program, program->rule_count, pack);
            program->rule_count++;
        }
    } while (!fine);
}

/* --- texts --- */

static bool is_mark(const struct ref_token *token)
{
    return isalnum((unsigned char)token->text[0]) == 0;
}

void generate_settle(struct ref_text *text)
{
    for (int i = 0; i < text->count; i++) {
        struct ref_token *token = &text->tokens[i], *before = token - 1;
        if (i == 0) {
            token->glued = false;
            continue;
        }
        bool both = !is_mark(token) && !is_mark(before);
        bool run = is_mark(token) && is_mark(before) && token->text[0] == before->text[0];
        bool grouped = before->text[0] == ',' && before->glued && isdigit((unsigned char)token->text[0]);
        token->glued = token->glued && !both && !run && !grouped;
    }
}

static void add_token(struct ref_text *text, const char *word, bool glued)
{
    if (text->count < REF_MAX_TOKENS - 2) {
        struct ref_token *token = &text->tokens[text->count++];
        *token = (struct ref_token){.glued = glued};
        snprintf(token->text, sizeof token->text, "%s", word);
    }
}

static void add_noise(struct ref_text *text, int limit)
{
    for (int left = generate_number(limit + 1); left > 0; left--) {
        switch (generate_number(12)) {
        case 0:
        case 1:
            add_token(text, ",", one_in(2));
            break;
        case 2:
            add_token(text, one_in(2) ? ";" : "-", one_in(2));
            break;
        case 3: {
            static const char *const pairs[] = {"(", ")", "\"", "\""};
            add_token(text, PICK(pairs), one_in(3));
            break;
        }
        case 4:
            add_token(text, "oak", false);
            add_token(text, "-", true);
            add_token(text, "elm", true);
            break;
        default:
            add_token(text, PICK(words), one_in(8));
            break;
        }
    }
}

void generate_text(const struct ref_program *program, const struct reference *reference, struct ref_text *text)
{
    text->count = 0;
    add_noise(text, 5);
    for (int left = generate_number(4); left > 0; left--) {
        reference_sample(reference, generate_number(program->rule_count), generate_number, text);
        add_noise(text, 4);
    }
    while (text->count > 0 && one_in(8)) { /* one word other than it would be */
        struct ref_token *token = &text->tokens[generate_number(text->count)];
        snprintf(token->text, sizeof token->text, "%s", PICK(words));
    }
    if (text->count == 0) {
        add_token(text, "tin", false);
    }
    if (one_in(3)) {
        add_token(text, ".", one_in(2));
    }
    generate_settle(text);
}
