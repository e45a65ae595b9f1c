#include "CZlib.h"

#include <string.h>
#include <zlib.h>

size_t slotwise_gzip(const uint8_t *input, size_t length, uint8_t *output, size_t room) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    // 15 bits of window, 16 for a gzip header instead of zlib's.
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
    stream.next_in = (Bytef *)input;
    stream.avail_in = (uInt)length;
    stream.next_out = output;
    stream.avail_out = (uInt)room;
    int status = deflate(&stream, Z_FINISH);
    size_t size = stream.total_out;
    deflateEnd(&stream);
    return status == Z_STREAM_END ? size : 0;
}
