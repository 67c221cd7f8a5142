#include "sim/world/shared.h"

#include "sim/engine/engine.h"
#include "sim/world/sim_world.h"

namespace interleave::sim {

SharedBase::SharedBase(SimWorld& world, Name name)
    : engine_(world.engine()), id_(engine_.create(ObjectKind::variable, name, 0)) {}

SharedBase::~SharedBase() {
  engine_.record(Event::object_destroyed, id_, 0);
}

void SharedBase::point(OperationKind kind) const {
  engine_.point(kind, id_);
}

}  // namespace interleave::sim
