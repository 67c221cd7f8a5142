// Some programs of these tests order their locks both ways on purpose: TSan's report of it is a
// finding of that run, and must not make the process fail.
extern "C" const char* __tsan_default_options() {
  return "suppress_equal_stacks=0:suppress_equal_addresses=0:atexit_sleep_ms=0:exitcode=0:"
         "symbolize=0";
}
