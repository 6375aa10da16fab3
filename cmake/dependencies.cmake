# Libraries from Debian 12; packages.txt names the packages. Each is included by exactly one of our source files.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(CJSON REQUIRED IMPORTED_TARGET libcjson)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(NETTLE REQUIRED IMPORTED_TARGET nettle)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
# Its header alone: the library is opened when a workbook is written.
pkg_check_modules(XLSXWRITER REQUIRED xlsxwriter)
# libcsv comes without a .pc file.
find_library(CSV_LIBRARY csv REQUIRED)
find_path(CSV_INCLUDE_DIR csv.h REQUIRED)

add_library(annals_deps INTERFACE)
target_link_libraries(annals_deps INTERFACE
  PkgConfig::YAML PkgConfig::CJSON PkgConfig::UTF8PROC PkgConfig::NETTLE PkgConfig::ZLIB ${CSV_LIBRARY}
  Threads::Threads ${CMAKE_DL_LIBS} m)

pkg_check_modules(GRAPHVIZ REQUIRED IMPORTED_TARGET libgvc libcgraph)
pkg_check_modules(PANGO REQUIRED IMPORTED_TARGET pangocairo pangoft2)
# Its header alone: the library is opened when the pages of a PDF are joined.
pkg_check_modules(QPDF REQUIRED libqpdf)
set(ANNALS_HAVE_GRAPHICS ON)
# As system headers: their warnings are not ours. The libraries are opened when a picture is drawn (base/library.h).
add_library(annals_graphics INTERFACE)
target_include_directories(annals_graphics SYSTEM INTERFACE ${GRAPHVIZ_INCLUDE_DIRS} ${PANGO_INCLUDE_DIRS})
target_link_libraries(annals_graphics INTERFACE ${CMAKE_DL_LIBS})

if(ANNALS_TESTS)
  pkg_check_modules(CRITERION IMPORTED_TARGET criterion)
endif()
