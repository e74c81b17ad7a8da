# Installs the real program silently, runs its self-test, upgrades, removes it. Runs on Windows.
# The program has no console: its report is a file, its verdict the exit status.
$ErrorActionPreference = 'Stop'
$setup = (Get-ChildItem dist/redline-*-setup.exe | Select-Object -First 1).FullName
$folder = Join-Path $env:LOCALAPPDATA 'Programs\Redline'
$data = Join-Path $env:LOCALAPPDATA 'Redline'
$report = Join-Path $env:TEMP 'redline-self-test.txt'

function Invoke-Checked([string] $file, [string[]] $arguments) {
    $ran = Start-Process -FilePath $file -ArgumentList $arguments -Wait -PassThru
    if ($ran.ExitCode -ne 0) { throw "$file $arguments ended with $($ran.ExitCode)" }
}

function Test-Program {
    try { Invoke-Checked (Join-Path $folder 'redline.exe') @('--self-test', "`"$report`"") }
    finally { if (Test-Path $report) { Get-Content $report -Encoding utf8 } }
}

Invoke-Checked $setup @('/S')
Test-Program
Invoke-Checked $setup @('/S')
Test-Program
New-Item -ItemType Directory -Force $data | Out-Null
Set-Content (Join-Path $data 'kept.txt') 'kept'

# `_?=` makes the uninstaller work where it is, so that it can be waited for.
Invoke-Checked (Join-Path $folder 'uninstall.exe') @('/S', "_?=$folder")
if (Test-Path (Join-Path $folder 'redline.exe')) { throw 'the program is left' }
if (-not (Test-Path (Join-Path $data 'kept.txt'))) { throw 'the data of the person is gone' }
if (Test-Path 'HKCU:\Software\Classes\redline') { throw 'links are registered still' }
Write-Output 'installed, tested, upgraded, removed'
