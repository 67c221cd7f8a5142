#include "daemon/rpc/error.h"

namespace interleave::rpc {

Error make_error(std::int32_t code, std::int32_t from, std::string_view prefix,
                 std::string_view text) {
  Error error;
  error.code = code;
  error.from = from;
  error.message = String(std::string(prefix).append(text));
  error.level = kErrorLevelError;
  error.str1 = String(std::string(prefix).append("%s"));
  error.str2 = String(std::string(text));
  error.int1 = -1;
  error.int2 = -1;
  return error;
}

Error rpc_error(std::string_view text) {
  return make_error(kErrorRpc, kErrorFromRpc, "", text);
}

Error internal_error(std::string_view text) {
  return make_error(kErrorInternal, kErrorFromRpc, "internal error: ", text);
}

}  // namespace interleave::rpc
