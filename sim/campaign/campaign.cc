#include "sim/campaign/campaign.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "model/base/assert.h"
#include "model/rules/rule_book.h"
#include "sim/campaign/scenario_search.h"

namespace interleave::sim {
namespace {

using RealClock = std::chrono::steady_clock;

// A turn is long enough for the caches to be worth filling and short enough for nobody to wait; the
// clock is read every few runs. The first turns are shorter: what is easily found is found soon, in
// whichever scenario it is.
constexpr std::chrono::milliseconds kTurn{20};
constexpr std::uint64_t kFirstTurn = 16;      // runs; of the next one twice as many, and so on
constexpr std::uint64_t kLongTurn = 1 << 20;  // of which time alone is the end
constexpr std::uint64_t kRunsPerLook = 16;

using HashSink = std::function<void(std::string_view, std::uint64_t, std::uint64_t)>;

// The simulation, and who looks for rare situations in its runs where that is asked for.
class Bench {
 public:
  explicit Bench(bool probes) : watch_(nullptr), simulation_(rules(probes)) {}

  Simulation& simulation() { return simulation_; }
  ProbeWatch* watch() { return watch_; }

 private:
  std::vector<std::unique_ptr<Monitor>> rules(bool probes) {
    std::vector<std::unique_ptr<Monitor>> all = all_rules();
    if (!probes) return all;
    auto watch = std::make_unique<ProbeWatch>();
    watch_ = watch.get();
    all.push_back(std::move(watch));
    return all;
  }

  ProbeWatch* watch_;
  Simulation simulation_;
};

class Campaign {
 public:
  Campaign(const std::vector<std::unique_ptr<Scenario>>& scenarios, const CampaignOptions& options,
           CampaignObserver& observer);
  CampaignReport run();
  CampaignReport run_hashes(std::uint64_t runs, const HashSink& sink);

 private:
  struct Search {
    std::unique_ptr<ScenarioSearch> runs;
    std::uint64_t left;
    std::uint64_t turn = kFirstTurn;
  };

  void take_turn(Search& search);
  [[nodiscard]] bool over() const;
  [[nodiscard]] CampaignReport report() const;
  [[nodiscard]] CampaignReport final_report();

  const CampaignOptions& options_;
  CampaignObserver& observer_;
  const RealClock::time_point start_ = RealClock::now();
  Bench bench_;
  FindingStore store_;
  std::vector<Search> searches_;
  bool interrupted_ = false;
};

Campaign::Campaign(const std::vector<std::unique_ptr<Scenario>>& scenarios,
                   const CampaignOptions& options, CampaignObserver& observer)
    : options_(options), observer_(observer), bench_(options.probes), store_(options.out_dir) {
  IL_ASSERT(!scenarios.empty(), "a campaign needs a scenario");
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    std::uint64_t share = std::numeric_limits<std::uint64_t>::max();
    if (options.schedules) {
      const std::uint64_t all = *options.schedules;
      share = all / scenarios.size() + (i < all % scenarios.size() ? 1 : 0);
    }
    auto runs = std::make_unique<ScenarioSearch>(
        *scenarios[i], options,
        ScenarioSearch::Shared{bench_.simulation(), bench_.watch(), store_, observer});
    if (options.schedules) share = runs->share_of(share);
    searches_.push_back({std::move(runs), share});
  }
}

CampaignReport Campaign::run() {
  while (!over()) {
    for (Search& search : searches_) {
      if (over()) break;
      take_turn(search);
      interrupted_ = !observer_.go_on(report());
    }
  }
  return final_report();
}

CampaignReport Campaign::run_hashes(std::uint64_t runs, const HashSink& sink) {
  for (Search& search : searches_) {
    const std::string name = search.runs->report().name;
    search.runs->begin_turn();
    for (std::uint64_t run = 0; run < runs; ++run) sink(name, run, search.runs->run_once());
  }
  return final_report();
}

void Campaign::take_turn(Search& search) {
  search.runs->begin_turn();
  const RealClock::time_point end = RealClock::now() + kTurn;
  std::uint64_t rest = search.turn;
  if (search.turn < kLongTurn) search.turn *= 2;
  while (search.left > 0 && rest > 0 && !over() && RealClock::now() < end) {
    const std::uint64_t runs = std::min({search.left, rest, kRunsPerLook});
    rest -= runs;
    for (std::uint64_t i = 0; i < runs && search.left > 0; ++i) {
      search.runs->run_once();
      --search.left;
      if (search.runs->exhausted()) search.left = 0;
      if (!options_.keep_going && !store_.findings().empty()) return;
    }
  }
}

bool Campaign::over() const {
  if (interrupted_) return true;
  if (!options_.keep_going && !store_.findings().empty()) return true;
  if (options_.time && RealClock::now() - start_ >= *options_.time) return true;
  return std::all_of(searches_.begin(), searches_.end(),
                     [](const Search& search) { return search.left == 0; });
}

CampaignReport Campaign::report() const {
  CampaignReport report;
  report.version = options_.version;
  report.strategy = options_.strategy;
  report.parts = {{options_.seed, options_.part}};
  for (const Search& search : searches_) report.scenarios.push_back(search.runs->report());
  report.findings = store_.findings();
  report.elapsed = RealClock::now() - start_;
  report.interrupted = interrupted_;
  return report;
}

CampaignReport Campaign::final_report() {
  CampaignReport last = report();
  for (std::size_t i = 0; i < searches_.size(); ++i) {
    last.scenarios[i] = searches_[i].runs->final_report();
  }
  return last;
}

}  // namespace

CampaignReport run_campaign(const std::vector<std::unique_ptr<Scenario>>& scenarios,
                            const CampaignOptions& options, CampaignObserver& observer) {
  return Campaign(scenarios, options, observer).run();
}

CampaignReport run_hashes(const std::vector<std::unique_ptr<Scenario>>& scenarios,
                          const CampaignOptions& options, std::uint64_t runs,
                          CampaignObserver& observer, const HashSink& sink) {
  return Campaign(scenarios, options, observer).run_hashes(runs, sink);
}

}  // namespace interleave::sim
