/* The version of the program, as it stands in kb.json and in --version. */
#ifndef ANNALS_BASE_VERSION_H
#define ANNALS_BASE_VERSION_H

#ifndef ANNALS_VERSION
#define ANNALS_VERSION "0.1.0"
#endif

#endif
