// What must hold for every row of the procedure table. Each family's rows are tried in a file of
// their own, since the laws are templates of all their types.
#ifndef INTERLEAVE_PROPTESTS_LIBVIRT_ROW_LAWS_H_
#define INTERLEAVE_PROPTESTS_LIBVIRT_ROW_LAWS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>

#include <gtest/gtest.h>

#include "daemon/rpc/procedure.h"
#include "proptests/libvirt/objects_of_test.h"
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
class RowTest : public ObjectTest {
 protected:
  // What libvirt refuses a read-only connection is what the table calls a write.
  template <class Rows>
  void expect_access_is_as_libvirt_says(const Rows& rows) {
    Client reader(program_, true);
    ASSERT_TRUE(reader.open().ok());
    // What wants one says so before it looks at the connection's rights.
    reader.attach_sockets();
    for_each_row(rows, [&](const auto& row) {
      using Row = std::remove_cvref_t<decltype(row)>;
      typename Row::Args args{};
      bool exists = true;
      if constexpr (!std::is_same_v<typename Row::Args, rpc::Nothing>) {
        std::apply([&](auto&... field) { ((exists = this->name_existing(field) && exists), ...); },
                   rpc::fields_of(args));
      }
      if (!exists) return;
      const auto outcome = reader.call<typename Row::Result>(row.kNumber, args);
      const bool denied = !outcome.ok() && outcome.error().code == VIR_ERR_OPERATION_DENIED;
      EXPECT_EQ(denied, row.access == rpc::Access::write)
          << row.name << ": "
          << (outcome.ok() ? "made" : outcome.error().message.value_or(rpc::String("?")));
    });
  }

 private:
  // False where test:///default has no such object, and nothing can be said of the row.
  template <class Field>
  bool name_existing(Field&) {
    return true;
  }
  // What must not be absent is looked at before the connection's rights.
  bool name_existing(std::optional<rpc::String>& text) {
    text = rpc::String("x");
    return true;
  }
  bool name_existing(std::int64_t& number) {
    number = 1;
    return true;
  }
  template <std::size_t Limit>
  bool name_existing(rpc::List<rpc::String, Limit>& texts) {
    texts.emplace_back("x");
    return true;
  }
  template <std::size_t Limit>
  bool name_existing(rpc::List<rpc::TypedParameter, Limit>& parameters) {
    parameters.push_back({rpc::String("x"), 1});
    return true;
  }
  bool name_existing(rpc::Secret&) { return false; }
  bool name_existing(rpc::NetworkFilter&) { return false; }
  bool name_existing(rpc::FilterBinding&) { return false; }
  bool name_existing(rpc::NetworkPort&) { return false; }
  bool name_existing(rpc::Domain& domain) {
    domain = test_domain();
    return true;
  }
  bool name_existing(rpc::Network& network) {
    network = to_wire(NetworkRef(virNetworkLookupByName(direct_.get(), "default")).get());
    return true;
  }
  bool name_existing(rpc::Interface& interface) {
    interface = to_wire(InterfaceRef(virInterfaceLookupByName(direct_.get(), "eth1")).get());
    return true;
  }
  bool name_existing(rpc::NodeDevice& device) {
    device.name = rpc::String("computer");
    return true;
  }
  bool name_existing(rpc::StoragePool& pool) {
    pool = to_wire(test_pool().get());
    return true;
  }
  bool name_existing(rpc::StorageVolume& volume) {
    volume = to_wire(test_volume().get());
    return true;
  }
  bool name_existing(rpc::DomainSnapshot& snapshot) {
    snapshot = to_wire(test_snapshot().get());
    return true;
  }
  bool name_existing(rpc::DomainCheckpoint& checkpoint) {
    checkpoint = to_wire(test_checkpoint().get());
    return true;
  }
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_PROPTESTS_LIBVIRT_ROW_LAWS_H_
