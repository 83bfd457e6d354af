"""What a source says beside the nine tables: counts, 机关运行经费, 政府采购, 国有资产."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juesuan.fill.sources.figures import SourceFigure

_HUNDRED = 100


class Fact(StrEnum):
    """One figure of 机构运行信息表 that no published table shows, by its official name."""

    DOMESTIC_RECEPTION = "国内接待费"
    FOREIGN_RECEPTION = "外事接待费"
    RECEPTION_ABROAD = "国（境）外接待费"
    GROUPS_ABROAD = "因公出国（境）团组数"
    PERSONS_ABROAD = "因公出国（境）人次数"
    VEHICLES_BOUGHT = "公务用车购置数"
    VEHICLES_KEPT = "公务用车保有量"
    RECEPTIONS = "国内公务接待批次"
    FOREIGN_RECEPTIONS = "外事接待批次"
    RECEIVED = "国内公务接待人次"
    FOREIGN_RECEIVED = "外事接待人次"
    RECEPTIONS_ABROAD = "国（境）外公务接待批次"
    RECEIVED_ABROAD = "国（境）外公务接待人次"
    MEETINGS = "会议费"
    TRAINING = "培训费"
    OPERATING = "机关运行经费"
    OPERATING_ADMINISTRATIVE = "行政单位机关运行经费"
    OPERATING_CIVIL_SERVANT_MANAGED = "参公单位机关运行经费"
    VEHICLES = "车辆合计"
    VEHICLES_MINISTERIAL = "副部（省）级及以上领导用车"
    VEHICLES_LEADERS = "主要领导干部用车"
    VEHICLES_CONFIDENTIAL = "机要通信用车"
    VEHICLES_EMERGENCY = "应急保障用车"
    VEHICLES_ENFORCEMENT = "执法执勤用车"
    VEHICLES_SPECIAL = "特种专业技术用车"
    VEHICLES_RETIRED = "离退休干部用车"
    VEHICLES_OTHER = "其他用车"
    LARGE_EQUIPMENT = "单价100万元以上设备"
    PROCUREMENT = "政府采购支出合计"
    PROCUREMENT_GOODS = "政府采购货物支出"
    PROCUREMENT_WORKS = "政府采购工程支出"
    PROCUREMENT_SERVICES = "政府采购服务支出"
    TO_SMALL_AND_MEDIUM = "授予中小企业合同金额"
    TO_SMALL_AND_MICRO = "授予小微企业合同金额"

    @property
    def counted(self) -> bool:
        """True for a count (groups, persons, vehicles …), False for an amount of money."""
        return self not in _AMOUNTS


_AMOUNTS = frozenset(
    {
        Fact.DOMESTIC_RECEPTION, Fact.FOREIGN_RECEPTION, Fact.RECEPTION_ABROAD, Fact.MEETINGS, Fact.TRAINING,
        Fact.OPERATING, Fact.OPERATING_ADMINISTRATIVE, Fact.OPERATING_CIVIL_SERVANT_MANAGED,
        Fact.PROCUREMENT, Fact.PROCUREMENT_GOODS, Fact.PROCUREMENT_WORKS, Fact.PROCUREMENT_SERVICES,
        Fact.TO_SMALL_AND_MEDIUM, Fact.TO_SMALL_AND_MICRO,
    }
)  # fmt: skip

VEHICLE_KINDS = (
    Fact.VEHICLES_MINISTERIAL, Fact.VEHICLES_LEADERS, Fact.VEHICLES_CONFIDENTIAL, Fact.VEHICLES_EMERGENCY,
    Fact.VEHICLES_ENFORCEMENT, Fact.VEHICLES_SPECIAL, Fact.VEHICLES_RETIRED, Fact.VEHICLES_OTHER,
)  # fmt: skip


@dataclass(slots=True)
class SupportingFigures:
    """The facts a source states, each with its cells; a fact the source leaves blank is absent, not 0."""

    facts: dict[Fact, SourceFigure] = field(default_factory=dict)

    def fen(self, fact: Fact) -> int | None:
        """An amount of money in fen; None where the source states none. Raises ValueError for a count."""
        if fact.counted:
            raise ValueError(f"{fact} is a count, not an amount")
        figure = self.facts.get(fact)
        return None if figure is None else figure.fen

    def count(self, fact: Fact) -> int | None:
        """A whole count; None where the source states none. Raises ValueError for an amount."""
        if not fact.counted:
            raise ValueError(f"{fact} is an amount, not a count")
        figure = self.facts.get(fact)
        return None if figure is None else figure.fen // _HUNDRED

    @property
    def vehicles_by_kind(self) -> dict[Fact, int]:
        """The 8 kinds of vehicles, 0 where the source states none."""
        return {kind: self.count(kind) or 0 for kind in VEHICLE_KINDS}
