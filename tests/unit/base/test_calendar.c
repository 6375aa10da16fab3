#include <criterion/criterion.h>

#include "base/calendar.h"

static uint64_t add(uint64_t sum, int32_t number)
{
    return (sum ^ (uint32_t)number) * 0x100000001B3u;
}

/* The checksum was made with Python's datetime over the same numbers. */
Test(calendar, some_years_have_53_weeks)
{
    cr_assert_eq(calendar_iso_weeks(2020), 53);
    cr_assert_eq(calendar_iso_weeks(2019), 52);
    cr_assert_eq(calendar_iso_weeks(2015), 53);
    cr_assert_eq(calendar_iso_weeks(1), 52);
}

Test(calendar, every_day_of_ten_thousand_years_is_as_python_has_it)
{
    uint64_t sum = 0xCBF29CE484222325u;
    int32_t first = calendar_to_days((struct calendar_date){1, 1, 1});
    int32_t last = calendar_to_days((struct calendar_date){9999, 12, 31});
    cr_assert_eq(last - first + 1, 3652059);
    struct calendar_date expected = {1, 1, 1};
    for (int32_t day = first; day <= last; day++) {
        struct calendar_date date = calendar_from_days(day);
        cr_assert(date.year == expected.year && date.month == expected.month && date.day == expected.day);
        cr_assert_eq(calendar_to_days(date), day);
        int week_year;
        int week = calendar_iso_week(day, &week_year);
        int weekday = calendar_weekday(day);
        cr_assert_eq(calendar_from_iso_week(week_year, week, weekday), day);
        int32_t numbers[] = {day, date.year, date.month, date.day, week_year, week, weekday};
        for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
            sum = add(sum, numbers[i]);
        }
        if (++expected.day > calendar_month_days(expected.year, expected.month)) {
            expected.day = 1;
            if (++expected.month > 12) {
                expected.month = 1;
                expected.year++;
            }
        }
    }
    cr_assert_eq(sum, 0xDEAC5D0721140BCFu);
}

Test(calendar, days_are_counted_from_1970)
{
    cr_assert_eq(calendar_to_days((struct calendar_date){1970, 1, 1}), 0);
    cr_assert_eq(calendar_to_days((struct calendar_date){1969, 12, 31}), -1);
    cr_assert_eq(calendar_to_days((struct calendar_date){2000, 3, 1}), 11017);
    cr_assert_eq(calendar_weekday(0), 4);
    cr_assert_eq(calendar_weekday(-1), 3);
    cr_assert_eq(calendar_weekday(-4), 7);
}

Test(calendar, what_is_a_date)
{
    cr_assert(calendar_valid(2000, 2, 29));
    cr_assert_not(calendar_valid(1900, 2, 29));
    cr_assert_not(calendar_valid(2019, 2, 29));
    cr_assert(calendar_valid(1, 1, 1));
    cr_assert(calendar_valid(9999, 12, 31));
    cr_assert_not(calendar_valid(0, 1, 1));
    cr_assert_not(calendar_valid(10000, 1, 1));
    cr_assert_not(calendar_valid(2020, 0, 1));
    cr_assert_not(calendar_valid(2020, 13, 1));
    cr_assert_not(calendar_valid(2020, 4, 31));
    cr_assert_not(calendar_valid(2020, 4, 0));
    cr_assert_not(calendar_valid(2020, -1, -1));
    cr_assert_eq(calendar_month_days(2020, 0), 0);
    cr_assert_eq(calendar_month_days(2020, 2), 29);
    cr_assert_eq(calendar_month_days(2100, 2), 28);
    cr_assert(calendar_is_leap(2400) && calendar_is_leap(2024) && !calendar_is_leap(2100) && !calendar_is_leap(2023));
}

/* The checksum was made with another formula (Lichtenberg's form of Gauss's). */
Test(calendar, easter_of_every_year_since_the_reform)
{
    uint64_t sum = 0xCBF29CE484222325u;
    for (int year = 1583; year <= CALENDAR_MAX_YEAR; year++) {
        int32_t day = calendar_easter(year);
        cr_assert_eq(calendar_weekday(day), 7);
        cr_assert_geq(day, calendar_to_days((struct calendar_date){year, 3, 22}));
        cr_assert_leq(day, calendar_to_days((struct calendar_date){year, 4, 25}));
        sum = add(sum, day);
    }
    cr_assert_eq(sum, 0x9671174832EF937Du);
}

Test(calendar, easters_that_are_in_every_table)
{
    static const struct calendar_date known[] = {
        {1600, 4, 2},  {1700, 4, 11}, {1818, 3, 22}, {1943, 4, 25}, {1954, 4, 18}, {1961, 4, 2},
        {2000, 4, 23}, {2008, 3, 23}, {2011, 4, 24}, {2016, 3, 27}, {2018, 4, 1},  {2019, 4, 21},
        {2020, 4, 12}, {2021, 4, 4},  {2024, 3, 31}, {2025, 4, 20}, {2038, 4, 25}, {2285, 3, 22},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        cr_assert_eq(calendar_easter(known[i].year), calendar_to_days(known[i]), "%d", known[i].year);
    }
}
