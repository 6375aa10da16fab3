#include "base/calendar.h"

/* Years are counted from 1 March and grouped into eras of 400, so that leap days come last and every era is alike. */
enum { ERA_YEARS = 400, ERA_DAYS = 146097, EPOCH_SHIFT = 719468 /* days from 0000-03-01 to 1970-01-01 */ };

bool calendar_is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int calendar_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) {
        return 0;
    }
    return days[month - 1] + (month == 2 && calendar_is_leap(year));
}

bool calendar_valid(int year, int month, int day)
{
    return year >= CALENDAR_MIN_YEAR && year <= CALENDAR_MAX_YEAR && day >= 1 &&
           day <= calendar_month_days(year, month);
}

static int floor_divide(int number, int by)
{
    return number / by - (number % by < 0);
}

int32_t calendar_to_days(struct calendar_date date)
{
    int year = date.month <= 2 ? date.year - 1 : date.year;
    int era = floor_divide(year, ERA_YEARS);
    int year_of_era = year - era * ERA_YEARS;
    int month_from_march = (date.month + 9) % 12;
    int day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - EPOCH_SHIFT;
}

struct calendar_date calendar_from_days(int32_t days)
{
    int shifted = days + EPOCH_SHIFT;
    int era = floor_divide(shifted, ERA_DAYS);
    int day_of_era = shifted - era * ERA_DAYS;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    struct calendar_date date;
    date.day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    date.month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    date.year = year_of_era + era * ERA_YEARS + (date.month <= 2);
    return date;
}

int calendar_weekday(int32_t days)
{
    int from_monday = (days % 7 + 3) % 7; /* 1970-01-01 was a Thursday */
    return (from_monday < 0 ? from_monday + 7 : from_monday) + 1;
}

int calendar_iso_week(int32_t days, int *year)
{
    /* A week belongs to the year that holds its Thursday. */
    int32_t thursday = days - (calendar_weekday(days) - 4);
    int week_year = calendar_from_days(thursday).year;
    *year = week_year;
    return (thursday - calendar_to_days((struct calendar_date){week_year, 1, 1})) / 7 + 1;
}

int32_t calendar_from_iso_week(int year, int week, int weekday)
{
    int32_t fourth = calendar_to_days((struct calendar_date){year, 1, 4}); /* always in week 1 */
    return fourth - (calendar_weekday(fourth) - 1) + (week - 1) * 7 + (weekday - 1);
}

int calendar_iso_weeks(int year)
{
    int of;
    return calendar_iso_week(calendar_to_days((struct calendar_date){year, 12, 28}), &of); /* always in the last week */
}

int32_t calendar_easter(int year)
{
    int golden = year % 19;
    int century = year / 100;
    int in_century = year % 100;
    int moon_shift = (century - (century + 8) / 25 + 1) / 3;
    int epact = (19 * golden + century - century / 4 - moon_shift + 15) % 30;
    int to_sunday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    int correction = (golden + 11 * epact + 22 * to_sunday) / 451;
    int count = epact + to_sunday - 7 * correction + 114;
    return calendar_to_days((struct calendar_date){year, count / 31, count % 31 + 1});
}
