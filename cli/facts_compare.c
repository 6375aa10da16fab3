/* Which facts of two lists are the same, and telling what is not. */
#include "cli/facts.h"

static const struct fact_field *field_of(const struct fact *fact, struct slice key)
{
    for (size_t i = 0; i < fact->field_count; i++) {
        if (slice_equal(fact->fields[i].key, key)) {
            return &fact->fields[i];
        }
    }
    return NULL;
}

static struct slice value_of(const struct fact *fact, struct slice key)
{
    const struct fact_field *field = field_of(fact, key);
    return field != NULL ? field->value : (struct slice){0};
}

static bool same_fields(const struct fact *a, const struct fact *b)
{
    bool same = a->field_count == b->field_count;
    for (size_t i = 0; same && i < a->field_count; i++) {
        same = slice_equal(value_of(b, a->fields[i].key), a->fields[i].value);
    }
    return same;
}

static bool same_words(const struct fact *a, const struct fact *b)
{
    return a->at.begin == b->at.begin && a->at.end == b->at.end;
}

/* How alike two facts of one kind and class are, from FACT_SAME on; false where they are two. */
static bool is_alike(const struct fact *a, const struct fact *b, enum fact_change change)
{
    if (a->kind != b->kind || !slice_equal(a->class, b->class)) {
        return false;
    }
    if (change == FACT_SAME) {
        return same_words(a, b) && same_fields(a, b);
    }
    if (change == FACT_CHANGED) {
        return same_words(a, b);
    }
    bool meets = a->at.begin < b->at.end && b->at.begin < a->at.end;
    bool titled = slice_equal(a->sentence, b->sentence) && value_of(a, slice_of("title")).len > 0 &&
                  slice_equal(value_of(a, slice_of("title")), value_of(b, slice_of("title")));
    return meets || titled;
}

/* Both lists are in order of place, so that facts which can be alike lie near each other: a window moves along. */
static void pair_up(struct fact_list *before, struct fact_list *after, enum fact_change change)
{
    enum { REACH_BYTES = 4000 }; /* no sentence is longer by much */
    size_t from = 0;
    for (size_t i = 0; i < before->count; i++) {
        struct fact *old = &before->items[i];
        while (from < after->count && after->items[from].at.begin + REACH_BYTES < old->at.begin) {
            from++;
        }
        for (size_t j = from; old->change == FACT_ONLY_HERE && j < after->count; j++) {
            struct fact *now = &after->items[j];
            if (now->at.begin > old->at.end + REACH_BYTES) {
                break;
            }
            if (now->change == FACT_ONLY_HERE && is_alike(old, now, change)) {
                old->change = now->change = change;
                old->twin = now;
                now->twin = old;
            }
        }
    }
}

void facts_match(struct fact_list *before, struct fact_list *after, struct fact_counts *counts)
{
    static const enum fact_change rounds[] = {FACT_SAME, FACT_CHANGED, FACT_MOVED};
    for (size_t i = 0; i < before->count; i++) {
        before->items[i].change = FACT_ONLY_HERE;
    }
    for (size_t i = 0; i < after->count; i++) {
        after->items[i].change = FACT_ONLY_HERE;
    }
    for (size_t r = 0; r < sizeof rounds / sizeof *rounds; r++) {
        pair_up(before, after, rounds[r]);
    }
    for (size_t i = 0; i < before->count; i++) {
        counts->removed += before->items[i].change == FACT_ONLY_HERE;
    }
    for (size_t i = 0; i < after->count; i++) {
        const struct fact *fact = &after->items[i];
        counts->added += fact->change == FACT_ONLY_HERE;
        counts->changed += fact->change == FACT_CHANGED;
        counts->moved += fact->change == FACT_MOVED;
        counts->same += fact->change == FACT_SAME;
        counts->other_rule += fact->change == FACT_SAME && !slice_equal(fact->rule, fact->twin->rule);
    }
}

/* --- text --- */

static struct slice rule_name(const struct fact *fact)
{
    return fact->rule.len > 0 ? fact->rule : slice_of("table");
}

static void tell_head(const struct fact *fact, const char *sign, struct buffer *out)
{
    buffer_format(out, "  %s %s %.*s “%.*s” [%.*s]", sign, fact_kind_name(fact->kind), SLICE_ARG(fact->class),
                  SLICE_ARG(fact->quote), SLICE_ARG(rule_name(fact)));
}

static void tell_end(const struct fact *fact, struct buffer *out)
{
    buffer_format(out, "\n      %.*s\n", SLICE_ARG(fact->sentence));
}

static void tell_fields(const struct fact *fact, struct buffer *out)
{
    for (size_t i = 0; i < fact->field_count; i++) {
        if (!slice_equal(fact->fields[i].value, fact->quote)) {
            buffer_format(out, "; %.*s: %.*s", SLICE_ARG(fact->fields[i].key), SLICE_ARG(fact->fields[i].value));
        }
    }
}

static void tell_difference(struct slice key, struct slice before, struct slice after, struct buffer *out)
{
    if (!slice_equal(before, after)) {
        struct slice none = slice_of("none");
        buffer_format(out, "; %.*s: %.*s → %.*s", SLICE_ARG(key), SLICE_ARG(before.len > 0 ? before : none),
                      SLICE_ARG(after.len > 0 ? after : none));
    }
}

/* What is another now: its words, its rule, each field. */
static void tell_changed(const struct fact *before, const struct fact *after, struct buffer *out)
{
    tell_head(after, before->change == FACT_MOVED ? ">" : "~", out);
    if (before->change == FACT_MOVED) {
        buffer_format(out, " was “%.*s”", SLICE_ARG(before->quote));
    }
    tell_difference(slice_of("rule"), rule_name(before), rule_name(after), out);
    for (size_t i = 0; i < before->field_count; i++) {
        struct slice key = before->fields[i].key;
        tell_difference(key, before->fields[i].value, value_of(after, key), out);
    }
    for (size_t i = 0; i < after->field_count; i++) {
        if (field_of(before, after->fields[i].key) == NULL) {
            tell_difference(after->fields[i].key, (struct slice){0}, after->fields[i].value, out);
        }
    }
    tell_end(after, out);
}

static void tell_alone(const struct fact *fact, const char *sign, struct buffer *out)
{
    tell_head(fact, sign, out);
    tell_fields(fact, out);
    tell_end(fact, out);
}

/* Goes over both lists in the order of the text: those gone from the first, all others from the second. */
static const struct fact *next_difference(const struct fact_list *before, const struct fact_list *after, size_t *b,
                                          size_t *a)
{
    while (*b < before->count && before->items[*b].change != FACT_ONLY_HERE) {
        ++*b;
    }
    while (*a < after->count && after->items[*a].change == FACT_SAME) {
        ++*a;
    }
    bool old = *b < before->count && (*a == after->count || before->items[*b].at.begin <= after->items[*a].at.begin);
    return old ? &before->items[(*b)++] : *a < after->count ? &after->items[(*a)++] : NULL;
}

void facts_tell_text(const struct fact_list *before, const struct fact_list *after, struct slice document,
                     struct buffer *out)
{
    size_t b = 0, a = 0;
    bool any = false;
    for (const struct fact *fact; (fact = next_difference(before, after, &b, &a)) != NULL; any = true) {
        if (!any) {
            buffer_format(out, "%.*s\n", SLICE_ARG(document));
        }
        bool old = fact >= before->items && fact < before->items + before->count;
        if (fact->change == FACT_ONLY_HERE) {
            tell_alone(fact, old ? "−" : "+", out);
        } else {
            tell_changed(fact->twin, fact, out);
        }
    }
}

void facts_tell_counts(const struct fact_counts *counts, struct buffer *out)
{
    buffer_format(out, "+%zu fact%s, −%zu, %zu changed, %zu moved", counts->added, counts->added == 1 ? "" : "s",
                  counts->removed, counts->changed, counts->moved);
    if (counts->other_rule > 0) {
        buffer_format(out, "; %zu the same by another rule", counts->other_rule);
    }
}

/* --- json --- */

static void write_side(struct json *json, const char *key, const struct fact *fact)
{
    json_key(json, key);
    json_object_begin(json);
    json_member(json, "rule", rule_name(fact));
    json_member(json, "quote", fact->quote);
    json_member_number(json, "begin", (int64_t)fact->at.begin);
    json_member_number(json, "end", (int64_t)fact->at.end);
    json_key(json, "fields");
    json_array_begin(json);
    for (size_t i = 0; i < fact->field_count; i++) {
        json_object_begin(json);
        json_member(json, "key", fact->fields[i].key);
        json_member(json, "value", fact->fields[i].value);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}

void facts_tell_json(const struct fact_list *before, const struct fact_list *after, struct slice document,
                     struct json *json)
{
    static const char *const words[] = {[FACT_CHANGED] = "changed", [FACT_MOVED] = "moved"};
    size_t b = 0, a = 0;
    for (const struct fact *fact; (fact = next_difference(before, after, &b, &a)) != NULL;) {
        bool old = fact >= before->items && fact < before->items + before->count;
        bool alone = fact->change == FACT_ONLY_HERE;
        json_object_begin(json);
        json_member(json, "change", slice_of(alone ? (old ? "removed" : "added") : words[fact->change]));
        json_member(json, "document", document);
        json_member(json, "kind", slice_of(fact_kind_name(fact->kind)));
        json_member(json, "class", fact->class);
        json_member(json, "sentence", fact->sentence);
        if (!alone || old) {
            write_side(json, "before", alone ? fact : fact->twin);
        }
        if (!alone || !old) {
            write_side(json, "after", fact);
        }
        json_object_end(json);
    }
}

void facts_counts_json(const struct fact_counts *counts, struct json *json)
{
    json_member_number(json, "added", (int64_t)counts->added);
    json_member_number(json, "removed", (int64_t)counts->removed);
    json_member_number(json, "changed", (int64_t)counts->changed);
    json_member_number(json, "moved", (int64_t)counts->moved);
    json_member_number(json, "same", (int64_t)counts->same);
    json_member_number(json, "other-rule", (int64_t)counts->other_rule);
}
