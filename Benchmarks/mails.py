"""How many mails a second leave: confirmations of bookings that were all made at once, to a mail server of the benchmark's own, beside
what one connection of Python's smtplib brings there.

python3 Benchmarks/mails.py [MAILS [PROGRAM]]        default: 5000, .build/release/reminding
"""
import asyncio, os, smtplib, subprocess, sys, tempfile, threading, time
from email.message import EmailMessage

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


class Sink:
    """A mail server that takes everything and notes when; as little of SMTP (RFC 5321) as clients need."""

    def __init__(self):
        self.times, self.connections, self.identities = [], 0, set()
        ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self.serve(ready)), daemon=True).start()
        ready.wait()

    async def serve(self, ready):
        server = await asyncio.start_server(self.talk, "127.0.0.1", 0, limit=1 << 20)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await server.serve_forever()

    async def talk(self, reader, writer):
        self.connections += 1
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            word = line[:4].upper()
            if word == b"DATA":
                writer.write(b"354 go on\r\n")
                mail = await reader.readuntil(b"\r\n.\r\n")
                self.identities.add(mail.split(b"Message-ID: ", 1)[1].split(b"\r\n", 1)[0])
                self.times.append(time.monotonic())
            writer.write(b"221 bye\r\n" if word == b"QUIT" else b"250 sink\r\n")
        writer.close()

    def wait(self, count):
        while len(self.times) < count:
            time.sleep(0.01)
        return count / (self.times[count - 1] - self.times[0])


def slotwise(program, mails):
    sink, directory = Sink(), tempfile.mkdtemp(prefix="slotwise-mails-")
    process = subprocess.Popen([program, directory, str(mails), "7", "--mail", str(sink.port), "--burst"])
    rate = sink.wait(mails)
    process.kill()
    process.wait()
    assert len(sink.identities) == len(sink.times), "each is another"
    return rate, sink.connections


def peer(mails):
    sink = Sink()
    with smtplib.SMTP("127.0.0.1", sink.port) as client:
        for number in range(mails):
            mail = EmailMessage()
            mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = "desk@clinic.example", "ada@clinic.example", "Your appointment", f"<{number}@clinic.example>"
            mail.set_content("Your appointment is booked. " * 10)
            mail.add_alternative("<p>Your appointment is booked.</p>" * 40, subtype="html")
            client.send_message(mail)
        return sink.wait(mails)


mails = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
rate, connections = slotwise(sys.argv[2] if len(sys.argv) > 2 else f"{ROOT}/.build/release/reminding", mails)
other = peer(mails)
print(f"{mails} mails: {rate:.0f} a second over {connections} connections, planned, written, sent and marked; smtplib alone {other:.0f}; ratio {rate / other:.2f}")
