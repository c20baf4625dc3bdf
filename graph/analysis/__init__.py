"""Measures of social network analysis: a network in, numbers out.

Functions take a networkx graph or a `CompactNetwork` and return a dictionary by node unless they
say otherwise. They never change the network, read no files and draw nothing. What is undefined is
NaN, never 0.
"""

from graph.analysis.brokerage_roles import BrokerageRoles, brokerage_roles
from graph.analysis.brokering import brokering_activity, brokering_exclusivity
from graph.analysis.centrality import betweenness, degree
from graph.analysis.communities import communities, modularity
from graph.analysis.compact import CompactNetwork, compact
from graph.analysis.connectors import Connector, Coverage, rank_connectors
from graph.analysis.cut_structure import articulation_points, blocks, bridges, core_number
from graph.analysis.errors import (
    AnalysisError,
    EmptyNetworkError,
    MissingGroupsError,
    UnknownNodeError,
    WeightError,
    ZeroWeightWarning,
)
from graph.analysis.estimate import Estimate, NodeEstimates
from graph.analysis.fragmentation import (
    distance_fragmentation,
    fragmentation,
    fragmentation_without_each,
)
from graph.analysis.key_players import KeyPlayers, key_players
from graph.analysis.mixing import EIIndex, e_i_index
from graph.analysis.participation import participation_coefficient, within_module_z
from graph.analysis.reach import distance_reach, m_reach
from graph.analysis.structural_holes import constraint, effective_size, efficiency, hierarchy
from graph.analysis.two_mode import (
    robins_alexander_clustering,
    two_mode_betweenness,
    two_mode_closeness,
    two_mode_degree,
)

__all__ = [
    "AnalysisError",
    "BrokerageRoles",
    "CompactNetwork",
    "Connector",
    "Coverage",
    "EIIndex",
    "EmptyNetworkError",
    "Estimate",
    "KeyPlayers",
    "MissingGroupsError",
    "NodeEstimates",
    "UnknownNodeError",
    "WeightError",
    "ZeroWeightWarning",
    "articulation_points",
    "betweenness",
    "blocks",
    "bridges",
    "brokerage_roles",
    "brokering_activity",
    "brokering_exclusivity",
    "communities",
    "compact",
    "constraint",
    "core_number",
    "degree",
    "distance_fragmentation",
    "distance_reach",
    "e_i_index",
    "effective_size",
    "efficiency",
    "fragmentation",
    "fragmentation_without_each",
    "hierarchy",
    "key_players",
    "m_reach",
    "modularity",
    "participation_coefficient",
    "rank_connectors",
    "robins_alexander_clustering",
    "two_mode_betweenness",
    "two_mode_closeness",
    "two_mode_degree",
    "within_module_z",
]
