# Writes the generated C file of embed_rows: one C string per row.
file(READ "${FILE}" body)
string(REPLACE "\\" "\\\\" body "${body}")
string(REPLACE "\"" "\\\"" body "${body}")
string(REPLACE "\r" "" body "${body}")
string(FIND "${body}" "\n" end_of_header)
math(EXPR start "${end_of_header} + 1")
string(SUBSTRING "${body}" ${start} -1 body)
string(REGEX REPLACE "\n+$" "" body "${body}")
string(REPLACE "\n" "\",\n    \"" body "${body}")
file(WRITE "${OUT}" "extern const char *const ${NAME}[];\n"
    "const char *const ${NAME}[] = {\n    \"${body}\",\n    0,\n};\n")
