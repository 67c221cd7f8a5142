#include "proptests/scenarios/scripted_program.h"

#include <array>
#include <utility>

#include "model/locks/guards.h"

namespace interleave::proptests {
namespace {

constexpr std::int32_t kUrgent = 100;  // added to the procedure number
constexpr Duration kSlow = std::chrono::milliseconds(10);

Behaviour behaviour_of(const rpc::FrameHeader& call) {
  return static_cast<Behaviour>(call.procedure % kUrgent);
}

}  // namespace

rpc::FrameHeader call_header(Behaviour behaviour, bool urgent, std::uint32_t serial) {
  return {.program = rpc::kRemoteProgram,
          .version = rpc::kRemoteVersion,
          .procedure = static_cast<std::int32_t>(behaviour) + (urgent ? kUrgent : 0),
          .type = rpc::FrameType::call,
          .serial = serial,
          .status = rpc::FrameStatus::ok};
}

// One client's session.
class ScriptedProgram::Api final : public daemon::Session {
 public:
  explicit Api(ScriptedProgram& program) : program_(program) {}

  daemon::Reply call(const rpc::Message& request) override {
    enter("is called", false);
    const Behaviour behaviour = behaviour_of(request.header);
    switch (behaviour) {
      case Behaviour::slow:
        program_.world_.sleep_until(later(program_.world_.clock().now(), kSlow));
        break;
      case Behaviour::event:
        wait_for_event();
        break;
      case Behaviour::stuck:
        wait_for_release();
        break;
      case Behaviour::quick:
      case Behaviour::fail:
      case Behaviour::bye:
        break;
    }
    const auto status =
        behaviour == Behaviour::fail ? rpc::FrameStatus::error : rpc::FrameStatus::ok;
    return {rpc::encode_frame(rpc::reply_header(request.header, status), {}),
            behaviour == Behaviour::bye};
  }

  void close() override { enter("is closed", true); }

 private:
  void enter(const char* what, bool closes) {
    DriverLock lock(*program_.mutex_);
    if (closed_) program_.world_.broken_rule("protocol", std::string("a closed session ") + what);
    closed_ = closes;
  }

  // As a driver waits for its monitor: the event loop has to run for this call to return.
  void wait_for_event() {
    const auto delivered = std::make_shared<bool>(false);
    daemon::EventLoop& loop = *program_.loop_;
    ScriptedProgram& program = program_;
    loop.add_timer(Duration::zero(), [&loop, &program, delivered](daemon::WatchId id) {
      loop.remove_timer(id);
      DriverLock lock(*program.mutex_);
      *delivered = true;
      program.changed_->notify_all();
    });
    DriverLock lock(*program_.mutex_);
    program_.changed_->wait([&] { return *delivered || program_.over_; });
  }

  void wait_for_release() {
    DriverLock lock(*program_.mutex_);
    program_.changed_->wait([this] { return program_.released_; });
  }

  ScriptedProgram& program_;
  bool closed_ = false;  // guarded by the driver lock
};

ScriptedProgram::ScriptedProgram(sim::SimWorld& world)
    : world_(world),
      mutex_(world.threads().make_mutex(Name{"driver"}, Rank::driver)),
      changed_(world.threads().make_condvar(Name{"driver changed"}, *mutex_)) {}

ScriptedProgram::~ScriptedProgram() = default;

void ScriptedProgram::release() {
  DriverLock lock(*mutex_);
  released_ = true;
  changed_->notify_all();
}

void ScriptedProgram::end() {
  DriverLock lock(*mutex_);
  released_ = over_ = true;
  changed_->notify_all();
}

std::unique_ptr<daemon::Session> ScriptedProgram::open_session(const daemon::ClientInfo&) {
  return std::make_unique<Api>(*this);
}

daemon::Lane ScriptedProgram::lane(const rpc::FrameHeader& call) const {
  return call.procedure >= kUrgent ? daemon::Lane::urgent : daemon::Lane::ordinary;
}

daemon::Reply ScriptedProgram::refuse(const rpc::FrameHeader& call, daemon::Refusal) {
  const std::array<std::byte, 4> body = {kRefusedMark, {}, {}, {}};
  return {rpc::encode_frame(rpc::reply_header(call, rpc::FrameStatus::error), body), false};
}

}  // namespace interleave::proptests
