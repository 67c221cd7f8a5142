// The daemon's command line.
#include "daemon/config/command_line.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

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

TEST(CommandLine, WinsOverTheFile) {
  Settings settings;
  settings.unix_sock_dir = "/of/the/file";
  apply(read({}), settings);
  EXPECT_EQ(settings.unix_sock_dir, "/of/the/file");
  EXPECT_EQ(settings.log_level, LogLevel::warning);
  apply(read({"--socket-dir", "here", "-v"}), settings);
  EXPECT_EQ(settings.unix_sock_dir, "here");
  EXPECT_EQ(settings.log_level, LogLevel::info);
  apply(read({"-vv"}), settings);
  EXPECT_EQ(settings.log_level, LogLevel::debug);
  apply(read({"-v"}), settings);
  EXPECT_EQ(settings.log_level, LogLevel::debug) << "the file asked for more already";
}

TEST(CommandLine, HelpNamesEveryOption) {
  for (const char* option : {"--config", "--socket-dir", "--pid-file", "--verbose",
                             "--check-config", "--help", "--version"}) {
    EXPECT_NE(help_text().find(option), std::string_view::npos) << option;
  }
}

}  // namespace
}  // namespace interleave::daemon
