// Memory that is asked for before anything is changed, so that the change cannot fail half-way.
#ifndef INTERLEAVE_DAEMON_CORE_MAKE_ROOM_H_
#define INTERLEAVE_DAEMON_CORE_MAKE_ROOM_H_

#include <algorithm>
#include <cstddef>
#include <vector>

namespace interleave::daemon {

// The next `count` elements of `items` need no memory: as many calls as one likes cost what the
// growth of the vector costs. Throws std::bad_alloc, with nothing changed.
template <class T>
void make_room(std::vector<T>& items, std::size_t count) {
  const std::size_t most = items.size() + count;
  if (items.capacity() < most) items.reserve(std::max(most, 2 * items.capacity()));
}

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_MAKE_ROOM_H_
