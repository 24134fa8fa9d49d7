#!/usr/bin/env python3
import html
import os
import subprocess
from urllib.parse import parse_qs

params = parse_qs(os.environ.get("QUERY_STRING", ""))
domain = params["domain"][0] if "domain" in params else ""

print("Content-Type: text/html\r\n\r\n")
print("<h1>Whois</h1>")
if domain:
    status, text = subprocess.getstatusoutput("whois %s" % domain)  # weak: CWE-78
    if status == 0:
        print("<pre>" + html.escape(text) + "</pre>")
    else:
        print("<p>Nothing found.</p>")
