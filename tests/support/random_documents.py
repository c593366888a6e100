"""Random valid documents for any global element of any schema version, from a seed.

The generator walks the shipped tables, which a test proves equal to the official schemas, and writes text rather than a
tree, so that it decides every spelling: prefixes, quotes, entities, CDATA sections, layout. Optional content is drawn
by chance while the budget lasts; after that, only the smallest content that the schema allows is written.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import Any

from tests.support.tables import Json, attributes_of, builtin, enumeration, lineage, structured, table

XSI = "http://www.w3.org/2001/XMLSchema-instance"
FOREIGN = "urn:example:vendor"
UNBOUNDED = -1


def document(
    version: str, element: str, seed: int, size: int = 60, *, extensions: bool = False, wildcards: bool = True
) -> bytes:
    """A valid document with the root `element`, of about `size` elements; the same for the same seed.

    With `extensions`, elements of the extension namespace, with anything inside, stand at the extension points. That
    is what the points are for, but the published schemas leave their groups empty and so reject it. Without
    `wildcards`, nothing stands where the schema allows any element.
    """
    random = Random(f"{version} {element} {seed}")
    return _Writer(table(version), random, size, extensions, wildcards).document(element)


def elements(version: str) -> list[str]:
    """The names of all global elements of `version`."""
    return list(table(version)["elements"])


@cache
def smallest(version: str) -> dict[str, float]:
    """Type name -> how many elements its smallest content needs."""
    types = table(version)["types"]
    cost: dict[str, float] = {name: math.inf if structured(types, name) else 0.0 for name in types}

    def least(particle: Any) -> float:
        if isinstance(particle, list):
            _, type_, low, _, *_ = particle
            return float(low) and low * (1 + cost.get(type_, 0.0))
        if particle["min"] == 0 or "any" in particle or "extension" in particle:
            return 0.0
        if "choice" in particle:
            return float(particle["min"] * min(least(p) for p in particle["choice"]))
        return float(particle["min"] * sum(least(p) for p in particle["sequence"]))

    while True:
        before = dict(cost)
        for name, definition in types.items():
            if "content" in definition:
                cost[name] = sum(least(p) for p in definition["content"])
        if cost == before:
            return cost


class _Writer:
    def __init__(self, schema: Json, random: Random, size: int, extensions: bool, wildcards: bool) -> None:
        self.schema, self.types = schema, schema["types"]
        self.random = random
        self.left = size
        self.extensions, self.wildcards = extensions, wildcards
        self.cost = smallest(schema["version"])
        self.prefixes = random.choice(([""], [""], ["b2mml:"], ["p0:"], ["", "b2mml:"], ["ns0:", "x-1.y_:"]))
        self.indent = random.choice(("", "  ", "\t", "\r\n"))
        self.depth = 0

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    # -- structure

    def document(self, element: str) -> bytes:
        prefixes = sorted({*self.prefixes, "b2mml:"})
        declared = [f'xmlns{":" if p else ""}{p.rstrip(":")}="{self.schema["namespace"]}"' for p in prefixes]
        declared += [f'xmlns:xsi="{XSI}"', f"xmlns:e='{self.schema['extension_namespace']}'"]
        if self.chance(0.3):
            declared.append(f'xsi:schemaLocation="{self.schema["namespace"]} ../some%20where/All.xsd"')
        self.random.shuffle(declared)
        head = self.random.choice(
            ("", "\ufeff", '<?xml version="1.0"?>\n', "<?xml version='1.0' encoding='utf-8' standalone=\"yes\"?>\r\n",
             '\ufeff<?xml version="1.0" encoding="UTF-8"?>', "<!-- made by a test -->\n")
        )  # fmt: skip
        body = self.element(element, self.schema["elements"][element], (), " " + " ".join(declared))
        return (head + body + self.random.choice(("", "\n", "\n<!-- end -->\n"))).encode("utf-8")

    def element(self, name: str, type_: str, flags: Sequence[str] = (), declared: str = "") -> str:
        self.left -= 1
        self.depth += 1
        prefixes = self.prefixes
        if "unqualified" in flags:  # in no namespace
            tag, declared, self.prefixes = name, ' xmlns=""' + declared, ["b2mml:"]
        else:
            tag = self.random.choice(prefixes) + name
        nillable = "nillable" in flags
        attributes = declared + self.attributes(attributes_of(self.types, type_))
        if nillable and self.chance(0.15):
            body = ""
            attributes += f' xsi:nil="{self.random.choice(("true", "1"))}"'
        else:
            if nillable and self.chance(0.05):
                attributes += f' xsi:nil="{self.random.choice(("false", "0"))}"'
            body = self.content(type_) if structured(self.types, type_) else self.text(self.value(type_))
        self.depth -= 1
        self.prefixes = prefixes
        if not body and self.chance(0.5):
            return f"<{tag}{attributes}{self.random.choice(('', ' '))}/>"
        return f"<{tag}{attributes}>{body}</{tag}{self.random.choice(('', '', ' '))}>"

    def content(self, type_: str) -> str:
        children = [xml for particle in self.types[type_]["content"] for xml in self.particle(particle)]
        if not children:
            return self.random.choice(("", "", self.space()))
        if self.chance(0.03):
            children.insert(self.random.randrange(len(children) + 1), "<!-- a comment, with <tags> & such -->")
        space = self.space()
        return space + space.join(children) + space

    def space(self) -> str:
        """What stands between elements here."""
        if not self.indent.isspace() or self.indent == "\r\n":
            return self.indent
        return f"\n{self.indent * self.depth}"

    def times(self, low: int, high: int, cost: float, weight: float = 0.35) -> int:
        """How often a particle occurs: by chance while the budget lasts, else as seldom as allowed."""
        if self.left <= cost or self.depth > 30:
            return low
        count = low
        while (high == UNBOUNDED or count < high) and self.left > cost * (count + 1) and self.chance(weight):
            count += 1
        return count

    def particle(self, particle: Any) -> list[str]:
        if isinstance(particle, list):
            name, type_, low, high, *flags = particle
            cost = 1 + self.cost.get(type_, 0.0)
            return [self.element(name, type_, flags) for _ in range(self.times(low, high, cost))]
        low, high = particle["min"], particle["max"]
        if "extension" in particle:
            return [self.foreign("e") for _ in range(self.random.randrange(3))] if self.extensions else []
        if "any" in particle:
            return (
                []
                if not self.wildcards
                else [self.anything(particle["any"]) for _ in range(self.times(low, high, 20, 0.6))]
            )
        if "sequence" in particle:
            cost = sum(self.needed(p) for p in particle["sequence"])
            rounds = self.times(low, high, cost + 1, 0.6)
            return [xml for _ in range(rounds) for p in particle["sequence"] for xml in self.particle(p)]
        found: list[str] = []
        for _ in range(self.times(low, high, 3, 0.7)):
            options = [p for p in particle["choice"] if self.needed(p) <= max(self.left, 0)]
            found += self.particle(self.random.choice(options or [min(particle["choice"], key=self.needed)]))
        return found

    def needed(self, particle: Any) -> float:
        """How many elements a particle needs at least, once it is there."""
        if isinstance(particle, list):
            return 1 + self.cost.get(particle[1], 0.0)
        inside = particle.get("sequence") or particle.get("choice") or []
        return sum(self.needed(p) for p in inside)

    def anything(self, checked: str) -> str:
        """An element at a wildcard: one the schema declares where it is checked, else any."""
        if checked == "skip" and self.chance(0.7):
            return self.foreign("v")
        cheap = [n for n, t in self.schema["elements"].items() if self.cost.get(t, 0.0) <= 12]
        name = self.random.choice(cheap)
        return self.element(name, self.schema["elements"][name])

    def foreign(self, prefix: str, depth: int = 0) -> str:
        """An element of the extension namespace (`e`) or a vendor's (`v`), of any content."""
        declared = f' xmlns:{prefix}="{FOREIGN}"' if prefix == "v" else ""
        attributes = declared + "".join(f' {n}="{self.text(self.string(), True)}"' for n in "ab" if self.chance(0.3))
        name = self.random.choice(("Setting", "Colour", "ID", "Value", "globe_Lot"))
        body = "".join(
            self.foreign(self.random.choice("eev"), depth + 1)
            if depth < 3 and self.chance(0.4)
            else self.text(self.string())
            for _ in range(self.random.randrange(4))
        )
        return f"<{prefix}:{name}{attributes}>{body}</{prefix}:{name}>"

    def attributes(self, allowed: dict[str, list[Any]]) -> str:
        share = self.random.choice((0.0, 0.0, 0.1, 0.8))
        said = [n for n, (_, required) in allowed.items() if required or self.chance(share)]
        self.random.shuffle(said)
        return "".join(f' {name}="{self.text(self.value(allowed[name][0]), True)}"' for name in said)

    # -- text

    def text(self, value: str, attribute: bool = False) -> str:
        """`value` as XML text in one of its spellings."""
        if not attribute and value and self.chance(0.03) and "]]>" not in value and "\r" not in value:
            return f"<![CDATA[{value}]]>"
        kept = "\t\r\n" if attribute else "\r"
        odd = self.chance(0.05)
        found = []
        for character in value:
            if character in "<&" or (character == '"' and attribute) or (character == ">" and not odd):
                names = {"<": "&lt;", "&": "&amp;", '"': "&quot;", ">": "&gt;"}
                found.append(names[character] if not odd else f"&#{ord(character)};")
            elif character in kept or (odd and self.chance(0.2)):
                found.append(f"&#x{ord(character):X};")
            else:
                found.append(character)
        text = "".join(found).replace("]]>", "]]&gt;")
        if not attribute and len(text) > 3 and "&" not in text and self.chance(0.01):
            text = f"{text[:2]}<!-- inside -->{text[2:]}"
        return text

    def value(self, type_: str) -> str:
        """A value of the text type `type_`, as the schema reads it."""
        base = builtin(self.types, type_)
        allowed = enumeration(self.types, type_)
        if allowed:
            return self.padded(self.random.choice(allowed), 0.05 if base == "xs:token" else 0.0)
        if base == "union":
            return self.value(self.random.choice(lineage(self.types, type_)[-1]["union"]))
        values: dict[str, Callable[[], str]] = {
            "xs:string": self.string,
            "xs:normalizedString": self.string,
            "xs:token": self.string,
            "xs:decimal": lambda: self.padded(self.decimal(), 0.05),
            "xs:dateTime": self.date_time,
            "xs:duration": self.duration,
            "xs:boolean": lambda: self.padded(self.boolean(type_), 0.05),
            "xs:base64Binary": self.binary,
            "xs:language": lambda: self.random.choice(
                ("en", "de-CH", "x-klingon", "zh-Hant-TW", "EN", "sl-rozaj-1994")
            ),
            "xs:anyURI": lambda: self.random.choice(
                ("", "urn:x:1", "http://example.com/a?b=c&d=%20#f", "../a/b", "a b", "http://example.com/ä")
            ),
        }
        return values[base]()

    def padded(self, value: str, share: float) -> str:
        if not self.chance(share):
            return value
        return self.random.choice(("", " ", "\n   ", "\t")) + value + self.random.choice(("", " ", "\n"))

    def string(self) -> str:
        odd: Sequence[str] = (
            "", " ", "  \n ", " leading", "trailing ", "two  blanks", "a\nb", "tab\tbed", "carriage\rreturn",
            "<tag>", "R&D", "]]>", "\"quoted\" 'twice'", "000000000043342157", "Größe µm ≤ 5 °C", "партия №7",
            "批次", "é é", "\u1f9ea lab", "\xa0no-break\xa0", "\u2028", "{brace}", "http://x.y/?a=1&b=2", "null",
            "None", "-", "\ue000",
        )  # fmt: skip
        if self.chance(0.35):
            return self.random.choice(odd)
        letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
        return f"{self.random.choice(letters)}{self.random.choice(letters)}-{self.random.randrange(10**6)}"

    def decimal(self) -> str:
        n = self.random.randrange(10**5)
        return self.random.choice(
            (str(n), f"-{n}", f"+{n}", f"{n}.", f".{n}", f"-.{n}", f"00{n}.10", f"{n}.000", "0", "-0", "0.0", "+0.00",
             "214.72099999999998", "12345678901234567890123", "0.00000000000000000001", f"{n / 8}")
        )  # fmt: skip

    def date_time(self) -> str:
        r = self.random
        year = r.choice((1, 1582, 1969, 2000, 2024, 2026, 2026, 9998))
        date = f"{year:04}-{r.randrange(1, 13):02}-{r.randrange(1, 29):02}"
        if r.random() < 0.03:
            date = "2024-02-29"
        clock = f"{r.randrange(24):02}:{r.randrange(60):02}:{r.randrange(60):02}"
        clock += r.choice(("", "", "", ".0", ".000", ".5", ".230", ".411294", ".5182956", ".000000", ".123456789012"))
        if r.random() < 0.05:
            clock = r.choice(("24:00:00", "24:00:00.000"))
        zone = r.choice(("", "", "Z", "Z", "+01:00", "-05:30", "+00:00", "-00:00", "+14:00", "-14:00", "+05:45"))
        blank = r.choice((" ", "\n   ")) if zone and r.random() < 0.05 else ""  # libxml2 refuses others, wrongly
        return f"{date}T{clock}{zone}{blank}"

    def duration(self) -> str:
        return self.random.choice(
            ("PT0S", "P0D", "PT1H30M", "P1Y2M", "-P1D", "P5DT17H58M30S", "P42DT23H50M", "PT0.5S", "PT00090.500S",
            "P1Y2M3DT4H5M6.789S", "PT36H", "P400D", "PT100000S", "-P1Y", "P0Y", "PT0.0S", "P13M", "PT61M")
        )  # fmt: skip

    def boolean(self, type_: str) -> str:
        plain = type_ == "xs:boolean" or all("pattern" not in step for step in lineage(self.types, type_))
        return self.random.choice(("true", "false", "1", "0") if plain else ("true", "false"))

    def binary(self) -> str:
        return self.random.choice(
            ("", "AAECAw==", "YQ==", "YWI=", "YWJj", "AAEC\nAwQF", " YWJj ", "YW Jj", "//79", "++++")
        )
