; The installer for Windows: for one person, without administrator rights, in place of an older
; version. Compiled by packaging/windows/build.sh, which passes the facts.
;
;   redline-VERSION-setup.exe /S                 silently, for IT
;   redline-VERSION-setup.exe /S /D=C:\folder    into another folder (last, without quotes)
;   uninstall.exe /S                             silently; personal data stays
;   uninstall.exe /S /KEEPDATA=no                silently; personal data goes too
;
; Exit status: 0 well, 1 cancelled by the person, 2 not possible.

Unicode true
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define CLASSES "Software\Classes\${SCHEME}"
; What the program keeps for the person (platformdirs: user_data_dir without an author).
!define DATA "$LOCALAPPDATA\${NAME}"

Name "${NAME}"
BrandingText "${NAME} ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "Software\${NAME}" "InstallDir"
SetCompressor /SOLID lzma
ManifestDPIAware true
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "Apache License 2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${COMMAND}.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Start ${NAME}"
!insertmacro MUI_PAGE_LICENSE "${LICENSE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; A program that runs keeps its file: renaming it onto itself fails then, and nothing is lost.
!macro RefuseWhileRunning UN
Function ${UN}RefuseWhileRunning
  ${If} ${FileExists} "$INSTDIR\${COMMAND}.exe"
    ClearErrors
    Rename "$INSTDIR\${COMMAND}.exe" "$INSTDIR\${COMMAND}.exe.trial"
    ${If} ${Errors}
      IfSilent +2
      MessageBox MB_ICONEXCLAMATION "${NAME} is running. Close its window, then try again."
      SetErrorLevel 2
      Abort "${NAME} is running."
    ${EndIf}
    Rename "$INSTDIR\${COMMAND}.exe.trial" "$INSTDIR\${COMMAND}.exe"
  ${EndIf}
FunctionEnd
!macroend
!insertmacro RefuseWhileRunning ""
!insertmacro RefuseWhileRunning "un."

; Removes the program's files of whatever version. Only what an installer put there is touched: a
; folder that the person chose may hold other things.
!macro RemoveProgram
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${COMMAND}.exe"
  Delete "$INSTDIR\uninstall.exe"
!macroend

Section "${NAME}"
  Call RefuseWhileRunning
  ; The old version goes first, so that nothing of it is mixed with the new one.
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  ClearErrors
  File /r "${PAYLOAD}\*.*"
  ${If} ${Errors}
    SetErrorLevel 2
    Abort "The files cannot be written to $INSTDIR."
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${COMMAND}.exe" "" "$INSTDIR\${COMMAND}.exe" 0 \
    SW_SHOWNORMAL "" "${SUMMARY}"

  WriteRegStr HKCU "Software\${NAME}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${COMMAND}.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"

  ; Links that open a candidate. The program asks before it opens one.
  WriteRegStr HKCU "${CLASSES}" "" "URL:${NAME} candidate"
  WriteRegStr HKCU "${CLASSES}" "URL Protocol" ""
  WriteRegStr HKCU "${CLASSES}\DefaultIcon" "" "$INSTDIR\${COMMAND}.exe,0"
  WriteRegStr HKCU "${CLASSES}\shell\open\command" "" '"$INSTDIR\${COMMAND}.exe" "%1"'
SectionEnd

Var KeepData

Function un.onInit
  StrCpy $KeepData "yes"
  ${GetParameters} $0
  ${GetOptions} $0 "/KEEPDATA=" $1
  ${IfNot} ${Errors}
    ${If} $1 == "no"
      StrCpy $KeepData "no"
    ${EndIf}
  ${Else}
    IfSilent done
    ${If} ${FileExists} "${DATA}\*.*"
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON1 \
        "Keep your drafts, journal and settings?$\n$\nThey are in ${DATA}. Drafts that were not sent are lost without them." \
        IDYES done
      StrCpy $KeepData "no"
    ${EndIf}
  ${EndIf}
  done:
FunctionEnd

Section "Uninstall"
  Call un.RefuseWhileRunning
  !insertmacro RemoveProgram
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "${CLASSES}"
  DeleteRegKey HKCU "Software\${NAME}"
  ${If} $KeepData == "no"
    RMDir /r "${DATA}"
  ${EndIf}
SectionEnd
