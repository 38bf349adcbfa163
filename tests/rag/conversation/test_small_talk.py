import pytest

from rag.conversation.small_talk import SmallTalk, Talk, read_small_talk, without_small_talk
from rag.records import Turn


@pytest.mark.parametrize(
    ("message", "talk", "language"),
    [
        ("hi there", Talk.GREETING, "en"),
        ("Hello, thank you very much!", Talk.THANKS, "en"),
        ("Thanks, that was helpful!", Talk.THANKS, "en"),
        ("bye, see you tomorrow", Talk.FAREWELL, "en"),
        ("hi, what can I ask you here?", Talk.HELP, "en"),
        ("who are you", Talk.IDENTITY, "en"),
        ("👍", Talk.AGREEMENT, "en"),
        ("?", Talk.HELP, "en"),
        ("Guten Morgen!", Talk.GREETING, "de"),
        ("Vielen Dank für die Hilfe", Talk.THANKS, "de"),
        ("Que peux-tu faire ?", Talk.HELP, "fr"),
        ("¡Hola! ¿Quién eres?", Talk.IDENTITY, "es"),
        ("Çok teşekkürler", Talk.THANKS, "tr"),
        ("До свидания", Talk.FAREWELL, "ru"),
        ("ماذا يمكنني أن أسأل؟", Talk.HELP, "ar"),
    ],
)
def test_what_is_said_to_the_tool_is_told_in_seven_languages(message: str, talk: Talk, language: str) -> None:
    assert read_small_talk(message) == SmallTalk(talk, language)


@pytest.mark.parametrize(
    "message",
    [
        "hello, who opened the bridge?",
        "What can you do about noise?",
        "Who are you going to vote for?",
        "Thanks to whom was the bridge opened?",
        "bridge",
        "Was ist das Parlament?",
    ],
)
def test_a_question_is_no_small_talk(message: str) -> None:
    assert read_small_talk(message) is None


def test_small_talk_is_left_out_of_a_conversation() -> None:
    asked = [Turn("user", "Who opened the bridge?"), Turn("assistant", "Otto Lind. [1]")]
    assert without_small_talk([Turn("user", "hi"), Turn("assistant", "Hello!"), *asked]) == asked
