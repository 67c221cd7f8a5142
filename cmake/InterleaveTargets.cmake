# Targets of the house. Each folder is a target that sees its own headers and those of the targets
# it links, and no others: its include path is a directory of the build tree that holds one link, to
# the folder itself. An include against the arrows of docs/architecture.md does not compile.

add_library(interleave_flags INTERFACE)
target_compile_options(interleave_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual
  $<$<BOOL:${INTERLEAVE_WERROR}>:-Werror>
  $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety;-Wthread-safety-beta>
  $<$<CXX_COMPILER_ID:Clang>:-Werror=thread-safety;-Werror=thread-safety-beta>
  -fno-omit-frame-pointer)
target_compile_definitions(interleave_flags INTERFACE _GLIBCXX_ASSERTIONS)
if(INTERLEAVE_SANITIZE)
  target_compile_options(interleave_flags INTERFACE
    -fsanitize=${INTERLEAVE_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(interleave_flags INTERFACE -fsanitize=${INTERLEAVE_SANITIZE})
endif()

# interleave_folder(TARGET PATH SOURCES... [DEPENDS targets...])
# A static library of the sources in PATH (relative to the top), known to includes as PATH. Those of
# model/ and sim/ are in the installed package (InterleavePackage.cmake).
function(interleave_folder target path)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  interleave_include_link(${target} ${path} ${CMAKE_SOURCE_DIR}/${path})
  list(TRANSFORM ARG_SOURCES PREPEND ${CMAKE_SOURCE_DIR}/${path}/)
  add_library(${target} STATIC ${ARG_SOURCES})
  target_include_directories(${target} PUBLIC
    $<BUILD_INTERFACE:${CMAKE_BINARY_DIR}/include/${target}>)
  target_link_libraries(${target} PUBLIC ${ARG_DEPENDS}
    PRIVATE $<BUILD_INTERFACE:interleave_flags> ${ARG_PRIVATE_DEPENDS})
  if(path MATCHES "^(model|sim)(/|$)")
    set_property(GLOBAL APPEND PROPERTY INTERLEAVE_PACKAGE_TARGETS ${target})
  endif()
endfunction()

# interleave_together(TARGET GROUP SOURCES...)
# Sources of the folder TARGET, of this directory, that call each other at every scheduling point:
# in a build for speed they are one translation unit, so that small functions are inlined across
# files. (Optimisation at link time would do the same, but other compilers could not link the
# archives of the installed package.) A group for each thing: with everything in one, compilers
# inline what matters less, and it is slower again.
function(interleave_together target group)
  if(CMAKE_BUILD_TYPE STREQUAL "Debug" OR INTERLEAVE_SANITIZE)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  set_source_files_properties(${ARGN} PROPERTIES UNITY_GROUP ${group})
endfunction()

# Makes build/include/TARGET/PATH a link to SOURCE.
function(interleave_include_link target path source)
  cmake_path(GET path PARENT_PATH parent)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/include/${target}/${parent})
  file(CREATE_LINK ${source} ${CMAKE_BINARY_DIR}/include/${target}/${path} SYMBOLIC)
endfunction()
