// What the programs of this folder are about: a server, its clients, the loop, and the API.
#ifndef INTERLEAVE_PROPTESTS_MODEL_ANNOTATIONS_SETTING_H_
#define INTERLEAVE_PROPTESTS_MODEL_ANNOTATIONS_SETTING_H_

#include "daemon/core/program.h"
#include "model/locks/guards.h"

namespace interleave::testing {

struct Server {
  Mutex& mutex;
  int clients IL_GUARDED_BY(mutex) = 0;
};

struct Client {
  Mutex& mutex;
  int requests IL_GUARDED_BY(mutex) = 0;
};

struct Loop {
  Mutex& mutex;
};

}  // namespace interleave::testing

#endif  // INTERLEAVE_PROPTESTS_MODEL_ANNOTATIONS_SETTING_H_
