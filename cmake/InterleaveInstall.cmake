# Files whose text or place depends on the prefix, which is chosen when things are installed:
# `cmake --install --prefix DIR`, or a package's.

# interleave_install_configured(COMPONENT SOURCE DESTINATION)
# Installs SOURCE, a file below the current folder. One whose name ends with ".in" loses that, and
# has @INTERLEAVE_BINDIR@ and @INTERLEAVE_SYSCONFDIR@ filled in, which are absolute. DESTINATION is
# below the prefix; what begins with "etc/" is in the directory for settings, which is /etc for the
# prefix /usr.
function(interleave_install_configured component source destination)
  install(CODE "
    set(bindir \"${CMAKE_INSTALL_BINDIR}\")
    set(sysconfdir \"${CMAKE_INSTALL_SYSCONFDIR}\")
    set(source \"${CMAKE_CURRENT_SOURCE_DIR}/${source}\")
    set(work \"${CMAKE_CURRENT_BINARY_DIR}/configured\")
    set(destination \"${destination}\")
    include(\"${CMAKE_SOURCE_DIR}/cmake/InstallConfigured.cmake\")"
    COMPONENT ${component})
endfunction()
