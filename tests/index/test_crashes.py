import multiprocessing
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.index.crashes import COMPLETED, Trials


@pytest.mark.timeout(600)
@pytest.mark.skipif("forkserver" not in multiprocessing.get_all_start_methods(), reason="no SIGKILL here")
def test_a_process_killed_at_any_moment_leaves_every_article_whole(
    tmp_path: Path, catalog_address: SecretStr | None, capsys: pytest.CaptureFixture[str]
) -> None:
    trials = COMPLETED + 2
    outcome = Trials(tmp_path, 7, catalog_address).run(trials)
    with capsys.disabled():
        sys.stdout.write(f"\nKilled while indexing: {outcome}\n")
    assert outcome.trials == trials
    assert outcome.ended >= 1
    assert outcome.killed >= 3
