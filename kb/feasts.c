/* Feasts that follow the moon. The Hebrew calendar is arithmetic. The months of the Islamic one begin when the moon is
 * seen: its arithmetic form is at most a day or two off, and by how much is listed for the years at hand. New Year of
 * the lunisolar calendar of the Far East and Diwali are listed; years out of the lists have no day. */
#include "base/calendar.h"
#include "kb/dates_p.h"

enum { FIRST_LISTED = 1950, LISTED = 101, FIRST_HIJRI = 1370, LISTED_HIJRI = 103 };

/* ---- Lists: NOTICE says where the days are from ---- */

/* Of each year from 1950 the days after 21 January, '0' is none. */
static const char lunar_new_year[LISTED + 1] =
    "K@6H=3F:LB7I?4G<0C9K@6I=2E:LA7J?4G<NC8K@6I>2D:MA7J?3F;1C8LA5H=2D:MB7J?4F;1D8K@5G=2E:MB7I>3F;1D9K@5H<2";

/* And the days after 13 October, as India keeps it. */
static const char diwali[LISTED + 1] =
    "KA5H=OD9LB6I?4E;NC8K@5G<OE9LB7I>QF:NC9K@5G<OE:LA6I=PF<NC8K?4G=OE:MA6I>PF;NB7J@4G=PD9LA5H>QF;NC7J?5G=P";

/* Of each year of the Hijra from 1370 the days after the one that arithmetic gives, '1' is none. */
static const char ramadan[LISTED_HIJRI + 1] = "2212322122112111111131111121211112211112122111121121"
                                              "121222212222212122222122222221222221112212212122122";
static const char shawwal[LISTED_HIJRI + 1] = "2111212121111111111121110111101101211001112111011121"
                                              "111221211212211112122112121111121221101211101112111";
static const char hajj[LISTED_HIJRI + 1] = "2211222121111112111121111111111101111001012111011121"
                                           "111222211112211011122111121221121221111212211112222";
static const char muharram[LISTED_HIJRI + 1] = "2222222122111111121121221111111201111111011122110122"
                                               "221122222211212111112112122111221121222211222212112";
static const char rabi[LISTED_HIJRI + 1] = "2222222122111111211121121111112211101111011112110121"
                                           "221121222211212111112122111122221122222212222111122";

static int32_t listed_day(const char *list, int32_t year, struct calendar_date from)
{
    if (year < FIRST_LISTED || year >= FIRST_LISTED + LISTED) {
        return CALENDAR_NO_DAY;
    }
    from.year = year;
    return calendar_to_days(from) + list[year - FIRST_LISTED] - '0';
}

/* ---- The Hebrew calendar ---- */

enum {
    METONIC_YEARS = 19,
    METONIC_MONTHS = 235,
    PARTS_OF_DAY = 25920,
    HEBREW_EPOCH = -2092590, /* the day before 1 Tishri of year 1, from 1970-01-01 */
    HEBREW_YEARS = 3761,     /* the year that begins in the autumn of year 1 of the common era, less one */
    TISHRI_DAYS = 30,
    NISAN_TO_TISHRI = 163 /* from 15 Nisan to the next 1 Tishri */
};

static int64_t hebrew_elapsed(int64_t year)
{
    int64_t months = (METONIC_MONTHS * year - (METONIC_MONTHS - 1)) / METONIC_YEARS;
    int64_t parts = 12084 + 13753 * months;
    int64_t day = 29 * months + parts / PARTS_OF_DAY;
    return 3 * (day + 1) % 7 < 3 ? day + 1 : day;
}

/* 1 Tishri of the year that begins in the autumn of a year of the common era. */
static int32_t tishri(int32_t common_year)
{
    int64_t year = (int64_t)common_year + HEBREW_YEARS;
    int64_t before = hebrew_elapsed(year - 1), own = hebrew_elapsed(year), after = hebrew_elapsed(year + 1);
    int64_t delay = after - own == 356 ? 2 : own - before == 382 ? 1 : 0;
    return (int32_t)(HEBREW_EPOCH + own + delay);
}

static int32_t hanukkah(int32_t year)
{
    int32_t begin = tishri(year), length = tishri(year + 1) - begin;
    bool long_heshvan = length % 10 == 5;
    return begin + TISHRI_DAYS + (long_heshvan ? 30 : 29) + 24; /* 25 Kislev */
}

/* ---- The Islamic calendar ---- */

enum {
    HIJRI_EPOCH = -492149, /* the day before 1 Muharram of year 1, from 1970-01-01 */
    HIJRI_YEAR_DAYS = 354,
    HIJRI_BEGINS = 622,
    HIJRI_CYCLE = 33 /* so many of its years are one less of the sun's */
};

struct hijri_day {
    int32_t month, day;
    const char *list;
};

static int32_t hijri_day(int32_t year, const struct hijri_day *said)
{
    int32_t days = HIJRI_EPOCH + said->day + (59 * (said->month - 1) + 1) / 2 + (year - 1) * HIJRI_YEAR_DAYS +
                   (3 + 11 * year) / 30 - 1;
    bool is_listed = year >= FIRST_HIJRI && year < FIRST_HIJRI + LISTED_HIJRI;
    return is_listed ? days + said->list[year - FIRST_HIJRI] - '1' : days;
}

/* The first in a year of the common era: there may be two. */
static int32_t hijri_feast(int32_t year, const struct hijri_day *said)
{
    int32_t hijri = (year - HIJRI_BEGINS) * HIJRI_CYCLE / (HIJRI_CYCLE - 1) - 1;
    for (int32_t i = hijri > 0 ? hijri : 1; i <= hijri + 3; i++) {
        int32_t day = hijri_day(i, said);
        if (calendar_from_days(day).year == year) {
            return day;
        }
    }
    return CALENDAR_NO_DAY;
}

static const struct hijri_day hijri_days[] = {
    [TIME_FEAST_RAMADAN] = {9, 1, ramadan},    [TIME_FEAST_EID_AL_FITR] = {10, 1, shawwal},
    [TIME_FEAST_EID_AL_ADHA] = {12, 10, hajj}, [TIME_FEAST_ISLAMIC_NEW_YEAR] = {1, 1, muharram},
    [TIME_FEAST_ASHURA] = {1, 10, muharram},   [TIME_FEAST_MAWLID] = {3, 12, rabi},
};

int32_t feast_day(enum time_feast feast, int32_t year)
{
    if (year < CALENDAR_MIN_YEAR || year > CALENDAR_MAX_YEAR) {
        return CALENDAR_NO_DAY;
    }
    switch (feast) {
    case TIME_FEAST_EASTER:
    case TIME_FEAST_NONE:
    case TIME_FEAST_COUNT:
        return calendar_easter(year);
    case TIME_FEAST_PASSOVER:
        return tishri(year) - NISAN_TO_TISHRI;
    case TIME_FEAST_PURIM:
        return tishri(year) - NISAN_TO_TISHRI - 30;
    case TIME_FEAST_SHAVUOT:
        return tishri(year) - NISAN_TO_TISHRI + 50;
    case TIME_FEAST_ROSH_HASHANAH:
        return tishri(year);
    case TIME_FEAST_YOM_KIPPUR:
        return tishri(year) + 9;
    case TIME_FEAST_SUKKOT:
        return tishri(year) + 14;
    case TIME_FEAST_HANUKKAH:
        return hanukkah(year);
    case TIME_FEAST_LUNAR_NEW_YEAR:
        return listed_day(lunar_new_year, year, (struct calendar_date){year, 1, 21});
    case TIME_FEAST_DIWALI:
        return listed_day(diwali, year, (struct calendar_date){year, 10, 13});
    case TIME_FEAST_RAMADAN:
    case TIME_FEAST_EID_AL_FITR:
    case TIME_FEAST_EID_AL_ADHA:
    case TIME_FEAST_ISLAMIC_NEW_YEAR:
    case TIME_FEAST_ASHURA:
    case TIME_FEAST_MAWLID:
        return year < HIJRI_BEGINS ? CALENDAR_NO_DAY : hijri_feast(year, &hijri_days[feast]);
    }
    return CALENDAR_NO_DAY;
}

int32_t feast_of_hijri(enum time_feast feast, int32_t hijri_year)
{
    bool is_hijri = feast >= TIME_FEAST_RAMADAN && feast <= TIME_FEAST_MAWLID;
    return is_hijri ? hijri_day(hijri_year, &hijri_days[feast]) : CALENDAR_NO_DAY;
}
