// What must hold for every row of the procedure table. Each family's rows are tried in a file of
// their own, since the laws are templates of all their types.
#ifndef INTERLEAVE_PROPTESTS_LIBVIRT_ROW_LAWS_H_
#define INTERLEAVE_PROPTESTS_LIBVIRT_ROW_LAWS_H_

#include <tuple>
#include <type_traits>

#include <gtest/gtest.h>

#include "daemon/rpc/procedure.h"
#include "proptests/libvirt/client.h"
#include "proptests/rpc/wire_laws.h"

namespace interleave::daemon {

template <class Rows, class Visitor>
void for_each_row(const Rows& rows, Visitor visitor) {
  std::apply([&](const auto&... row) { (visitor(row), ...); }, rows);
}

template <class Rows>
void expect_types_obey_the_laws(const Rows& rows) {
  for_each_row(rows, [](const auto& row) {
    using Row = std::remove_cvref_t<decltype(row)>;
    EXPECT_TRUE(rpc::obeys_wire_laws<typename Row::Args>()) << row.name;
    EXPECT_TRUE(rpc::obeys_wire_laws<typename Row::Result>()) << row.name;
  });
}

// Tests with the objects that test:///default has, one of each kind.
class RowTest : public HandlerTest {
 protected:
  // What libvirt refuses a read-only connection is what the table calls a write.
  template <class Rows>
  void expect_access_is_as_libvirt_says(const Rows& rows) {
    Client reader(program_, true);
    ASSERT_TRUE(reader.open().ok());
    for_each_row(rows, [&](const auto& row) {
      using Row = std::remove_cvref_t<decltype(row)>;
      typename Row::Args args{};
      if constexpr (!std::is_same_v<typename Row::Args, rpc::Nothing>) {
        std::apply([this](auto&... field) { (this->name_existing(field), ...); },
                   rpc::fields_of(args));
      }
      const auto outcome = reader.call<typename Row::Result>(row.kNumber, args);
      const bool denied = !outcome.ok() && outcome.error().code == VIR_ERR_OPERATION_DENIED;
      EXPECT_EQ(denied, row.access == rpc::Access::write) << row.name;
    });
  }

 private:
  template <class Field>
  void name_existing(Field&) {}
  void name_existing(rpc::Domain& domain) { domain = test_domain(); }
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_PROPTESTS_LIBVIRT_ROW_LAWS_H_
