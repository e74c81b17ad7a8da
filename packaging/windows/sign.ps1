# Signs what is given, where the inputs for that are there; else says so and goes on.
#
#   packaging/windows/sign.ps1 FILE...
#
# Inputs: REDLINE_SIGN_THUMBPRINT, of a certificate for code in the person's store.
$ErrorActionPreference = 'Stop'
if (-not $env:REDLINE_SIGN_THUMBPRINT) {
    Write-Output "REDLINE_SIGN_THUMBPRINT is not set: not signed: $args"
    exit 0
}
foreach ($file in $args) {
    & signtool sign /sha1 $env:REDLINE_SIGN_THUMBPRINT /fd sha256 /tr http://timestamp.digicert.com /td sha256 $file
    if ($LASTEXITCODE -ne 0) { throw "signtool ended with $LASTEXITCODE" }
}
