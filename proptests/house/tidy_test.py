"""Tests of scripts/tidy: each check finds what it is for, and leaves its neighbours alone."""

import importlib.machinery
import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]


def load_tidy():
    sys.dont_write_bytecode = True
    loader = importlib.machinery.SourceFileLoader("tidy", str(TOP / "scripts" / "tidy"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("tidy", loader))
    loader.exec_module(module)
    return module


tidy = load_tidy()


def found(path, text):
    return [what for _, what in tidy.check_file(path, text)]


class Text(unittest.TestCase):
    def test_a_good_file_has_no_finding(self):
        self.assertEqual(found("model/a.cc", "int one() { return 1; }\n"), [])

    def test_long_lines(self):
        self.assertIn("101 columns", found("model/a.cc", "x" * 101 + "\n")[0])
        self.assertEqual(found("model/a.cc", "x" * 100 + "\n"), [])
        self.assertEqual(found("docs/a.md", "x" * 200 + "\n"), [])

    def test_columns_are_characters(self):
        self.assertEqual(found("model/a.cc", "// " + "·" * 97 + "\n"), [])

    def test_long_files(self):
        self.assertIn("501 lines", found("model/a.cc", "\n" * 501)[0])
        self.assertEqual(found("model/a.cc", "\n" * 500), [])

    def test_blanks_tabs_and_the_last_line(self):
        self.assertIn("blanks", found("model/a.cc", "int a; \n")[0])
        self.assertIn("a tab", found("model/a.cc", "\tint a;\n")[0])
        self.assertIn("no line end", found("model/a.cc", "int a;")[0])

    def test_leftovers(self):
        for marker in ("TO" "DO", "FIX" "ME", "DISABLED" "_Case", "GTEST" "_SKIP()", "XX" "X"):
            self.assertIn("a leftover", found("model/a.cc", f"// {marker} later\n")[0], marker)
        self.assertEqual(found("model/a.cc", "// mkstemp wants XXXX" "XX\n"), [])


class Types(unittest.TestCase):
    FIRST = "namespace a::b {\n\nstruct Frame {\n  int x;\n};\n\n}  // namespace a::b\n"

    def check(self, other, expected):
        files = {"sim/one.cc": self.FIRST, "sim/two.cc": other}
        findings = [what for _, _, what in tidy.check_types(files)]
        self.assertEqual(len(findings), expected, findings)

    def test_one_name_stands_for_one_type(self):
        self.check(self.FIRST, 1)
        self.check(self.FIRST.replace("struct Frame {", "class Frame final : public Base {"), 1)

    def test_other_names_and_namespaces(self):
        self.check(self.FIRST.replace("Frame", "Lane"), 0)
        self.check(self.FIRST.replace("a::b", "a::c"), 0)
        self.check(self.FIRST.replace("struct Frame {\n  int x;\n};", "struct Frame;"), 0)

    def test_what_is_of_one_file_alone(self):
        hidden = self.FIRST.replace("\nstruct", "namespace {\n\nstruct", 1)
        self.check(hidden.replace("};\n", "};\n\n}  // namespace\n"), 0)


class Banned(unittest.TestCase):
    def check(self, path, line, expected):
        findings = found(path, line + "\n")
        self.assertEqual(bool(findings), expected, (path, line, findings))

    def test_the_system_is_not_for_core(self):
        for line in ("std::mutex m;", "std::thread t;", "std::this_thread::yield();",
                     "std::lock_guard<M> l(m);", "std::condition_variable c;",
                     "sleep_for(d);", "auto t = std::chrono::steady_clock::now();",
                     "int r = rand();", "std::random_device d;"):
            self.check("daemon/core/a.cc", line, True)
            self.check("daemon/asio/a.cc", line, False)

    def test_deadlines_do_not_depend_on_the_time_of_day(self):
        for line in ("auto t = std::chrono::system_clock::now();", "deadline = clock.wall_now();",
                     "clock_gettime(CLOCK_REALTIME, &t);", "gettimeofday(&t, nullptr);",
                     "const auto now = std::time(nullptr);"):
            self.check("daemon/service/a.cc", line, True)
            self.check("daemon/asio/poller.cc", line, True)
        self.check("daemon/asio/clock.cc", "return std::chrono::system_clock::now();", False)
        self.check("daemon/log/a.cc", "auto t = clock.now(); std::time_t u; run_time(3);", False)

    def test_comments_and_strings_do_not_count(self):
        self.check("daemon/core/a.cc", "// not std::mutex, see above", False)
        self.check("daemon/core/a.cc", 'log("std::mutex");', False)
        self.check("daemon/core/a.cc", "/* rand() */ int a;", False)

    def test_part_of_a_name_does_not_count(self):
        self.check("daemon/core/a.cc", "operand(1);", False)
        self.check("daemon/core/a.cc", "int runtime(3);", False)

    def test_order_must_not_depend_on_addresses(self):
        self.check("sim/engine/a.cc", "std::unordered_map<int, int> m;", True)
        self.check("model/a.cc", "std::unordered_set<int> s;", True)
        self.check("proptests/a.cc", "std::unordered_set<int> s;", False)

    def test_nobody_asks_whether_it_is_simulated(self):
        self.check("daemon/asio/a.cc", "if (isSimulated()) return;", True)
        self.check("daemon/core/a.cc", "if (is_simulated) return;", True)

    def test_includes_stay_in_their_folders(self):
        self.check("daemon/core/a.cc", "#include <boost/asio.hpp>", True)
        self.check("daemon/asio/a.cc", "#include <boost/asio.hpp>", False)
        self.check("sim/engine/a.cc", "#include <boost/context/detail/fcontext.hpp>", False)
        self.check("daemon/core/a.cc", "#include <libvirt/libvirt.h>", True)
        self.check("daemon/libvirt/a.cc", "#include <libvirt/libvirt.h>", False)
        self.check("daemon/core/a.cc", "#include <sys/socket.h>", True)
        self.check("daemon/core/a.cc", "#include <mutex>", True)
        self.check("daemon/core/a.cc", "#include <vector>", False)

    def test_arrows_run_one_way(self):
        self.check("model/a.cc", '#include "daemon/core/server.h"', True)
        self.check("sim/a.cc", '#include "daemon/core/server.h"', True)
        self.check("daemon/core/a.cc", '#include "sim/world/sim_world.h"', True)
        self.check("daemon/rpc/a.cc", '#include "daemon/core/server.h"', True)
        self.check("daemon/core/a.cc", '#include "model/seam/mutex.h"', False)


class Functions(unittest.TestCase):
    BODY = "  work();\n"

    def long_function(self, head, lines):
        return head + " {\n" + self.BODY * (lines - 2) + "}\n"

    def lengths(self, text):
        return [last - first + 1 for first, last in tidy.functions(text)]

    def test_the_limit(self):
        self.assertEqual(found("model/a.cc", self.long_function("void f()", 70)), [])
        self.assertIn("71 lines", found("model/a.cc", self.long_function("void f()", 71))[0])

    def test_scopes_are_no_functions(self):
        inner = self.long_function("void f()", 10)
        text = "namespace a {\nnamespace {\nclass C : public B<int> {\n" + inner + "};\n}\n}\n"
        self.assertEqual(self.lengths(text), [10])

    def test_methods_constructors_and_templates(self):
        self.assertEqual(self.lengths("C::C(int a)\n    : a_(a) {\n  work();\n}\n"), [4])
        self.assertEqual(self.lengths("template <class T>\nT f(T a) {\n  return a;\n}\n"), [4])

    def test_tables_are_no_functions(self):
        self.assertEqual(self.lengths("constexpr int kTable[] = {\n  1,\n  2,\n};\n"), [])

    def test_a_lambda_belongs_to_its_function(self):
        text = "void f() {\n  auto g = [](int a) {\n    return a;\n  };\n}\n"
        self.assertEqual(self.lengths(text), [5])

    def test_braces_in_text_do_not_count(self):
        text = 'void f() {\n  log("}}}");\n  char c = \'}\';\n  // }\n}\nvoid g() {\n}\n'
        self.assertEqual(self.lengths(text), [5, 2])

    def test_tests_are_functions(self):
        self.assertIn("71 lines", found("proptests/a.cc", self.long_function("TEST(A, B)", 71))[0])


class Headers(unittest.TestCase):
    def guarded(self, guard):
        return f"#ifndef {guard}\n#define {guard}\n#endif  // {guard}\n"

    def test_the_guard_is_the_path(self):
        self.assertEqual(found("model/seam/a.h", self.guarded("INTERLEAVE_MODEL_SEAM_A_H_")), [])
        self.assertIn("guard", found("model/seam/a.h", self.guarded("A_H"))[0])
        self.assertIn("guard", found("model/seam/a.h", "#pragma once\n")[0])

    def test_the_example_is_a_project_of_its_own(self):
        self.assertEqual(found("docs/example/a.h", self.guarded("A_H_")), [])


class Mentioned(unittest.TestCase):
    def paths(self, files):
        return [path for path, _, _ in tidy.check_mentioned(files)]

    def test_a_source_is_named_by_its_list_or_one_above(self):
        lists = {"model/CMakeLists.txt": "interleave_folder(model model SOURCES rules/a.cc)"}
        self.assertEqual(self.paths({**lists, "model/rules/a.cc": ""}), [])
        self.assertEqual(self.paths({**lists, "model/rules/b.cc": ""}), ["model/rules/b.cc"])

    def test_a_list_may_name_the_stem(self):
        lists = {"proptests/x/CMakeLists.txt": "foreach(name IN ITEMS first second)"}
        self.assertEqual(self.paths({**lists, "proptests/x/second.cc": ""}), [])
        self.assertEqual(self.paths({**lists, "proptests/x/third.cc": ""}),
                         ["proptests/x/third.cc"])

    def test_a_header_is_included_by_somebody(self):
        user = {"CMakeLists.txt": "a.cc", "a.cc": '#include "model/a.h"\n'}
        self.assertEqual(self.paths({**user, "model/a.h": ""}), [])
        self.assertEqual(self.paths({**user, "model/b.h": ""}), ["model/b.h"])


class Command(unittest.TestCase):
    def run_tidy(self, files):
        with tempfile.TemporaryDirectory() as root:
            for path, text in files.items():
                target = pathlib.Path(root, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
            return subprocess.run([sys.executable, TOP / "scripts" / "tidy", root],
                                  capture_output=True, text=True, check=False)

    def test_the_exit_status_and_the_lines(self):
        lists = {"model/CMakeLists.txt": "a.cc\n"}
        self.assertEqual(self.run_tidy({**lists, "model/a.cc": "int a;\n"}).returncode, 0)
        result = self.run_tidy({**lists, "model/a.cc": "int a; \n"})
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout, "model/a.cc:1: blanks at the end of the line\n")


if __name__ == "__main__":
    unittest.main()
