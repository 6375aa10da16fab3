# Compiler flags, in two targets: annals_flags for everything, annals_strict on top of it for our own code.
# Tests get annals_flags only, because the macros of the test framework do not survive -Wconversion.

add_library(annals_flags INTERFACE)
target_include_directories(annals_flags INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_definitions(annals_flags INTERFACE _GNU_SOURCE)
# The same bytes with every compiler: no fused multiply-add behind our back.
target_compile_options(annals_flags INTERFACE -Wall -Wextra -ffp-contract=off -fno-common)
if(ANNALS_WERROR)
  target_compile_options(annals_flags INTERFACE -Werror)
endif()

add_library(annals_strict INTERFACE)
target_link_libraries(annals_strict INTERFACE annals_flags)
target_compile_options(annals_strict INTERFACE
  -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wundef)

if(ANNALS_SANITIZE)
  target_compile_options(annals_flags INTERFACE
    -fsanitize=${ANNALS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -g)
  target_link_options(annals_flags INTERFACE -fsanitize=${ANNALS_SANITIZE})
endif()
if(ANNALS_COVERAGE)
  target_compile_options(annals_flags INTERFACE --coverage -O0 -g)
  target_link_options(annals_flags INTERFACE --coverage)
endif()
if(ANNALS_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "fuzz targets need clang: configure with --preset fuzz, or -DCMAKE_C_COMPILER=clang")
  endif()
  target_compile_options(annals_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
