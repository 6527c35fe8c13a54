# embed_sql(<target> <room>): every <room>/sql/NAME.sql becomes an entry of
# `const struct sql_text <room>_sql[]` (base/sql_text.h), sorted by name and
# closed by a NULL name.
function(embed_sql target room)
    file(GLOB sql CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${room}/sql/*.sql)
    set(out ${CMAKE_BINARY_DIR}/generated/${room}_sql.c)
    add_custom_command(OUTPUT ${out}
        COMMAND ${CMAKE_COMMAND} -D ROOM=${room} -D OUT=${out}
            "-DFILES=${sql}" -P ${CMAKE_SOURCE_DIR}/cmake/write_sql.cmake
        DEPENDS ${sql} ${CMAKE_SOURCE_DIR}/cmake/write_sql.cmake
        VERBATIM)
    target_sources(${target} PRIVATE ${out})
endfunction()
