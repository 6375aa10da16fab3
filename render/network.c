#include "render/page_p.h"

enum status network_lay_out(const struct kb *kb, const struct render_options *options, struct scene *scene,
                            struct render_report *report, struct buffer *problem)
{
    (void)problem;
    struct page page;
    page_init(&page, scene, kb, options);
    page_head(&page, slice_of(page.words->organizations), (struct slice){0});
    page_foot(&page, NULL);
    page_say(&page, page.words->no_organizations);
    page_origin(&page, report);
    return STATUS_OK;
}
