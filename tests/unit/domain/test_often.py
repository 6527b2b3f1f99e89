"""How often, as people say it."""

from domain.often import often


def test_it_is_said_as_people_say_it():
    said = [often(n) for n in (0, 1, 2, 3, 9, 10)]
    assert said == ["never", "once", "twice", "three times", "nine times", "10 times"]
