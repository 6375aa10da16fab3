#include "cli/rules_compare.h"

#include "kb/dates.h"

static bool is_way(const struct found_value *value, struct slice text)
{
    for (size_t i = 0; i < value->way_count; i++) {
        if (slice_equal(value->ways[i], text)) {
            return true;
        }
    }
    return false;
}

/* `none` and `[]` both mean that there is no such field. */
static bool is_none(const struct example_field *field)
{
    return field->value_count == 0 || (field->value_count == 1 && slice_is(field->values[0], "none"));
}

bool compare_field(const struct example_field *expected, const struct found *found)
{
    const struct found_field *field = find_field(found, expected->key);
    size_t count = field != NULL ? field->value_count : 0;
    if (is_none(expected) && count == 0) {
        return true;
    }
    bool used[256] = {false};
    if (count != expected->value_count || count > sizeof used) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        size_t j = 0;
        while (j < count && (used[j] || !is_way(&field->values[j], expected->values[i]))) {
            j++;
        }
        if (j == count) {
            return false;
        }
        used[j] = true;
    }
    return true;
}

bool compare_find(const struct example_find *expected, const struct found *found)
{
    for (size_t i = 0; i < expected->field_count; i++) {
        if (!compare_field(&expected->fields[i], found)) {
            return false;
        }
    }
    return true;
}

bool compare_finds(const struct example *example, const struct found_list *list)
{
    if (example->find_count != list->count) {
        return false;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (!compare_find(&example->finds[i], &list->items[i])) {
            return false;
        }
    }
    return true;
}

bool compare_is_dated(const struct example *example)
{
    int32_t earliest, latest;
    bool known;
    return example->dated.len == 0 || (dates_parse_edtf(example->dated, &earliest, &latest, &known) && known);
}
