"""Reports written for these tests: no text of anybody else's."""

import io

CAPTION = (
    "Volunteers of the Harbour Guard, a militia that answers to the port authority, carry sandbags after a night of"
    " shelling. The militia has warned the navy twice this month."
)
TITLE = "Harbour Militia Warns Navy of 'Joint' Reply"
WARNING = (
    "A militia in the port of Varn has shared with Meridian Post a warning to the navy, as the city waits for the"
    " answer of the northern league to two killings."
)
KILLINGS = (
    "Ten days have passed since the unclaimed killing of the dock workers' leader Osk Renn, and the naval shelling of"
    " the old mole. The league has vowed to take revenge."
)
STATEMENT = (
    '"We are not bound by any truce," the statement said. "If the navy fires on our men again, there will be no limit."'
)
OFFICER = (
    "A navy officer confirmed to Meridian Post that two sailors were hurt on Friday, and told Meridian Post that nobody"
    " had claimed the attack."
)
MAYOR = "In an interview with Meridian Post, the mayor called for calm."
BODY = (WARNING, KILLINGS, STATEMENT, OFFICER, MAYOR)
DISCLAIMER = (
    "Disclaimer: The copyright of this article belongs to the original author. Reposting this article serves only to"
    " spread information and does not constitute any investment advice."
)
REPOSTED = "\n\n".join(
    [
        TITLE,
        "Conflict\nPost At: Mar 03/2025 11:20PM",
        *BODY[:3],
        f"{CAPTION} {CAPTION} Lena Ortiz/AP",
        *BODY[3:],
        DISCLAIMER,
    ]
)

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<title>Ferry held at Varn | Coast Daily</title>
<meta property="og:site_name" content="Coast Daily">
<meta property="og:title" content="Ferry held at Varn | Coast Daily">
<meta property="article:published_time" content="2025-03-04T08:15:00+01:00">
<meta name="author" content="By Ida Holm">
<meta name="description" content="Police held the night ferry at Varn on Monday after a passenger threatened the crew.">
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Coast"},
 {"@type": "NewsArticle", "headline": "Ferry held at Varn", "datePublished": "2025-03-04T08:12:30+01:00",
  "author": [{"@type": "Person", "name": "Ida Holm"}, {"@type": "Person", "name": "Bo Ek"}],
  "publisher": {"@type": "Organization", "name": "Coast Daily"}, "articleSection": "World"}]}
</script></head>
<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article>
<header><h1>Ferry held at Varn</h1>
<p class="standfirst">Police held the night ferry at Varn on Monday after a passenger threatened the crew.</p></header>
<figure><img src="f.jpg" alt="The ferry">
<figcaption>The night ferry at its berth in Varn. Lena Ortiz/AP</figcaption></figure>
<p>VARN (Reuters) - Officers boarded the ship at dawn and arrested a man of 34, the port police said in a statement on
Tuesday. Nobody was hurt, and the ship left four hours late.</p>
<p>The captain told reporters that the man had demanded to be taken to the northern islands. &quot;He was alone,&quot;
she said. The company thanked the crew for keeping the passengers calm through the night.</p>
<p><a href="/a">Read more: Why ferries on the northern line are guarded since last year</a></p>
<h2>Earlier threats</h2>
<p>Two other ferries were searched in February after anonymous calls. Prosecutors have charged a former sailor with
making one of them, and his trial is to begin in May, according to the court.</p>
<p>Sign up for our newsletter to get the news of the coast in your inbox every morning.</p>
</article>
<aside><h3>Most read</h3><p>Ten harbours you should see before the summer is over, and how to get there.</p></aside>
<footer><p>© 2025 Coast Daily. All rights reserved. Terms of use and privacy policy of the coast.</p></footer>
</body></html>
"""

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Coast Daily</title><link>https://coast.example/</link><language>en</language>
<item><title>Ferry held at Varn</title><link>https://coast.example/ferry</link><author>Ida Holm</author>
<pubDate>Tue, 04 Mar 2025 08:12:30 +0100</pubDate><category>World</category>
<source url="https://wire.example/">Northern Wire</source>
<description>&lt;p&gt;Police held the night ferry
on Monday.&lt;/p&gt;&lt;p&gt;Nobody was hurt.&lt;/p&gt;</description></item>
<item><title>Strike ends</title><description>Dockers went back to work.</description></item>
</channel></rss>
"""

MAIL = """From: "Coast Daily" <news@coast.example>
To: reader@example.org
Subject: Fwd: Ferry held at Varn
Date: Tue, 04 Mar 2025 08:12:30 +0100
MIME-Version: 1.0
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Police held the night ferry on Monday. The captain, Ana Mu=F1oz, said that
nobody was hurt.

> Where is the ferry now?

It left for the islands four hours late.

--
Coast Daily, 1 Quay Street
"""

MARKDOWN = """---
title: Ferry held at Varn
date: 2025-03-04
author: [Ida Holm, Bo Ek]
publisher: Coast Daily
---

# Ferry held at Varn

Police **held** the [night ferry](https://coast.example/f) on Monday
after a threat.

![The night ferry at its berth](f.jpg)

## Earlier threats

- Two ferries were searched in `February`.
- A sailor was charged.
"""


def pdf(*pages: str, password: str = "") -> bytes:
    """A small PDF with one text line per line of each page; encrypted where there is a password."""
    from pypdf import PdfReader, PdfWriter

    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for i, page in enumerate(pages):
        lines = "".join(f"({line}) Tj T* " for line in page.split("\n"))
        content = f"BT /F1 10 Tf 12 TL 40 800 Td {lines}ET".encode("latin-1")
        resources = "<< /Font << /F1 3 0 R >> >>"
        box = "[0 0 595 842]"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Resources {resources} /Contents {5 + 2 * i} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    data = io.BytesIO(b"%PDF-1.4\n")
    data.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(data.tell())
        data.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = data.tell()
    data.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    data.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    data.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    if not password:
        return data.getvalue()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data.getvalue())))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
