# Copies FILES (relative) from FROM to TO and applies PATCH there: every hunk exactly, without fuzz.
foreach(file IN LISTS FILES)
  get_filename_component(folder ${TO}/${file} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  # A new time stamp, or the build would patch again and again.
  file(READ ${FROM}/${file} text)
  file(WRITE ${TO}/${file} "${text}")
endforeach()
execute_process(
  COMMAND ${PATCH_PROGRAM} --strip=1 --fuzz=0 --forward --batch --silent --reject-file=-
    --no-backup-if-mismatch --input=${PATCH}
  WORKING_DIRECTORY ${TO}
  RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT status EQUAL 0)
  foreach(file IN LISTS FILES)
    file(REMOVE ${TO}/${file})
  endforeach()
  message(FATAL_ERROR "${PATCH} does not apply any more: bring it up to date.\n${output}")
endif()
