#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ingest/edtf.h"
#include "ingest/metadata.h"

struct table {
    struct metadata metadata;
    struct diagnostics errors;
    enum status status;
};

static void read_table(struct table *table, const char *csv)
{
    char name[128];
    snprintf(name, sizeof name, "%s/annals-table-XXXXXX", P_tmpdir);
    int handle = mkstemp(name);
    cr_assert_geq(handle, 0);
    cr_assert_eq(write(handle, csv, strlen(csv)), (ssize_t)strlen(csv));
    close(handle);
    *table = (struct table){0};
    table->status = metadata_read(&table->metadata, name, &table->errors);
    unlink(name);
}

static void release(struct table *table)
{
    metadata_release(&table->metadata);
    diagnostics_release(&table->errors);
}

static struct found found_of(const char *const *paths, size_t count, struct found_file *files)
{
    for (size_t i = 0; i < count; i++) {
        files[i] = (struct found_file){paths[i], slice_of(paths[i])};
    }
    return (struct found){.files = files, .count = count};
}

Test(metadata, columns_in_any_order)
{
    struct table table;
    read_table(&table, "\xEF\xBB\xBFtitle,mood,file,date\n\"A day, long\",good,a.txt,2019-09\nB,bad,in/b.txt,\n");
    cr_assert_eq(table.status, STATUS_OK);
    cr_assert_eq(table.metadata.row_count, 2);
    cr_assert(slice_is(table.metadata.rows[0].title, "A day, long"));
    cr_assert(slice_is(table.metadata.rows[0].date, "2019-09"));
    cr_assert_eq(table.metadata.rows[1].line, 3);
    cr_assert_eq(table.errors.count, 1, "a note about the column that is not used");
    cr_assert_eq(table.errors.items[0].column, 7);
    release(&table);
}

Test(metadata, bad_date_has_its_place)
{
    struct table table;
    read_table(&table, "file,date\na.txt,2019-02-30\nb.txt,2019\n");
    cr_assert_eq(table.status, STATUS_FAILED);
    cr_assert_eq(table.metadata.row_count, 2);
    cr_assert_eq(table.metadata.rows[0].date.len, 0);
    cr_assert(slice_is(table.metadata.rows[1].date, "2019"));
    const struct diagnostic *error = &table.errors.items[0];
    cr_assert(error->line == 2 && error->column == 7, "got %u:%u", error->line, error->column);
    cr_assert(strstr(error->message, "EDTF"));
    release(&table);
}

Test(metadata, bad_rows_leave_the_others)
{
    struct table table;
    read_table(&table, "file,title\na.txt,\"quo\"te\nb.txt,fine\n,no name\nc.txt,d,e,f\n");
    cr_assert_eq(table.status, STATUS_FAILED);
    cr_assert_eq(table.metadata.row_count, 2);
    cr_assert(slice_is(table.metadata.rows[0].file, "b.txt"));
    cr_assert_eq(table.errors.error_count, 3);
    cr_assert_eq(table.errors.items[0].line, 2);
    cr_assert_eq(table.errors.items[1].line, 4);
    cr_assert(table.errors.items[2].line == 5 && table.errors.items[2].column == 9);
    release(&table);
}

Test(metadata, open_quote_and_missing_header)
{
    struct table table;
    read_table(&table, "file,title\na.txt,\"never closed\nb.txt,x\n");
    cr_assert_eq(table.status, STATUS_FAILED);
    cr_assert(strstr(table.errors.items[0].message, "never closed"));
    cr_assert(table.errors.items[0].line == 2 && table.errors.items[0].column == 7);
    cr_assert(table.metadata.usable, "its columns are known");
    release(&table);
    read_table(&table, "file,date,date\na.txt,2018,2019\n");
    cr_assert_eq(table.errors.count, 1, "a column that is there twice is not called unknown as well");
    cr_assert(slice_is(table.metadata.rows[0].date, "2018"));
    release(&table);
    read_table(&table, "name,date\na.txt,2019\n");
    cr_assert_eq(table.status, STATUS_FAILED);
    cr_assert(strstr(table.errors.items[table.errors.count - 1].message, "file,date,title,author,language"));
    cr_assert_not(table.metadata.usable);
    release(&table);
    read_table(&table, "");
    cr_assert_eq(table.status, STATUS_FAILED);
    release(&table);
}

Test(metadata, joined_by_path_then_by_base_name)
{
    struct table table;
    read_table(&table, "file,date\nx/a.txt,2001\nb.txt,2002\na.txt,2003\nc.txt,2004\ny/b.txt,2005\n");
    cr_assert_eq(table.status, STATUS_OK);
    const char *const paths[] = {"x/a.txt", "z/a.txt", "y/b.txt"};
    struct found_file files[3];
    struct found found = found_of(paths, 3, files);
    metadata_match(&table.metadata, &found, &table.errors);
    struct arena arena;
    arena_init(&arena);
    struct document documents[3] = {0};
    for (size_t i = 0; i < 3; i++) {
        metadata_apply(&table.metadata, i, &documents[i], &arena);
    }
    cr_assert(slice_is(documents[0].given_date, "2001"));
    cr_assert_eq(documents[1].given_date.len, 0, "a.txt alone is ambiguous");
    cr_assert(slice_is(documents[2].given_date, "2002"));
    cr_assert_eq(table.errors.warning_count, 2, "ambiguous a.txt, second row for b.txt");
    cr_assert_eq(table.errors.count, 3, "and a note that c.txt is not read");
    cr_assert_eq(table.errors.items[0].line, 4);
    arena_release(&arena);
    release(&table);
}

Test(metadata, edtf)
{
    static const char *const good[] = {"2019",       "2019-09",     "2019-24", "2019-09-26", "2020-02-29",
                                       "XXXX-02-29", "2019-09-26?", "1984~",   "2019/2021",  "2019-09-24/2019-09-30"};
    static const char *const bad[] = {
        "",      "19",   "2019-13",    "2019-9",      "2019-02-29", "26 September 2019", "2019/",
        "/2019", "0000", "XXXX-13-01", "2019-09-26T", "2019-20",    "2019/2020/2021"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        cr_assert(edtf_valid(slice_of(good[i])), "%s", good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cr_assert_not(edtf_valid(slice_of(bad[i])), "%s", bad[i]);
    }
}
