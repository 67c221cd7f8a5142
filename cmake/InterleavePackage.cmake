# The installed package: what find_package(Interleave) finds. `cmake --install DIR --component
# testbed` installs it alone: headers, archives, Interleave::model, Interleave::sim (all of the
# simulator) and Interleave::gtest. Included by the top, after the folders.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Interleave)
get_property(package_targets GLOBAL PROPERTY INTERLEAVE_PACKAGE_TARGETS)
foreach(target IN LISTS package_targets)
  target_include_directories(${target} INTERFACE
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/interleave>)
  target_compile_features(${target} INTERFACE $<INSTALL_INTERFACE:cxx_std_20>)
endforeach()
# Who links a sanitized engine is sanitized as well: the warnings stay here, these do not.
if(INTERLEAVE_SANITIZE)
  target_compile_options(model INTERFACE
    $<INSTALL_INTERFACE:-fsanitize=${INTERLEAVE_SANITIZE}>
    $<INSTALL_INTERFACE:-fno-omit-frame-pointer>)
  target_link_options(model INTERFACE $<INSTALL_INTERFACE:-fsanitize=${INTERLEAVE_SANITIZE}>)
endif()
if(TARGET sim_gtest)
  set_target_properties(sim_gtest PROPERTIES EXPORT_NAME gtest)
endif()

install(TARGETS ${package_targets} sim EXPORT InterleaveTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/interleave COMPONENT testbed)
install(EXPORT InterleaveTargets NAMESPACE Interleave:: DESTINATION ${package_dir}
  COMPONENT testbed)
install(DIRECTORY model sim DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/interleave COMPONENT testbed
  FILES_MATCHING PATTERN "*.h")

configure_package_config_file(cmake/InterleaveConfig.cmake.in
  ${CMAKE_BINARY_DIR}/package/InterleaveConfig.cmake INSTALL_DESTINATION ${package_dir}
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/package/InterleaveConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_BINARY_DIR}/package/InterleaveConfig.cmake
  ${CMAKE_BINARY_DIR}/package/InterleaveConfigVersion.cmake
  DESTINATION ${package_dir} COMPONENT testbed)
