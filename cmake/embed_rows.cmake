# embed_rows(<target> <csv> <name>): the rows of a codebook file, header
# dropped, as `const char *const <name>[]` closed by NULL: data that a room
# needs where there is no study. Quoted cells stay quoted.
function(embed_rows target csv name)
    set(out ${CMAKE_BINARY_DIR}/generated/${name}.c)
    add_custom_command(OUTPUT ${out}
        COMMAND ${CMAKE_COMMAND} -D NAME=${name} -D OUT=${out}
            -D FILE=${CMAKE_SOURCE_DIR}/${csv}
            -P ${CMAKE_SOURCE_DIR}/cmake/write_rows.cmake
        DEPENDS ${CMAKE_SOURCE_DIR}/${csv}
            ${CMAKE_SOURCE_DIR}/cmake/write_rows.cmake
        VERBATIM)
    target_sources(${target} PRIVATE ${out})
endfunction()
