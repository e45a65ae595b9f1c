// gzip of zlib (RFC 1952), in one call.
#ifndef SLOTWISE_CZLIB_H
#define SLOTWISE_CZLIB_H

#include <stddef.h>
#include <stdint.h>

// Compresses `length` bytes at `input` into `output`, which has room for `room`. Returns the size, or 0 if it does not fit.
size_t slotwise_gzip(const uint8_t *input, size_t length, uint8_t *output, size_t room);

#endif
