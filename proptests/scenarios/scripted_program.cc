#include "proptests/scenarios/scripted_program.h"

#include <array>
#include <stdexcept>
#include <utility>

#include "daemon/core/stream_table.h"
#include "model/locks/guards.h"
#include "proptests/scenarios/scripted_stream.h"
#include "proptests/scenarios/words.h"

namespace interleave::proptests {
namespace {

constexpr std::int32_t kUrgent = 100;  // added to the procedure number
constexpr Duration kSlow = std::chrono::milliseconds(10);

bool fails(Behaviour behaviour) {
  return behaviour == Behaviour::fail || behaviour == Behaviour::wrong;
}

Behaviour behaviour_of(const rpc::FrameHeader& call) {
  return static_cast<Behaviour>(call.procedure % kUrgent);
}

class OneLess {
 public:
  explicit OneLess(std::atomic<std::size_t>& count) : count_(count) {}
  OneLess(const OneLess&) = delete;
  OneLess& operator=(const OneLess&) = delete;
  ~OneLess() { --count_; }

 private:
  std::atomic<std::size_t>& count_;
};

}  // namespace

rpc::FrameHeader call_header(Behaviour behaviour, bool urgent, std::uint32_t serial) {
  return {
      .program = rpc::kRemoteProgram,
      .version = rpc::kRemoteVersion,
      .procedure = static_cast<std::int32_t>(behaviour) + (urgent ? kUrgent : 0),
      .type = behaviour == Behaviour::give ? rpc::FrameType::call_with_fds : rpc::FrameType::call,
      .serial = serial,
      .status = rpc::FrameStatus::ok};
}

bool is_urgent(const rpc::FrameHeader& call) {
  return call.procedure >= kUrgent;
}

// One client's session.
class ScriptedProgram::Api final : public daemon::Session {
 public:
  Api(ScriptedProgram& program, const daemon::ClientInfo& client,
      std::shared_ptr<daemon::Outbox> outbox)
      : program_(program),
        client_(client.number),
        must_authenticate_(client.login != daemon::Login::none),
        carries_files_(client.carries_files),
        outbox_(std::move(outbox)),
        streams_(program.world_.threads(), outbox_) {
    if (++program.sessions_ > program.most_clients_) {
      program.world_.broken_rule("bound-exceeded", "there are more clients than max_clients");
    }
  }

  [[nodiscard]] bool must_authenticate() const override { return must_authenticate_; }

  daemon::Reply call(const rpc::Message& request) override {
    if (++calls_ > program_.most_calls_) {
      program_.world_.broken_rule("bound-exceeded",
                                  "more calls of a client are made than max_client_requests");
    }
    // It may throw.
    const OneLess at_the_end(calls_);
    return make(request);
  }

  void close() override {
    enter("is closed", true);
    --program_.sessions_;
    program_.events_.forget(client_);
    streams_.close();
  }

  void work(std::uint64_t what) override {
    enter("works", false);
    streams_.work(what);
  }
  void receive(rpc::Message packet) override { streams_.receive(std::move(packet)); }
  void sent(std::uint64_t note) override { streams_.sent(note); }
  void stopping() override { streams_.stop(); }
  void replied(std::uint32_t serial) override {
    program_.events_.replied(client_, serial);
    streams_.replied(serial);
  }

 private:
  daemon::Reply make(const rpc::Message& request) {
    enter("is called", false);
    const Behaviour behaviour = behaviour_of(request.header);
    std::vector<std::byte> body;
    std::unique_ptr<daemon::Admission> admission;
    std::vector<FileRef> files;
    switch (behaviour) {
      case Behaviour::slow:
        program_.world_.sleep_until(later(program_.world_.clock().now(), kSlow));
        break;
      case Behaviour::event:
        program_.wait_for_event();
        break;
      case Behaviour::stuck:
        wait_for_release();
        break;
      case Behaviour::throws:
        throw std::runtime_error("the driver has failed");
      case Behaviour::await:
        wait_for_another();
        break;
      case Behaviour::listen:
        body = body_of({program_.events_.listen(client_, request.header.serial, outbox_), 0});
        break;
      case Behaviour::unlisten: {
        const auto [number, last] = program_.events_.unlisten(client_);
        body = body_of({number, last});
        break;
      }
      case Behaviour::pull:
      case Behaviour::abort:
      case Behaviour::push:
      case Behaviour::reject:
        open_stream(request.header, behaviour);
        break;
      case Behaviour::emit:
        program_.events_.emit();
        break;
      case Behaviour::login:
        admission = std::make_unique<daemon::Admission>(program_.layer_);
        break;
      case Behaviour::give:
        body = numbers_of(request.files);
        break;
      case Behaviour::take:
        // A layer above the transport has no place for them.
        if (carries_files_ && !program_.layer_) files = open_files();
        body = numbers_of(files);
        break;
      case Behaviour::echo:
        body = request.body;
        break;
      case Behaviour::quick:
      case Behaviour::fail:
      case Behaviour::wrong:
      case Behaviour::bye:
        break;
    }
    const auto status = fails(behaviour) ? rpc::FrameStatus::error : rpc::FrameStatus::ok;
    std::vector<std::byte> frame =
        rpc::encode_frame(rpc::reply_header(request.header, status), body);
    if (!files.empty()) rpc::announce_files(frame, files.size());
    return {.frame = std::move(frame),
            .close_after = behaviour == Behaviour::bye,
            .tell_session = behaviour == Behaviour::listen || behaviour >= Behaviour::pull,
            .admission = std::move(admission),
            .files = std::move(files)};
  }

  void open_stream(const rpc::FrameHeader& call, Behaviour kind) {
    auto api = std::make_unique<ScriptedStream>(program_.world_, *program_.loop_, kind,
                                                program_.delivered_);
    ScriptedStream& stream = *api;
    const bool reads = kind == Behaviour::pull || kind == Behaviour::abort;
    stream.tell(streams_.add(call, reads, std::move(api)));
  }

  static std::vector<std::byte> numbers_of(const std::vector<FileRef>& files) {
    std::vector<std::uint32_t> numbers;
    for (const FileRef& file : files) numbers.push_back(static_cast<std::uint32_t>(file->number()));
    return body_of(numbers);
  }

  std::vector<FileRef> open_files() {
    std::uint32_t last = 0;
    {
      DriverLock lock(*program_.mutex_);
      last = program_.files_ += kFilesOfACall;
    }
    std::vector<FileRef> files;
    for (std::uint32_t i = kFilesOfACall; i > 0; --i) {
      files.push_back(program_.world_.open_file(last - i + 1));
    }
    return files;
  }

  void enter(const char* what, bool closes) {
    DriverLock lock(*program_.mutex_);
    if (closed_) program_.world_.broken_rule("protocol", std::string("a closed session ") + what);
    closed_ = closes;
    ++program_.entered_;
    if (program_.awaiting_ > 0) program_.changed_->notify_all();
  }

  void wait_for_another() {
    DriverLock lock(*program_.mutex_);
    const std::uint64_t entered = program_.entered_;
    ++program_.awaiting_;
    program_.changed_->wait([&] { return program_.released_ || program_.entered_ != entered; });
    --program_.awaiting_;
  }

  void wait_for_release() {
    DriverLock lock(*program_.mutex_);
    program_.changed_->wait([this] { return program_.released_; });
  }

  ScriptedProgram& program_;
  const std::uint64_t client_;
  const bool must_authenticate_;
  const bool carries_files_;
  const std::shared_ptr<daemon::Outbox> outbox_;
  daemon::StreamTable streams_;
  std::atomic<std::size_t> calls_ = 0;  // that are being made
  bool closed_ = false;                 // guarded by the driver lock
};

ScriptedProgram::ScriptedProgram(sim::SimWorld& world, daemon::TransportLayer layer)
    : world_(world),
      layer_(std::move(layer)),
      mutex_(world.threads().make_mutex(Name{"driver"}, Rank::driver)),
      changed_(world.threads().make_condvar(Name{"driver changed"}, *mutex_)),
      events_(*mutex_) {}

ScriptedProgram::~ScriptedProgram() = default;

void ScriptedProgram::wait_for_event() {
  const auto delivered = std::make_shared<bool>(false);
  loop_->add_timer(Duration::zero(), [this, delivered](daemon::WatchId id) {
    loop_->remove_timer(id);
    DriverLock lock(*mutex_);
    *delivered = true;
    changed_->notify_all();
  });
  DriverLock lock(*mutex_);
  changed_->wait([&] { return *delivered || over_; });
}

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

std::unique_ptr<daemon::Session> ScriptedProgram::open_session(
    const daemon::ClientInfo& client, std::shared_ptr<daemon::Outbox> outbox) {
  // Every model client answers pings; the daemon asks only where the scenario wants it.
  outbox->start_keepalive();
  return std::make_unique<Api>(*this, client, std::move(outbox));
}

daemon::Lane ScriptedProgram::lane(const rpc::FrameHeader& call) const {
  return is_urgent(call) ? daemon::Lane::urgent : daemon::Lane::ordinary;
}

bool ScriptedProgram::authenticates(const rpc::FrameHeader& call) const {
  return behaviour_of(call) == Behaviour::login || behaviour_of(call) == Behaviour::wrong;
}

daemon::Reply ScriptedProgram::refuse(const rpc::FrameHeader& call, daemon::Refusal why) {
  constexpr std::array kMarks = {kRefusedMark, kAnonymousMark, kShortMark};
  const std::array<std::byte, 4> body = {kMarks.at(static_cast<std::size_t>(why)), {}, {}, {}};
  return {.frame = rpc::encode_frame(rpc::reply_header(call, rpc::FrameStatus::error), body)};
}

}  // namespace interleave::proptests
