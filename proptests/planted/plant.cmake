# Programs with a planted bug. Included once, by this folder.
find_program(INTERLEAVE_PATCH patch REQUIRED)
find_package(Python3 REQUIRED COMPONENTS Interpreter)

add_library(planted_main OBJECT EXCLUDE_FROM_ALL
  ${CMAKE_SOURCE_DIR}/proptests/tool/main.cc)
target_compile_definitions(planted_main PRIVATE INTERLEAVE_VERSION="${PROJECT_VERSION}")
target_link_libraries(planted_main PRIVATE proptests_scenarios proptests_toys sim_cli
  interleave_flags)

# The sources that a patch changes, relative to the top.
function(interleave_patched_files patch result)
  file(STRINGS ${patch} lines REGEX "^\\+\\+\\+ b/")
  set(files)
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^\\+\\+\\+ b/([^ \t]+).*" "\\1" file "${line}")
    if(NOT file MATCHES "^daemon/(core|rpc)/[a-z_]+\\.cc$")
      message(FATAL_ERROR "${patch}: changes ${file}; a planted bug changes sources (.cc) of "
        "daemon/core and daemon/rpc alone")
    endif()
    list(APPEND files ${file})
  endforeach()
  set(${result} ${files} PARENT_SCOPE)
endfunction()

# interleave_plant(PATCH)
# The program interleave_planted_NAME: the command line tool with PATCH (NAME.patch) applied to the
# sources that it changes. Sets `name` and `program` for the caller.
function(interleave_plant patch)
  get_filename_component(name ${patch} NAME_WE)
  interleave_patched_files(${patch} files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${patch})
  set(copy ${CMAKE_CURRENT_BINARY_DIR}/${name})
  list(TRANSFORM files PREPEND ${CMAKE_SOURCE_DIR}/ OUTPUT_VARIABLE originals)
  list(TRANSFORM files PREPEND ${copy}/ OUTPUT_VARIABLE patched)
  add_custom_command(OUTPUT ${patched}
    COMMAND ${CMAKE_COMMAND}
      -D "PATCH_PROGRAM=${INTERLEAVE_PATCH}" -D "PATCH=${patch}" -D "FILES=${files}"
      -D "FROM=${CMAKE_SOURCE_DIR}" -D "TO=${copy}"
      -P ${CMAKE_SOURCE_DIR}/proptests/planted/apply_patch.cmake
    DEPENDS ${patch} ${originals} ${CMAKE_SOURCE_DIR}/proptests/planted/apply_patch.cmake
    COMMENT "Planting ${name}"
    VERBATIM)
  set(program interleave_planted_${name})
  add_executable(${program} $<TARGET_OBJECTS:planted_main> ${patched})
  # A planted bug may be one that the compiler would refuse: that check has its own tests.
  target_compile_options(${program} PRIVATE -O1 -Wno-error -Wno-unused
    $<$<CXX_COMPILER_ID:Clang>:-Wno-thread-safety -Wno-thread-safety-beta>)
  if(INTERLEAVE_SANITIZE)
    target_compile_options(${program} PRIVATE -fno-omit-frame-pointer
      -fsanitize=${INTERLEAVE_SANITIZE} -fno-sanitize-recover=all)
    target_link_options(${program} PRIVATE -fsanitize=${INTERLEAVE_SANITIZE})
  endif()
  target_link_libraries(${program} PRIVATE proptests_scenarios proptests_toys sim_cli fmt::fmt)
  set_target_properties(${program} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin/planted)
  set(name ${name} PARENT_SCOPE)
  set(program ${program} PARENT_SCOPE)
endfunction()
