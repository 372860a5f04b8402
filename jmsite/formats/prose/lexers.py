"""The languages that are highlighted, and how much code of each, measured by ``tests/benchmarks/measure_lexers.py``.

All 600 lexers of Pygments 2.21.0 were measured, by 30 November 2026: time grew with the length for 259 of them whatever
they were shown, and faster for others, which are given less; 19 hang on a few dozen signs and are never used.
"""

from __future__ import annotations

from collections.abc import Mapping

MOST = 20_000
"""Signs of code for a lexer whose time grew with the length, whatever it was shown."""

MEASURED: Mapping[str, int] = {
    "abap": 20_000, "abnf": 20_000, "actionscript": 14_000, "actionscript3": 3_300, "ada": 20_000, "adl": 7_600,
    "agda": 5_000, "aheui": 20_000, "alloy": 14_000, "ambienttalk": 3_300, "amdgpu": 2_200, "ampl": 20_000,
    "androidbp": 1_600, "ansys": 0, "antlr": 20_000, "antlr-actionscript": 20_000, "antlr-cpp": 20_000,
    "antlr-csharp": 3_700, "antlr-java": 20_000, "antlr-objc": 20_000, "antlr-perl": 20_000, "antlr-python": 20_000,
    "antlr-ruby": 6_800, "apacheconf": 3_300, "apl": 20_000, "applescript": 9_500, "arduino": 4_100, "arrow": 5_300,
    "arturo": 4_500, "asc": 20_000, "asn1": 6_400, "aspectj": 2_400, "aspx-cs": 4_000, "aspx-vb": 3_500,
    "asymptote": 4_100, "augeas": 4_100, "autohotkey": 1_400, "autoit": 1_400, "awk": 4_400, "bare": 20_000,
    "basemake": 1_100, "bash": 20_000, "batch": 20_000, "bbcbasic": 9_200, "bbcode": 20_000, "bc": 9_800,
    "bdd": 20_000, "befunge": 20_000, "berry": 3_400, "bibtex": 20_000, "bitbake": 20_000, "blitzbasic": 3_100,
    "blitzmax": 1_400, "blueprint": 0, "bnf": 20_000, "boa": 18_000, "boo": 19_000, "boogie": 20_000, "bqn": 20_000,
    "brainfuck": 20_000, "bst": 20_000, "bugs": 20_000, "c": 2_400, "c-objdump": 8_500, "ca65": 20_000,
    "caddyfile": 20_000, "cadl": 6_500, "camkes": 12_000, "capdl": 20_000, "capnp": 20_000, "carbon": 11_000,
    "cbmbas": 20_000, "cddl": 0, "cel": 20_000, "ceylon": 4_000, "cfc": 20_000, "cfengine3": 3_100, "cfm": 19_000,
    "cfs": 20_000, "chaiscript": 20_000, "chapel": 0, "charmci": 5_400, "cheetah": 20_000, "cirru": 20_000,
    "clay": 20_000, "clean": 20_000, "clojure": 13_000, "clojurescript": 6_600, "cmake": 20_000, "cobol": 9_000,
    "cobolfree": 15_000, "codeql": 18_000, "coffeescript": 4_900, "comal": 20_000, "common-lisp": 7_300,
    "componentpascal": 20_000, "console": 2_500, "coq": 5_700, "cplint": 20_000, "cpp": 2_300, "cpp-objdump": 7_700,
    "cpsa": 20_000, "cr": 5_500, "crmsh": 20_000, "croc": 19_000, "cryptol": 20_000, "csharp": 1_800,
    "csound": 20_000, "csound-document": 20_000, "csound-score": 20_000, "css": 6_500, "css+django": 16_000,
    "css+genshitext": 9_700, "css+lasso": 18_000, "css+mako": 17_000, "css+mozpreproc": 18_000, "css+myghty": 17_000,
    "css+php": 18_000, "css+ruby": 17_000, "css+smarty": 18_000, "css+ul4": 19_000, "cuda": 5_400, "cypher": 6_700,
    "cython": 11_000, "d": 20_000, "d-objdump": 20_000, "dart": 8_900, "dasm16": 20_000, "dax": 20_000,
    "debcontrol": 20_000, "debian.sources": 20_000, "debsources": 20_000, "delphi": 6_900, "desktop": 5_700,
    "devicetree": 3_500, "dg": 20_000, "diff": 19_000, "django": 10_000, "docker": 10_000, "doscon": 20_000,
    "dpatch": 16_000, "dtd": 20_000, "duel": 19_000, "dylan": 20_000, "dylan-console": 20_000, "dylan-lid": 4_600,
    "earl-grey": 20_000, "easytrieve": 1_300, "ebnf": 20_000, "ec": 5_300, "ecl": 20_000, "eiffel": 20_000,
    "elixir": 7_600, "elm": 15_000, "elpi": 20_000, "emacs-lisp": 13_000, "email": 20_000, "erb": 20_000,
    "erl": 20_000, "erlang": 13_000, "evoque": 11_000, "execline": 20_000, "extempore": 19_000, "ezhil": 20_000,
    "factor": 0, "fan": 2_600, "fancy": 0, "felix": 20_000, "fennel": 20_000, "fift": 20_000, "fish": 0,
    "flatline": 20_000, "floscript": 20_000, "forth": 20_000, "fortran": 5_400, "fortranfixed": 20_000,
    "foxpro": 20_000, "freefem": 5_400, "fsharp": 17_000, "fstar": 8_900, "func": 20_000, "futhark": 20_000,
    "gap": 20_000, "gap-console": 20_000, "gas": 20_000, "gcode": 20_000, "gdscript": 3_500, "genshi": 20_000,
    "genshitext": 11_000, "gherkin": 1_600, "gleam": 20_000, "glsl": 20_000, "gnuplot": 5_200, "go": 20_000,
    "golo": 20_000, "gooddata-cl": 20_000, "googlesql": 20_000, "gosu": 7_700, "graphql": 20_000, "graphviz": 20_000,
    "groff": 20_000, "groovy": 6_700, "gsql": 20_000, "gst": 20_000, "haml": 11_000, "handlebars": 14_000,
    "hare": 20_000, "haskell": 20_000, "haxe": 20_000, "haxeml": 20_000, "hexdump": 20_000, "hlsl": 20_000,
    "hsail": 20_000, "hspec": 20_000, "html": 16_000, "html+cheetah": 19_000, "html+django": 16_000,
    "html+evoque": 11_000, "html+genshi": 14_000, "html+handlebars": 16_000, "html+lasso": 20_000,
    "html+mako": 20_000, "html+myghty": 16_000, "html+ng2": 6_100, "html+php": 20_000, "html+smarty": 20_000,
    "html+twig": 20_000, "html+ul4": 20_000, "html+velocity": 20_000, "http": 10_000, "hybris": 10_000,
    "hylang": 20_000, "i6t": 20_000, "icon": 4_500, "idl": 6_700, "idris": 5_000, "iex": 20_000, "igor": 20_000,
    "inform6": 3_400, "inform7": 20_000, "ini": 4_700, "io": 4_500, "ioke": 4_500, "irc": 6_400, "isabelle": 20_000,
    "j": 4_200, "jags": 20_000, "janet": 2_300, "jasmin": 20_000, "java": 3_600, "javascript": 20_000,
    "javascript+cheetah": 2_600, "javascript+django": 3_000, "javascript+lasso": 3_000, "javascript+mako": 2_900,
    "javascript+mozpreproc": 2_200, "javascript+myghty": 2_400, "javascript+php": 4_800, "javascript+ruby": 3_500,
    "javascript+smarty": 3_400, "jcl": 20_000, "jlcon": 20_000, "jmespath": 2_600, "js+genshitext": 2_100,
    "js+ul4": 3_400, "jsgf": 20_000, "jslt": 6_600, "json": 20_000, "json5": 20_000, "jsonld": 20_000,
    "jsonnet": 20_000, "jsp": 18_000, "jsx": 20_000, "julia": 20_000, "juttle": 16_000, "k": 8_400, "kal": 20_000,
    "kconfig": 20_000, "kmsg": 20_000, "koka": 20_000, "kotlin": 20_000, "kql": 20_000, "kuin": 20_000,
    "lasso": 20_000, "ldapconf": 20_000, "ldif": 8_100, "lean": 20_000, "lean4": 20_000, "less": 15_000,
    "lighttpd": 20_000, "lilypond": 4_500, "limbo": 13_000, "liquid": 20_000, "literate-agda": 20_000,
    "literate-cryptol": 20_000, "literate-haskell": 20_000, "literate-idris": 20_000, "livescript": 2_100,
    "llvm": 3_400, "llvm-mir": 20_000, "llvm-mir-body": 3_900, "logos": 2_100, "logtalk": 4_600, "lsl": 3_400,
    "lua": 12_000, "luau": 4_200, "macaulay2": 20_000, "make": 1_700, "mako": 20_000, "maple": 0, "maql": 20_000,
    "markdown": 2_200, "mask": 20_000, "mason": 19_000, "mathematica": 9_600, "matlab": 2_300,
    "matlabsession": 20_000, "maxima": 3_000, "mcfunction": 6_000, "mcschema": 5_500, "meson": 16_000, "mime": 20_000,
    "minid": 3_800, "miniscript": 20_000, "mips": 20_000, "modelica": 12_000, "modula2": 20_000, "mojo": 20_000,
    "monkey": 20_000, "monte": 20_000, "moocode": 17_000, "moonscript": 20_000, "mosel": 20_000,
    "mozhashpreproc": 20_000, "mozpercentpreproc": 20_000, "mql": 5_100, "mscgen": 20_000, "mupad": 20_000,
    "mxml": 18_000, "myghty": 20_000, "mysql": 7_000, "nasm": 5_900, "ncl": 0, "nemerle": 2_900, "nesc": 5_500,
    "nestedtext": 20_000, "newlisp": 12_000, "newspeak": 20_000, "ng2": 6_300, "nginx": 18_000, "nimrod": 9_200,
    "nit": 0, "nixos": 2_600, "nodejsrepl": 20_000, "notmuch": 20_000, "nsis": 20_000, "numba_ir": 3_200,
    "numpy": 2_900, "nusmv": 20_000, "objdump": 20_000, "objdump-nasm": 20_000, "objective-c": 2_000,
    "objective-c++": 5_000, "objective-j": 3_800, "ocaml": 20_000, "octave": 10_000, "odin": 7_300, "omg-idl": 1_900,
    "ooc": 20_000, "opa": 12_000, "openedge": 20_000, "openscad": 4_400, "org": 3_300, "output": 20_000,
    "pacmanconf": 2_700, "pan": 0, "parasail": 9_000, "pawn": 6_300, "pddl": 20_000, "peg": 8_400, "perl": 4_100,
    "perl6": 3_900, "phix": 10_000, "php": 20_000, "pig": 20_000, "pike": 2_200, "pkgconfig": 20_000,
    "plpgsql": 8_900, "pointless": 20_000, "pony": 3_600, "portugol": 3_800, "postgres-explain": 4_400,
    "postgresql": 9_200, "postscript": 20_000, "pot": 20_000, "pov": 3_300, "powershell": 7_000, "praat": 20_000,
    "procfile": 20_000, "prolog": 4_000, "promela": 1_500, "promql": 9_100, "properties": 20_000, "protobuf": 8_900,
    "prql": 20_000, "psql": 3_700, "psysh": 20_000, "ptx": 20_000, "pug": 20_000, "puppet": 11_000,
    "purescript": 4_400, "pwsh-session": 20_000, "py+ul4": 3_000, "py2tb": 20_000, "pycon": 6_600, "pypylog": 20_000,
    "pytb": 20_000, "python": 2_700, "python2": 2_800, "q": 4_100, "qbasic": 7_400, "qlik": 4_600, "qml": 4_000,
    "qvto": 4_600, "racket": 10_000, "ragel": 1_900, "ragel-c": 1_900, "ragel-cpp": 1_500, "ragel-d": 3_400,
    "ragel-em": 2_300, "ragel-java": 1_700, "ragel-objc": 2_800, "ragel-ruby": 5_400, "rbcon": 20_000,
    "rconsole": 20_000, "rd": 20_000, "reasonml": 9_300, "rebol": 7_900, "red": 20_000, "redcode": 20_000,
    "registry": 0, "rego": 0, "rell": 0, "resourcebundle": 1_800, "restructuredtext": 1_700, "rexx": 20_000,
    "rhtml": 20_000, "ride": 20_000, "rita": 0, "rng-compact": 20_000, "roboconf-graph": 20_000,
    "roboconf-instances": 3_400, "robotframework": 9_900, "rql": 20_000, "rsl": 18_000, "ruby": 5_900, "rust": 6_400,
    "sarl": 1_700, "sas": 1_800, "sass": 10_000, "savi": 3_100, "scala": 0, "scaml": 7_300, "scdoc": 1_800,
    "scheme": 9_500, "scilab": 3_500, "scss": 9_700, "sed": 2_700, "sgf": 20_000, "shen": 20_000, "shexc": 3_400,
    "sieve": 20_000, "silver": 6_400, "singularity": 1_600, "slash": 4_000, "slim": 3_400, "slurm": 4_200,
    "smali": 5_700, "smalltalk": 5_300, "smarty": 20_000, "smithy": 0, "sml": 5_400, "snbt": 20_000, "snobol": 20_000,
    "snowball": 20_000, "solidity": 8_100, "sophia": 19_000, "sp": 1_400, "sparql": 3_800, "spec": 3_200,
    "spice": 5_700, "splus": 1_900, "sql": 9_000, "sql+jinja": 4_200, "sqlite3": 20_000, "squidconf": 20_000,
    "srcinfo": 20_000, "ssp": 2_600, "stan": 2_800, "stata": 2_200, "supercollider": 3_600, "swift": 7_400,
    "swig": 1_200, "systemd": 1_500, "systemverilog": 6_100, "tablegen": 20_000, "tact": 3_200, "tads3": 2_600,
    "tal": 20_000, "tap": 20_000, "tasm": 20_000, "tcl": 7_800, "tcsh": 0, "tcshcon": 20_000, "tea": 20_000,
    "teal": 20_000, "teratermmacro": 20_000, "termcap": 20_000, "terminfo": 20_000, "terraform": 1_800, "tex": 20_000,
    "text": 20_000, "thrift": 3_800, "ti": 3_400, "tid": 7_700, "tlb": 20_000, "tls": 20_000, "tnt": 20_000,
    "todotxt": 20_000, "toml": 20_000, "trac-wiki": 6_200, "trafficscript": 17_000, "treetop": 20_000, "tsql": 6_400,
    "tsx": 4_300, "turtle": 5_600, "twig": 20_000, "typescript": 9_800, "typoscript": 20_000,
    "typoscriptcssdata": 2_400, "typoscripthtmldata": 1_700, "typst": 2_800, "ucode": 1_800, "ul4": 20_000,
    "unicon": 2_800, "unixconfig": 20_000, "urbiscript": 0, "urlencoded": 4_000, "usd": 1_500, "vala": 3_300,
    "vb.net": 20_000, "vbscript": 19_000, "vcl": 20_000, "vclsnippets": 20_000, "vctreestatus": 20_000,
    "velocity": 20_000, "verifpal": 20_000, "verilog": 20_000, "vgl": 20_000, "vhdl": 17_000, "vim": 7_000,
    "visualprolog": 3_000, "visualprologgrammar": 3_200, "vue": 7_100, "vyper": 3_200, "wast": 20_000,
    "wdiff": 20_000, "webidl": 20_000, "wgsl": 8_800, "whiley": 3_700, "wikitext": 2_000, "wowtoc": 20_000,
    "wren": 20_000, "x10": 20_000, "xml": 5_300, "xml+cheetah": 2_900, "xml+django": 2_400, "xml+evoque": 2_700,
    "xml+lasso": 2_400, "xml+mako": 2_000, "xml+myghty": 2_700, "xml+php": 2_400, "xml+ruby": 2_500,
    "xml+smarty": 4_400, "xml+ul4": 2_800, "xml+velocity": 2_600, "xorg.conf": 1_800, "xpp": 1_500, "xquery": 2_300,
    "xslt": 5_500, "xtend": 1_700, "xul+mozpreproc": 3_600, "yaml": 5_600, "yaml+jinja": 20_000, "yang": 20_000,
    "yara": 3_700, "zeek": 1_400, "zephir": 2_400, "zig": 20_000, "zone": 10_000,
}  # fmt: skip
"""Signs of code that a lexer may be given, by the first of its names in Pygments.

0: a run of a few dozen signs takes longer than anybody waits, so that the language stays plain. A language that is
missing here has not been measured, and stays plain as well: name it to the script and add its row.
"""


def most_signs(lexer: str) -> int:
    """Return how many signs of code a lexer may be given, by the first of its names; 0 where no code is short
    enough.
    """
    return MEASURED.get(lexer, 0)
