/* Slips of the pen: patterns that are read otherwise than the one who wrote them most likely meant. A comment of YAML
 * that looks like the rest of a pattern, and a capture of a word that is the name of a type or a list: warnings. */
#include "base/utf8.h"
#include "extract/lint_p.h"

/* --- comments --- */

/* The comment that ends the line on which a plain scalar ends: bytes of its file, empty where there is none. */
static struct slice comment_behind(const struct yaml_node *node)
{
    struct slice bytes = node->file->read;
    size_t at = node->end, end;
    if (node->kind != YAML_SCALAR || node->style != YAML_PLAIN) {
        return (struct slice){0};
    }
    while (at < bytes.len && (bytes.ptr[at] == ' ' || bytes.ptr[at] == '\t')) {
        at++;
    }
    if (at == node->end || at == bytes.len || bytes.ptr[at] != '#') {
        return (struct slice){0};
    }
    for (end = at; end < bytes.len && bytes.ptr[end] != '\n' && bytes.ptr[end] != '\r';) {
        end++;
    }
    return slice_sub(bytes, at, end);
}

/* What a tree holds that prose does not, and what it holds besides. */
struct signs {
    bool of_patterns, others;
};

static void find_signs(struct builder *builder, const struct pattern *pattern, struct signs *signs)
{
    for (; pattern != NULL; pattern = pattern->next) {
        bool is_type = pattern->kind == PATTERN_TYPE &&
                       (compile_is_builtin(pattern->text) || builder_type(builder, pattern->text) > 0);
        signs->of_patterns = signs->of_patterns || pattern->kind == PATTERN_CAPTURE || pattern->kind == PATTERN_LIST ||
                             pattern->kind == PATTERN_INFLECTED || pattern->kind == PATTERN_EXACT;
        signs->others = signs->others || (pattern->first == NULL && !is_type);
        find_signs(builder, pattern->first, signs);
    }
}

/* `#n:Number`, and `# n:Number`, but not `# words`. */
static bool looks_like_pattern(struct builder *builder, struct slice comment)
{
    struct slice rest = slice_sub(comment, 1, comment.len), trimmed = slice_trim(rest);
    if (trimmed.len == 0 || rest.ptr[0] == '#') {
        return false;
    }
    if (rest.ptr[0] != ' ' && rest.ptr[0] != '\t') {
        return true;
    }
    struct pattern_error error;
    struct signs signs = {0};
    const struct pattern *pattern = pattern_parse(trimmed, &builder->arena, &error);
    find_signs(builder, pattern, &signs);
    return pattern != NULL && (signs.of_patterns || !signs.others);
}

static void judge_comment(struct builder *builder, const struct yaml_node *node)
{
    struct slice comment = comment_behind(node);
    if (comment.len == 0 || !looks_like_pattern(builder, comment)) {
        return;
    }
    struct place place = yaml_place_at(node, node->text.len, (unsigned)utf8_count(comment));
    place.column += (unsigned)((size_t)(comment.ptr - node->file->read.ptr) - node->end);
    builder_warning_at(builder, place,
                       "to YAML a # behind a space begins a comment, so this is no part of the pattern; put all of the "
                       "pattern between single quotes, and write the sign as \\#");
}

/* --- captures --- */

/* The type whose name is the word but for its letter case; empty where there is none. */
static struct slice type_like(struct builder *builder, struct slice word)
{
    struct slice folded = lexicon_fold(builder, word, &builder->arena);
    for (uint16_t type = 1; type <= builder->program->type_count; type++) {
        struct slice name = builder->program->types[type].name;
        if (slice_equal(lexicon_fold(builder, name, &builder->arena), folded)) {
            return name;
        }
    }
    return (struct slice){0};
}

__attribute__((format(printf, 4, 5))) static void warn(struct builder *builder, const struct noted_pattern *noted,
                                                       const struct pattern *pattern, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    builder_remark_at(builder, SEVERITY_WARNING, noted->node, pattern->offset, pattern->len, format, arguments);
    va_end(arguments);
}

/* What stands behind the colon, where that is one word and no brackets say that it is meant. */
static struct slice bare_word(const struct noted_pattern *noted, const struct pattern *capture)
{
    struct slice text = noted->node->text;
    size_t name_end = capture->offset + capture->text.len, end = capture->offset + capture->len;
    if (end > text.len || name_end >= end || capture->first->kind == PATTERN_TYPE ||
        !slice_equal(slice_sub(text, capture->offset, name_end), capture->text)) { /* of several texts in one */
        return (struct slice){0};
    }
    struct slice word = slice_trim(slice_sub(text, name_end + 1, end));
    return pattern_is_list_name(word) ? word : (struct slice){0};
}

static void judge_capture(struct builder *builder, const struct noted_pattern *noted, const struct pattern *capture)
{
    struct slice name = capture->text, word = bare_word(noted, capture);
    struct slice type = word.len > 0 ? type_like(builder, word) : word;
    if (slice_equal(type, word)) { /* nothing, or the type itself, repeated */
        return;
    }
    if (type.len > 0) {
        warn(builder, noted, capture,
             "%.*s:%.*s takes in the word itself; write %.*s:%.*s for the type, %.*s:(%.*s) for the word",
             SLICE_ARG(name), SLICE_ARG(word), SLICE_ARG(name), SLICE_ARG(type), SLICE_ARG(name), SLICE_ARG(word));
    } else if (lexicon_list(builder, word, false) != NULL) {
        warn(builder, noted, capture,
             "%.*s:%.*s takes in the word itself; write %.*s:<%.*s> for the list, %.*s:(%.*s) for the word",
             SLICE_ARG(name), SLICE_ARG(word), SLICE_ARG(name), SLICE_ARG(word), SLICE_ARG(name), SLICE_ARG(word));
    } else if (slice_equal(name, word)) {
        warn(builder, noted, capture,
             "%.*s:%.*s takes in the word itself; name a type or a list behind the colon, or write %.*s:(%.*s)",
             SLICE_ARG(name), SLICE_ARG(word), SLICE_ARG(name), SLICE_ARG(word));
    }
}

static void judge_captures(struct builder *builder, const struct noted_pattern *noted, const struct pattern *pattern)
{
    for (; pattern != NULL; pattern = pattern->next) {
        if (pattern->kind == PATTERN_CAPTURE) {
            judge_capture(builder, noted, pattern);
        }
        judge_captures(builder, noted, pattern->first);
    }
}

void lint_slips(struct builder *builder, const struct noted_pattern *noted)
{
    if (!noted->is_frame) { /* what fills its parts is noted by itself */
        judge_comment(builder, noted->node);
        judge_captures(builder, noted, noted->pattern);
    }
}
