#!/bin/sh
# Builds static/css and static/fonts from static/src and the packages named in package.json.
# Needs Node with npm and Python 3.11; everything it fetches goes to a temporary folder and is thrown away.
# The results are committed, so that nobody needs Node to run the portal; static/css/.digest ties them to their
# sources, and tests/test_assets.py fails when the two part.
#
# Usage: tools/build_assets.sh [--css-only]
#   BUILD_FOLDER=path  keeps the fetched packages in that folder and uses them again
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-python3}

if [ -n "${BUILD_FOLDER:-}" ]; then
  folder=$BUILD_FOLDER
  mkdir -p "$folder"
else
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi

cmp -s "$root/package.json" "$folder/package.json" || {
  cp "$root/package.json" "$folder/"
  (cd "$folder" && npm install --no-audit --no-fund --no-package-lock --ignore-scripts)
}

for sheet in public desk kiosk; do
  "$folder/node_modules/.bin/sass" --quiet-deps --style=compressed --no-source-map --no-error-css \
    --load-path="$folder/node_modules" "$root/static/src/$sheet.scss" "$root/static/css/$sheet.css"
done

if [ "${1:-}" != "--css-only" ]; then
  [ -x "$folder/venv/bin/python" ] || {
    "$python" -m venv "$folder/venv"
    "$folder/venv/bin/pip" install --quiet fonttools==4.68.0 brotli==1.2.0
  }
  export SOURCE_DATE_EPOCH=0 # the fonts' own date: the same build gives the same bytes
  packed=$folder/node_modules/@fontsource/be-vietnam-pro
  "$folder/venv/bin/python" "$root/tools/build_fonts.py" "$packed/files" "$root/static/fonts"
  cp "$packed/LICENSE" "$root/static/fonts/OFL.txt"
fi

"$python" "$root/tools/digest_assets.py" --write
