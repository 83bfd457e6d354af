@echo off
rem Drop workbooks on this file: a report and an annotated copy are written beside each.
rem ASCII only, so that it reads the same in every code page.
rem Explorer does not quote a path such as C:\a^&b.xlsx, and the usual arguments would end at the ^&;
rem the whole command line, expanded late, is never read by cmd.exe again and goes to Python as it is.
setlocal EnableExtensions EnableDelayedExpansion
set "JUESUAN_DROPPED=!cmdcmdline!"
setlocal DisableDelayedExpansion
set "home=%LOCALAPPDATA%\juesuan"
if not exist "%home%\env\Scripts\python.exe" goto missing
"%home%\env\Scripts\python.exe" -I -X utf8 "%home%\drop\dropped.py"
pause
rem A hard exit: cmd.exe would now start b.xlsx, the part after the ^&.
exit
:missing
echo juesuan is not installed.
powershell -NoProfile -Command "[Console]::WriteLine([string]::Join('', (0x8fd8,0x6ca1,0x6709,0x5b89,0x88c5,0x20,0x6a,0x75,0x65,0x73,0x75,0x61,0x6e,0xff1a,0x8bf7,0x5148,0x53cc,0x51fb,0x79bb,0x7ebf,0x5b89,0x88c5,0x5305,0x91cc,0x7684,0x201c,0x53cc,0x51fb,0x5b89,0x88c5,0x2e,0x63,0x6d,0x64,0x201d | ForEach-Object { [char]$_ })))"
pause
exit
