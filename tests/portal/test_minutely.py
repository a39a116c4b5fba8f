from jingui.portal import minutely


def test_an_answer_is_kept_for_a_minute_for_each_question(monkeypatch):
    asked = []
    question = minutely.for_a_minute(lambda *words: asked.append(words) or len(asked))
    monkeypatch.setattr(minutely.time, "monotonic", lambda: 60)

    assert [question("a"), question("a"), question("b")] == [1, 1, 2]
    monkeypatch.setattr(minutely.time, "monotonic", lambda: 120)
    assert question("a") == 3


def test_what_is_forgotten_is_asked_at_once():
    asked = []
    question = minutely.for_a_minute(lambda: asked.append(1) or len(asked))

    question()
    question.forget()

    assert question() == 2
