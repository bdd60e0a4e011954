"""Static files as the server sends them: for a year, compressed, and without Django."""

import re


def test_static_file_is_for_ever_and_compressed_and_asked_for_once(site):
    site.serve("--workers", "1")
    page = site.get("/en/")[2]
    path = re.search(r'"(/static/css/[^"]+\.css)"', page)[1]

    status, headers, whole = site.get(path)
    assert (status, re.search(r"\.[0-9a-f]{12}\.css$", path) is not None) == (200, True)
    assert int(re.search(r"max-age=(\d+)", headers["Cache-Control"])[1]) >= 31_536_000
    assert "immutable" in headers["Cache-Control"]
    assert "Content-Encoding" not in headers

    sizes = []
    for encoding in ("br", "gzip"):
        status, small, _body = site.get(path, Accept_Encoding=encoding)
        assert (status, small["Content-Encoding"]) == (200, encoding)
        assert small["Vary"] == "Accept-Encoding"
        sizes.append(int(small["Content-Length"]))
    assert sizes[0] < sizes[1] < len(whole.encode())

    again, _headers, body = site.get(path, If_Modified_Since=headers["Last-Modified"])
    assert (again, body) == (304, "")
    assert site.get("/static/nothing.css")[0] == 404
