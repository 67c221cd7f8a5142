# Compiles SOURCE with COMPILER and FLAGS (a list), without output. A source with a line
# "// Expected: TEXT" must be refused with that text among the errors; any other must compile.
file(STRINGS ${SOURCE} expected REGEX "^// Expected: ")
string(REPLACE "// Expected: " "" expected "${expected}")

separate_arguments(flags UNIX_COMMAND "${FLAGS}")
execute_process(COMMAND ${COMPILER} ${flags} -fsyntax-only ${SOURCE}
  RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE errors)

if(expected STREQUAL "")
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "must compile:\n${errors}")
  endif()
elseif(status EQUAL 0)
  message(FATAL_ERROR "compiles, and must be refused with: ${expected}")
else()
  string(FIND "${errors}" "${expected}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "is refused, but not with: ${expected}\n${errors}")
  endif()
endif()
