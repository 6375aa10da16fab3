/* Writes what base/calendar.c says of every day of the years 1 to 9999, for tests/tools/all_days.py to compare. */
#include <stdio.h>

#include "base/calendar.h"

int main(void)
{
    int32_t first = calendar_to_days((struct calendar_date){CALENDAR_MIN_YEAR, 1, 1});
    int32_t last = calendar_to_days((struct calendar_date){CALENDAR_MAX_YEAR, 12, 31});
    for (int32_t day = first; day <= last; day++) {
        struct calendar_date date = calendar_from_days(day);
        int week_year;
        int week = calendar_iso_week(day, &week_year);
        int weekday = calendar_weekday(day);
        int is_same = calendar_to_days(date) == day && calendar_from_iso_week(week_year, week, weekday) == day;
        int next = calendar_valid(date.year, date.month, date.day + 1);
        printf("%d %d %d %d %d %d %d %d %d\n", day, date.year, date.month, date.day, week_year, week, weekday, is_same,
               next);
    }
    return 0;
}
