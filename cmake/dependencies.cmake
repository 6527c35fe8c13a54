# Debian 12 packages; DESIGN of each choice in docs/decisions/.
find_package(PkgConfig REQUIRED)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3>=3.40)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(EXPAT REQUIRED IMPORTED_TARGET expat)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(CRYPTO REQUIRED IMPORTED_TARGET libcrypto)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson)
pkg_check_modules(GSL REQUIRED IMPORTED_TARGET gsl)
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo pangoft2 fontconfig cairo-pdf)
pkg_check_modules(QPDF REQUIRED IMPORTED_TARGET libqpdf)
pkg_check_modules(CHECK REQUIRED IMPORTED_TARGET check)
# These ship no pkg-config file on Debian 12.
find_library(LIBCSV csv REQUIRED)
find_library(LIBGLPK glpk REQUIRED)
find_library(LIBXLSXWRITER xlsxwriter REQUIRED)
find_library(LIBPANGOCAIRO pangocairo-1.0 REQUIRED)
find_library(LIBQPDF qpdf REQUIRED)
find_library(LIBREADSTAT readstat REQUIRED)

# late_library(<variable> <file>): the name by which a program loads it when
# it is first needed (report/late_library.h).
function(late_library variable file)
    execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${file}
        OUTPUT_VARIABLE headers COMMAND_ERROR_IS_FATAL ANY)
    if(NOT headers MATCHES "SONAME +([^ \n]+)")
        message(FATAL_ERROR "${file} has no name to load it by")
    endif()
    set(${variable} ${CMAKE_MATCH_1} PARENT_SCOPE)
endfunction()
late_library(LATE_PANGOCAIRO ${LIBPANGOCAIRO})
late_library(LATE_QPDF ${LIBQPDF})
late_library(LATE_XLSXWRITER ${LIBXLSXWRITER})
