/* Files: read whole with a limit, written whole or not at all. */
#ifndef ANNALS_BASE_FILE_H
#define ANNALS_BASE_FILE_H

#include "base/buffer.h"
#include "base/error.h"

/* Reads all of path ("-" is standard input) into out. Fails with a diagnostic (missing, unreadable, a folder, larger
 * than `limit` bytes; 0 is no limit). */
enum status file_read(const char *path, size_t limit, struct buffer *out, struct diagnostics *errors);
/* Temporary file beside path, write, fsync, rename. On failure path is untouched, the temporary file is gone. */
enum status file_write(const char *path, struct slice bytes, struct diagnostics *errors);
/* The same without fsync, for files that are written by the thousand and can be written again: the file is whole or is
 * not there whatever becomes of the program; a power failure may leave it empty. */
enum status file_write_one_of_many(const char *path, struct slice bytes, struct diagnostics *errors);
/* Creates path and its parents where missing. */
enum status file_make_folder(const char *path, struct diagnostics *errors);
/* What an errno of the system says, in words that say what to do; NULL where there are none. */
const char *file_reason(int code);
/* Removes temporary files of writes under way; safe to call from a signal handler. */
void file_remove_temporaries(void);

#endif
