#include "daemon/libvirt/procedures/secrets.h"

#include <cstddef>
#include <span>

namespace interleave::daemon::procedures {
rpc::Outcome<rpc::SecretValueResult> secret_value(virConnectPtr connection,
                                                  const rpc::ObjectFlagsArgs<rpc::Secret>& args) {
  const rpc::Outcome<SecretRef> secret = find_object(connection, args.object);
  if (!secret.ok()) return secret.error();
  std::size_t size = 0;
  const OwnedArray<unsigned char> value(virSecretGetValue(secret.value().get(), &size, args.flags));
  if (!value) return take_last_error();
  const auto bytes = std::as_bytes(std::span(value.get(), size));
  rpc::SecretValueResult result;
  result.value.assign(bytes.begin(), bytes.end());
  return result;
}

Family secrets_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kSecretsRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
