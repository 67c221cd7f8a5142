// The configuration file: any text is read or refused with one line, and what was read is the same
// when it is read again.
#include "daemon/config/settings.h"

#include <string>

#include "proptests/fuzz/fuzz.h"

using interleave::fuzz::must;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using interleave::daemon::SettingsFile;
  const std::string_view text = interleave::fuzz::as_text(data, size);
  const SettingsFile file = interleave::daemon::read_settings("F", text);
  const SettingsFile again = interleave::daemon::read_settings("F", text);
  must(file.error == again.error && file.values == again.values && file.notes == again.notes);
  if (file.error) {
    must(file.error->find('\n') == std::string::npos && !file.error->empty());
    return 0;
  }
  const interleave::daemon::Limits& limits = file.settings.limits;
  must(limits.min_workers >= 1 && limits.min_workers <= limits.max_workers);
  must(limits.max_clients >= 1 && limits.max_client_requests >= 1);
  must(file.settings.unix_sock_dir.starts_with('/'));
  return 0;
}
