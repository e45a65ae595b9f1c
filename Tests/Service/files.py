"""Files as devices make them, as far as whoever looks at their bytes sees, for tests."""
import io, struct, zipfile, zlib


def jpeg(size, width=4032, height=3024):
    """A picture of about so many bytes."""
    head = b"\xff\xd8\xff\xe0\x00\x06JFIF" + b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + bytes([3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]) + b"\xff\xda"
    return head + bytes((number * 7 + number // 251) % 251 for number in range(max(0, size - len(head) - 2))) + b"\xff\xd9"


def png(width, height):
    """A picture in one colour: far smaller than it is drawn."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    lines = zlib.compress((b"\0" + bytes((width + 7) // 8)) * min(height, 10_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def pdf(more=b""):
    return b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n" + more + b"\n%%EOF\n"


def bomb():
    """An archive of a few kilobytes that unpacks to many megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(20_000_000))
    return out.getvalue()
