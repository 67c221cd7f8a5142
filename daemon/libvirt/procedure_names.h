// Names of procedures, for people.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURE_NAMES_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURE_NAMES_H_

#include <cstdint>
#include <string_view>

namespace interleave::daemon {

// "DOMAIN_GET_STATE"; empty for a procedure, or a program, that is not served. Any thread.
std::string_view procedure_name(std::uint32_t program, std::int32_t procedure);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURE_NAMES_H_
