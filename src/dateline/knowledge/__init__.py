"""Facts about the world as data files: actors with dated roles, states, places, sector words; loaders and a linter."""

from dateline.knowledge.actors import Actors, Entity, Role
from dateline.knowledge.gazetteer import Gazetteer, Site
from dateline.knowledge.names import key
from dateline.knowledge.sectors import Sectors
from dateline.knowledge.states import State, States

__all__ = ["Actors", "Entity", "Gazetteer", "Role", "Sectors", "Site", "State", "States", "key"]
