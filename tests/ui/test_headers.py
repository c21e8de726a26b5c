import asyncio

from segattr.ui.headers import HEADERS, Headers


def answers(kind):
    sent = []

    async def app(scope, receive, send):
        await send({"type": f"{kind}.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": f"{kind}.body", "body": b""})

    async def send(message):
        sent.append(message)

    asyncio.run(Headers(app)({"type": "http"}, None, send))
    return sent


def test_an_answer_keeps_its_own_headers_and_gets_ours():
    start, body = answers("http.response")
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    assert headers == {"content-type": "text/html"} | HEADERS
    assert body == {"type": "http.response.body", "body": b""}


def test_a_websocket_passes_through_untouched():
    start, _ = answers("websocket")
    assert start["headers"] == [(b"content-type", b"text/html")]


def test_the_policy_lets_nothing_come_from_or_go_to_another_server():
    policy = HEADERS["content-security-policy"]
    assert "http" not in policy
    assert "*" not in policy
    assert "'unsafe-eval'" not in policy
