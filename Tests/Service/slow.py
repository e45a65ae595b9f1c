"""Slow clients: thousands that send a byte every three seconds or nothing, beside good traffic (R13).

SLOTWISE_SLOW_CLIENTS=2000 is understood.
A third never finishes its headers, a third never finishes its body, a third never sends anything. Each must be closed within 15
seconds. The good clients' 99th percentile is printed with and without them; with SLOTWISE_JUDGE_LATENCY=1, which makes sense for
a release build only (SLOTWISE_PROGRAM), it must stay within twice what it was.
"""
import asyncio, multiprocessing, os, resource, time
import aiohttp
from harness import call

COUNT = int(os.environ.get("SLOTWISE_SLOW_CLIENTS", 2000))
HEAD = b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n"


async def slow(port, kind):
    """Seconds until the server closed, and what it said."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    begin, said = time.monotonic(), b""
    text = {"headers": HEAD, "body": HEAD + b"\r\n", "silent": b""}[kind]
    writer.write(text)
    async def trickle():
        while kind != "silent":
            await asyncio.sleep(3)
            writer.write(b"x" if kind == "body" else b"X-A: b\r\n")
            await writer.drain()
    drip = asyncio.create_task(trickle())
    try:
        while chunk := await asyncio.wait_for(reader.read(4096), 30):
            said += chunk
    except (TimeoutError, ConnectionError):
        pass
    drip.cancel()
    writer.close()
    return time.monotonic() - begin, said


async def good(session, seconds):
    """Latencies of eight clients that ask as fast as they are answered."""
    latencies, end = [], time.monotonic() + seconds
    async def client():
        while time.monotonic() < end:
            begin = time.monotonic()
            async with session.get("/v1/locations") as answer:
                await answer.read()
                assert answer.status == 200
            latencies.append(time.monotonic() - begin)
            await asyncio.sleep(0.02)
    await asyncio.gather(*(client() for _ in range(8)))
    return sorted(latencies)


def slow_ones(port, answers):
    """In a process of its own, so that only the server is shared with the good clients."""
    async def all_of_them():
        kinds = [("headers", "body", "silent")[i % 3] for i in range(COUNT)]
        return list(zip(kinds, await asyncio.gather(*(slow(port, kind) for kind in kinds)), strict=True))
    answers.put(asyncio.run(all_of_them()))


async def run(server, checks):
    async with aiohttp.ClientSession(server.url) as session:
        await good(session, 1)
        before = await good(session, 5)
        answers = multiprocessing.Queue()
        process = multiprocessing.Process(target=slow_ones, args=(server.port, answers))
        process.start()
        await asyncio.sleep(2)
        during = await good(session, 5)
        ended = await asyncio.to_thread(answers.get)
        process.join()
    p99 = lambda values: values[int(len(values) * 0.99)] * 1000
    worst = max(seconds for _, (seconds, _) in ended)
    print(f"good p99 before {p99(before):.1f} ms, beside {COUNT} slow ones {p99(during):.1f} ms; slowest closed after {worst:.1f} s")
    checks.that(worst <= 15, f"each is closed within 15 s: {worst:.1f}")
    # Below five milliseconds the machine's own noise is larger than what is measured.
    if os.environ.get("SLOTWISE_JUDGE_LATENCY"):
        checks.that(p99(during) <= 2 * max(p99(before), 5), f"good p99 {p99(during):.1f} ms, before {p99(before):.1f} ms")
    for kind in ("headers", "body"):
        answers = [said for k, (_, said) in ended if k == kind]
        told = sum(1 for said in answers if b" 408 " in said and b"/problems/request-timeout" in said)
        checks.that(told == len(answers), f"{kind}: {told} of {len(answers)} are told 408")


def raw(server, text, wait=3):
    import socket
    with socket.create_connection(("127.0.0.1", server.port), timeout=wait) as s:
        try:
            s.sendall(text)
            said = b""
            while chunk := s.recv(65536):
                said += chunk
                if b"\r\n\r\n" in said and b"Content-Length: 0" not in said and said.count(b"}") > 0:
                    break
        except OSError:
            pass
        return said


def test_malformed(server, checks):
    """Raw nonsense is refused or closed, never answered 5xx, and the server lives on."""
    get = b"GET /livez HTTP/1.1\r\nHost: x\r\n"
    for name, text, wanted in [
        ("headers of 20 KiB", get + b"X: " + b"a" * 20000 + b"\r\n\r\n", b"431"), ("200 headers", get + b"A: b\r\n" * 200 + b"\r\n", b"431"),
        ("a path of 9 KiB", b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"414"), ("no method", b"\x00\x01\x02\r\n\r\n", b"400"),
        ("a space in the header", get + b"A : b\r\n\r\n", b"400"), ("two lengths", b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", b"400"),
        ("length and chunks", b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"4"),
        ("a body of 300 KiB", b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 300000\r\n\r\n", b"413"),
        ("HTTP/3.0", b"GET / HTTP/3.0\r\n\r\n", b"4"), ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b""),
        ("NUL in the path", b"GET /v1/\x00 HTTP/1.1\r\nHost: x\r\n\r\n", b"4"), ("%00 in an id", b"GET /v1/practitioners/%00 HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        ("bad escapes", b"GET /v1/practitioners/%zz HTTP/1.1\r\nHost: x\r\n\r\n", b"404"), ("dots", b"GET /v1/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
    ]:
        said = raw(server, text)
        status = said.split(b" ", 2)[1] if said.startswith(b"HTTP/1") else b""
        checks.that(status.startswith(wanted), f"{name}: {status!r} instead of {wanted!r}: {said[:80]!r}")
        checks.that(not status.startswith(b"5"), f"{name}: {status!r}")
    deep = b'{"email":' + b"[" * 100000 + b"]" * 100000 + b"}"
    for name, body in [("deep JSON", deep), ("not UTF-8", b'{"email":"\xff\xfe"}'), ("not JSON", b"{"), ("nothing", b""), ("a list", b"[]"), ("a number too large", b'{"email":1e999}'), ("a lone surrogate", b'{"email":"\\ud800","password":"x"}')]:
        status = call(server.url, "POST", "/v1/sessions", raw=body)[0]
        checks.that(400 <= status < 500, f"{name}: {status}")
    checks.that(call(server.url, "GET", "/livez")[0] == 200, "the server lives on")


def test_slow_clients_are_shown_out_and_good_ones_served(server, checks):
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    asyncio.run(run(server, checks))
