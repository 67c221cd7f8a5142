// The procedure table: what one procedure is, in one row.
//
// A row gives the procedure's number and its handler, whose types are the arguments' and the
// result's, its name, whether it is urgent, and whether it changes anything:
//
//   Row<12, destroy>{"DOMAIN_DESTROY", Priority::high, Access::write}
//
// A handler is a function `Outcome<Result> (Subject, const Args&)`. `Call`, the type that
// dispatches are made for, has a member `make(handler, args)` for each Subject that handlers may
// ask for.
#ifndef INTERLEAVE_DAEMON_RPC_PROCEDURE_H_
#define INTERLEAVE_DAEMON_RPC_PROCEDURE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "daemon/rpc/codec.h"
#include "daemon/rpc/error.h"
#include "daemon/rpc/outcome.h"

namespace interleave::rpc {

// The highest number of the remote program's procedures, events included.
inline constexpr std::int32_t kLastProcedure = 443;

// As annotated in the protocol: high ones are short and may overtake.
enum class Priority : std::uint8_t { ordinary, high };

// Whether a read-only connection is refused the call. It is libvirt itself that refuses.
enum class Access : std::uint8_t { read, write };

template <class Handler>
struct HandlerTypes;
template <class Result_, class Subject_, class Args_>
struct HandlerTypes<Outcome<Result_> (*)(Subject_, const Args_&)> {
  using Result = Result_;
  using Args = Args_;
};

template <std::int32_t Number, auto Handler>
struct Row {
  static_assert(Number > 0 && Number <= kLastProcedure);
  static constexpr std::int32_t kNumber = Number;
  using Args = typename HandlerTypes<std::decay_t<decltype(Handler)>>::Args;
  using Result = typename HandlerTypes<std::decay_t<decltype(Handler)>>::Result;

  std::string_view name;
  Priority priority;
  Access access;
  // Why the call gets a "not supported" whatever its arguments; empty for one that is made.
  std::string_view unsupported{};

  // Decodes the arguments, makes the call, encodes its result; gives the error there was.
  template <class Call>
  static std::optional<Error> run(Call& call, std::span<const std::byte> body, XdrEncoder& reply) {
    Args args;
    if (decode_body(body, args)) return rpc_error("Unable to decode message payload");
    const Outcome<Result> outcome = call.make(Handler, args);
    if (!outcome.ok()) return outcome.error();
    encode(reply, outcome.value());
    if (!reply.ok()) return rpc_error("Unable to encode message payload");
    return std::nullopt;
  }
};

// A row without its types.
template <class Call>
struct Procedure {
  std::int32_t number = 0;
  std::string_view name;
  Priority priority = Priority::ordinary;
  Access access = Access::read;
  std::string_view unsupported{};
  std::optional<Error> (*run)(Call&, std::span<const std::byte>, XdrEncoder&) = nullptr;
};

// The procedures of a std::tuple of rows.
template <class Call, class... Rows>
consteval std::array<Procedure<Call>, sizeof...(Rows)> procedures_of(
    const std::tuple<Rows...>& rows) {
  return std::apply(
      [](const auto&... row) {
        return std::array<Procedure<Call>, sizeof...(Rows)>{
            Procedure<Call>{.number = row.kNumber,
                            .name = row.name,
                            .priority = row.priority,
                            .access = row.access,
                            .unsupported = row.unsupported,
                            .run = &std::remove_cvref_t<decltype(row)>::template run<Call>}...};
      },
      rows);
}

// Procedures by number. They are not owned.
template <class Call>
class ProcedureTable {
 public:
  constexpr ProcedureTable(std::initializer_list<std::span<const Procedure<Call>>> families) {
    for (const std::span<const Procedure<Call>> family : families) {
      for (const Procedure<Call>& procedure : family) {
        const Procedure<Call>*& slot = index_[static_cast<std::size_t>(procedure.number)];
        if (slot != nullptr) unique_ = false;
        slot = &procedure;
      }
    }
  }

  // Null for a number that is not in the table.
  [[nodiscard]] constexpr const Procedure<Call>* find(std::int32_t number) const {
    if (number < 0 || number > kLastProcedure) return nullptr;
    return index_[static_cast<std::size_t>(number)];
  }

  // Whether no two procedures had the same number.
  [[nodiscard]] constexpr bool unique() const { return unique_; }

 private:
  std::array<const Procedure<Call>*, kLastProcedure + 1> index_{};
  bool unique_ = true;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_PROCEDURE_H_
