"""Text between elements, where the schema allows it: BatchML values."""

from __future__ import annotations

import pytest

import isa95mom as mom
from tests.support.canonical import difference
from tests.support.official import complaints

DOCUMENT = """<Parameter xmlns="http://www.mesa.org/xml/B2MML"><ID>P</ID><ParameterType>ProcessParameter</ParameterType>
  <Value>about <ValueString>7</ValueString> &amp; <DataInterpretation>Constant</DataInterpretation>
   more<DataType>string</DataType><UnitOfMeasure>kg</UnitOfMeasure></Value></Parameter>"""


@pytest.mark.parametrize("lenient", [False, True])
def test_text_between_elements_comes_back(lenient: bool, shared: object) -> None:
    xml = _in_a_document(DOCUMENT)
    assert complaints("V0700", xml) == []
    doc = mom.read(xml, version=mom.Version.V0700, lenient=lenient)
    assert doc.problems == ()
    assert mom.dumps(doc).count(b"about ") == 1
    assert mom.read(mom.dumps(doc), version=mom.Version.V0700).root == doc.root
    value = mom.dumps(doc).partition(b"<Value>")[2].partition(b"</Value>")[0]
    assert value == xml.partition(b"<Value>")[2].partition(b"</Value>")[0]


def test_blank_text_is_layout() -> None:
    xml = _in_a_document(DOCUMENT.replace("about ", "").replace(" &amp; ", "").replace("more", ""))
    doc = mom.read(xml, version=mom.Version.V0700)
    assert difference("V0700", xml, mom.dumps(doc)) == ""


def _in_a_document(parameter: str) -> bytes:
    return (
        '<BatchInformation xmlns="http://www.mesa.org/xml/B2MML"><ListHeader><ID>H</ID></ListHeader>'
        "<MasterRecipe><ID>R</ID><Header/><Formula>"
        + parameter.replace(' xmlns="http://www.mesa.org/xml/B2MML"', "")
        + "</Formula></MasterRecipe></BatchInformation>"
    ).encode()
