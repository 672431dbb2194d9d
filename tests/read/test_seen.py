from dateline.read.seen import Seen


def test_an_id_is_new_once_the_same_again_or_another_content():
    seen = Seen()
    assert [seen.meet("a", "1"), seen.meet("b", "1"), seen.meet("a", "1"), seen.meet("a", "2")] == [
        "first",
        "first",
        "again",
        "clash",
    ]
    seen.close()
