@echo off
rem Find a Python and run install.py with the command given by the .cmd that calls this one.
rem ASCII only, so that it reads the same in every code page.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0..\.."
set "python="
for %%v in (3.13 3.12 3.14 3.11) do if not defined python (
    py -%%v -c "import sys; sys.exit(sys.maxsize < 2**32)" >nul 2>&1 && set "python=py -%%v"
)
if not defined python (
    python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && set "python=python"
)
if not defined python call :install_python
if not defined python goto missing
%python% "%root%\install.py" "%~1"
set "code=%errorlevel%"
echo.
pause
exit /b %code%

:install_python
rem The installer of Python, if IT has put it beside install.py; for this user only, no administrator.
for %%f in ("%root%\python-3.*-amd64.exe") do (
    start "" /wait "%%~f" /passive InstallAllUsers=0 Include_launcher=0 Include_test=0
)
for /d %%d in ("%LOCALAPPDATA%\Programs\Python\Python31*") do (
    if exist "%%~d\python.exe" set python="%%~d\python.exe"
)
exit /b

:missing
for /f "tokens=2 delims=:." %%c in ('chcp') do set "page=%%c"
chcp 65001 >nul
type "%~dp0no-python.txt"
chcp %page% >nul
pause
exit /b 1
