// Critical sections whose order is taken for granted.
#include <array>
#include <memory>

#include "proptests/programs/bodies.h"
#include "proptests/programs/crew.h"
#include "sim/world/shared.h"

namespace interleave::proptests::programs {

Body account() {
  return [](sim::SimWorld& world, Variant variant) {
    constexpr int kBefore = 1;
    constexpr int kPaidIn = 2;
    constexpr int kTaken = 4;
    const int right = kBefore + kPaidIn - kTaken;
    const int expected = variant == Variant::fixed ? right : kBefore - kPaidIn - kTaken;
    const auto mutex = make_mutex(world, {"account"});
    sim::Shared<int> balance(world, {"balance"}, kBefore);
    sim::Shared<bool> paid_in(world, {"paid_in"});
    sim::Shared<bool> taken(world, {"taken"});
    Crew crew(world);
    crew.start({"auditor"}, [&] {
      const Locked lock(*mutex);
      if (!paid_in.load() || !taken.load()) return;
      check(world, balance.load() == expected, "the balance is not as expected");
    });
    crew.start({"payer"}, [&] {
      const Locked lock(*mutex);
      balance.store(balance.load() + kPaidIn);
      paid_in.store(true);
    });
    crew.start({"taker"}, [&] {
      const Locked lock(*mutex);
      balance.store(balance.load() - kTaken);
      taken.store(true);
    });
    crew.join();
  };
}

Body lazy01() {
  return [](sim::SimWorld& world, Variant variant) {
    const int limit = variant == Variant::broken ? 3 : 4;
    const auto mutex = make_mutex(world, {"mutex"});
    sim::Shared<int> data(world, {"data"});
    const auto add = [&](int more) {
      const Locked lock(*mutex);
      data.store(data.load() + more);
    };
    Crew crew(world);
    crew.start({"one"}, [&] { add(1); });
    crew.start({"two"}, [&] { add(2); });
    crew.start({"checker"}, [&] {
      const Locked lock(*mutex);
      check(world, data.load() < limit, "both have added already");
    });
    crew.join();
  };
}

Body token_ring() {
  return [](sim::SimWorld& world, Variant variant) {
    const auto mutex = make_mutex(world, {"ring"});
    std::array<sim::Shared<int>, 3> token{sim::Shared<int>(world, {"token", 1}, 1),
                                          sim::Shared<int>(world, {"token", 2}, 2),
                                          sim::Shared<int>(world, {"token", 3}, 1)};
    std::array<sim::Shared<bool>, 3> passed{sim::Shared<bool>(world, {"passed", 1}),
                                            sim::Shared<bool>(world, {"passed", 2}),
                                            sim::Shared<bool>(world, {"passed", 3})};
    const auto pass = [&](std::size_t to, std::size_t from, int more) {
      const Locked lock(*mutex);
      token[to].store((token[from].load() + more) % 4);
      passed[to].store(true);
    };
    Crew crew(world);
    crew.start({"station", 1}, [&] { pass(0, 2, 1); });
    crew.start({"station", 2}, [&] { pass(1, 0, 0); });
    crew.start({"station", 3}, [&] { pass(2, 1, 0); });
    crew.start({"checker"}, [&, variant] {
      const Locked lock(*mutex);
      const bool all = passed[0].load() && passed[1].load() && passed[2].load();
      if (variant == Variant::fixed || !all) return;
      check(world, token[0].load() == token[1].load() && token[1].load() == token[2].load(),
            "the token is not the same");
    });
    crew.join();
  };
}

}  // namespace interleave::proptests::programs
