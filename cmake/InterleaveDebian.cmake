# Debian packages, one for each component, made by scripts/package with CPack:
#
#   interleaved      the daemon     (component daemon)
#   interleave       the tool       (tool)
#   interleave-dev   the testbed as a CMake package (testbed)
#
# Also the target `packaged`, which builds what they hold. Included last by the top.
set(debian ${CMAKE_SOURCE_DIR}/cmake/debian)
set(debian_build ${CMAKE_BINARY_DIR}/debian)

get_property(testbed_targets GLOBAL PROPERTY INTERLEAVE_PACKAGE_TARGETS)
add_custom_target(packaged)
add_dependencies(packaged interleave man ${testbed_targets})
if(TARGET interleaved)
  add_dependencies(packaged interleaved)
endif()

# Each package has its licence, its changes and its pages, where Debian looks for them.
find_program(GZIP gzip REQUIRED)
file(MAKE_DIRECTORY ${debian_build})
add_custom_command(OUTPUT ${debian_build}/changelog.gz
  COMMAND ${GZIP} -9nc ${debian}/changelog > ${debian_build}/changelog.gz
  DEPENDS ${debian}/changelog VERBATIM)
add_custom_target(debian_changelog ALL DEPENDS ${debian_build}/changelog.gz)
add_dependencies(packaged debian_changelog)

# interleave_debian_package(COMPONENT NAME SECTION SUMMARY TEXT DOCS files...)
function(interleave_debian_package component name section summary text)
  cmake_parse_arguments(ARG "" "" "DOCS;DEPENDS" ${ARGN})
  set(docdir ${CMAKE_INSTALL_DATAROOTDIR}/doc/${name})
  install(FILES ${debian}/copyright ${debian_build}/changelog.gz ${ARG_DOCS}
    DESTINATION ${docdir} COMPONENT ${component})
  string(TOUPPER ${component} upper)
  # The first line is the summary.
  set(CPACK_DEBIAN_${upper}_DESCRIPTION "${summary}\n${text}" PARENT_SCOPE)
  set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${name} PARENT_SCOPE)
  set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION ${section} PARENT_SCOPE)
  set(CPACK_DEBIAN_${upper}_PACKAGE_SHLIBDEPS ON PARENT_SCOPE)
  set(CPACK_DEBIAN_${upper}_PACKAGE_DEPENDS "${ARG_DEPENDS}" PARENT_SCOPE)
  set(CPACK_DEBIAN_${upper}_PACKAGE_CONTROL_STRICT_PERMISSION ON PARENT_SCOPE)
endfunction()

if(TARGET interleaved)
  interleave_debian_package(daemon interleaved admin
    "daemon that serves libvirt's remote protocol"
    "Unmodified clients of libvirt use it in place of libvirtd: it calls the\n\
libvirt library behind it. Its threads are those of libvirtd's design of 2009,\n\
checked by the simulator in the package interleave."
    DOCS ${CMAKE_SOURCE_DIR}/docs/operating.md ${CMAKE_SOURCE_DIR}/docs/procedures.md
    DEPENDS "init-system-helpers (>= 1.54~), procps, systemd | systemd-sysusers")
  # The units whose state the package keeps, sockets first.
  file(GLOB units RELATIVE ${CMAKE_SOURCE_DIR}/daemon/install CONFIGURE_DEPENDS
    ${CMAKE_SOURCE_DIR}/daemon/install/*.socket* ${CMAKE_SOURCE_DIR}/daemon/install/*.service*)
  list(TRANSFORM units REPLACE "[.]in$" "")
  set(sockets ${units})
  set(services ${units})
  list(FILTER sockets INCLUDE REGEX "[.]socket$")
  list(FILTER services INCLUDE REGEX "[.]service$")
  list(JOIN sockets " " INTERLEAVE_SOCKETS)
  list(JOIN services " " INTERLEAVE_SERVICES)
  foreach(script postinst prerm postrm)
    configure_file(${debian}/${script}.in ${debian_build}/${script} @ONLY
      FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
        GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
    list(APPEND scripts ${debian_build}/${script})
  endforeach()
  set(CPACK_DEBIAN_DAEMON_PACKAGE_CONTROL_EXTRA ${scripts} ${debian}/conffiles)
  set(CPACK_DEBIAN_DAEMON_PACKAGE_RECOMMENDS libvirt-clients)
endif()
interleave_debian_package(tool interleave devel
  "deterministic simulator for programs of threads"
  "Runs threads through randomised interleavings, checks the rules of their\n\
threading model at every step, and records, replays, shrinks and explains the\n\
schedules that fail. Its scenarios are those of the daemon interleaved, whose\n\
object files it runs."
  DOCS ${CMAKE_SOURCE_DIR}/README.md ${CMAKE_SOURCE_DIR}/docs/architecture.md
    ${CMAKE_SOURCE_DIR}/docs/campaigns.md ${CMAKE_SOURCE_DIR}/docs/red-ci.md
    ${CMAKE_SOURCE_DIR}/docs/simulation-limits.md ${CMAKE_SOURCE_DIR}/docs/strategies.md)
install(FILES ${debian}/interleave.lintian-overrides RENAME interleave
  DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/lintian/overrides COMPONENT tool)
interleave_debian_package(testbed interleave-dev libdevel
  "deterministic simulator for programs of threads (CMake package)"
  "Headers, archives and CMake targets with which a program of one's own gets\n\
the commands of the tool interleave: a deterministic simulator of threads,\n\
locks and sockets."
  DOCS ${CMAKE_SOURCE_DIR}/docs/your-program.md
  DEPENDS "libboost-context1.81-dev, libboost1.81-dev, libdw-dev, libfmt-dev")
install(DIRECTORY ${CMAKE_SOURCE_DIR}/docs/example
  DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/interleave-dev COMPONENT testbed)
set(CPACK_DEBIAN_TESTBED_PACKAGE_RECOMMENDS "cmake, libgtest-dev")

set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # each package has its own
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "Interleave maintainers <maintainers@interleave.invalid>")
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_COMPONENTS_ALL tool testbed)
if(TARGET interleaved)
  list(APPEND CPACK_COMPONENTS_ALL daemon)
endif()
# The prefix is /usr for what is installed as well, not only a place to install below.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
# What is built is the target `packaged`, not everything.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
include(CPack)
