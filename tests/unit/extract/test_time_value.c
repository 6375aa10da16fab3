#include <criterion/criterion.h>

#include "extract/time_value.h"

static struct slice written(const struct time_value *value, struct buffer *out)
{
    struct json json;
    json_init(&json, out, true);
    time_value_write(&json, value);
    return buffer_slice(out);
}

Test(time_value, clear_leaves_nothing_set)
{
    struct time_value value;
    struct buffer out = {0};
    time_value_clear(&value);
    cr_assert(slice_is(written(&value, &out), "{}"));
    buffer_release(&out);
}

Test(time_value, fields_are_found_by_name_and_written_back)
{
    struct time_value value;
    struct buffer out = {0};
    time_value_clear(&value);
    cr_assert(time_value_set_field(&value, slice_of("month"), slice_of("6")));
    cr_assert(time_value_set_field(&value, slice_of("year-step"), slice_of("-1")));
    cr_assert(time_value_set_field(&value, slice_of("from"), slice_of("document")));
    cr_assert(time_value_set_field(&value, slice_of("vague"), slice_of("yes")));
    cr_assert_eq(value.point.month, 6);
    cr_assert_eq(value.point.year_step, -1);
    cr_assert_eq(value.point.from, TIME_FROM_DOCUMENT);
    struct slice text = written(&value, &out);
    cr_assert(slice_is(text, "{\"month\":6,\"year-step\":-1,\"from\":\"document\",\"vague\":true}"), "%.*s",
              SLICE_ARG(text));
    buffer_release(&out);
}

Test(time_value, an_end_field_makes_an_interval)
{
    struct time_value value;
    struct buffer out = {0};
    time_value_clear(&value);
    cr_assert(time_value_set_field(&value, slice_of("year"), slice_of("1990")));
    cr_assert(time_value_set_field(&value, slice_of("end.year"), slice_of("1992")));
    cr_assert(value.is_interval);
    cr_assert(slice_is(written(&value, &out), "{\"year\":1990,\"end\":{\"year\":1992}}"));
    buffer_release(&out);
}

Test(time_value, wrong_words_and_numbers_change_nothing)
{
    struct time_value value, before;
    time_value_clear(&value);
    before = value;
    cr_assert_not(time_value_set_field(&value, slice_of("month"), slice_of("13")));
    cr_assert_not(time_value_set_field(&value, slice_of("month"), slice_of("June")));
    cr_assert_not(time_value_set_field(&value, slice_of("month"), slice_of("")));
    cr_assert_not(time_value_set_field(&value, slice_of("month"), slice_of("-")));
    cr_assert_not(time_value_set_field(&value, slice_of("month"), slice_of("99999999999999999999")));
    cr_assert_not(time_value_set_field(&value, slice_of("unit"), slice_of("dozen")));
    cr_assert_not(time_value_set_field(&value, slice_of("moon"), slice_of("1")));
    cr_assert_not(time_field_set_number(&value, time_field_find(slice_of("unit")), TIME_UNIT_COUNT));
    cr_assert(time_value_equal(&value, &before));
}

Test(time_value, every_field_can_be_set_read_and_compared)
{
    size_t count;
    const struct time_field *table = time_field_table(&count);
    for (size_t i = 0; i < count; i++) {
        struct time_value value, other;
        time_value_clear(&value);
        time_value_clear(&other);
        int32_t number = table[i].kind == TIME_FIELD_NUMBER ? table[i].most : 1;
        cr_assert_eq(time_field_find(slice_of(table[i].name)), &table[i]);
        cr_assert(time_field_set_number(&value, &table[i], number), "%s", table[i].name);
        cr_assert_eq(time_field_get(&value, &table[i]), number, "%s", table[i].name);
        cr_assert_not(time_value_equal(&value, &other), "%s", table[i].name);
    }
}

Test(time_value, digits_that_stand_together_are_settled_into_what_they_say)
{
    static const struct {
        const char *field, *digits;
        int32_t first, second, third;
    } rows[] = {
        {"clock", "1430", 14, 30, TIME_UNSET},
        {"clock", "5", 0, 5, TIME_UNSET},
        {"clock", "2400", 24, 0, TIME_UNSET},
        {"clock", "143005", 14, 30, 5},
        {"clock", "1475", TIME_UNSET, TIME_UNSET, TIME_UNSET},
        {"ymd", "20181031", 2018, 10, 31},
        {"ymd", "20181331", TIME_UNSET, TIME_UNSET, TIME_UNSET},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct time_value value;
        time_value_clear(&value);
        cr_assert(time_value_set_field(&value, slice_of(rows[i].field), slice_of(rows[i].digits)));
        time_value_settle(&value);
        bool is_day = rows[i].field[0] == 'y';
        cr_expect_eq(is_day ? value.point.year : value.point.hour, rows[i].first, "%s", rows[i].digits);
        cr_expect_eq(is_day ? value.point.month : value.point.minute, rows[i].second, "%s", rows[i].digits);
        cr_expect_eq(is_day ? value.point.day : value.point.second, rows[i].third, "%s", rows[i].digits);
        cr_expect_eq(value.point.clock, TIME_UNSET);
        cr_expect_eq(value.point.ymd, TIME_UNSET);
    }
}

Test(time_value, settle_tells_dates_clock_times_and_lengths_apart)
{
    struct time_value value;
    time_value_clear(&value);
    time_value_set_field(&value, slice_of("year"), slice_of("1990"));
    time_value_settle(&value);
    cr_assert_eq(value.kind, TIME_KIND_DATE);
    time_value_clear(&value);
    time_value_set_field(&value, slice_of("daypart"), slice_of("night"));
    time_value_settle(&value);
    cr_assert_eq(value.kind, TIME_KIND_CLOCK);
    time_value_clear(&value);
    time_value_set_field(&value, slice_of("count-unit"), slice_of("day"));
    time_value_settle(&value);
    cr_assert_eq(value.kind, TIME_KIND_DURATION);
    time_value_clear(&value);
    time_value_set_field(&value, slice_of("kind"), slice_of("set"));
    time_value_settle(&value);
    cr_assert_eq(value.kind, TIME_KIND_SET);
}
