; Stands for the program where its installer is tried without Windows: does nothing, or waits for
; so many seconds with /WAIT=n, as a window that is open.
Unicode true
!include "FileFunc.nsh"
!include "LogicLib.nsh"
Name "stand-in"
OutFile "${OUT}"
RequestExecutionLevel user
SilentInstall silent
Section
  ${GetParameters} $0
  ${GetOptions} $0 "/WAIT=" $1
  ${IfNot} ${Errors}
    IntOp $1 $1 * 1000
    Sleep $1
  ${EndIf}
SectionEnd
