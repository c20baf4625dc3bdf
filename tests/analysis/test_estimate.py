from __future__ import annotations

import copy
import itertools
import pickle

import numpy as np
import pytest

from graph.analysis import AnalysisError, Estimate, NodeEstimates
from graph.analysis.estimate import sample_sources, total_from_sample


class TestEstimate:
    def test_is_a_number_that_knows_its_error(self) -> None:
        value = Estimate(0.5, 0.1, 10, 100)
        assert value + 1 == 1.5
        assert (value.standard_error, value.exact) == (0.1, False)
        assert Estimate(0.5).exact

    @pytest.mark.parametrize("copied", [copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
    def test_keeps_the_error_when_copied(self, copied) -> None:  # type: ignore[no-untyped-def]
        again = copied(Estimate(0.5, 0.1, 10, 100))
        assert (again, again.standard_error, again.population) == (0.5, 0.1, 100)


class TestNodeEstimates:
    def test_is_a_dictionary_that_knows_its_errors(self) -> None:
        values = NodeEstimates({"a": 1.0}, {"a": 0.2}, 3, 9)
        assert values == {"a": 1.0}
        assert values.standard_error == {"a": 0.2}
        assert not values.exact

    def test_keeps_the_errors_when_copied(self) -> None:
        again = pickle.loads(pickle.dumps(NodeEstimates({"a": 1.0}, {"a": 0.2}, 3, 9)))
        assert (again, again.standard_error, again.samples) == ({"a": 1.0}, {"a": 0.2}, 3)


class TestSampleSources:
    def test_all_when_none_or_enough(self) -> None:
        assert sample_sources(3, None, 0).tolist() == [0, 1, 2]
        assert sample_sources(3, 3, 0).tolist() == [0, 1, 2]

    def test_a_choice_without_repeats_for_a_seed(self) -> None:
        chosen = sample_sources(100, 10, 7)
        assert len(set(chosen.tolist())) == 10
        assert (chosen == sample_sources(100, 10, 7)).all()
        assert (chosen != sample_sources(100, 10, 8)).any()

    def test_refuses_no_samples(self) -> None:
        with pytest.raises(AnalysisError, match="samples is 0: give at least 1"):
            sample_sources(3, 0, 0)


class TestTotalFromSample:
    def test_over_all_samples_mean_and_error_are_right(self) -> None:
        # Every sample of 3 out of 6: the estimates average to the total, and the mean of their
        # squared standard errors is the variance of the estimates (both unbiased, Cochran 1977).
        x = np.array([4.0, 0, 1, 7, 7, 2])
        totals, variances = [], []
        for chosen in itertools.combinations(x, 3):
            part = np.array(chosen)
            total, error = total_from_sample(
                part.sum(keepdims=True), (part**2).sum(keepdims=True), 3, 6
            )
            totals.append(total[0])
            variances.append(error[0] ** 2)
        assert np.mean(totals) == pytest.approx(x.sum())
        assert np.mean(variances) == pytest.approx(np.var(totals))

    def test_all_are_exact_and_one_has_no_error(self) -> None:
        one = np.array([2.0])
        assert total_from_sample(one, one**2, 5, 5) == (one, np.array([0.0]))
        assert np.isnan(total_from_sample(one, one**2, 1, 5)[1][0])
