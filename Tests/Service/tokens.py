"""Tokens, sessions and passwords: hostile tokens, refresh races, reuse, lock-out, revocation, timing (R12).

SLOTWISE_REFRESH_ROUNDS=100 is understood: rounds of 20 concurrent refreshes.
"""
import asyncio, base64, hashlib, hmac, json, os, statistics, time
import aiohttp, clock, jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives import serialization
from harness import call

ROUNDS = int(os.environ.get("SLOTWISE_REFRESH_ROUNDS", 100))
COOKIE = "__Host-slotwise-refresh"


def b64(data):
    return base64.urlsafe_b64encode(data if isinstance(data, bytes) else json.dumps(data).encode()).rstrip(b"=").decode()


def hostile(token, jwks):
    """At least sixty tokens that must not open anything."""
    head, claims, signature = token.split(".")
    header, payload = (json.loads(base64.urlsafe_b64decode(p + "==")) for p in (head, claims))
    public = base64.urlsafe_b64decode(jwks["keys"][0]["x"] + "==")
    other = ed25519.Ed25519PrivateKey.generate()
    curve, big = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
    def sign(h, p, key=other):
        body = f"{b64(h)}.{b64(p)}"
        return f"{body}.{b64(key.sign(body.encode()))}"
    yield from {
        "no signature": f"{head}.{claims}.", "two parts": f"{head}.{claims}", "one part": head, "four parts": f"{token}.x",
        "empty": "", "dots": "..", "spaces": " ", "padding": token + "=", "cut": token[:-2], "doubled": token + token,
        "upper case": token.upper(), "other signature": f"{head}.{claims}.{b64(bytes(64))}",
        "swapped parts": f"{claims}.{head}.{signature}", "huge": "a" * 20000, "not base64": "!.!.!",
        "json instead": json.dumps(payload), "null bytes": "a%00b.c.d",
    }.items()
    for algorithm in ("none", "None", "NONE", "nOnE", "HS256", "HS512", "ES256", "RS256", "PS256", "EdDSA ", "eddsa", "", None, 1, ["EdDSA"]):
        yield f"alg {algorithm!r}", f"{b64(header | {'alg': algorithm})}.{claims}.{signature}"
        yield f"alg {algorithm!r} unsigned", f"{b64(header | {'alg': algorithm})}.{claims}."
    yield "HS256 with the public key", jwt.encode(payload, base64.b64encode(public), "HS256", headers={k: header[k] for k in ("kid", "typ")})
    yield "HMAC over raw public key", (lambda b: f"{b}.{b64(hmac.new(public, b.encode(), hashlib.sha256).digest())}")(f"{b64(header | {'alg': 'HS256'})}.{claims}")
    yield "ES256 of another", jwt.encode(payload, curve, "ES256", headers={"kid": header["kid"], "typ": "at+jwt"})
    yield "RS256 of another", jwt.encode(payload, big, "RS256", headers={"kid": header["kid"], "typ": "at+jwt"})
    yield "another key, our kid", sign(header, payload)
    for kid in ("", "x", "../keys", "0", None, 1, header["kid"] + "x", header["kid"].lower()):
        yield f"kid {kid!r}", sign(header | {"kid": kid}, payload)
    yield "no kid", sign({k: v for k, v in header.items() if k != "kid"}, payload)
    own = b64(other.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw))
    for name, more in {"jwk": {"jwk": {"kty": "OKP", "crv": "Ed25519", "x": own}}, "jku": {"jku": "http://127.0.0.1:9/k"}, "x5u": {"x5u": "http://127.0.0.1:9/k"},
                       "crit": {"crit": ["exp"]}, "typ JWT": {"typ": "JWT"}, "typ missing": {"typ": None}, "b64": {"b64": False}, "zip": {"zip": "DEF"}}.items():
        yield f"header {name}", sign(header | more, payload)
        yield f"header {name}, our signature", f"{b64(header | more)}.{claims}.{signature}"
    now = int(clock.now().timestamp())
    for name, more in {"role": {"role": "administrator"}, "later exp": {"exp": now + 10**6}, "no exp": {"exp": None}, "other sub": {"sub": "x"}, "aud": {"aud": "x"},
                       "iss": {"iss": "x"}, "patients": {"patients": ["pt-2"]}, "nbf later": {"nbf": now + 1000}, "exp over": {"exp": now - 1}}.items():
        yield f"claim {name}", f"{head}.{b64(payload | more)}.{signature}"
        yield f"claim {name}, another key", sign(header, payload | more)


async def refresh_races(server, checks):
    account = server.account("patient", "pt-3")
    async with aiohttp.ClientSession(server.url, cookie_jar=aiohttp.DummyCookieJar()) as session:
        async def sign_in():
            async with session.post("/v1/sessions", json={k: account[k] for k in ("email", "password")}) as answer:
                return answer.cookies[COOKIE].value, (await answer.json())["accessToken"]
        async def refresh(token):
            async with session.post("/v1/sessions/refresh", headers={"Cookie": f"{COOKIE}={token}"}) as answer:
                return answer.status, answer.cookies[COOKIE].value if COOKIE in answer.cookies else None
        current, _ = await sign_in()
        for number in range(ROUNDS):
            answers = await asyncio.gather(*(refresh(current) for _ in range(20)))
            successors = {token for status, token in answers if status == 200}
            checks.that(all(status == 200 for status, _ in answers), f"round {number}: all twenty go on: {[s for s, _ in answers]}")
            checks.that(len(successors) == 1, f"round {number}: one successor, not {len(successors)}")
            current = successors.pop()
        status, _ = await refresh(current)
        checks.that(status == 200, "the session survives")



def refresh_cookie(head):
    """The cookie that goes on with the session, as a client sends it back; another names the device."""
    return next(one.split(";")[0] for one in head.get_all("Set-Cookie") if one.startswith("__Host-slotwise-refresh="))


def test_tokens_sessions_and_passwords(checks, server):
    admin, ada = server.token("administrator"), server.token("patient", "pt-1")
    jwks = call(server.url, "GET", "/.well-known/jwks.json")[1]
    tokens = list(hostile(ada, jwks))
    checks.that(len(tokens) >= 60, f"{len(tokens)} hostile tokens")
    checks.that(call(server.url, "GET", "/v1/sessions", token=ada)[0] == 200, "the real one opens")
    for name, token in tokens:
        status = call(server.url, "GET", "/v1/sessions", headers={"Authorization": f"Bearer {token}"})[0]
        checks.that(status == (431 if len(token) > 16000 else 401), f"{name}: {status}")
    for scheme in ("Basic YTpi", "bearer", "Token x", ada):
        checks.that(call(server.url, "GET", "/v1/sessions", headers={"Authorization": scheme})[0] == 401, f"scheme {scheme[:8]}")

    asyncio.run(refresh_races(server, checks))

    # Revocation is at once, for the session and for an account whose rights changed.
    _, body, head = call(server.url, "POST", "/v1/sessions", {k: server.account("patient", "pt-4")[k] for k in ("email", "password")})
    token = body["accessToken"]
    cookie = refresh_cookie(head)
    for one in head.get_all("Set-Cookie"):
        checks.that(all(word in one for word in ("HttpOnly", "Secure", "SameSite=Strict", "Path=/")), one)
    status, user, _ = call(server.url, "GET", f"/v1/admin/users/{body['account']['id']}", token=admin)
    begin = time.monotonic()
    status, _, _ = call(server.url, "PATCH", f"/v1/admin/users/{user['id']}", {"isActive": False}, admin, {"If-Match": f"\"{user['version']}\""})
    checks.that(status == 200, f"an administrator closes an account: {status}")
    checks.that(call(server.url, "GET", "/v1/sessions", token=token)[0] == 401, "its token is refused at once")
    checks.that(time.monotonic() - begin < 1, "within a second")
    checks.that(call(server.url, "POST", "/v1/sessions/refresh", headers={"Cookie": cookie})[0] == 401, "and its session is over")

    # Reuse after the grace: simulated by a token that was rotated long ago.
    _, _, head = call(server.url, "POST", "/v1/sessions", {k: server.account("patient", "pt-5")[k] for k in ("email", "password")})
    old = refresh_cookie(head)
    _, body, head = call(server.url, "POST", "/v1/sessions/refresh", headers={"Cookie": old})
    new, alive = refresh_cookie(head), body["accessToken"]
    server.stop()
    server.store.execute("auth", "UPDATE refresh_token SET rotated_at = rotated_at - 60 WHERE rotated_at IS NOT NULL")
    server.start()
    checks.that(call(server.url, "GET", "/v1/sessions", token=alive)[0] == 200, "a restart signs nobody out")
    checks.that(call(server.url, "POST", "/v1/sessions/refresh", headers={"Cookie": old})[0] == 401, "a token used again later is refused")
    checks.that(call(server.url, "POST", "/v1/sessions/refresh", headers={"Cookie": new})[0] == 401, "and ends the whole session")
    checks.that(call(server.url, "GET", "/v1/sessions", token=alive)[0] == 401, "with its access token")

    # Lock-out: the attacker's address waits, and no answer tells whether an account exists.
    email = server.account("patient", "pt-6")["email"]
    def attempt(address, password):
        begin = time.monotonic()
        status, body, head = call(server.url, "POST", "/v1/sessions", {"email": address, "password": password})
        return status, time.monotonic() - begin, head
    known = [attempt(email, f"wrong-{i}") for i in range(5)]
    unknown = [attempt("nobody@clinic.example", f"wrong-{i}") for i in range(5)]
    checks.that({a[0] for a in known + unknown} == {401}, "wrong passwords and unknown addresses look the same")
    ratio = statistics.median(a[1] for a in known) / statistics.median(a[1] for a in unknown)
    checks.that(0.5 < ratio < 2, f"and take as long: ratio {ratio:.2f}")
    later = [attempt(email, "wrong-again") for _ in range(2)]
    checks.that(429 in {a[0] for a in later} and all(int(a[2]["Retry-After"]) <= 900 for a in later if a[0] == 429), f"then the address waits: {later}")
    checks.that(attempt(server.account("patient", "pt-7")["email"], server.account("patient", "pt-7")["password"])[0] == 201, "others do not")
    time.sleep(2)
    checks.that(attempt(email, server.account("patient", "pt-6")["password"])[0] == 201, "and the owner comes in after the wait")

    # Registration answers the same for a known address, and a reset works once.
    new = lambda address: call(server.url, "POST", "/v1/accounts", {"email": address, "password": "staple battery horse", "name": "New Patient"})
    first = new("new@clinic.example")
    proof = server.mailed("new@clinic.example")
    act = lambda: call(server.url, "POST", "/v1/patients/pt-3/proxies", {"email": "new@clinic.example"}, admin)[0]
    checks.that(act() == 422, "who has not confirmed an address acts for nobody: it may be another's")
    checks.that(call(server.url, "POST", "/v1/accounts/verifications/wrong")[0] == 410, "a wrong code confirms nothing")
    checks.that(call(server.url, "POST", f"/v1/accounts/verifications/{proof}")[0] == 204 and act() == 201, "the mailed code confirms it")
    checks.that(call(server.url, "POST", f"/v1/accounts/verifications/{proof}")[0] == 410, "once")
    again = new("new@clinic.example")
    checks.that(first[0] == again[0] == 201 and first[1] == again[1], "a known address is not told")
    checks.that(new(email.upper())[0] == 201, "whatever its case")
    checks.that(call(server.url, "POST", "/v1/accounts", {"email": "x@clinic.example", "password": "password123", "name": "X"})[0] == 422, "common passwords are refused")
    status, body, _ = call(server.url, "POST", "/v1/sessions", {"email": "new@clinic.example", "password": "staple battery horse"})
    checks.that(status == 201 and body["account"]["patient"], "and can sign in at once")
    checks.that(call(server.url, "GET", f"/v1/patients/{body['account']['patient']}", token=body["accessToken"])[0] == 200, "as a patient of the book")
    checks.that(call(server.url, "POST", "/v1/password-resets", {"email": "new@clinic.example"})[0] == 202, "a reset is noted")
    checks.that(call(server.url, "POST", "/v1/password-resets", {"email": "nobody@clinic.example"})[0] == 202, "also for nobody")
    code = server.mailed("new@clinic.example")
    user = next(one for one in call(server.url, "GET", "/v1/admin/users?limit=200", token=admin)[1]["items"] if one["email"] == "new@clinic.example")
    handed = call(server.url, "POST", f"/v1/admin/users/{user['id']}/password-link", token=admin)[1]["token"]
    checks.that(call(server.url, "POST", "/v1/password-resets", {"email": "new@clinic.example"})[0] == 202, "another asks for a reset")
    code = server.mailed("new@clinic.example")
    checks.that(call(server.url, "POST", f"/v1/password-resets/{handed}", {"password": "password"})[0] == 422, "which takes away no link that was handed over")
    checks.that(call(server.url, "POST", f"/v1/password-resets/{code}", {"password": "another good one"})[0] == 204, "its code sets a password")
    checks.that(call(server.url, "POST", f"/v1/password-resets/{code}", {"password": "another good one"})[0] == 410, "once")
    checks.that(call(server.url, "GET", "/v1/sessions", token=body["accessToken"])[0] == 401, "and ends the sessions")

    # An authenticator: enrolled, confirmed, asked for, each code once.
    enrol = lambda password: call(server.url, "POST", "/v1/accounts/current/authenticator", {"password": password}, admin)
    checks.that(enrol("not that one")[0] == 401, "an open page alone enrols none")
    made = enrol(server.account("administrator")["password"])[1]
    key = made["secret"]
    def code_at(moment):
        mac = hmac.new(base64.b32decode(key), int(moment // 30).to_bytes(8, "big"), hashlib.sha1).digest()
        offset = mac[19] & 15
        return f"{(int.from_bytes(mac[offset:offset + 4], 'big') & 0x7fffffff) % 10**6:06}"
    now = clock.now().timestamp()
    checks.that(call(server.url, "POST", "/v1/accounts/current/authenticator/confirmation", {"code": code_at(now - 30)}, admin)[0] == 204, "a code confirms it")
    who = {k: server.account("administrator")[k] for k in ("email", "password")}
    status, body, _ = call(server.url, "POST", "/v1/sessions", who)
    checks.that(status == 401 and body.get("codeRequired"), f"signing in asks for a code: {status} {body}")
    checks.that(call(server.url, "POST", "/v1/sessions", who | {"code": "000000"})[0] == 401, "a wrong one is refused")
    checks.that(call(server.url, "POST", "/v1/sessions", who | {"code": code_at(now)})[0] == 201, "the right one is taken")
    checks.that(call(server.url, "POST", "/v1/sessions", who | {"code": code_at(now)})[0] == 401, "once")
    spare = made["recoveryCodes"][0]
    checks.that(call(server.url, "POST", "/v1/sessions", who | {"code": spare})[0] == 201, "a recovery code opens without the app")
    checks.that(call(server.url, "POST", "/v1/sessions", who | {"code": spare})[0] == 401, "once as well")
