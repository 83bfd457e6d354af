"""The made-up department 上海市示例局: what it spends on, how much (万元), and where the money comes from.

No figure here was read anywhere. Sizes are starting points: generate.py varies each of them a little.
"""  # noqa: INP001 - beside the script that uses it, not part of a package

# 基本支出 out of 一般公共预算: function code -> economic code -> size
BASIC: dict[str, dict[str, float]] = {
    "2080501": {"30301": 42, "30302": 186, "30299": 9},
    "2080502": {"30302": 98, "30305": 4},
    "2080505": {"30108": 720},
    "2080506": {"30109": 360},
    "2080801": {"30304": 32},
    "2101101": {"30110": 280},
    "2101102": {"30110": 210},
    "2120101": {
        "30101": 1450, "30102": 2680, "30103": 1960, "30112": 38, "30114": 22, "30199": 210,
        "30201": 96, "30202": 14, "30204": 0.6, "30205": 8, "30206": 46, "30207": 38, "30209": 260,
        "30211": 42, "30212": 18, "30213": 55, "30214": 12, "30215": 6, "30216": 24, "30217": 3.2,
        "30226": 30, "30227": 64, "30228": 92, "30229": 118, "30231": 16, "30239": 165, "30299": 48,
        "31002": 35, "31003": 20, "31007": 12,
    },
    "2200150": {
        "30101": 880, "30102": 420, "30107": 2350, "30112": 46, "30199": 96,
        "30201": 54, "30202": 6, "30205": 9, "30206": 38, "30207": 22, "30209": 140, "30211": 33,
        "30213": 41, "30216": 15, "30226": 28, "30228": 64, "30229": 75, "30231": 11, "30299": 31,
        "31002": 28, "31003": 40, "31013": 18, "31022": 6,
    },
    "2210201": {"30113": 690},
    "2210203": {"30102": 540},
}  # fmt: skip

# 项目支出 by source of money: function code -> size
PROJECTS: dict[str, dict[str, float]] = {
    "general_budget": {
        "2010507": 85, "2010607": 640, "2013202": 26, "2059999": 48, "2060702": 120, "2080599": 12,
        "2120102": 1980, "2120199": 3120, "2120201": 4460, "2120399": 870, "2200199": 2250, "2240299": 95,
    },
    "government_fund": {"2121999": 6200},
    "state_capital": {"2230105": 36},
}  # fmt: skip

# money that is not 财政拨款: spent, and received by column of the income table
OTHER_SPENDING: dict[str, dict[str, float]] = {
    "基本支出": {"2200150": 310, "2210201": 45},
    "项目支出": {"2120201": 260, "2200199": 1480},
}
OTHER_INCOME: dict[str, dict[str, float]] = {
    "事业收入": {"2200150": 340, "2200199": 1390},
    "其他收入": {"2120201": 230, "2200199": 35},
}
OTHER_OPENING, BALANCE_USED, DISTRIBUTED = 180.0, 60.0, 25.0

# 财政拨款 brought forward and carried forward: function code -> (年初, 年末)
CARRIED: dict[str, dict[str, tuple[float, float]]] = {
    "general_budget": {"2120199": (150, 90), "2120201": (210, 0), "2200199": (0, 60)},
    "government_fund": {"2121999": (400, 520)},
    "state_capital": {"2230105": (5, 3.5)},
}

# 三公: economic code that is a part of it -> column, further spending out of projects, unspent budget
THREE_PUBLIC: dict[str, tuple[str, float, float]] = {
    "30212": ("因公出国（境）费", 26, 14),
    "31013": ("公务用车购置费", 0, 1.5),
    "30231": ("公务用车运行维护费", 5, 6),
    "30217": ("公务接待费", 1.1, 5),
}

# the 310 subjects that the Shanghai form lists
CAPITAL_SUBJECTS = ("31001", "31002", "31003", "31007", "31013", "31019", "31021", "31022", "31099")
# classes that the Shanghai form does not list
CLASSES_LEFT_OUT = ("231", "232")
