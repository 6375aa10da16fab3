/* Rows of tables as entries of the program. */
#include "base/letters.h"
#include "extract/tables_p.h"

enum { TABLE_MAX_NAMES = 64 };

/* Where the sign stands next, or the end of the text. */
static size_t next_sign(struct slice text, size_t from, char sign)
{
    const char *at = from < text.len ? memchr(text.ptr + from, sign, text.len - from) : NULL;
    return at != NULL ? (size_t)(at - text.ptr) : text.len;
}

/* Most cells have no white space at either end. */
static struct slice trim(struct slice text)
{
    bool trimmed = text.len == 0 || (text.ptr[0] > ' ' && text.ptr[text.len - 1] > ' ');
    return trimmed ? text : slice_trim(text);
}

/* Cells are short: bytes are looked at eight by eight. TABLE_PADDING bytes may be read behind the row. */
static size_t cut_row(struct slice row, struct slice *cells, size_t limit)
{
    size_t count = 0, begin = 0;
    for (size_t at = 0; at < row.len; at += 8) {
        uint64_t tabs = letters_equal(letters_load(row.ptr + at), '\t');
        for (; tabs != 0; tabs &= tabs - 1) {
            size_t end = at + letters_count(tabs);
            if (end >= row.len || count == limit) {
                break;
            }
            cells[count++] = trim(slice_sub(row, begin, end));
            begin = end + 1;
        }
    }
    if (count < limit) {
        cells[count++] = trim(slice_sub(row, begin, row.len));
    }
    return count;
}

size_t table_count_rows(struct slice bytes)
{
    size_t count = 1;
    for (size_t at = next_sign(bytes, 0, '\n'); at < bytes.len; at = next_sign(bytes, at + 1, '\n')) {
        count++;
    }
    return count;
}

static bool next_row(struct slice bytes, size_t *at, struct slice *row)
{
    if (*at >= bytes.len) {
        return false;
    }
    const char *end = memchr(bytes.ptr + *at, '\n', bytes.len - *at);
    size_t stop = end ? (size_t)(end - bytes.ptr) : bytes.len;
    *row = slice_sub(bytes, *at, stop);
    if (row->len > 0 && row->ptr[row->len - 1] == '\r') {
        row->len--;
    }
    *at = stop + 1;
    return true;
}

void table_read_header(struct table_plan *plan, size_t *at)
{
    struct slice row;
    if (next_row(plan->bytes, at, &row)) {
        plan->column_count = cut_row(row, plan->header, TABLE_MAX_COLUMNS);
    }
}

uint64_t table_name_bit(struct slice name)
{
    unsigned first = name.len > 0 ? (unsigned char)name.ptr[0] : 0;
    unsigned last = name.len > 0 ? (unsigned char)name.ptr[name.len - 1] : 0;
    return UINT64_C(1) << ((name.len * 23 + first * 5 + last) % 64);
}

static bool excluded(const struct table_plan *plan, struct slice name)
{
    if (!(plan->excluded_filter & table_name_bit(name))) {
        return false;
    }
    for (size_t i = 0; plan->excluded != NULL && i < yaml_items(plan->excluded); i++) {
        if (slice_equal(yaml_item(plan->excluded, i)->text, name)) {
            return true;
        }
    }
    return false;
}

static struct slice cell(const struct slice *cells, size_t count, int column)
{
    return column >= 0 && (size_t)column < count ? cells[column] : (struct slice){0};
}

static size_t cut_names(const struct table_plan *plan, const struct slice *cells, size_t count, struct slice *names)
{
    size_t name_count = 0;
    for (size_t i = 0; i < plan->word_count; i++) {
        struct slice text = cell(cells, count, plan->words[i]);
        for (size_t begin = 0, end; begin <= text.len && name_count < TABLE_MAX_NAMES; begin = end + 1) {
            end = plan->split.len == 1 ? next_sign(text, begin, plan->split.ptr[0]) : text.len;
            struct slice name = trim(slice_sub(text, begin, end));
            if (name.len > 0 && !excluded(plan, name)) {
                names[name_count++] = name;
            }
        }
    }
    return name_count;
}

/* False where the row has no name. */
static bool fill_row(struct table_work *work, const struct table *table, struct slice row, struct entry *entry)
{
    const struct table_plan *plan = &table->plan;
    struct slice cells[TABLE_MAX_COLUMNS], names[TABLE_MAX_NAMES];
    size_t count = cut_row(row, cells, TABLE_MAX_COLUMNS), name_count = cut_names(plan, cells, count, names);
    if (name_count == 0) {
        return false;
    }
    struct slice canonical = cell(cells, count, plan->name);
    *entry = (struct entry){.text = names[0],
                            .value = cell(cells, count, plan->value),
                            .canonical = canonical.len > 0 ? canonical : names[0],
                            .names = arena_alloc_raw(&work->kept, name_count, sizeof *entry->names),
                            .name_count = name_count,
                            .country = cell(cells, count, plan->country),
                            .iso2 = cell(cells, count, plan->iso2),
                            .wikidata = cell(cells, count, plan->wikidata),
                            .within = cell(cells, count, plan->within),
                            .kind = cell(cells, count, plan->kind),
                            .list = table->list,
                            .case_matters = true};
    entry->gives = slice_is(cell(cells, count, plan->weak), "1") ? plan->weak_gives : plan->gives;
    memcpy(entry->names, names, name_count * sizeof *names);
    return true;
}

void table_fill(struct table_work *work, struct table *table)
{
    size_t at = table->rows_at, index = table->first;
    struct entry *entries = work->program->entries;
    struct slice row;
    while (!table->is_filled && index < table->end && next_row(table->plan.bytes, &at, &row)) {
        index += fill_row(work, table, row, &entries[index]);
    }
    if (!table->is_filled && index < table->end) {
        memset(entries + index, 0, (table->end - index) * sizeof *entries);
    }
    table->is_filled = true;
}
