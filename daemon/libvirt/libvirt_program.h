// The program that interleaved serves: libvirt's remote protocol, answered by the libvirt library
// in this process.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_LIBVIRT_PROGRAM_H_
#define INTERLEAVE_DAEMON_LIBVIRT_LIBVIRT_PROGRAM_H_

#include <memory>
#include <optional>
#include <vector>

#include "daemon/core/program.h"
#include "daemon/libvirt/options.h"
#include "daemon/libvirt/refs.h"
#include "daemon/login/desk.h"
#include "daemon/rpc/types.h"
#include "model/seam/threads.h"

namespace interleave::daemon {

class LibvirtProgram final : public Program {
 public:
  // Prepares the library, whose default of printing errors ends here. `threads` and
  // `logins` outlive the program; without the latter no socket may ask for authentication.
  LibvirtProgram(Threads& threads, LibvirtOptions options, const LoginDesk* logins = nullptr);
  // All sessions have been destroyed, and let_go was called after a hold_open.
  ~LibvirtProgram() override;

  // Opens the connections of options.keep_open; gives the first error. The process leader calls it
  // once, after an EventBridge was made and before the first session. It may block.
  std::optional<rpc::Error> hold_open();
  // Closes them again. The process leader calls it after the last session and before the
  // EventBridge ends. It may block.
  void let_go() { held_.clear(); }

  std::unique_ptr<Session> open_session(const ClientInfo& client,
                                        std::shared_ptr<Outbox> outbox) override;
  [[nodiscard]] Lane lane(const rpc::FrameHeader& call) const override;
  [[nodiscard]] bool authenticates(const rpc::FrameHeader& call) const override;
  Reply refuse(const rpc::FrameHeader& call, Refusal why) override;

 private:
  // Constant.
  Threads& threads_;
  const LibvirtOptions options_;
  const LoginDesk* const logins_;

  // Process leader only.
  std::vector<ConnectionRef> held_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_LIBVIRT_PROGRAM_H_
