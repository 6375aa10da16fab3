# Functions that turn a folder into a target.

set(ANNALS_LAYERS base ingest text extract kb export render cli)
set(ANNALS_LAYERS_OF_KB kb export render cli)

# annals_layer(<folder> [<lower folder>...]): static library annals_<folder> from <folder>/**/*.c. A folder without a
# source file gives a library with nothing in it, so that the tree builds at every stage.
function(annals_layer name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${name}/*.c")
  if(name STREQUAL "cli")
    list(FILTER sources EXCLUDE REGEX "/cli/main\\.c$")
  endif()
  set(libraries "")
  foreach(lower IN LISTS ARGN)
    list(APPEND libraries annals_${lower})
  endforeach()
  if(sources)
    add_library(annals_${name} STATIC ${sources})
    target_link_libraries(annals_${name} PRIVATE annals_strict PUBLIC ${libraries} annals_deps)
  else()
    add_library(annals_${name} INTERFACE)
    target_link_libraries(annals_${name} INTERFACE ${libraries} annals_deps)
  endif()
endfunction()

# annals_words(<folder> <struct> <NAME> <file>...): words of a language as a table of <folder>/words.h, and as a table of
# names, for files of words.
function(annals_words layer struct name)
  list(TRANSFORM ARGN PREPEND "${CMAKE_SOURCE_DIR}/" OUTPUT_VARIABLE files)
  set(out "${CMAKE_BINARY_DIR}/${struct}.c")
  string(TOUPPER "${layer}" upper)
  set(fields "-DFIELDS=${upper}_WORD_FIELDS" "-DFIELDS_STRUCT=${layer}_word_field")
  add_custom_command(
    OUTPUT "${out}"
    COMMAND "${CMAKE_COMMAND}" ${fields} "-DIN=${files}" "-DHEADER=${layer}/words.h" "-DSTRUCT=${struct}" "-DNAME=${name}"
            "-DOUT=${out}" -P "${CMAKE_SOURCE_DIR}/cmake/words.cmake"
    DEPENDS ${files} "${CMAKE_SOURCE_DIR}/cmake/words.cmake" VERBATIM)
  target_sources(annals_${layer} PRIVATE "${out}")
endfunction()

# annals_link(<folder> <library>...): link more into a layer, whether it has sources yet or not.
function(annals_link name)
  get_target_property(kind annals_${name} TYPE)
  if(kind STREQUAL "INTERFACE_LIBRARY")
    target_link_libraries(annals_${name} INTERFACE ${ARGN})
  else()
    target_link_libraries(annals_${name} PUBLIC ${ARGN})
  endif()
endfunction()

# annals_embed(<folder> <NAME> <file>...): the files, one after the other, as `const struct report_file NAME`.
function(annals_embed layer name)
  set(out "${CMAKE_BINARY_DIR}/${name}.c")
  add_custom_command(
    OUTPUT "${out}"
    COMMAND "${CMAKE_COMMAND}" "-DIN=${ARGN}" "-DNAME=${name}" "-DOUT=${out}" -P "${CMAKE_SOURCE_DIR}/cmake/embed.cmake"
    DEPENDS ${ARGN} "${CMAKE_SOURCE_DIR}/cmake/embed.cmake" VERBATIM)
  target_sources(annals_${layer} PRIVATE "${out}")
endfunction()

# The program: cli/main.c over a library of the other files of cli/, so that tests can link the commands too.
function(annals_program)
  annals_layer(cli export render kb extract text ingest base)
  get_target_property(kind annals_cli TYPE)
  if(NOT kind STREQUAL "INTERFACE_LIBRARY")
    target_compile_definitions(annals_cli PRIVATE ANNALS_RULES_DIR="${CMAKE_SOURCE_DIR}/rules"
      ANNALS_THEMES_DIR="${CMAKE_SOURCE_DIR}/themes")
  endif()
  file(GLOB main CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/cli/main.c")
  if(main)
    add_executable(annals ${main})
    target_link_libraries(annals PRIVATE annals_strict annals_cli)
    # The manual page comes from the program's own tables of options.
    add_custom_command(OUTPUT annals.1 COMMAND annals --manual > annals.1 DEPENDS annals VERBATIM)
    add_custom_target(manual ALL DEPENDS annals.1)
  endif()
endfunction()

# test_<folder> from tests/unit/<folder>/*.c. A test may include its own folder's private headers.
function(annals_unit_tests)
  if(NOT CRITERION_FOUND)
    message(STATUS "Criterion not found: no unit tests (package libcriterion-dev)")
    return()
  endif()
  enable_testing()
  foreach(name IN LISTS ANNALS_LAYERS)
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/unit/${name}/*.c")
    if(sources)
      # From kb upwards: with knowledge bases made by hand.
      if(name IN_LIST ANNALS_LAYERS_OF_KB)
        list(APPEND sources "${CMAKE_SOURCE_DIR}/tests/unit/fixture.c" "${CMAKE_SOURCE_DIR}/tests/unit/fixture_sets.c")
      endif()
      add_executable(test_${name} ${sources} "${CMAKE_SOURCE_DIR}/tests/unit/leaks.c")
      target_include_directories(test_${name} PRIVATE "${CMAKE_SOURCE_DIR}/${name}" "${CMAKE_SOURCE_DIR}/tests/unit")
      target_compile_definitions(test_${name} PRIVATE ANNALS_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
        ANNALS_RULES_DIR="${CMAKE_SOURCE_DIR}/rules" ANNALS_THEMES_DIR="${CMAKE_SOURCE_DIR}/themes")
      # gcc 12 takes what open_memstream wrote for a pointer to the variable that it wrote to, and two members of one
      # struct for one place.
      target_compile_options(test_${name} PRIVATE "$<$<C_COMPILER_ID:GNU>:-Wno-dangling-pointer;-Wno-restrict>")
      target_link_libraries(test_${name} PRIVATE annals_flags annals_${name} PkgConfig::CRITERION)
      add_test(NAME unit_${name} COMMAND test_${name} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    endif()
  endforeach()
endfunction()

# fuzz_<name> from tests/fuzz/<name>.c or tests/fuzz/fuzz_<name>.c, linked against all layers up to export.
function(annals_fuzz_targets)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/fuzz/*.c")
  foreach(source IN LISTS sources)
    get_filename_component(name "${source}" NAME_WE)
    string(REGEX REPLACE "^fuzz_" "" name "${name}")
    add_executable(fuzz_${name} "${source}")
    target_link_libraries(fuzz_${name} PRIVATE annals_flags annals_export annals_extract)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  endforeach()
endfunction()

# replay_<name>: the same without libFuzzer, over the inputs of a folder.
function(annals_replay_targets)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/fuzz/*.c")
  foreach(source IN LISTS sources)
    get_filename_component(name "${source}" NAME_WE)
    string(REGEX REPLACE "^fuzz_" "" name "${name}")
    add_executable(replay_${name} "${source}" "${CMAKE_SOURCE_DIR}/tests/fuzz/replay/replay.c")
    target_link_libraries(replay_${name} PRIVATE annals_flags annals_export annals_extract)
  endforeach()
endfunction()

# bench_<name> from bench/<name>.c or bench/bench_<name>.c.
function(annals_bench_programs)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/bench/*.c")
  foreach(source IN LISTS sources)
    get_filename_component(name "${source}" NAME_WE)
    string(REGEX REPLACE "^bench_" "" name "${name}")
    add_executable(bench_${name} "${source}")
    target_compile_definitions(bench_${name} PRIVATE ANNALS_RULES_DIR="${CMAKE_SOURCE_DIR}/rules")
    target_link_libraries(bench_${name} PRIVATE annals_strict annals_cli)
  endforeach()
endfunction()

# The engine against a slow reference: tests/differential. The reference sees no header of the product.
function(annals_differential)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/differential/*.c")
  add_executable(differential ${sources})
  target_link_libraries(differential PRIVATE annals_strict annals_extract)
endfunction()
