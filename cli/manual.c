#include "cli/manual.h"

#include <string.h>

#include "base/version.h"

/* Text of a page: nothing in it may be taken for a request of the formatter. */
static void print_text(const char *text, FILE *out)
{
    bool at_line_begin = true;
    for (const char *at = text; *at; at++) {
        if (at_line_begin && (*at == '.' || *at == '\'')) {
            fputs("\\&", out);
        }
        if (*at == '\\') {
            fputs("\\e", out);
        } else if (*at == '-') {
            fputs("\\-", out);
        } else {
            fputc(*at, out);
        }
        at_line_begin = *at == '\n';
    }
}

static void print_option(const struct option *option, FILE *out)
{
    fputs(".TP\n.B ", out);
    if (option->letter != '\0') {
        fprintf(out, "\\-%c, ", option->letter);
    }
    fputs("\\-\\-", out);
    print_text(option->name, out);
    if (option->argument) {
        fprintf(out, " \\fI%s\\fR", option->argument);
    }
    fputc('\n', out);
    print_text(option->help, out);
    fputc('\n', out);
}

static void print_command(const struct command *command, FILE *out)
{
    fprintf(out, ".SS annals %s [OPTION]... ", command->name);
    print_text(command->operands, out);
    fputc('\n', out);
    print_text(command->summary, out);
    fputs(".\n", out);
    if (command->details[0] != '\0') {
        fputs(".PP\n", out);
        print_text(command->details, out);
    }
    for (size_t i = 0; i < command->option_count; i++) {
        print_option(&command->options[i], out);
    }
}

void manual_print(const struct command *const *commands, size_t count, FILE *out)
{
    fputs(".TH ANNALS 1 \"\" \"annals " ANNALS_VERSION "\" \"User Commands\"\n"
          ".SH NAME\nannals \\- from speeches to a knowledge base, a timeline and a diagram of partners\n"
          ".SH SYNOPSIS\n.B annals\n.I COMMAND\n[\\fIOPTION\\fR]... [\\fIPATH\\fR]...\n"
          ".SH DESCRIPTION\n"
          "Reads speeches, press releases and resolutions. Rules in YAML decide what is found; every\n"
          "fact in the result names the sentence that says it. Nothing leaves the machine, and the same\n"
          "input gives the same bytes.\n"
          ".SH COMMANDS\n",
          out);
    for (size_t i = 0; i < count; i++) {
        print_command(commands[i], out);
    }
    fputs(".SH EXIT STATUS\n.TP\n.B 0\ndone\n"
          ".TP\n.B 1\ndone, but some documents or rules failed; each has a message\n"
          ".TP\n.B 2\nwrong usage, or nothing could be done\n"
          ".TP\n.B 130, 143\nended by SIGINT or SIGTERM; no half written file is left\n"
          ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nwhere it is set and not empty, the summary has no colours\n",
          out);
}
