// The daemon's command line.
#include "daemon/config/command_line.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "daemon/config/keys.h"

namespace interleave::daemon {
namespace {

using Action = CommandLine::Action;

CommandLine read(std::vector<std::string> arguments) {
  std::vector<char*> pointers;
  std::string program = "interleaved";
  pointers.push_back(program.data());
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  return read_command_line(pointers);
}

TEST(CommandLine, NothingServesWithDefaults) {
  const CommandLine line = read({});
  EXPECT_FALSE(line.error);
  EXPECT_EQ(line.action, Action::serve);
  EXPECT_FALSE(line.config || line.socket_dir || line.pid_file);
  EXPECT_EQ(line.verbose, 0U);
}

TEST(CommandLine, EveryOptionArrives) {
  const CommandLine line =
      read({"--config", "c", "--socket-dir=d", "--pid-file", "p", "--verbose"});
  EXPECT_EQ(line.error.value_or(""), "");
  EXPECT_EQ(line.config, "c");
  EXPECT_EQ(line.socket_dir, "d");
  EXPECT_EQ(line.pid_file, "p");
  EXPECT_EQ(line.verbose, 1U);
  EXPECT_EQ(read({"-f", "c", "-pp", "-vv"}).verbose, 2U);
  EXPECT_EQ(read({"-f", "c", "-pp", "-vv"}).pid_file, "p");
}

TEST(CommandLine, Actions) {
  EXPECT_EQ(read({"--check-config"}).action, Action::check_config);
  EXPECT_EQ(read({"--version"}).action, Action::version);
  EXPECT_EQ(read({"--help"}).action, Action::help);
  EXPECT_EQ(read({"-h", "--nonsense"}).action, Action::help);
  EXPECT_FALSE(read({"-h", "--nonsense"}).error);
}

TEST(CommandLine, WhatIsWrongIsNamed) {
  EXPECT_EQ(read({"--nonsense"}).error, "unknown option --nonsense");
  EXPECT_EQ(read({"--verbose", "-x"}).error, "unknown option -x");
  EXPECT_EQ(read({"--config"}).error, "--config needs a value");
  EXPECT_EQ(read({"--socket-dir", "d", "-p"}).error, "-p needs a value");
  EXPECT_EQ(read({"start"}).error, "unexpected argument start");
}

TEST(CommandLine, AnEmptyPathIsNamed) {
  for (const std::string option : {"--config", "--pid-file", "--socket-dir", "--trace"}) {
    EXPECT_EQ(read({option, ""}).error, option + " needs a path, and has an empty one");
  }
  EXPECT_EQ(read({"-p", ""}).error, read({"--pid-file="}).error);
}

// Goes on in a directory that is gone, and back at the end.
class NoDirectory {
 public:
  NoDirectory() {
    const std::filesystem::path gone = ::testing::TempDir() + "gone";
    std::filesystem::create_directory(gone);
    std::filesystem::current_path(gone);
    std::filesystem::remove(gone);
  }
  ~NoDirectory() { std::filesystem::current_path(before_); }
  NoDirectory(const NoDirectory&) = delete;
  NoDirectory& operator=(const NoDirectory&) = delete;

 private:
  const std::filesystem::path before_ = std::filesystem::current_path();
};

TEST(CommandLine, PathsStayAsTheyAreInADirectoryThatIsGone) {
  const NoDirectory nowhere;
  CommandLine line = read({"--config", "conf", "--pid-file", "/pid"});
  make_absolute(line);
  EXPECT_EQ(line.config, "conf");
  EXPECT_EQ(line.pid_file, "/pid");
}

// A file that is there as long as the test.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view text) : path_(::testing::TempDir() + "interleaved.conf") {
    std::ofstream(path_) << text;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  const std::string path_;
};

Settings settings_of(const std::vector<std::string>& arguments, std::string_view file) {
  const TemporaryFile usual(file);
  const SettingsFile read_file = configure(read(arguments), usual.path());
  EXPECT_EQ(read_file.error.value_or(""), "");
  return read_file.settings;
}

TEST(CommandLine, WinsOverTheFile) {
  constexpr std::string_view kFile = "unix_sock_dir = \"/of/the/file\"\nmax_clients = 3\n";
  EXPECT_EQ(settings_of({}, kFile).unix_sock_dir, "/of/the/file");
  EXPECT_EQ(settings_of({}, kFile).log_level, LogLevel::warning);
  const Settings settings = settings_of({"--socket-dir", "/here", "-v"}, kFile);
  EXPECT_EQ(settings.unix_sock_dir, "/here");
  EXPECT_EQ(settings.log_level, LogLevel::info);
  EXPECT_EQ(settings.limits.max_clients, 3U);
  EXPECT_EQ(settings_of({"-vv"}, kFile).log_level, LogLevel::debug);
  EXPECT_EQ(settings_of({"-v"}, "log_level = 1").log_level, LogLevel::debug)
      << "the file asks for more already";
  EXPECT_EQ(settings_of({"--timeout=7"}, kFile).limits.idle_exit, std::chrono::seconds(7));
  EXPECT_FALSE(settings_of({}, kFile).limits.idle_exit);
}

TEST(CommandLine, EveryKeyIsAnOption) {
  for (const Key& key : known_keys()) {
    std::string option = "--" + std::string(key.name);
    std::ranges::replace(option, '_', '-');
    EXPECT_EQ(read({option}).error, option + " needs a value");
  }
  const Settings settings =
      settings_of({"--max-clients", "7", "--unix-sock-rw-perms=0770", "--uri-schemes", "test,qemu",
                   "--uri-default", "test:///x", "--uri-keep-open", "", "--max-clients=8"},
                  "max_clients = 3\nuri_keep_open = [ 'test:///y' ]");
  EXPECT_EQ(settings.limits.max_clients, 8U);
  EXPECT_EQ(settings.unix_sock_rw_perms, 0770U);
  EXPECT_EQ(settings.uri_schemes, (std::vector<std::string>{"test", "qemu"}));
  EXPECT_EQ(settings.uri_default, "test:///x");
  EXPECT_TRUE(settings.uri_keep_open.empty());
}

TEST(CommandLine, WrongValuesOfKeysAreNamed) {
  EXPECT_EQ(read({"--max-clients", "0"}).error,
            "--max-clients is 0, and must be from 1 to 1000000");
  EXPECT_EQ(read({"--max-clients", "many"}).error, "--max-clients must be a number without quotes");
  EXPECT_EQ(read({"--unix-sock-dir", "here"}).error,
            "--unix-sock-dir is \"here\", and must be absolute");
  EXPECT_EQ(read({"--timeout", "soon"}).error,
            "--timeout must be a number of seconds from 1 to 86400");
  EXPECT_EQ(read({"--timeout", "0"}).error, read({"--timeout", "soon"}).error);
}

TEST(CommandLine, ContradictionsWithTheFileAreNamed) {
  const TemporaryFile usual("\nmax_workers = 6\n");
  EXPECT_EQ(configure(read({"--min-workers", "7"}), usual.path()).error,
            usual.path() + ":2:1: min_workers = 7 is above max_workers = 6");
  EXPECT_EQ(configure(read({"--min-workers=7", "--max-workers=6"}), usual.path()).error,
            "command line: min_workers = 7 is above max_workers = 6");
  EXPECT_FALSE(configure(read({"--min-workers=7", "--max-workers=8"}), usual.path()).error);
}

TEST(CommandLine, TheUsualFileIsReadIfItIsThere) {
  const TemporaryFile usual("max_clients = 3\n");
  const std::string missing = usual.path() + ".missing";
  EXPECT_EQ(config_file(read({}), usual.path()), usual.path());
  EXPECT_EQ(config_file(read({}), missing), std::nullopt);
  EXPECT_EQ(config_file(read({"--config", missing}), usual.path()), missing);
  EXPECT_EQ(configure(read({}), usual.path()).settings.limits.max_clients, 3U);
  EXPECT_EQ(configure(read({}), missing).settings.limits.max_clients, 5000U);
  EXPECT_EQ(configure(read({"--config", missing}), usual.path()).error,
            missing + ": cannot be read: No such file or directory");
  EXPECT_EQ(configure(read({"--config", "/dev/null"}), usual.path()).settings.limits.max_clients,
            5000U);
  // One that may not be looked at is there, and cannot be read.
  EXPECT_EQ(config_file(read({}), "/dev/null/file"), std::nullopt);
}

TEST(CommandLine, PathsBecomeAbsolute) {
  CommandLine line = read({"--config", "c", "--socket-dir", "/d"});
  make_absolute(line);
  EXPECT_EQ(line.config, std::filesystem::current_path() / "c");
  EXPECT_EQ(line.socket_dir, "/d");
  EXPECT_FALSE(line.pid_file);
}

TEST(CommandLine, HelpNamesEveryOption) {
  for (const char* option :
       {"--config", "--socket-dir", "--pid-file", "--verbose", "--check-config", "--help",
        "--version", "--daemon", "--timeout", "--KEY"}) {
    EXPECT_NE(help_text().find(option), std::string_view::npos) << option;
  }
}

}  // namespace
}  // namespace interleave::daemon
