// The parts of Boost.Asio that need not be compiled in every file: see
// BOOST_ASIO_SEPARATE_COMPILATION in Asio's manual, "Optional separate compilation".
#include <boost/asio/impl/src.hpp>
