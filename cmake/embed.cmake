# cmake "-DIN=a.js;b.js" -DNAME=REPORT_SCRIPT -DOUT=x.c -P embed.cmake: files, one after the other, as bytes of a C array.
set(bytes "")
foreach(file IN LISTS IN)
  file(READ "${file}" hex HEX)
  string(APPEND bytes "${hex}")
endforeach()
string(LENGTH "${bytes}" digits)
math(EXPR length "${digits} / 2")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "(................................................................................)" "\\1\n" bytes "${bytes}")
file(WRITE "${OUT}" "/* Made from files of render/report. */
#include \"render/report_p.h\"

static const unsigned char bytes[] = {
${bytes}};
const struct report_file ${NAME} = {bytes, ${length}};
")
