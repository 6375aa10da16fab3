/* Rule files from any bytes: no crash, and every character of every scalar stands where it is said to stand. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "base/yaml.h"

enum { LONGEST_CHECKED = 2000 /* bytes of a scalar; the search for each is linear */ };

/* The character at the place, unless it is white space or part of an escape, is the one of the text. */
static void check_character(const struct yaml_node *node, size_t offset, uint32_t wanted)
{
    struct place place = yaml_place_at(node, offset, 1);
    size_t next = 0;
    uint32_t found = 0;
    for (unsigned column = 0; column < place.column && next < place.source_line.len; column++) {
        found = utf8_decode(place.source_line, next, &next);
    }
    if (found != wanted && wanted != ' ' && wanted != '\n' && !(node->style == YAML_DOUBLE && found == '\\')) {
        abort();
    }
}

static void check_node(const struct yaml_node *node)
{
    struct place place = yaml_place(node);
    if (place.line != node->line || place.column != node->column) {
        abort();
    }
    if (node->kind != YAML_SCALAR) {
        for (size_t i = 0; i < node->count * (node->kind == YAML_MAP ? 2 : 1); i++) {
            check_node(node->children[i]);
        }
        return;
    }
    for (size_t at = 0; at < node->text.len && at < LONGEST_CHECKED;) {
        size_t begin = at;
        uint32_t wanted = utf8_decode(node->text, at, &at);
        check_character(node, begin, wanted);
    }
    yaml_place_at(node, node->text.len, 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct diagnostics errors = {0};
    struct yaml_cuts cuts = {0};
    struct slice bytes = slice_make((const char *)data, size);
    const struct yaml_node *root = yaml_parse_rest(bytes, "fuzz.yaml", &arena, &errors, &cuts);
    if ((root == NULL) != cuts.is_whole || ((root == NULL || cuts.count > 0) && errors.error_count == 0)) {
        abort();
    }
    if (root) {
        check_node(root);
    }
    size_t made = errors.error_count;
    const struct yaml_node *whole = yaml_parse(bytes, "fuzz.yaml", &arena, &errors);
    if ((whole == NULL) != (made > 0) || errors.error_count != 2 * made) {
        abort();
    }
    free(cuts.items);
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    diagnostics_sort(&errors);
    diagnostics_print(&errors, out);
    fclose(out);
    free(text);
    diagnostics_release(&errors);
    arena_release(&arena);
    return 0;
}
