from handlers import book


def test_needs_a_body():
    try:
        book.handler({"requestContext": {"http": {"method": "POST"}}, "body": "{}"}, None)
    except Exception:
        pass
