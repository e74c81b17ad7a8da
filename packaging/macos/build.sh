#!/usr/bin/env bash
# Makes the disk image for macOS from the frozen application, signed and notarised where the
# inputs for that are there. Runs on macOS only.
#
#   packaging/macos/build.sh                dist/Redline.app -> dist/redline-VERSION-ARCH.dmg
#
# Inputs, all from the environment; without them the image is made and says that it is not signed:
#   REDLINE_SIGN_IDENTITY      name of a "Developer ID Application" certificate in a keychain
#   REDLINE_NOTARY_KEY         file of an App Store Connect API key (.p8)
#   REDLINE_NOTARY_KEY_ID      its id
#   REDLINE_NOTARY_ISSUER      its issuer
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[ "$(uname -s)" = Darwin ] || {
    echo "macos: disk images are made on macOS only" >&2
    exit 2
}
python=build/env/bin/python
version=$($python packaging/facts.py version)
app=dist/Redline.app
image=dist/redline-$version-$(uname -m).dmg
[ -d "$app" ] || {
    echo "macos: there is no $app; run packaging/freeze.py first" >&2
    exit 1
}

if [ -n "${REDLINE_SIGN_IDENTITY:-}" ]; then
    # From the inside out: every library first, then the program with what it is entitled to.
    find "$app/Contents" -type f \( -name '*.so' -o -name '*.dylib' -o -perm -u+x \) \
        ! -path "$app/Contents/MacOS/redline" -print0 |
        xargs -0 -n 20 codesign --force --timestamp --options runtime --sign "$REDLINE_SIGN_IDENTITY"
    codesign --force --timestamp --options runtime \
        --entitlements packaging/macos/entitlements.plist --sign "$REDLINE_SIGN_IDENTITY" "$app"
    codesign --verify --deep --strict --verbose=2 "$app"
else
    echo "macos: REDLINE_SIGN_IDENTITY is not set: the application is signed for this machine only" >&2
    codesign --force --deep --sign - "$app"
fi

stage=build/macos
rm -rf "$stage" "$image"
mkdir -p "$stage"
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -quiet -volname "Redline $version" -srcfolder "$stage" -fs HFS+ -format ULFO "$image"

if [ -n "${REDLINE_SIGN_IDENTITY:-}" ] && [ -n "${REDLINE_NOTARY_KEY:-}" ]; then
    codesign --force --timestamp --sign "$REDLINE_SIGN_IDENTITY" "$image"
    xcrun notarytool submit "$image" --wait --key "$REDLINE_NOTARY_KEY" \
        --key-id "${REDLINE_NOTARY_KEY_ID:?}" --issuer "${REDLINE_NOTARY_ISSUER:?}"
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature --verbose "$image"
else
    echo "macos: not notarised; Gatekeeper asks before it opens the image's application" >&2
fi
echo "$image: $(($(stat -f %z "$image") / 1000000)) MB"
