// How much the calling thread has allocated, in programs that link allocation_counter.cc.
#ifndef INTERLEAVE_PROPTESTS_RPC_ALLOCATION_COUNTER_H_
#define INTERLEAVE_PROPTESTS_RPC_ALLOCATION_COUNTER_H_

#include <cstddef>

namespace interleave::rpc {

// Bytes that operator new has been asked for on this thread since the program started.
std::size_t allocated_bytes();

}  // namespace interleave::rpc

#endif  // INTERLEAVE_PROPTESTS_RPC_ALLOCATION_COUNTER_H_
