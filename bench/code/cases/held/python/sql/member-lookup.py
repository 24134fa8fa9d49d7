#!/usr/bin/env python3
"""Member lookup for the club's intranet (runs under mod_cgid)."""
import html
import os
import urllib.parse

import psycopg2


def main():
    query = urllib.parse.parse_qs(os.environ.get("QUERY_STRING", ""))
    last_name = query.get("name", [""])[0]
    conn = psycopg2.connect("dbname=club")
    cur = conn.cursor()
    cur.execute("SELECT name, phone FROM members WHERE lower(name) = lower('%s')" % last_name)  # weak: CWE-89
    print("Content-Type: text/html; charset=utf-8")
    print()
    print("<table>")
    for name, phone in cur.fetchall():
        print("<tr><td>%s</td><td>%s</td></tr>" % (html.escape(name), html.escape(phone)))
    print("</table>")
    conn.close()


if __name__ == "__main__":
    main()
