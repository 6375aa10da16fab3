#include "render/page_p.h"

enum status partners_lay_out(const struct kb *kb, const struct render_options *options, struct scene *scene,
                            struct render_report *report, struct buffer *problem)
{
    (void)problem;
    struct page page;
    page_init(&page, scene, kb, options);
    page_head(&page, slice_of(page.words->partners_of), (struct slice){0});
    page_foot(&page, NULL);
    page_say(&page, page.words->no_agreements);
    page_origin(&page, report);
    return STATUS_OK;
}
