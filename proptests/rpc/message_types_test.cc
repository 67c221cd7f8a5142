// The wire types of events and of streams obey the laws. Those of calls are tried with the
// procedure table.
#include <gtest/gtest.h>

#include "daemon/rpc/event_types.h"
#include "daemon/rpc/stream_types.h"
#include "proptests/rpc/wire_laws.h"

namespace interleave::rpc {
namespace {

template <class T>
class MessageTypeTest : public ::testing::Test {};
TYPED_TEST_SUITE_P(MessageTypeTest);

TYPED_TEST_P(MessageTypeTest, ObeysTheLaws) {
  EXPECT_TRUE(obeys_wire_laws<TypeParam>());
}
REGISTER_TYPED_TEST_SUITE_P(MessageTypeTest, ObeysTheLaws);

using Registrations = ::testing::Types<EventIdArgs, EventRegisterArgs<Domain>,
                                       EventRegisterArgs<Secret>, CallbackArgs, CallbackResult>;
INSTANTIATE_TYPED_TEST_SUITE_P(Registrations, MessageTypeTest, Registrations);

using DomainMessages = ::testing::Types<
    DomainLifecycleMessage, DomainMessage, RtcChangeMessage, DomainNumberMessage, IoErrorMessage,
    IoErrorReasonMessage, GraphicsMessage, BlockJobMessage, DiskChangeMessage, TrayChangeMessage,
    PowerMessage, BalloonChangeMessage, DomainDeviceMessage, ParametersMessage<kTunableLimit>,
    ParametersMessage<kJobCompletedLimit>, AgentLifecycleMessage, MetadataChangeMessage,
    BlockThresholdMessage, MemoryFailureMessage, MemoryDeviceSizeMessage>;
INSTANTIATE_TYPED_TEST_SUITE_P(OfDomains, MessageTypeTest, DomainMessages);

// As they are told to a client that has a callback id.
using CallbackMessages =
    ::testing::Types<CallbackMessage<DomainLifecycleMessage>, CallbackMessage<GraphicsMessage>,
                     CallbackMessage<ParametersMessage<kTunableLimit>>>;
INSTANTIATE_TYPED_TEST_SUITE_P(WithACallback, MessageTypeTest, CallbackMessages);

using OtherMessages =
    ::testing::Types<LifecycleMessage<Network>, LifecycleMessage<StoragePool>,
                     ObjectMessage<NodeDevice>, LifecycleMessage<Secret>, ConnectionClosedMessage>;
INSTANTIATE_TYPED_TEST_SUITE_P(OfOthers, MessageTypeTest, OtherMessages);

using StreamTypes = ::testing::Types<StreamHole, VolumeStreamArgs, ScreenshotArgs, ScreenshotResult,
                                     DeviceStreamArgs>;
INSTANTIATE_TYPED_TEST_SUITE_P(Streams, MessageTypeTest, StreamTypes);

}  // namespace
}  // namespace interleave::rpc
