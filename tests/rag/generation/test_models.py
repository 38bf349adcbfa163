import pytest

from index.errors import UsageError
from rag.generation.models import LIKE_KEY, choose_model
from rag.settings import Settings


def test_no_model_is_chosen_when_none_is_set() -> None:
    assert choose_model(Settings()) is None


@pytest.mark.parametrize("name", ["gpt-4o", "openai:", "mistral:small", "openai-like:m", "openai-like:@http://h/v1"])
def test_an_unknown_model_is_refused_with_the_forms_that_are_known(name: str) -> None:
    with pytest.raises(UsageError, match="openai-like:MODEL@http://host/v1"):
        choose_model(Settings(llm=name))


@pytest.mark.parametrize(("name", "variable"), [("openai:m", "OPENAI_API_KEY"), ("anthropic:m", "ANTHROPIC_API_KEY")])
def test_a_missing_key_is_asked_for_by_the_name_of_its_variable(
    name: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(variable, raising=False)
    with pytest.raises(UsageError, match=variable):
        choose_model(Settings(llm=name))


def test_a_key_inside_an_address_is_refused_since_settings_are_stored_with_runs() -> None:
    with pytest.raises(UsageError, match=LIKE_KEY) as refused:
        choose_model(Settings(llm="openai-like:m@http://user:sk-secret@host/v1"))
    assert "sk-secret" not in str(refused.value)


def test_openais_own_key_is_not_sent_to_another_host(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("llama_index.llms.openai_like", reason="the extra openai isn't installed")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.delenv(LIKE_KEY, raising=False)
    chosen = choose_model(Settings(llm="openai-like:org/model@9@http://127.0.0.1:9/v1"))
    assert chosen is not None
    assert chosen.llm is not None
    assert chosen.llm.metadata.model_name == "org/model@9"
    assert vars(chosen.llm)["api_key"] == "none"


def test_a_model_file_that_is_not_there_is_named() -> None:
    pytest.importorskip("xllamacpp", reason="the extra local-llm isn't installed")
    with pytest.raises(UsageError, match=r"none\.gguf is no file"):
        choose_model(Settings(llm="local:none.gguf"))


def test_no_model_is_chosen_when_the_settings_say_none() -> None:
    assert choose_model(Settings(llm="none")) is choose_model(Settings()) is None
