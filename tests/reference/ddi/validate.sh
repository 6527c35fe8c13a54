#!/usr/bin/env bash
# validate.sh SCHEMAS: is the DDI codebook valid? SCHEMAS is the folder with
# ddi_codebook_2_5.xsd and the files it includes, from the DDI Alliance
# (https://ddialliance.org/Specification/DDI-Codebook/2.5/). It is not kept
# here: it has a licence of its own. Last asked 2026-11-26: validates.
set -eu
here=$(cd "$(dirname "$0")/../../.." && pwd)
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
"$here/build/bin/ayumi" codebook --study "$here/examples/town" --quiet "$made"
xmllint --noout --nonet --schema "$1/ddi_codebook_2_5.xsd" "$made/codebook.xml"
