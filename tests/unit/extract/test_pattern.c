/* The grammar of patterns: how precedence and signs make the tree. */
#include <criterion/criterion.h>

#include "base/buffer.h"
#include "extract/pattern.h"

static struct arena arena;

static void release(void)
{
    arena_release(&arena);
}

TestSuite(pattern, .fini = release);

/* A tree in one line: words as they are, (a b) sequences, [a|b] choices, name:x captures, x{1,*} repeats. */
static void dump(struct buffer *out, const struct pattern *pattern);

static void dump_children(struct buffer *out, const struct pattern *pattern, const char *open, const char *between,
                          const char *close)
{
    buffer_add_text(out, open);
    for (const struct pattern *child = pattern->first; child != NULL; child = child->next) {
        dump(out, child);
        buffer_add_text(out, child->next != NULL ? between : "");
    }
    buffer_add_text(out, close);
}

static void dump_form(struct buffer *out, const struct pattern *pattern, const char *before, const char *after)
{
    buffer_format(out, "%s%.*s%s%s%.*s", before, SLICE_ARG(pattern->text), after, pattern->form.len > 0 ? "." : "",
                  (int)pattern->form.len, pattern->form.len > 0 ? pattern->form.ptr : "");
}

static void dump(struct buffer *out, const struct pattern *pattern)
{
    static const char *const functions[] = {[PATTERN_ITEMS] = "list(",
                                            [PATTERN_EACH] = "each(",
                                            [PATTERN_NOT] = "not(",
                                            [PATTERN_QUOTED] = "quoted(",
                                            [PATTERN_BRACKETS] = "brackets("};
    static const char *const signs[] = {
        [PATTERN_BEGIN] = "^", [PATTERN_END] = "$", [PATTERN_GLUED] = "_", [PATTERN_CENTRE] = "CENTRE"};
    switch (pattern->kind) {
    case PATTERN_WORD:
        dump_form(out, pattern, "", "");
        break;
    case PATTERN_EXACT:
        dump_form(out, pattern, "=", "");
        break;
    case PATTERN_INFLECTED:
        dump_form(out, pattern, "~", "");
        break;
    case PATTERN_LIST:
        dump_form(out, pattern, "<", ">");
        break;
    case PATTERN_TYPE:
        dump_form(out, pattern, "T:", "");
        break;
    case PATTERN_SEQUENCE:
        dump_children(out, pattern, "(", " ", ")");
        break;
    case PATTERN_CHOICE:
        dump_children(out, pattern, "[", "|", "]");
        break;
    case PATTERN_REPEAT:
        dump_children(out, pattern, "", " ", "");
        if (pattern->max == PATTERN_UNBOUNDED) {
            buffer_format(out, "{%u,*}", pattern->min);
        } else {
            buffer_format(out, "{%u,%u}", pattern->min, pattern->max);
        }
        break;
    case PATTERN_GAP:
        buffer_format(out, "..%u", pattern->max);
        break;
    case PATTERN_CAPTURE:
        buffer_format(out, "%.*s:", SLICE_ARG(pattern->text));
        dump_children(out, pattern, "", " ", "");
        break;
    case PATTERN_ITEMS:
    case PATTERN_EACH:
    case PATTERN_NOT:
    case PATTERN_QUOTED:
    case PATTERN_BRACKETS:
        dump_children(out, pattern, functions[pattern->kind], " ", ")");
        break;
    default:
        buffer_add_text(out, signs[pattern->kind]);
        break;
    }
}

static void check(const char *text, const char *expected)
{
    struct pattern_error error = {0};
    struct pattern *pattern = pattern_parse(slice_of(text), &arena, &error);
    cr_assert_not_null(pattern, "%s: %.*s", text, SLICE_ARG(error.message));
    struct buffer out = {0};
    dump(&out, pattern);
    cr_expect_str_eq(out.bytes, expected, "'%s' is %s, not %s", text, out.bytes, expected);
    buffer_release(&out);
}

static void check_error(const char *text, size_t offset, size_t len, const char *message)
{
    struct pattern_error error = {0};
    cr_assert_null(pattern_parse(slice_of(text), &arena, &error), "%s", text);
    cr_expect(error.offset == offset && error.len == len, "'%s': at %zu+%zu", text, error.offset, error.len);
    cr_expect(slice_is(error.message, message), "'%s': %.*s", text, SLICE_ARG(error.message));
}

Test(pattern, sequence_binds_tighter_than_choice)
{
    check("a b | c d", "[(a b)|(c d)]");
    check("a (b | c) d", "(a [(b)|(c)] d)");
    check("a | b | c", "[(a)|(b)|(c)]");
    check("(a)", "a");
    check("((a b))", "(a b)");
}

Test(pattern, repeats_bind_to_one_atom)
{
    check("a b+", "(a b{1,*})");
    check("(a b)+", "(a b){1,*}");
    check("a? b* c{3} d{1,2}", "(a{0,1} b{0,*} c{3,3} d{1,2})");
    check("(a+)?", "a{1,*}{0,1}");
}

Test(pattern, captures_bind_to_one_atom)
{
    check("x:a b", "(x:a b)");
    check("x:(a b)", "x:(a b)");
    check("x:a+", "x:a{1,*}");
    check("x:a{2}", "x:a{2,2}");
    check("x:a?", "x:a{0,1}");
    check("party.with:Actor", "party.with:T:Actor");
    check("x: a", "x:a");
    check("a:b:c", "a:b:c");
    check("x:list(T)", "x:list(T:T)");
}

Test(pattern, words_of_several_tokens)
{
    check("high-level", "(high _ - _ level)");
    check("don't", "don't");
    check("a.m.", "a.m.");
    check("G20", "T:G20");
    check("=G20", "=G20");
    check("20th", "(20 _ th)");
    check("~take-over", "(take _ - _ ~over)");
    check("~open.part", "~open.part");
}

Test(pattern, lists_types_and_signs)
{
    check("<noun> <noun>.plural", "(<noun> <noun>.plural)");
    check("<noun>.", "(<noun> .)");
    check("Cap Meeting", "(T:Cap T:Meeting)");
    check("CENTRE by", "(CENTRE by)");
    check("^ a _ b $", "(^ a _ b $)");
    check("a .. b ..3 c", "(a ..6 b ..3 c)");
    check("not(a | b)", "not([(a)|(b)])");
    check("each(x:a) brackets(b) quoted(c)", "(each(x:a) brackets(b) quoted(c))");
}

Test(pattern, marks)
{
    check("a , b ; c . d", "(a , b ; c . d)");
    check("\\( \\: \\[", "(( : [)");
    check("x 's", "(x 's)");
    check("x \xE2\x80\x99s", "(x \xE2\x80\x99s)");
    check("a \xC2\xAB b", "(a \xC2\xAB b)");
    check("a.", "(a .)");
    check("5%", "(5 %)");
}

Test(pattern, layout_is_free)
{
    check("  a\n  | b\t", "[(a)|(b)]");
    check("a (b)", "(a b)");
}

Test(pattern, errors_have_their_place)
{
    check_error("", 0, 1, "nothing to match here; expected a word, a list, a type or a group");
    check_error("a | ", 3, 1, "nothing to match here; expected a word, a list, a type or a group");
    check_error("a ()", 3, 1, "nothing to match here; expected a word, a list, a type or a group");
    check_error("a (b", 2, 1, "this '(' is never closed");
    check_error("a b)", 3, 1, "this ')' closes nothing");
    check_error("a(b)", 0, 1,
                "unknown function a(; there are list( each( not( quoted( brackets(; put a space before a group");
    check_error("a <b", 2, 1, "expected a list's name and '>' after '<', as in <meeting-noun>");
    check_error("a{0}", 1, 3, "repeat {0,0}: the second number is at least the first, and 1 to 100");
    check_error("a{,2}", 1, 1, "expected {2} or {2,4}");
    check_error("x: ", 0, 1, "nothing stands after x:");
    check_error("a \\", 2, 1, "expected a punctuation mark after '\\'");
    check_error("a \\b", 2, 1, "expected a punctuation mark after '\\'");
    check_error("a @ b", 2, 1, "'@' means nothing here; write \\@ for the mark itself");
    check_error("12:30", 0, 2, "a capture's name is in small letters: 12: is not; write \\: for a colon");
}
