"""Fields that are given the same names share these, and a copy that is given more leaves the others as they are."""

from __future__ import annotations

import pickle

from jmsite.model.entities.persona import Persona


def test_names_of_what_is_given_are_shared_and_stay_so_when_a_copy_is_given_more():
    anna, ben = (Persona.model_validate({"title": name, "goals": ["Sleep"]}) for name in ("Anna", "Ben"))
    assert anna.model_fields_set is ben.model_fields_set
    more = ben.model_copy(update={"summary": "Works at night."})
    assert more.model_fields_set == {"title", "goals", "summary"}
    assert anna.model_fields_set == ben.model_fields_set == {"title", "goals"}
    told = Persona.model_validate({"title": "Cem", "goals": ["Rest"], "summary": "Reads."})
    assert more.model_fields_set is told.model_fields_set


def test_what_comes_from_another_process_is_given_the_same():
    anna = Persona.model_validate({"title": "Anna"})
    assert pickle.loads(pickle.dumps(anna)) == anna
    assert pickle.loads(pickle.dumps(anna)).model_fields_set == {"title"}
