@call "%~dp0installer\offline\run.cmd" install
