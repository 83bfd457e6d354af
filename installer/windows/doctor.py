"""``install.py doctor`` on Windows: what was looked at, what is wrong, what to do."""

from __future__ import annotations

from installer.status import pad
from installer.windows.computer import Computer
from installer.windows.obstacles import symptoms_of_surroundings
from installer.windows.removal import is_installed
from installer.windows.soundness import symptoms_of_installation
from installer.windows.symptom import FINE, WRONG, Symptom


def examine(computer: Computer) -> list[Symptom]:
    """Return all that was looked at; an installation that is not there has no parts to look at."""
    ours = (
        list(symptoms_of_installation(computer))
        if is_installed(computer)
        else [Symptom("juesuan", WRONG, "还没有安装", "运行 python install.py install，或双击“双击安装.cmd”")]
    )
    return [*ours, *symptoms_of_surroundings(computer)]


def report(computer: Computer) -> int:
    """Print it; 0 when the add-in can be used."""
    symptoms = examine(computer)
    for symptom in symptoms:
        print(f"{pad(symptom.title, 22)}{pad(symptom.state, 8)}{symptom.detail}".rstrip())
    open_points = [symptom for symptom in symptoms if symptom.state != FINE]
    wrong = sum(symptom.state == WRONG for symptom in symptoms)
    for symptom in open_points:
        print(f"\n{symptom.state}：{symptom.title}，{symptom.detail}\n  怎么办：{symptom.advice}")
    print(f"\n{f'有 {wrong} 个问题需要解决' if wrong else '可以使用：打开 Excel，看“决算公开”选项卡'}")
    return int(bool(wrong))
