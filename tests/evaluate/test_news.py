import gzip
import json

from dateline.evaluate import news

BLAST = "A bomb killed twelve traders at the cattle market of Ayorou in Niger on Saturday, the governor said. "
ROW = "A ferry with forty passengers ran aground near Split in a storm; divers from Croatia searched the wreck. "


def test_reports_of_one_event_come_together(tmp_path):
    rows = [
        {"id": f"n{n}", "event_id": event, "date": "2023-03-04T00:00:00", "title": text[:40], "text": text * 3}
        for n, (event, text) in enumerate([(1, BLAST), (1, "Officials: " + BLAST), (None, ROW), (None, None)])
        if text
    ]
    rows.append({"id": "empty", "event_id": None, "date": None, "title": "No text", "text": None})
    path = tmp_path / "clusters.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    result = news.run(path)
    assert (result.n, result.figures["bcubed_precision"]) == (4, 1.0)
    assert result.table.startswith("3 groups of 4 articles") == (result.figures["bcubed_recall"] == 1.0)
    assert result == news.run(path)
