"""Which topics fit which section, site and place."""

from random import Random

from portal.ops.demo import corpus_economy as economy
from portal.ops.demo import corpus_ideology as ideology
from portal.ops.demo import corpus_notice as notice
from portal.ops.demo import corpus_party as party
from portal.ops.demo import corpus_people as people
from portal.ops.demo import corpus_state as state
from portal.ops.demo import corpus_works as works
from portal.ops.demo.family import Topic
from portal.ops.demo.grammar import LOCAL, PROVINCIAL
from portal.ops.demo.places import Place
from portal.ops.demo.sites import SiteSpec

Topics = tuple[Topic, ...]

ALL_TOPICS: Topics = (
    party.CONFERENCE,
    party.CELL_MEETING,
    party.INSPECTION,
    party.CELL_CONGRESS,
    people.MOBILISATION,
    people.UNCLE_HO,
    people.VOTERS,
    people.WELFARE,
    economy.SEA,
    economy.FARMING,
    economy.COUNTRYSIDE,
    works.WORKS,
    works.DISASTER,
    works.UNIONS,
    state.DIGITAL,
    state.REORGANISATION,
    state.CADRES,
    ideology.THEORY,
    ideology.FOUNDATION,
    ideology.RESOLUTION,
    ideology.INTERNAL_AFFAIRS,
    notice.NOTICE,
)
_NEWS: Topics = tuple(topic for topic in ALL_TOPICS if topic is not notice.NOTICE)

_BY_SECTION: dict[str, Topics] = {
    "hoat-dong-lanh-dao": (
        party.CONFERENCE,
        people.VOTERS,
        people.WELFARE,
        works.WORKS,
        works.DISASTER,
        state.DIGITAL,
        state.REORGANISATION,
        state.CADRES,
        ideology.RESOLUTION,
        ideology.INTERNAL_AFFAIRS,
    ),
    "to-chuc-can-bo": (state.CADRES, state.REORGANISATION, party.CELL_CONGRESS),
    "tuyen-giao": (ideology.THEORY, ideology.FOUNDATION, ideology.RESOLUTION),
    "kiem-tra-giam-sat": (party.INSPECTION,),
    "dan-van": (people.MOBILISATION, people.VOTERS),
    "sinh-hoat-chi-bo": (party.CELL_MEETING, party.CELL_CONGRESS),
    "noi-chinh": (ideology.INTERNAL_AFFAIRS,),
    "hoc-tap-lam-theo-bac": (people.UNCLE_HO,),
    "bao-ve-nen-tang-tu-tuong": (ideology.FOUNDATION,),
    "nghi-quyet-cuoc-song": (
        ideology.RESOLUTION,
        economy.SEA,
        economy.FARMING,
        economy.COUNTRYSIDE,
    ),
    "kinh-te": (economy.SEA, economy.FARMING, works.WORKS),
    "nong-nghiep-nong-thon": (economy.SEA, economy.FARMING, economy.COUNTRYSIDE),
    "an-sinh-xa-hoi": (people.WELFARE, works.DISASTER),
    "chuyen-doi-so": (state.DIGITAL,),
    "mat-tran-doan-the": (works.UNIONS, people.MOBILISATION, people.WELFARE),
    "thong-bao": (notice.NOTICE,),
}
_BY_OFFICE: dict[str, Topics] = {
    "van-phong-tinh-uy": (state.DIGITAL, party.CONFERENCE, state.REORGANISATION),
    "ban-to-chuc": (state.CADRES, state.REORGANISATION, ideology.THEORY),
    "ban-tuyen-giao-dan-van": (
        ideology.FOUNDATION,
        ideology.RESOLUTION,
        people.MOBILISATION,
        people.UNCLE_HO,
    ),
    "ban-noi-chinh": (ideology.INTERNAL_AFFAIRS,),
    "uy-ban-kiem-tra": (party.INSPECTION, party.CONFERENCE),
    "dang-uy-co-quan-dang": (party.INSPECTION, state.DIGITAL, state.CADRES, ideology.FOUNDATION),
    "dang-uy-ubnd": (works.WORKS, state.REORGANISATION, works.DISASTER, state.DIGITAL),
    "truong-chinh-tri": (ideology.THEORY, ideology.FOUNDATION, people.UNCLE_HO),
    "mat-tran": (people.MOBILISATION, people.WELFARE, people.VOTERS, works.UNIONS),
    "tinh-doan": (works.UNIONS, people.WELFARE),
    "lien-doan-lao-dong": (works.UNIONS, people.WELFARE),
}
_OFFICE_SECTIONS = frozenset({"hoat-dong-co-quan", "cong-tac-chuyen-mon"})
_ALWAYS_PROVINCIAL = frozenset({"hoat-dong-co-quan", "hoat-dong-lanh-dao", "thong-bao"})
_ALWAYS_LOCAL = frozenset({"tin-co-so", "sinh-hoat-chi-bo", "nong-nghiep-nong-thon"})


def choose_scope(rng: Random, site: SiteSpec, section_slug: str) -> str:
    """LOCAL for a story set in one commune, PROVINCIAL for one told from a body of the province."""
    if site.is_local or section_slug in _ALWAYS_LOCAL:
        return LOCAL
    if section_slug in _ALWAYS_PROVINCIAL:
        return PROVINCIAL
    return LOCAL if rng.random() < 0.5 else PROVINCIAL


def _fits(topic: Topic, place: Place | None) -> bool:
    if place is None:
        return topic.scope != LOCAL
    if (topic.coastal_only and not place.coastal) or (topic.inland_only and place.coastal):
        return False
    return not (topic.rural_only and place.level == "phường")


def choose_topic(rng: Random, site: SiteSpec, section_slug: str, place: Place | None) -> Topic:
    """A topic of the section that fits the place (None: the province); any news topic otherwise."""
    topics = _BY_SECTION.get(section_slug, _NEWS)
    if section_slug in _OFFICE_SECTIONS:
        topics = _BY_OFFICE.get(site.code, _NEWS)
    fitting = [topic for topic in topics if _fits(topic, place)]
    return rng.choice(fitting or [topic for topic in _NEWS if _fits(topic, place)])
