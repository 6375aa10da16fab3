/* `if:` of a rule: a condition on what its pattern captured. Parsed once, when the rule is loaded; docs/rules.md
 * section 5 has the grammar. */
#include <stdlib.h>

#include "base/utf8.h"
#include "extract/builder_p.h"

enum condition_kind {
    CONDITION_AND,
    CONDITION_OR,
    CONDITION_NOT,
    CONDITION_THERE,    /* left: $x */
    CONDITION_OF_CLASS, /* left: $x; class: of a list or type */
    CONDITION_INITIALS, /* left, right: $short, $name */
    CONDITION_COMPARE
};

enum { CONDITION_MAX_DEPTH = 40 };

struct condition {
    enum condition_kind kind;
    const struct condition *first, *second;
    struct slice left, right, sign;
    bool is_text; /* one side is a text in quotation marks */
    uint16_t class;
};

/* --- reading --- */

struct reader {
    struct builder *builder;
    const struct yaml_node *node;
    struct slice text;
    size_t at;
    uint32_t rule;
    unsigned depth;
};

static struct condition *read_or(struct reader *reader);

static struct condition *new_condition(struct reader *reader, enum condition_kind kind)
{
    struct condition *condition = arena_alloc(&reader->builder->program->arena, sizeof *condition);
    condition->kind = kind;
    return condition;
}

static struct slice keep(struct reader *reader, size_t begin, size_t end)
{
    return arena_copy(&reader->builder->program->arena, slice_trim(slice_sub(reader->text, begin, end)));
}

static void skip_spaces(struct reader *reader)
{
    while (reader->at < reader->text.len && strchr(" \n", reader->text.ptr[reader->at]) != NULL) {
        reader->at++;
    }
}

static bool is_at(const struct reader *reader, const char *characters)
{
    char c = reader->at < reader->text.len ? reader->text.ptr[reader->at] : '\0';
    return c != '\0' && strchr(characters, c) != NULL;
}

/* The word stands here, by itself: takes it. */
static bool take_word(struct reader *reader, const char *word)
{
    size_t length = strlen(word), end = reader->at + length;
    bool here = slice_starts(slice_sub(reader->text, reader->at, reader->text.len), word) &&
                (end == reader->text.len || strchr(" \n(", reader->text.ptr[end]) != NULL);
    reader->at += here ? length : 0;
    return here;
}

static struct condition *fail(struct reader *reader, size_t begin, size_t len, const char *message)
{
    builder_error_at(reader->builder, reader->node, begin, len, "%s", message);
    return NULL;
}

/* "$x", "$x.tag", "$x/attribute"; what it names is checked with the rule's other texts. */
static bool read_reference(struct reader *reader, struct slice *reference)
{
    size_t begin = reader->at;
    reader->at = pattern_reference_end(reader->text, begin + 1);
    if (is_at(reader, "/") && reader->at > begin + 1) {
        reader->at = pattern_reference_end(reader->text, reader->at + 1);
    }
    *reference = keep(reader, begin, reader->at);
    if (reference->len == 1) {
        fail(reader, begin, 1, "expected the name of a capture after $, in small letters");
        return false;
    }
    return true;
}

static const char count_sign[] = "count(";

/* "count($x)" */
static bool read_count(struct reader *reader, struct slice *side)
{
    reader->at += strlen(count_sign);
    skip_spaces(reader);
    struct slice reference;
    if (!is_at(reader, "$")) {
        fail(reader, reader->at, 1, "expected count($x)");
        return false;
    }
    if (!read_reference(reader, &reference)) {
        return false;
    }
    skip_spaces(reader);
    if (!is_at(reader, ")")) {
        fail(reader, reader->at, 1, "expected count($x)");
        return false;
    }
    reader->at++;
    *side = arena_format(&reader->builder->program->arena, "%s%.*s", count_sign, SLICE_ARG(reference));
    return true;
}

/* A number, a capture, or several with + - * % between; how many were captured; or a text in quotation marks. */
static bool read_side(struct reader *reader, struct slice *side, bool *is_text, bool *is_single)
{
    skip_spaces(reader);
    size_t begin = reader->at;
    *is_text = is_at(reader, "'\"");
    if (*is_text) {
        const char *close = memchr(reader->text.ptr + begin + 1, reader->text.ptr[begin], reader->text.len - begin - 1);
        if (close == NULL) {
            fail(reader, begin, 1, "this text has no end");
            return false;
        }
        reader->at = (size_t)(close - reader->text.ptr) + 1;
        *side = keep(reader, begin + 1, reader->at - 1);
        return true;
    }
    if (slice_starts(slice_sub(reader->text, begin, reader->text.len), count_sign)) {
        *is_single = false;
        return read_count(reader, side);
    }
    *is_single = is_at(reader, "$");
    for (size_t operands = 0;; operands++) {
        skip_spaces(reader);
        if (is_at(reader, "$")) {
            struct slice reference;
            if (!read_reference(reader, &reference)) {
                return false;
            }
        } else {
            size_t digits = reader->at + is_at(reader, "+-"), end = digits;
            while (end < reader->text.len && reader->text.ptr[end] >= '0' && reader->text.ptr[end] <= '9') {
                end++;
            }
            if (end == digits || end > digits + 12) {
                fail(reader, reader->at, end > digits ? end - reader->at : 1,
                     end > digits ? "number of more than 12 digits" : "expected a number or a capture such as $n");
                return false;
            }
            reader->at = end;
        }
        size_t end = reader->at;
        skip_spaces(reader);
        if (!is_at(reader, "+-*%")) {
            *is_single = *is_single && operands == 0;
            *side = keep(reader, begin, end);
            reader->at = end;
            return true;
        }
        reader->at++;
    }
}

static struct condition *read_initials(struct reader *reader)
{
    static const char form[] = "expected initials($short, $name)";
    struct condition *condition = new_condition(reader, CONDITION_INITIALS);
    for (int i = 0; i < 2; i++) {
        skip_spaces(reader);
        if (!is_at(reader, "$")) {
            return fail(reader, reader->at, 1, form);
        }
        if (!read_reference(reader, i == 0 ? &condition->left : &condition->right)) {
            return NULL;
        }
        skip_spaces(reader);
        if (!is_at(reader, i == 0 ? "," : ")")) {
            return fail(reader, reader->at, 1, form);
        }
        reader->at++;
    }
    return condition;
}

/* "in <list>", "is Type" after a capture. */
static struct condition *read_membership(struct reader *reader, struct slice reference, bool is_list)
{
    skip_spaces(reader);
    size_t begin = reader->at;
    if (is_list && !is_at(reader, "<")) {
        return fail(reader, begin, 1, "expected a list after `in`, as in $x in <meeting-noun>");
    }
    while (reader->at < reader->text.len && strchr(" \n)", reader->text.ptr[reader->at]) == NULL) {
        reader->at++;
    }
    struct slice name = slice_sub(reader->text, begin, reader->at);
    struct builder *builder = reader->builder;
    struct condition *condition = new_condition(reader, CONDITION_OF_CLASS);
    condition->left = reference;
    if (is_list) {
        const char *end = memchr(name.ptr, '>', name.len);
        if (end == NULL) {
            return fail(reader, begin, 1, "expected a list after `in`, as in $x in <meeting-noun>");
        }
        size_t length = (size_t)(end - name.ptr);
        struct slice form = slice_sub(name, length + 1 < name.len ? length + 2 : name.len, name.len);
        condition->class = lexicon_list_class(builder, slice_sub(name, 1, length), form, reader->node, begin);
        return condition->class != 0 ? condition : NULL;
    }
    uint16_t type = builder_type(builder, name);
    if (type == 0 && !builder_may_be_cut(builder, name)) {
        builder_error_at(builder, reader->node, begin, name.len, "unknown type %.*s%s", SLICE_ARG(name),
                         builder_type_hint(builder, name, ""));
    }
    if (type == 0) {
        return NULL;
    }
    builder->uses[(size_t)reader->rule * (PROGRAM_MAX_TYPES + 1) + type] = 1;
    condition->class = builder->program->types[type].class;
    return condition;
}

static bool is_sign(struct slice sign)
{
    static const char *const signs[] = {"<", ">", "<=", ">=", "=", "==", "!="};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (slice_is(sign, signs[i])) {
            return true;
        }
    }
    return false;
}

static struct condition *read_comparison(struct reader *reader)
{
    struct condition *condition = new_condition(reader, CONDITION_COMPARE);
    bool left_text = false, right_text = false, single = false, ignored = false;
    if (!read_side(reader, &condition->left, &left_text, &single)) {
        return NULL;
    }
    skip_spaces(reader);
    size_t begin = reader->at;
    if (single && (take_word(reader, "in") || take_word(reader, "is"))) {
        return read_membership(reader, condition->left, reader->text.ptr[begin + 1] == 'n');
    }
    while (is_at(reader, "<>=!")) {
        reader->at++;
    }
    struct slice sign = slice_sub(reader->text, begin, reader->at);
    if (single && sign.len == 0) {
        condition->kind = CONDITION_THERE;
        return condition;
    }
    if (!is_sign(sign)) {
        return fail(reader, begin, sign.len, "expected one of < <= > >= = != between two numbers");
    }
    if (!read_side(reader, &condition->right, &right_text, &ignored)) {
        return NULL;
    }
    condition->sign = keep(reader, begin, begin + sign.len);
    condition->is_text = left_text || right_text;
    if (condition->is_text && sign.ptr[0] != '=' && sign.ptr[0] != '!') {
        return fail(reader, begin, sign.len, "texts are the same or not: write = or !=");
    }
    return condition;
}

static struct condition *read_one(struct reader *reader)
{
    skip_spaces(reader);
    size_t begin = reader->at;
    if (++reader->depth > CONDITION_MAX_DEPTH) {
        return fail(reader, begin, 1, "condition of more than 40 parts within each other");
    }
    struct condition *found;
    if (take_word(reader, "not")) {
        found = new_condition(reader, CONDITION_NOT);
        found->first = read_one(reader);
        found = found->first != NULL ? found : NULL;
    } else if (is_at(reader, "(")) {
        reader->at++;
        found = read_or(reader);
        skip_spaces(reader);
        if (found != NULL && !is_at(reader, ")")) {
            return fail(reader, begin, 1, "this '(' is never closed");
        }
        reader->at++;
    } else if (slice_starts(slice_sub(reader->text, begin, reader->text.len), "initials(")) {
        reader->at += strlen("initials(");
        found = read_initials(reader);
    } else {
        found = read_comparison(reader);
    }
    reader->depth--;
    return found;
}

/* Operands joined with one word: the first, or a chain of two and two. */
static struct condition *read_joined(struct reader *reader, const char *word, enum condition_kind kind)
{
    bool inner = kind == CONDITION_OR;
    struct condition *found = inner ? read_joined(reader, "and", CONDITION_AND) : read_one(reader);
    while (found != NULL) {
        skip_spaces(reader);
        if (!take_word(reader, word)) {
            break;
        }
        struct condition *joined = new_condition(reader, kind);
        joined->first = found;
        joined->second = inner ? read_joined(reader, "and", CONDITION_AND) : read_one(reader);
        found = joined->second != NULL ? joined : NULL;
    }
    return found;
}

static struct condition *read_or(struct reader *reader)
{
    return read_joined(reader, "or", CONDITION_OR);
}

const struct condition *condition_read(struct builder *builder, const struct yaml_node *node, uint32_t rule)
{
    struct reader reader = {builder, node, node->text, 0, rule, 0};
    struct condition *condition = read_or(&reader);
    skip_spaces(&reader);
    if (condition != NULL && reader.at < reader.text.len) {
        return fail(&reader, reader.at, 1, "expected `and`, `or` or the end of the condition");
    }
    return condition;
}

/* --- can it hold? --- */

static bool is_integer(struct slice text, int64_t *number)
{
    size_t at = text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+') ? 1 : 0;
    *number = 0;
    for (size_t i = at; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        *number = *number * 10 + (text.ptr[i] - '0');
    }
    *number = at > 0 && text.ptr[0] == '-' ? -*number : *number;
    return text.len > at;
}

/* The numbers [least, most] for which `x SIGN number` holds; all where it only leaves some out. */
static void bounds_of(struct slice sign, int64_t number, int64_t *least, int64_t *most)
{
    bool equal = slice_is(sign, "=") || slice_is(sign, "==");
    *least = equal || slice_is(sign, ">=") ? number : slice_is(sign, ">") ? number + 1 : INT64_MIN;
    *most = equal || slice_is(sign, "<=") ? number : slice_is(sign, "<") ? number - 1 : INT64_MAX;
}

/* Narrows [least, most] by every comparison of `side` with a number that must hold. */
static void narrow(const struct condition *condition, struct slice side, int64_t *least, int64_t *most)
{
    int64_t number, from, to;
    if (condition->kind == CONDITION_AND) {
        narrow(condition->first, side, least, most);
        narrow(condition->second, side, least, most);
    } else if (condition->kind == CONDITION_COMPARE && !condition->is_text && slice_equal(condition->left, side) &&
               is_integer(condition->right, &number)) {
        bounds_of(condition->sign, number, &from, &to);
        *least = from > *least ? from : *least;
        *most = to < *most ? to : *most;
    }
}

/* `all`: the condition that must hold as a whole, of which this is a part. */
static bool can_hold(const struct condition *condition, const struct condition *all)
{
    int64_t left, right, least = INT64_MIN, most = INT64_MAX;
    switch (condition->kind) {
    case CONDITION_AND:
        return can_hold(condition->first, all) && can_hold(condition->second, all);
    case CONDITION_OR:
        return can_hold(condition->first, condition->first) || can_hold(condition->second, condition->second);
    case CONDITION_COMPARE:
        if (condition->is_text || !is_integer(condition->right, &right)) {
            return true;
        }
        if (is_integer(condition->left, &left)) {
            bounds_of(condition->sign, right, &least, &most);
            return least <= left && left <= most && !(slice_is(condition->sign, "!=") && left == right);
        }
        narrow(all, condition->left, &least, &most);
        return least <= most;
    case CONDITION_NOT:
    case CONDITION_THERE:
    case CONDITION_OF_CLASS:
    case CONDITION_INITIALS:
    default:
        return true;
    }
}

bool condition_can_hold(const struct condition *condition)
{
    return can_hold(condition, condition);
}

/* --- does it hold? --- */

static uint32_t folded_letter(struct slice text, size_t at)
{
    size_t next;
    uint32_t c = utf8_decode(text, at, &next);
    return c < 0x80 && c >= 'a' && c <= 'z' ? c - 32 : c;
}

/* The next word of `name` from *at on that begins with the letter; *at is then behind it. */
static bool find_initial(struct slice name, size_t *at, uint32_t letter)
{
    bool start = *at == 0;
    for (size_t from = *at, after; from < name.len; from = after) {
        uint32_t have = utf8_decode(name, from, &after);
        if (utf8_is_letter(have) && start && folded_letter(name, from) == letter) {
            *at = after;
            return true;
        }
        start = !utf8_is_letter(have);
    }
    return false;
}

/* Do the capitals of `brief` occur, in order, as beginnings of words of `name`? The first is that of the first word; of
 * the others a third may be missing. */
static bool initials_agree(struct slice brief, struct slice name)
{
    size_t letters = 0, found = 0, at = 0, next;
    for (size_t b = 0; b < brief.len; b = next) {
        if (!utf8_is_upper(utf8_decode(brief, b, &next))) {
            continue;
        }
        uint32_t letter = folded_letter(brief, b);
        if (letters++ == 0 && (name.len == 0 || folded_letter(name, 0) != letter)) {
            return false;
        }
        found += find_initial(name, &at, letter);
    }
    return found >= 2 && found * 3 >= letters * 2;
}

static bool compare_numbers(int64_t left, struct slice sign, int64_t right)
{
    if (slice_is(sign, "<")) {
        return left < right;
    }
    if (slice_is(sign, ">")) {
        return left > right;
    }
    if (slice_is(sign, "<=")) {
        return left <= right;
    }
    if (slice_is(sign, ">=")) {
        return left >= right;
    }
    return slice_is(sign, "!=") ? left != right : left == right;
}

/* What is not there is neither the same as another thing nor different from it. */
static bool compare_texts(const struct bindings *bindings, const struct condition *condition)
{
    struct arena *arena = bindings->scratch->arena;
    struct slice left = bindings_text(bindings, condition->left, arena);
    struct slice right = bindings_text(bindings, condition->right, arena);
    if (left.len == 0 || right.len == 0) {
        return false;
    }
    struct buffer p = {0}, q = {0};
    utf8_fold(&p, left);
    utf8_fold(&q, right);
    bool same = slice_equal(buffer_slice(&p), buffer_slice(&q));
    buffer_release(&p);
    buffer_release(&q);
    return same == (condition->sign.ptr[0] == '=');
}

/* The number that a side is worth; false where it is none. */
static bool side_number(const struct bindings *bindings, struct slice side, int64_t *number)
{
    if (!slice_starts(side, count_sign)) {
        return bindings_number(bindings, side, number);
    }
    struct slice name = slice_sub(side, strlen(count_sign) + 1, side.len);
    *number = 0;
    for (size_t i = 0; i < bindings->count; i++) {
        const struct capture_info *info = &bindings->match->code->captures[bindings->bounds[i].capture];
        *number += slice_equal(info->name, name) || slice_equal(info->role, name);
    }
    return true;
}

static bool compare(const struct bindings *bindings, const struct condition *condition)
{
    int64_t left, right;
    if (!condition->is_text && side_number(bindings, condition->left, &left) &&
        side_number(bindings, condition->right, &right)) {
        return compare_numbers(left, condition->sign, right);
    }
    bool order = condition->sign.ptr[0] == '<' || condition->sign.ptr[0] == '>';
    return !order && compare_texts(bindings, condition);
}

static bool agree(const struct bindings *bindings, const struct condition *condition)
{
    const struct bound *brief = bindings_find(bindings, slice_sub(condition->left, 1, condition->left.len));
    const struct bound *name = bindings_find(bindings, slice_sub(condition->right, 1, condition->right.len));
    return brief != NULL && name != NULL &&
           initials_agree(line_quote(bindings->scratch, brief->begin, brief->end),
                          line_quote(bindings->scratch, name->begin, name->end));
}

bool condition_holds(const struct bindings *bindings, const struct condition *condition)
{
    const struct bound *bound;
    switch (condition->kind) {
    case CONDITION_AND:
        return condition_holds(bindings, condition->first) && condition_holds(bindings, condition->second);
    case CONDITION_OR:
        return condition_holds(bindings, condition->first) || condition_holds(bindings, condition->second);
    case CONDITION_NOT:
        return !condition_holds(bindings, condition->first);
    case CONDITION_THERE:
        return bindings_text(bindings, condition->left, bindings->scratch->arena).len > 0;
    case CONDITION_OF_CLASS:
        bound = bindings_find(bindings, slice_sub(condition->left, 1, condition->left.len));
        return bound != NULL && line_edge(&bindings->scratch->line, condition->class, bound->begin, bound->end, NULL);
    case CONDITION_INITIALS:
        return agree(bindings, condition);
    case CONDITION_COMPARE:
    default:
        return compare(bindings, condition);
    }
}
