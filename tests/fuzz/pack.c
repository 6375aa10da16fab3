/* Any bytes as a rule file: the tree is refused with a place, or every scalar of it can be led back to one and read as
 * a pattern. */
#include <stdint.h>

#include "extract/pattern.h"
#include "base/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        __builtin_trap();
    }
}

static void visit(const struct yaml_node *node, struct arena *arena)
{
    require(node->line >= 1 && node->column >= 1);
    if (node->kind == YAML_SCALAR) {
        unsigned line;
        unsigned column;
        struct slice source_line;
        yaml_locate(node, node->text.len, &line, &column, &source_line);
        require(line >= node->line);
        struct pattern_error error = {0};
        if (!pattern_parse(node->text, arena, &error)) {
            require(error.message.len > 0 && error.offset <= node->text.len);
        }
        return;
    }
    size_t children = node->kind == YAML_MAP ? 2 * node->count : node->count;
    for (size_t i = 0; i < children; i++) {
        visit(node->children[i], arena);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct diagnostics errors = {0};
    const struct yaml_node *root = yaml_parse(slice_make((const char *)data, size), "fuzz.yaml", &arena, &errors);
    require((root == NULL) == (errors.error_count > 0));
    if (root) {
        visit(root, &arena);
    }
    diagnostics_release(&errors);
    arena_release(&arena);
    return 0;
}
