// What a key may ask of its value: the words that the table of keys is written in. Internal to
// daemon/config.
#ifndef INTERLEAVE_DAEMON_CONFIG_VALUES_H_
#define INTERLEAVE_DAEMON_CONFIG_VALUES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config/conf_file.h"
#include "daemon/config/keys.h"
#include "model/seam/clock.h"

namespace interleave::daemon {

// A number from `least` to `most` into `to`.
Applied number(const ConfValue& value, std::size_t least, std::size_t most, std::size_t& to);
// A number of whole seconds from `least` to `most` into `to`.
Applied seconds(const ConfValue& value, std::size_t least, std::size_t most, Duration& to);
// The same from 1 on; -1 and 0 mean never.
Applied seconds_or_never(const ConfValue& value, std::size_t most, std::optional<Duration>& to);
// A number of MiB from `least` to `most` into `to`, in bytes; 0 means without a limit.
Applied mebibytes(const ConfValue& value, std::size_t least, std::size_t most,
                  std::optional<std::size_t>& to);
// A string into `to`.
Applied text(const ConfValue& value, std::string& to);
// A list of strings that are not empty into `to`.
Applied texts(const ConfValue& value, std::vector<std::string>& to);
// A list of "URI = URI", each with a first URI of its own, into `to`.
Applied uri_rules(const ConfValue& value, std::vector<UriRule>& to);
// A string that is an absolute path into `to`.
Applied directory(const ConfValue& value, std::string& to);
// A string of octal digits, "0700", up to 0777.
Applied permissions(const ConfValue& value, unsigned& to);
// 0 or 1.
Applied flag(const ConfValue& value, bool& to);
// A port: its number, or a name that the system knows.
Applied port(const ConfValue& value, std::string& to);
// How clients log in: "none", "sasl" or "polkit"; and, over the network, without the last.
Applied login(const ConfValue& value, Login& to);
Applied remote_login(const ConfValue& value, Login& to);
// libvirt's levels, 1 (debug) to 4 (errors).
Applied level(const ConfValue& value, LogLevel& to);
// A string that daemon/log reads.
Applied log_filters(const ConfValue& value, std::vector<LogFilter>& to);
Applied log_outputs(const ConfValue& value, std::vector<OutputSpec>& to);

// A number, or a string, of which only `allowed` is supported; others are refused with `why`.
Applied only_number(const ConfValue& value, std::int64_t allowed, std::string_view why);
Applied only_text(const ConfValue& value, std::string_view allowed, std::string_view why);
// A list that must be empty.
Applied only_empty_list(const ConfValue& value, std::string_view why);

// A value of the right kind that changes nothing, because of `why`.
Applied unused_number(const ConfValue& value, std::string_view why);
Applied unused_text(const ConfValue& value, std::string_view why);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CONFIG_VALUES_H_
