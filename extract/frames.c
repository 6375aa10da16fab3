/* Frames: how a language says that somebody does something, once for all rules. docs/rules.md section 6. */
#include "extract/builder_p.h"
#include "extract/lexicon_p.h"
#include "extract/lint_p.h"

/* --- reading --- */

static bool add_frame_part(struct builder *builder, struct frame *frame, size_t begin, size_t end)
{
    struct slice part = slice_trim(slice_sub(frame->key->text, begin, end));
    bool known = false;
    for (size_t i = 0; i < frame->part_count; i++) {
        known = known || slice_equal(frame->parts[i], part);
    }
    if (known || !pattern_is_name(part) || memchr(part.ptr, '.', part.len) != NULL) {
        builder_error_at(builder, frame->key, begin, end - begin,
                         known ? "the part %.*s stands here twice" : "a part's name is in small letters: %.*s",
                         SLICE_ARG(part));
        return false;
    }
    if (frame->part_count == FRAME_MAX_PARTS) {
        builder_error_at(builder, frame->key, begin, end - begin, "more than %d parts of a frame", FRAME_MAX_PARTS);
        return false;
    }
    frame->parts[frame->part_count++] = part;
    return true;
}

/* "do(doer, act, thing)" */
static bool read_head(struct builder *builder, struct frame *frame)
{
    struct slice text = frame->key->text;
    const char *open = memchr(text.ptr, '(', text.len);
    if (open == NULL || text.ptr[text.len - 1] != ')') {
        builder_error(builder, frame->key, "expected a frame's name and its parts, as in do(doer, act, thing)");
        return false;
    }
    size_t at = (size_t)(open - text.ptr);
    frame->name = slice_trim(slice_sub(text, 0, at));
    if (!pattern_is_name(frame->name) || schema_find(&schema_rule, frame->name) != NULL) {
        builder_error(builder, frame->key,
                      schema_find(&schema_rule, frame->name) != NULL ? "%.*s: is a key of rules; choose another name"
                                                                     : "a frame's name is in small letters: %.*s",
                      SLICE_ARG(frame->name));
        return false;
    }
    for (size_t begin = ++at; at < text.len; at++) {
        if (text.ptr[at] == ',' || at + 1 == text.len) {
            if (!add_frame_part(builder, frame, begin, at)) {
                return false;
            }
            begin = at + 1;
        }
    }
    return true;
}

static struct frame *find(const struct builder *builder, struct slice name)
{
    for (size_t i = 0; i < builder->frame_count; i++) {
        if (slice_equal(builder->frames[i].name, name)) {
            return &builder->frames[i];
        }
    }
    return NULL;
}

const struct frame *frames_find(const struct builder *builder, struct slice name)
{
    return find(builder, name);
}

static void add_frame(struct builder *builder, const struct frame *frame)
{
    struct frame *known = find(builder, frame->name);
    if (known != NULL && known->pack == frame->pack) {
        builder_error(builder, frame->key, "frame %.*s is there already, in %s:%u", SLICE_ARG(frame->name),
                      known->key->file->name, known->key->line);
    } else if (known != NULL) {
        *known = *frame;
    } else {
        builder->frames =
            array_grow(builder->frames, &builder->frame_capacity, builder->frame_count + 1, sizeof *builder->frames);
        builder->frames[builder->frame_count++] = *frame;
    }
}

void frames_read(struct builder *builder, const struct yaml_node *map)
{
    for (size_t i = 0; i < yaml_pairs(map); i++) {
        struct frame frame = {.key = yaml_key(map, i), .value = yaml_value(map, i), .pack = builder->pack};
        if (read_head(builder, &frame)) {
            add_frame(builder, &frame);
        }
    }
}

/* --- each way by itself --- */

static bool has_part(const struct pattern *pattern, struct slice name)
{
    for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
        if (has_part(child, name)) {
            return true;
        }
    }
    return pattern->kind == PATTERN_PART && slice_equal(pattern->text, name);
}

static bool check_forms(struct builder *builder, const struct pattern *pattern, const struct yaml_node *node)
{
    bool fine = true;
    for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
        fine = check_forms(builder, child, node) && fine;
    }
    if (pattern->kind == PATTERN_PART && pattern->form.len > 0 && form_find(builder, pattern->form) < 0) {
        if (!builder_may_be_cut(builder, pattern->form)) {
            builder_error_at(builder, node, pattern->offset, pattern->len, "unknown form .%.*s; there are%s",
                             SLICE_ARG(pattern->form), form_list(builder));
        }
        fine = false;
    }
    return fine;
}

static void check_way(struct builder *builder, struct frame *frame, const struct yaml_node *node)
{
    struct pattern_error error = {0};
    if (node->kind != YAML_SCALAR) {
        builder_error(builder, node, "expected a pattern, found a %s; put this under `|`",
                      node->kind == YAML_LIST ? "list" : "map");
        return;
    }
    struct pattern *way = pattern_parse_frame(node->text, frame->parts, frame->part_count, &builder->arena, &error);
    if (way == NULL) {
        builder_error_made(builder, node, error.offset, error.len, error.format, error.message);
    } else if (frame->way_count == FRAME_MAX_WAYS) {
        builder_error(builder, node, "more than %d ways of a frame", FRAME_MAX_WAYS);
    } else if (check_forms(builder, way, node) && compile_tree(builder, way, node, UINT32_MAX) != NULL) {
        way->source = node;
        frame->ways[frame->way_count++] = way;
    }
}

void frames_check(struct builder *builder)
{
    for (size_t f = 0; f < builder->frame_count; f++) {
        struct frame *frame = &builder->frames[f];
        size_t before = builder->errors->error_count;
        bool lacks_ways = frame->value->is_cut || builder->cuts.count > 0 || builder->cuts.is_whole;
        size_t count = frame->value->kind == YAML_LIST ? yaml_items(frame->value) : 1;
        for (size_t i = 0; i < count; i++) {
            check_way(builder, frame, frame->value->kind == YAML_LIST ? yaml_item(frame->value, i) : frame->value);
        }
        for (size_t p = 0; p < frame->part_count; p++) {
            bool used = frame->way_count == 0;
            for (size_t w = 0; w < frame->way_count; w++) {
                used = used || has_part(frame->ways[w], frame->parts[p]);
            }
            if (!used && builder->errors->error_count == before && !lacks_ways) {
                builder_error(builder, frame->key, "no way of this frame says where %.*s stands",
                              SLICE_ARG(frame->parts[p]));
            }
        }
        frame->is_broken = builder->errors->error_count != before || frame->way_count == 0 || frame->value->is_cut;
        if (frame->way_count == 0 && builder->errors->error_count == before && !lacks_ways) {
            builder_error(builder, frame->value, "a frame needs a list of patterns");
        }
    }
}

/* --- put together with a rule --- */

struct filling {
    struct builder *builder;
    const struct frame *frame;
    const struct pattern *parts[FRAME_MAX_PARTS]; /* NULL where the rule leaves it out */
    size_t nodes;                                 /* made so far */
};

static struct pattern *copy_node(struct filling *filling, const struct pattern *pattern)
{
    struct pattern *copy = arena_alloc(&filling->builder->arena, sizeof *copy);
    filling->nodes++;
    *copy = *pattern;
    copy->next = NULL;
    return copy;
}

/* A copy in which every word and list that bends has the form; *bends says whether there is one. */
static struct pattern *with_form(struct filling *filling, const struct pattern *pattern, struct slice form, bool *bends)
{
    struct pattern *copy = copy_node(filling, pattern);
    if (copy->kind == PATTERN_INFLECTED || copy->kind == PATTERN_LIST) {
        copy->form = copy->form.len > 0 ? copy->form : form;
        *bends = true;
    }
    struct pattern **link = &copy->first;
    for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
        *link = with_form(filling, child, form, bends);
        link = &(*link)->next;
    }
    return copy;
}

/* A copy of the frame's tree with the rule's parts in it; NULL where a part is needed that the rule leaves out. */
static struct pattern *fill(struct filling *filling, const struct pattern *pattern)
{
    if (filling->nodes > FRAME_MAX_NODES) {
        return NULL;
    }
    if (pattern->kind == PATTERN_PART) {
        size_t part = 0;
        while (!slice_equal(filling->frame->parts[part], pattern->text)) {
            part++;
        }
        const struct pattern *given = filling->parts[part];
        bool bends;
        return given == NULL           ? NULL
               : pattern->form.len > 0 ? with_form(filling, given, pattern->form, &bends)
                                       : copy_node(filling, given);
    }
    struct pattern *copy = copy_node(filling, pattern);
    struct pattern **link = &copy->first;
    copy->first = NULL;
    for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
        struct pattern *filled = fill(filling, child);
        bool optional = child->kind == PATTERN_REPEAT && child->min == 0;
        if (filled == NULL && pattern->kind != PATTERN_CHOICE && !optional) {
            return NULL;
        }
        if (filled != NULL) {
            *link = filled;
            link = &filled->next;
        }
    }
    return pattern->first != NULL && copy->first == NULL ? NULL : copy;
}

/* Does some way ask the part for a form, and the part has nothing that bends? */
static void check_bending(struct filling *filling, const struct pattern *pattern, const struct yaml_node *filled)
{
    for (const struct pattern *child = pattern->first; child != NULL && filling->nodes <= FRAME_MAX_NODES;
         child = child->next) {
        check_bending(filling, child, filled);
    }
    for (size_t p = 0; pattern->kind == PATTERN_PART && pattern->form.len > 0 && p < filling->frame->part_count; p++) {
        bool bends = false;
        if (slice_equal(filling->frame->parts[p], pattern->text) && filling->parts[p] != NULL) {
            with_form(filling, filling->parts[p], pattern->form, &bends);
            for (size_t i = 0; !bends && i < yaml_pairs(filled); i++) {
                if (slice_equal(yaml_key(filled, i)->text, pattern->text)) {
                    builder_error(filling->builder, yaml_value(filled, i),
                                  "the frame needs this in its form .%.*s, and nothing in it bends; write ~word or a "
                                  "list",
                                  SLICE_ARG(pattern->form));
                    filling->parts[p] = NULL;
                }
            }
        }
    }
}

static void report_unknown_part(struct builder *builder, const struct frame *frame, const struct yaml_node *key)
{
    const char *names[FRAME_MAX_PARTS];
    struct buffer list = {0};
    for (size_t i = 0; i < frame->part_count; i++) {
        names[i] = arena_string(&builder->arena, frame->parts[i]);
        buffer_format(&list, " %s", names[i]);
    }
    builder_error(builder, key, "frame %.*s has no part %.*s; there are%s%s", SLICE_ARG(frame->name),
                  SLICE_ARG(key->text), list.len > 0 ? list.bytes : " none",
                  builder_hint(builder, key->text, "", names, frame->part_count, ""));
    buffer_release(&list);
}

/* The rule's patterns, each compiled by itself first, so that its errors are told where it stands. */
static bool read_parts(struct filling *filling, const struct yaml_node *filled, uint32_t rule)
{
    struct builder *builder = filling->builder;
    bool fine = true;
    for (size_t i = 0; i < yaml_pairs(filled); i++) {
        const struct yaml_node *key = yaml_key(filled, i), *value = yaml_value(filled, i);
        size_t part = 0;
        while (part < filling->frame->part_count && !slice_equal(filling->frame->parts[part], key->text)) {
            part++;
        }
        if (part == filling->frame->part_count) {
            report_unknown_part(builder, filling->frame, key);
            fine = false;
        } else if (compile_pattern(builder, value, rule) == NULL) {
            fine = false;
        } else {
            struct pattern_error error;
            struct pattern *parsed = pattern_parse(value->text, &builder->arena, &error);
            parsed->source = value;
            filling->parts[part] = parsed;
        }
    }
    return fine;
}

struct code *frames_compile(struct builder *builder, const struct frame *frame, const struct yaml_node *key,
                            const struct yaml_node *filled, uint32_t rule)
{
    struct filling filling = {.builder = builder, .frame = frame};
    size_t before = builder->errors->error_count;
    if (filled->kind != YAML_MAP) {
        builder_error(builder, filled, "expected a map from the frame's parts to patterns");
        return NULL;
    }
    if (!read_parts(&filling, filled, rule) || frame->is_broken) {
        return NULL;
    }
    struct pattern choice = {.kind = PATTERN_CHOICE};
    struct pattern **link = &choice.first;
    for (size_t w = 0; w < frame->way_count && filling.nodes <= FRAME_MAX_NODES; w++) {
        check_bending(&filling, frame->ways[w], filled);
        struct pattern *way = fill(&filling, frame->ways[w]);
        if (way != NULL) {
            struct pattern *wrapped = arena_alloc(&builder->arena, sizeof *wrapped);
            *wrapped = (struct pattern){.kind = PATTERN_SEQUENCE, .first = way};
            *link = wrapped;
            link = &wrapped->next;
        }
    }
    if (builder->errors->error_count != before) {
        return NULL;
    }
    if (filling.nodes > FRAME_MAX_NODES) {
        builder_error(builder, key, "frame %.*s with these parts is longer than %d words, lists and groups; split it",
                      SLICE_ARG(frame->name), FRAME_MAX_NODES);
        return NULL;
    }
    if (choice.first == NULL && filled->is_cut) {
        return NULL;
    }
    if (choice.first == NULL) {
        builder_error(builder, key, "no way of frame %.*s does without the parts that are left out here",
                      SLICE_ARG(frame->name));
        return NULL;
    }
    struct pattern *kept = arena_alloc(&builder->arena, sizeof *kept);
    *kept = choice;
    lint_note_frame(builder, kept, key, rule);
    return compile_tree(builder, kept, key, rule);
}
