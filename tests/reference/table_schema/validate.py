#!/usr/bin/python3
"""validate.py PROFILE: are the Table Schemas valid? PROFILE is
https://datapackage.org/profiles/2.0/tableschema.json (needs jsonschema; Debian:
python3-jsonschema). Last asked 2026-11-27: 35 of 35.

The specification has the type list, with delimiter and itemType; the published
profile defines it and leaves it out of its list of types. So a list is looked
at as the string that it is written as.
"""
import glob
import json
import os
import subprocess
import sys
import tempfile

import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, "..", "..", "..")


def as_profile_has_it(schema):
    for field in schema["fields"]:
        if field["type"] == "list":
            assert field.pop("delimiter") == ";" and field.pop("itemType") == "string"
            field["type"] = "string"
    return schema


profile = json.load(open(sys.argv[1], encoding="utf-8"))
with tempfile.TemporaryDirectory() as made:
    subprocess.run([os.path.join(SOURCE, "build/bin/ayumi"), "codebook", "--quiet",
                    "--study", os.path.join(SOURCE, "examples/town"), made], check=True)
    names = sorted(glob.glob(os.path.join(made, "schema", "*.json")))
    for name in names:
        jsonschema.validate(as_profile_has_it(json.load(open(name, encoding="utf-8"))), profile)
print("%d of %d" % (len(names), len(names)))
