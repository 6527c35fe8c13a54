#!/usr/bin/env bash
# validate.sh SCHEMAS: is the DDI codebook valid? SCHEMAS is the folder with
# codebook.xsd of DDI-Codebook 2.5 and the files it includes, from the DDI
# Alliance (https://ddialliance.org/Specification/DDI-Codebook/2.5/). It is not
# kept here: it has a licence of its own. Last asked 2026-11-27: validates.
set -eu
here=$(cd "$(dirname "$0")/../../.." && pwd)
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
"$here/build/bin/ayumi" codebook --study "$here/examples/town" --quiet "$made"
xmllint --noout --nonet --schema "$1/codebook.xsd" "$made/codebook.xml"
