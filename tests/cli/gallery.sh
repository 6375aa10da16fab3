# tools/gallery draws the pictures of docs/gallery.md again, all of them, and they stay small.
. "$(dirname "$0")/helpers.bash"
python=${PYTHON:-python3}

check "the gallery is drawn with one command" "$python" "$SOURCE/tools/gallery" "$ANNALS" drawn
check "its page is the one in docs" cmp drawn/gallery.md "$SOURCE/docs/gallery.md"
for picture in drawn/gallery/*.png; do
    name=$(basename "$picture")
    check "$name is in docs" test -s "$SOURCE/docs/gallery/$name"
done
check "docs has no picture that nothing draws" \
    test "$(ls drawn/gallery | wc -l)" -eq "$(ls "$SOURCE/docs/gallery" | wc -l)"
