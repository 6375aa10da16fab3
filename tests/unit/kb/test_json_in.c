#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "kb/json_in.h"

/* Parses a copy that ends exactly where its bytes end, so that a sanitizer sees any step beyond. */
static struct json_in *parse(const char *text, struct diagnostics *errors)
{
    size_t len = strlen(text);
    char *copy = memory_alloc(len ? len : 1);
    memcpy(copy, text, len);
    struct json_in *root = json_in_parse(slice_make(copy, len), "x.json", 1, errors);
    free(copy);
    return root;
}

Test(json_in, reads_every_kind)
{
    struct diagnostics errors = {0};
    struct json_in *root =
        parse("{\"a\": [1, -2, \"x\\u00e9\"], \"b\": true, \"c\": null, \"d\": {\"e\": \"f\"}, \"g\": 1.5}", &errors);
    cr_assert(root != NULL);
    cr_assert(eq(sz, errors.count, 0));
    const struct json_in *a = json_in_get(root, "a");
    cr_assert(eq(int, json_in_kind(a), JSON_IN_ARRAY));
    cr_assert(eq(sz, json_in_count(a), 3));
    const struct json_in *item = json_in_first(a);
    cr_assert(eq(i64, json_in_integer(item, 7), 1));
    item = json_in_next(item);
    cr_assert(eq(i64, json_in_integer(item, 7), -2));
    item = json_in_next(item);
    cr_assert(slice_is(json_in_text(item), "x\xC3\xA9"));
    cr_assert(json_in_next(item) == NULL);
    cr_assert(json_in_member_bool(root, "b", false));
    cr_assert(eq(int, json_in_kind(json_in_get(root, "c")), JSON_IN_NULL));
    cr_assert(slice_is(json_in_member_text(json_in_get(root, "d"), "e"), "f"));
    cr_assert(slice_is(json_in_key(json_in_get(root, "d")), "d"));
    json_in_free(root);
}

Test(json_in, wrong_kinds_give_the_fallback)
{
    struct diagnostics errors = {0};
    struct json_in *root = parse("{\"s\": \"1\", \"n\": 1, \"f\": 1.5, \"big\": 1e300, \"nan\": 0}", &errors);
    cr_assert(eq(i64, json_in_member_integer(root, "s", 9), 9));
    cr_assert(eq(i64, json_in_member_integer(root, "f", 9), 9));
    cr_assert(eq(i64, json_in_member_integer(root, "big", 9), 9));
    cr_assert(eq(i64, json_in_member_integer(root, "missing", 9), 9));
    cr_assert(eq(sz, json_in_member_text(root, "n").len, 0));
    cr_assert(json_in_member_bool(root, "n", true));
    cr_assert(json_in_get(NULL, "n") == NULL);
    cr_assert(json_in_first(NULL) == NULL);
    cr_assert(json_in_next(NULL) == NULL);
    cr_assert(eq(int, json_in_kind(NULL), JSON_IN_NULL));
    json_in_free(root);
}

struct bad {
    const char *text;
    unsigned line, column;
};

Test(json_in, says_where_it_is_wrong)
{
    static const struct bad cases[] = {
        {"", 1, 1},      {"{\"a\": }", 1, 7},         {"{\n\"a\": 1,\n\"b\": tru\n}", 3, 6},
        {"{} {}", 1, 4}, {"{\"a\": \"\xFF\"}", 1, 8}, {"\"\xC3\xA9\" 1", 1, 5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diagnostics errors = {0};
        struct json_in *root = parse(cases[i].text, &errors);
        cr_assert(root == NULL, "case %zu", i);
        cr_assert(eq(sz, errors.error_count, 1));
        cr_assert(eq(uint, errors.items[0].line, cases[i].line), "case %zu", i);
        cr_assert(eq(uint, errors.items[0].column, cases[i].column), "case %zu", i);
        diagnostics_release(&errors);
    }
}

Test(json_in, never_reads_beyond_its_bytes)
{
    static const char whole[] = "{\"a\":[1,2.5e3,\"x\\n\\u00e9\",true,false,null],\"b\":{\"c\":\"d\"}} ";
    for (size_t len = 0; len < sizeof whole; len++) {
        char *copy = memory_alloc(len ? len : 1);
        memcpy(copy, whole, len);
        struct diagnostics errors = {0};
        struct json_in *root = json_in_parse(slice_make(copy, len), NULL, 1, &errors);
        cr_assert(eq(sz, errors.error_count, root ? 0 : 1), "length %zu", len);
        json_in_free(root);
        diagnostics_release(&errors);
        free(copy);
    }
}

Test(json_in, deep_nesting_is_an_error_not_a_crash)
{
    enum { DEPTH = 1000000 };
    char *text = memory_alloc(DEPTH);
    memset(text, '[', DEPTH);
    struct diagnostics errors = {0};
    cr_assert(json_in_parse(slice_make(text, DEPTH), NULL, 1, &errors) == NULL);
    cr_assert(eq(sz, errors.error_count, 1));
    diagnostics_release(&errors);
    free(text);
}
