#include "extract/time_value.h"

/* Every field of a point: name in rules and JSON, member, kind, least, most. Years are bounded so that arithmetic on
 * them cannot overflow. */
#define POINT_FIELDS(X)                            \
    X("century", century, NUMBER, -100, 100)       \
    X("decade", decade, NUMBER, -9990, 9990)       \
    X("year", year, NUMBER, -9999, 9999)           \
    X("half", half, NUMBER, 1, 2)                  \
    X("quarter", quarter, NUMBER, 1, 4)            \
    X("season", season, NUMBER, 21, 24)            \
    X("month", month, NUMBER, 1, 12)               \
    X("week", week, NUMBER, 1, 53)                 \
    X("day", day, NUMBER, 1, 31)                   \
    X("weekday", weekday, NUMBER, 1, 7)            \
    X("nth", nth, NUMBER, -5, 5)                   \
    X("hour", hour, NUMBER, 0, 24)                 \
    X("minute", minute, NUMBER, 0, 59)             \
    X("second", second, NUMBER, 0, 60)             \
    X("zone", zone, NUMBER, -1440, 1440)           \
    X("clock", clock, NUMBER, 0, 240000)           \
    X("ymd", ymd, NUMBER, 10000101, 99991231)      \
    X("holiday", holiday, NUMBER, -366, 366)       \
    X("feast", feast, FEAST, 0, 0)                 \
    X("hijri", hijri, NUMBER, 1, 9666)             \
    X("unit", unit, UNIT, 0, 0)                    \
    X("step", step, NUMBER, -100000, 100000)       \
    X("move-unit", move_unit, UNIT, 0, 0)          \
    X("move", move, NUMBER, -4000000, 4000000)     \
    X("shift-unit", shift_unit, UNIT, 0, 0)        \
    X("shift", shift, NUMBER, -4000000, 4000000)   \
    X("year-step", year_step, NUMBER, -9999, 9999) \
    X("from", from, FROM, 0, 0)                    \
    X("pick", pick, PICK, 0, 0)                    \
    X("daypart", daypart, DAYPART, 0, 0)           \
    X("vague", vague, BOOL, 0, 0)

#define START_ROW(text, member, kind, least, most) \
    {text, TIME_FIELD_##kind, false, least, most, offsetof(struct time_value, point.member)},
#define END_ROW(text, member, kind, least, most) \
    {"end." text, TIME_FIELD_##kind, true, least, most, offsetof(struct time_value, end.member)},

static const struct time_field fields[] = {
    {"kind", TIME_FIELD_KIND, false, 0, 0, offsetof(struct time_value, kind)},
    POINT_FIELDS(START_ROW){"reference", TIME_FIELD_REFERENCE, false, 0, 0, offsetof(struct time_value, reference)},
    {"part", TIME_FIELD_PART, false, 0, 0, offsetof(struct time_value, part)},
    {"bound", TIME_FIELD_BOUND, false, 0, 0, offsetof(struct time_value, bound)},
    {"approximate", TIME_FIELD_BOOL, false, 0, 0, offsetof(struct time_value, approximate)},
    {"count", TIME_FIELD_NUMBER, false, 0, 1000000000, offsetof(struct time_value, count)},
    {"count-tenths", TIME_FIELD_NUMBER, false, 0, 9, offsetof(struct time_value, count_tenths)},
    {"count-unit", TIME_FIELD_UNIT, false, 0, 0, offsetof(struct time_value, count_unit)},
    {"tense", TIME_FIELD_TENSE, false, 0, 0, offsetof(struct time_value, tense)},
    POINT_FIELDS(END_ROW)};

enum { FIELD_COUNT = sizeof fields / sizeof *fields };

static const char *const bool_words[] = {"false", "true", NULL};
static const char *const kind_words[] = {"none", "date", "clock", "duration", "set", NULL};
static const char *const unit_words[] = {"none", "second",    "minute",  "hour",       "day",    "weekend",
                                         "week", "fortnight", "month",   "quarter",    "season", "half",
                                         "year", "decade",    "century", "millennium", NULL};
static const char *const from_words[] = {"nothing", "document", "told", "event", NULL};
static const char *const pick_words[] = {"default", "past", "future", "this", "nearest", NULL};
static const char *const part_words[] = {"none", "start", "mid", "end", NULL};
static const char *const bound_words[] = {"none", "before", "by", "after", "since", NULL};
static const char *const reference_words[] = {"none", "past", "present", "future", NULL};
static const char *const daypart_words[] = {"none", "morning", "midday", "afternoon", "evening", "night", "day", NULL};
static const char *const feast_words[] = {
    "none",        "easter",      "passover",         "purim",          "shavuot", "rosh-hashanah",
    "yom-kippur",  "sukkot",      "hanukkah",         "lunar-new-year", "diwali",  "ramadan",
    "eid-al-fitr", "eid-al-adha", "islamic-new-year", "ashura",         "mawlid",  NULL};
static const char *const tense_words[] = {"unknown", "past", "future", NULL};

static const char *const *const words_of_kind[TIME_FIELD_KIND_COUNT] = {
    [TIME_FIELD_NUMBER] = NULL,           [TIME_FIELD_BOOL] = bool_words,   [TIME_FIELD_KIND] = kind_words,
    [TIME_FIELD_UNIT] = unit_words,       [TIME_FIELD_FROM] = from_words,   [TIME_FIELD_PICK] = pick_words,
    [TIME_FIELD_PART] = part_words,       [TIME_FIELD_BOUND] = bound_words, [TIME_FIELD_REFERENCE] = reference_words,
    [TIME_FIELD_DAYPART] = daypart_words, [TIME_FIELD_TENSE] = tense_words, [TIME_FIELD_FEAST] = feast_words,
};

void time_point_clear(struct time_point *point)
{
    *point = (struct time_point){
        .century = TIME_UNSET,
        .decade = TIME_UNSET,
        .year = TIME_UNSET,
        .half = TIME_UNSET,
        .quarter = TIME_UNSET,
        .season = TIME_UNSET,
        .month = TIME_UNSET,
        .week = TIME_UNSET,
        .day = TIME_UNSET,
        .weekday = TIME_UNSET,
        .nth = TIME_UNSET,
        .hour = TIME_UNSET,
        .minute = TIME_UNSET,
        .second = TIME_UNSET,
        .zone = TIME_UNSET,
        .clock = TIME_UNSET,
        .ymd = TIME_UNSET,
        .holiday = TIME_UNSET,
        .hijri = TIME_UNSET,
        .step = TIME_UNSET,
        .move = TIME_UNSET,
        .shift = TIME_UNSET,
        .year_step = TIME_UNSET,
    };
}

void time_value_clear(struct time_value *value)
{
    *value = (struct time_value){.count = TIME_UNSET, .count_tenths = TIME_UNSET};
    time_point_clear(&value->point);
    time_point_clear(&value->end);
}

const char *time_unit_name(enum time_unit unit)
{
    return (unsigned)unit < TIME_UNIT_COUNT ? unit_words[unit] : unit_words[0];
}

const struct time_field *time_field_table(size_t *count)
{
    *count = FIELD_COUNT;
    return fields;
}

const struct time_field *time_field_find(struct slice name)
{
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (slice_is(name, fields[i].name)) {
            return &fields[i];
        }
    }
    return NULL;
}

const char *const *time_field_words(enum time_field_kind kind)
{
    return (unsigned)kind < TIME_FIELD_KIND_COUNT ? words_of_kind[kind] : NULL;
}

int time_field_word(enum time_field_kind kind, struct slice word)
{
    const char *const *words = time_field_words(kind);
    for (int i = 0; words && words[i]; i++) {
        if (slice_is(word, words[i])) {
            return i;
        }
    }
    return -1;
}

static int word_count(enum time_field_kind kind)
{
    const char *const *words = time_field_words(kind);
    int count = 0;
    while (words && words[count]) {
        count++;
    }
    return count;
}

/* Stores through the member's own type: enumerations and bools have their own width. */
static void store(struct time_value *value, const struct time_field *field, int32_t number)
{
    char *at = (char *)value + field->offset;
    if (field->kind == TIME_FIELD_NUMBER) {
        memcpy(at, &number, sizeof number);
    } else if (field->kind == TIME_FIELD_BOOL) {
        bool flag = number != 0;
        memcpy(at, &flag, sizeof flag);
    } else {
        unsigned place = (unsigned)number;
        _Static_assert(sizeof(enum time_unit) == sizeof place, "enumerations are as wide as unsigned");
        memcpy(at, &place, sizeof place);
    }
    if (field->is_end) {
        value->is_interval = true;
    }
}

int32_t time_field_get(const struct time_value *value, const struct time_field *field)
{
    const char *at = (const char *)value + field->offset;
    int32_t number = 0;
    if (field->kind == TIME_FIELD_BOOL) {
        bool flag;
        memcpy(&flag, at, sizeof flag);
        return flag;
    }
    memcpy(&number, at, sizeof number);
    return number;
}

bool time_field_set_number(struct time_value *value, const struct time_field *field, int64_t number)
{
    int64_t least = field->kind == TIME_FIELD_NUMBER ? field->least : 0;
    int64_t most = field->kind == TIME_FIELD_NUMBER ? field->most : word_count(field->kind) - 1;
    if (number < least || number > most) {
        return false;
    }
    store(value, field, (int32_t)number);
    return true;
}

/* Digits with an optional sign, at most nine digits. */
static bool parse_number(struct slice word, int64_t *number)
{
    enum { MAX_DIGITS = 9 };
    size_t at = word.len > 0 && (word.ptr[0] == '-' || word.ptr[0] == '+') ? 1 : 0;
    if (word.len == at || word.len - at > MAX_DIGITS) {
        return false;
    }
    int64_t sum = 0;
    for (size_t i = at; i < word.len; i++) {
        if (word.ptr[i] < '0' || word.ptr[i] > '9') {
            return false;
        }
        sum = sum * 10 + (word.ptr[i] - '0');
    }
    *number = word.ptr[0] == '-' ? -sum : sum;
    return true;
}

bool time_field_set_word(struct time_value *value, const struct time_field *field, struct slice word)
{
    if (field->kind == TIME_FIELD_NUMBER) {
        int64_t number;
        return parse_number(word, &number) && time_field_set_number(value, field, number);
    }
    int place = time_field_word(field->kind, word);
    if (place < 0 && field->kind == TIME_FIELD_BOOL) { /* as YAML people write it */
        place = slice_is(word, "yes") ? 1 : slice_is(word, "no") ? 0 : -1;
    }
    if (place < 0) {
        return false;
    }
    store(value, field, place);
    return true;
}

bool time_value_set_field(struct time_value *value, struct slice path, struct slice word)
{
    const struct time_field *field = time_field_find(path);
    return field != NULL && time_field_set_word(value, field, word);
}

static bool field_is_set(const struct time_value *value, const struct time_field *field)
{
    int32_t number = time_field_get(value, field);
    return field->kind == TIME_FIELD_NUMBER ? number != TIME_UNSET : number != 0;
}

static void write_field(struct json *json, const struct time_value *value, const struct time_field *field,
                        const char *name)
{
    if (!field_is_set(value, field)) {
        return;
    }
    int32_t number = time_field_get(value, field);
    if (field->kind == TIME_FIELD_NUMBER) {
        json_member_number(json, name, number);
    } else if (field->kind == TIME_FIELD_BOOL) {
        json_key(json, name);
        json_bool(json, true);
    } else {
        json_member(json, name, slice_of(words_of_kind[field->kind][number]));
    }
}

void time_value_write(struct json *json, const struct time_value *value)
{
    json_object_begin(json);
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (!fields[i].is_end) {
            write_field(json, value, &fields[i], fields[i].name);
        }
    }
    if (value->is_interval) {
        json_key(json, "end");
        json_object_begin(json);
        for (size_t i = 0; i < FIELD_COUNT; i++) {
            if (fields[i].is_end) {
                write_field(json, value, &fields[i], fields[i].name + sizeof "end." - 1);
            }
        }
        json_object_end(json);
    }
    json_object_end(json);
}

bool time_value_equal(const struct time_value *a, const struct time_value *b)
{
    if (a->is_interval != b->is_interval) {
        return false;
    }
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (time_field_get(a, &fields[i]) != time_field_get(b, &fields[i])) {
            return false;
        }
    }
    return true;
}

static bool point_has_clock(const struct time_point *point)
{
    return point->hour != TIME_UNSET || point->daypart != TIME_DAYPART_NONE;
}

/* True where the point names a stretch of the calendar, by its fields or seen from its anchor. */
static bool point_has_date(const struct time_point *point)
{
    static const size_t numbers[] = {
        offsetof(struct time_point, century), offsetof(struct time_point, decade),
        offsetof(struct time_point, year),    offsetof(struct time_point, half),
        offsetof(struct time_point, quarter), offsetof(struct time_point, season),
        offsetof(struct time_point, month),   offsetof(struct time_point, week),
        offsetof(struct time_point, day),     offsetof(struct time_point, weekday),
        offsetof(struct time_point, holiday), offsetof(struct time_point, step),
        offsetof(struct time_point, move),    offsetof(struct time_point, year_step),
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        int32_t number;
        memcpy(&number, (const char *)point + numbers[i], sizeof number);
        if (number != TIME_UNSET) {
            return true;
        }
    }
    return point->unit != TIME_UNIT_NONE || point->feast != TIME_FEAST_NONE;
}

enum { HUNDRED = 100, SIXTY = 60, LAST_HOUR = 24, MONTHS = 12, MONTH_DAYS = 31 };

/* 1430 is an hour and its minutes, 143005 has seconds as well. */
static void settle_clock(struct time_point *point)
{
    int32_t clock = point->clock;
    if (clock == TIME_UNSET) {
        return;
    }
    bool has_seconds = clock > LAST_HOUR * HUNDRED;
    int32_t minutes = has_seconds ? clock / HUNDRED : clock;
    if (minutes % HUNDRED < SIXTY && minutes / HUNDRED <= LAST_HOUR) {
        point->hour = minutes / HUNDRED;
        point->minute = minutes % HUNDRED;
        point->second = has_seconds && clock % HUNDRED <= SIXTY ? clock % HUNDRED : point->second;
    }
    point->clock = TIME_UNSET;
}

/* 20181031 is a day. */
static void settle_day(struct time_point *point)
{
    int32_t day = point->ymd;
    if (day == TIME_UNSET) {
        return;
    }
    int32_t month = day / HUNDRED % HUNDRED;
    if (month >= 1 && month <= MONTHS && day % HUNDRED >= 1 && day % HUNDRED <= MONTH_DAYS) {
        point->year = day / HUNDRED / HUNDRED;
        point->month = month;
        point->day = day % HUNDRED;
    }
    point->ymd = TIME_UNSET;
}

void time_value_settle(struct time_value *value)
{
    settle_clock(&value->point);
    settle_clock(&value->end);
    settle_day(&value->point);
    settle_day(&value->end);
    if (value->kind != TIME_KIND_NONE && value->kind != TIME_KIND_DATE) {
        return;
    }
    if (point_has_clock(&value->point) || (value->is_interval && point_has_clock(&value->end))) {
        value->kind = TIME_KIND_CLOCK;
    } else if (value->count_unit != TIME_UNIT_NONE && !point_has_date(&value->point) &&
               value->reference == TIME_REFERENCE_NONE) {
        value->kind = TIME_KIND_DURATION;
    } else {
        value->kind = TIME_KIND_DATE;
    }
}
