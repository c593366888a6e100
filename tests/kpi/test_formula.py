"""Formulas: read, printed, checked; what is printed reads as the same; hostile text is refused with its place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isa95mom.kpi.errors import FormulaError, TermError
from isa95mom.kpi.formula import Call, Name, Node, Number, Operation, additive_terms, canonical, names, parse
from isa95mom.kpi.measures import dimension_in, dimension_of, factor_between, stated

leaves = st.one_of(
    st.decimals(min_value=0, max_value=1000, places=2).map(Number),
    st.sampled_from(["PRI", "PQ", "APT", "planned_downtime"]).map(Name),
)


def branches(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Operation, st.sampled_from("+-*/"), parts, parts),
        st.builds(Call, st.sampled_from(["sum", "prod"]), st.tuples(parts)),
        st.builds(Call, st.sampled_from(["min", "max"]), st.tuples(parts, parts)),
    )


trees: st.SearchStrategy[Node] = st.recursive(leaves, branches, max_leaves=12)


@given(trees)
def test_what_is_printed_reads_as_the_same(tree: Node) -> None:
    text = canonical(tree)
    again = parse(text)
    assert canonical(again) == text
    assert canonical(parse(canonical(tree, blank=" "))) == text
    assert names(again) == names(tree)


def test_one_text_for_one_formula() -> None:
    assert canonical(parse("( PRI * PQ )/ APT")) == "PRI*PQ/APT"
    assert canonical(parse("APT/(APT+ADET)")) == "APT/(APT+ADET)"
    assert canonical(parse("a-(b-c)-d")) == "a-(b-c)-d"
    assert canonical(parse("a/(b*c)")) == "a/(b*c)"
    assert canonical(parse("-a*(-b)")) == "(-a)*(-b)"
    assert canonical(parse("A \N{MULTIPLICATION SIGN} P \N{MIDDLE DOT} Q \N{MINUS SIGN} 1")) == "A*P*Q-1"
    assert canonical(parse("MIN(USL-xbar, xbar-LSL)/(3*s)")) == "min(USL-xbar, xbar-LSL)/(3*s)"
    assert additive_terms(parse("sum(PRI*PQ)/sum(APT)+sum(APT)")) == ("PRI*PQ", "APT")
    assert parse("1.50") == Number(Decimal("1.50"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'', character 1: found the end; a number, a name or '(' is needed"),
        ("APT/", "'APT/', character 5: found the end; a number, a name or '(' is needed"),
        ("APT PBT", "'APT PBT', character 5: found 'PBT'; an operator or the end of the formula is needed"),
        ("(APT", "'(APT', character 5: found the end; ')' is needed"),
        ("exp(APT)", "'exp(APT)', character 1: 'exp' is no function; there are sum, prod, min, max"),
        ("min(APT)", "'min(APT)': min has 1 arguments; it takes 2 to 9"),
        ("sum(a, b)", "'sum(a, b)': sum has 2 arguments; it takes 1"),
        ("a ** b", "'a ** b', character 4: found '*'; a number, a name or '(' is needed"),
        ("a; import os", "'a; import os', character 2: ';' has no meaning in a formula"),
        ("__import__('os')", '"__import__(\'os\')", character 12: "\'" has no meaning in a formula'),
        ("1e5", "'1e5', character 2: found 'e5'; an operator or the end of the formula is needed"),
    ],
)
def test_what_cannot_be_read(text: str, said: str) -> None:
    with pytest.raises(FormulaError) as error:
        parse(text)
    assert str(error.value) == said


def test_hostile_formulas_end_soon() -> None:
    for text in ("(" * 3_000, "-" * 3_000 + "a", "a+" * 1_999 + "a+" * 10):
        with pytest.raises(FormulaError):
            parse(text)
    assert len(names(parse("+".join(f"a{n}" for n in range(500))))) == 500


def test_dimensions() -> None:
    of = {name: dimension_of(text) for name, text in {
        "PRI": "time/quantity", "PQ": "quantity", "APT": "time", "FE": "1", "FPY": "1", "E": "energy",
    }.items()}  # fmt: skip
    assert str(dimension_in(parse("sum(PRI*PQ)/sum(APT)"), of)) == "1"
    assert str(dimension_in(parse("E/PQ"), of)) == "energy/quantity"
    assert str(dimension_in(parse("APT/(FE+1)"), of)) == "time"
    assert str(dimension_in(parse("-APT"), of)) == "time"
    assert str(dimension_in(parse("prod(FPY)"), of)) == "1"
    for text, said in {
        "APT+PQ": "APT+PQ: APT is time, PQ is quantity; these cannot be added",
        "min(APT, FE)": "min(APT, FE): APT is time, FE is 1; these cannot be compared",
        "prod(APT)": "prod(APT): only ratios are multiplied over rows",
    }.items():
        with pytest.raises(FormulaError) as error:
            dimension_in(parse(text), of)
        assert str(error.value) == said
    with pytest.raises(FormulaError, match="'furlong' is no dimension; there are "):
        dimension_of("furlong/time")


def test_units() -> None:
    time, ideal, quantity = dimension_of("time"), dimension_of("time/quantity"), dimension_of("quantity")
    assert stated("min", time).factor == 60
    assert stated("min", ideal).factor == 60
    assert stated("min/kg", ideal) == stated("min/kg", ideal)
    assert stated("min/kg", ideal).units == (("quantity", "kg"),)
    assert stated("kg", quantity).units == (("quantity", "kg"),)
    assert stated("%", dimension_of("1")).factor * 100 == 1
    assert stated("MJ/unit", dimension_of("energy/quantity")).factor * 36 == 10
    with pytest.raises(TermError, match="the unit 'kg' measures mass; time is needed, such as 's'"):
        stated("kg", time)
    with pytest.raises(TermError, match="the unit 'h' measures time; quantity is needed, such as 'unit'"):
        stated("h", quantity)
    assert factor_between("unit/s", "unit/min") == 60
    assert factor_between("kg/s", "t/h") * 10 == 36
    assert factor_between("s", "h") * 3600 == 1
    assert factor_between("kWh/unit", "MJ/unit") * 10 == 36
    with pytest.raises(TermError, match="does not convert"):
        factor_between("s", "kg")
