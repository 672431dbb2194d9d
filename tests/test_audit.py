import bench.audit
from bench.audit import told

KNOWN = {"name": "left", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
CLEAN = {"name": "right", "version": "2.0", "vulns": []}
UNASKED = {"name": "own", "skip_reason": "not known there"}


def test_vulnerabilities_and_what_could_not_be_asked():
    assert told([KNOWN, CLEAN, UNASKED]) == (["left 1.0: PYSEC-1, mended in 1.1"], ["own"])


def test_a_known_vulnerability_fails_and_silence_only_where_asked_for(monkeypatch, capsys):
    def ends(answer, *options):
        monkeypatch.setattr(bench.audit, "ask", lambda: answer)
        monkeypatch.setattr("sys.argv", ["audit.py", *options])
        return bench.audit.main()

    assert (ends([CLEAN]), ends([CLEAN, KNOWN]), ends([UNASKED]), ends(None)) == (0, 1, 0, 0)
    assert (ends([CLEAN], "--strict"), ends([UNASKED], "--strict"), ends(None, "--strict")) == (0, 2, 2)
    assert "PYSEC-1" in capsys.readouterr().out
