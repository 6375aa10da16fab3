/* Messages for programs: a code that stays the same whatever names a message holds, and the message as JSON. */
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/error_p.h"
#include "base/json.h"

enum { CODE_MAX_WORDS = 6, CODE_MAX_LEN = 80 };

/* Behind a conversion such as %s, %.*s, %04X. */
static const char *skip_conversion(const char *at)
{
    at++;
    while (*at != '\0' && strchr("0123456789.*lz", *at) != NULL) {
        at++;
    }
    return *at != '\0' ? at + 1 : at;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Writes the code of a text; `conversions` where % begins one. Returns how many words it has. */
static size_t spell(const char *text, bool conversions, char *code)
{
    size_t words = 0, len = 0;
    for (const char *at = text; *at != '\0' && *at != ';' && words <= CODE_MAX_WORDS;) {
        if (conversions && *at == '%') {
            at = skip_conversion(at);
            continue;
        }
        if (!is_word(*at)) {
            at++;
            continue;
        }
        if (words++ == CODE_MAX_WORDS) {
            break;
        }
        if (len > 0 && len + 1 < CODE_MAX_LEN) {
            code[len++] = '-';
        }
        for (; is_word(*at); at++) {
            if (len + 1 < CODE_MAX_LEN) {
                code[len++] = (char)(*at >= 'A' && *at <= 'Z' ? *at | 0x20 : *at);
            }
        }
    }
    code[len] = '\0';
    return words;
}

char *error_code(const char *format, const char *message)
{
    char *code = memory_zero(CODE_MAX_LEN, 1);
    bool given = strncmp(format, "%s", 2) == 0 || strncmp(format, "%.*s", 4) == 0;
    size_t rest = strlen(given ? strchr(format, 's') + 1 : format);
    if (given && (rest == 0 || strcmp(format, "%s on line %u") == 0)) {
        spell(message, false, code);
    } else {
        spell(format, true, code);
    }
    return code;
}

static void write_number(struct json *json, const char *key, unsigned number)
{
    json_key(json, key);
    if (number > 0) {
        json_number(json, number);
    } else {
        json_null(json);
    }
}

/* "… did you mean <x>?": the x. */
static struct slice suggestion_of(const char *message)
{
    static const char asked[] = "; did you mean ";
    const char *found = NULL;
    for (const char *at = message; (at = strstr(at, asked)) != NULL; at++) {
        found = at + strlen(asked);
    }
    size_t len = found ? strlen(found) : 0;
    return len > 1 && found[len - 1] == '?' ? slice_make(found, len - 1) : (struct slice){0};
}

void diagnostic_write(const struct diagnostic *item, struct json *json)
{
    static const char *const names[] = {"note", "warning", "error"};
    struct slice suggestion = suggestion_of(item->message);
    json_object_begin(json);
    json_key(json, "file");
    if (item->file) {
        json_string(json, slice_of(item->file));
    } else {
        json_null(json);
    }
    write_number(json, "line", item->line);
    write_number(json, "column", item->line > 0 ? item->column : 0);
    write_number(json, "end", item->line > 0 && item->column > 0 ? item->column + (item->width ? item->width : 1) : 0);
    json_member(json, "severity", slice_of(names[item->severity]));
    json_member(json, "code", slice_of(item->code));
    json_member(json, "message", slice_of(item->message));
    json_key(json, "suggestion");
    if (suggestion.len > 0) {
        json_string(json, suggestion);
    } else {
        json_null(json);
    }
    json_object_end(json);
}
