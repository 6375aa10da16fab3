#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>

#include "export/timeml.h"

enum { MAX_TIMES = 4 };

struct fixture {
    struct mention_set set;
    struct time_mention mentions[MAX_TIMES];
    struct resolved_time times[MAX_TIMES];
    struct anchor anchor;
    struct tagged_document document;
};

static void fixture_init(struct fixture *f, const char *source)
{
    *f = (struct fixture){0};
    f->set.document.path = slice_of("a&b.txt");
    f->set.times = f->mentions;
    f->document =
        (struct tagged_document){.set = &f->set, .source = slice_of(source), .anchor = &f->anchor, .times = f->times};
}

static void add(struct fixture *f, size_t begin, size_t end, const char *value)
{
    size_t i = f->set.time_count++;
    f->mentions[i].at.source = (struct span){begin, end};
    f->times[i].timex_type = slice_of("DATE");
    f->times[i].timex_value = slice_of(value);
}

static void expect(struct fixture *f, const char *text)
{
    struct buffer out = {0};
    timeml_write(&out, &f->document);
    const char *begin = strstr(out.bytes, "<TEXT>");
    const char *end = strstr(out.bytes, "</TEXT>");
    cr_assert(begin != NULL);
    cr_assert(end != NULL);
    char *inner = strndup(begin + 6, (size_t)(end - begin - 6));
    cr_assert(eq(str, inner, (char *)text));
    free(inner);
    buffer_release(&out);
}

Test(timeml, marks_the_source_and_changes_nothing_else)
{
    struct fixture f;
    fixture_init(&f, "In  2018,\r\n R&D <held> \"it\".\n");
    add(&f, 4, 8, "2018");
    f.times[0].timex_mod = slice_of("START");
    expect(&f, "In  <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2018\" mod=\"START\">2018</TIMEX3>,\r\n"
               " R&amp;D &lt;held&gt; &quot;it&quot;.\n");
}

Test(timeml, tags_never_nest_or_overlap)
{
    struct fixture f;
    fixture_init(&f, "0123456789");
    add(&f, 3, 6, "b");
    add(&f, 0, 2, "c");
    add(&f, 2, 5, "a");
    add(&f, 2, 4, "d");
    expect(&f, "<TIMEX3 tid=\"t1\" type=\"DATE\" value=\"c\">01</TIMEX3>"
               "<TIMEX3 tid=\"t2\" type=\"DATE\" value=\"a\">234</TIMEX3>56789");
}

Test(timeml, what_has_no_type_or_lies_outside_is_left_out)
{
    struct fixture f;
    fixture_init(&f, "0123");
    add(&f, 1, 1, "empty");
    add(&f, 2, 9, "outside");
    add(&f, 0, 1, "none");
    f.times[2].timex_type = slice_of("");
    expect(&f, "0123");
}

Test(timeml, bytes_that_xml_forbids_become_replacement_characters)
{
    struct fixture f;
    fixture_init(&f, "a\xFF\x01\x1B\xEF\xBF\xBE z");
    expect(&f, "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD z");
}

Test(timeml, creation_time_only_where_it_is_known)
{
    struct fixture f;
    fixture_init(&f, "x");
    struct buffer out = {0};
    timeml_write(&out, &f.document);
    cr_assert(strstr(out.bytes, "<DCT>") == NULL);
    cr_assert(strstr(out.bytes, "<DOCID>a&amp;b.txt</DOCID>") != NULL);
    buffer_clear(&out);
    f.anchor.known = true;
    f.anchor.edtf = slice_of("2018-09-26");
    timeml_write(&out, &f.document);
    cr_assert(strstr(out.bytes, "value=\"2018-09-26\" temporalFunction=\"false\" "
                                "functionInDocument=\"CREATION_TIME\">2018-09-26</TIMEX3></DCT>") != NULL);
    buffer_release(&out);
}

Test(timeml, json_has_the_same_times)
{
    struct fixture f;
    fixture_init(&f, "In 2018 and 2019");
    add(&f, 12, 16, "2019");
    add(&f, 3, 7, "2018");
    f.times[1].known = true;
    f.times[1].earliest = 17532;
    f.times[1].latest = 17896;
    struct buffer out = {0};
    tag_json_write(&out, &f.document);
    const char *first = strstr(out.bytes, "\"2018\"");
    const char *second = strstr(out.bytes, "\"2019\"");
    cr_assert(first != NULL);
    cr_assert(second != NULL);
    cr_assert(lt(ptr, (void *)first, (void *)second));
    cr_assert(strstr(out.bytes, "\"earliest\": \"2018-01-01\"") != NULL);
    cr_assert(strstr(out.bytes, "\"latest\": \"2018-12-31\"") != NULL);
    buffer_release(&out);
}
