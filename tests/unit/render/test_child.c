/* A child that crashes, hangs or says too much does no harm. */
#include "child_p.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static const struct child_limits LIMITS = {.seconds = 1, .memory = (size_t)1 << 30, .output = 100000};

static void speak(void *argument, struct buffer *out)
{
    buffer_add_text(out, argument);
}

static void crash(void *argument, struct buffer *out)
{
    (void)argument;
    buffer_add_text(out, "half");
    kill(getpid(), SIGSEGV);
}

static void hang(void *argument, struct buffer *out)
{
    (void)argument;
    (void)out;
    for (;;) {
        pause();
    }
}

static void leave(void *argument, struct buffer *out)
{
    (void)argument;
    (void)out;
    _exit(0);
}

static void flood(void *argument, struct buffer *out)
{
    (void)argument;
    for (int i = 0; i < 50000; i++) {
        buffer_add_text(out, "0123456789");
    }
}

static enum status run(child_work *work, void *argument, struct buffer *out, struct diagnostics *errors)
{
    struct child child;
    cr_assert_eq(child_start(&child, work, argument, &LIMITS, "drawing", errors), STATUS_OK);
    return child_finish(&child, "drawing", out, errors);
}

static void expect_failure(child_work *work, const char *message)
{
    struct buffer out = {0};
    struct diagnostics errors = {0};
    cr_expect_eq(run(work, NULL, &out, &errors), STATUS_FAILED);
    cr_assert_eq(errors.count, 1);
    cr_expect_str_eq(errors.items[0].message, message);
    cr_expect_eq(out.len, 0);
    buffer_release(&out);
    diagnostics_release(&errors);
}

Test(child, result_comes_whole)
{
    struct buffer out = {0};
    struct diagnostics errors = {0};
    char text[] = "what the child says";
    cr_expect_eq(run(speak, text, &out, &errors), STATUS_OK);
    cr_expect_str_eq(out.bytes, text);
    cr_expect_eq(errors.count, 0);
    buffer_release(&out);
}

Test(child, several_at_once)
{
    struct child children[3];
    char texts[3][8] = {"first", "second", "third"};
    struct diagnostics errors = {0};
    for (size_t i = 0; i < 3; i++) {
        cr_assert_eq(child_start(&children[i], speak, texts[i], &LIMITS, "drawing", &errors), STATUS_OK);
    }
    for (size_t i = 3; i > 0; i--) {
        struct buffer out = {0};
        cr_expect_eq(child_finish(&children[i - 1], "drawing", &out, &errors), STATUS_OK);
        cr_expect_str_eq(out.bytes, texts[i - 1]);
        buffer_release(&out);
    }
}

Test(child, crash_is_reported)
{
    expect_failure(crash, "drawing failed: the renderer was ended by signal 11 (Segmentation fault)");
}

Test(child, hang_is_stopped, .timeout = 20)
{
    expect_failure(hang, "drawing took more than 1 seconds and was stopped: show less of it");
}

Test(child, early_end_is_a_failure)
{
    expect_failure(leave, "drawing failed: the renderer ended early, perhaps for want of memory: show less of it");
}

Test(child, flood_is_stopped, .timeout = 20)
{
    expect_failure(flood, "drawing came out larger than 100000 bytes: show less of it");
}
