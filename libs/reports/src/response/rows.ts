/** What the statement of the figures returns, part by part. Sums of money are whole minor units, exact up to 2^53. */
interface FateRow {
  /** Empty: over all nodes. */
  readonly nodeId: string;
  readonly fate: 'sent' | 'unknown' | 'pending' | 'failed' | 'suppressed';
  /** Why, of the suppressed. */
  readonly reason: string | null;
  readonly channel: string;
  readonly people: number;
  readonly delivered: number;
  readonly bounced: number;
  readonly opened: number;
  readonly machineOpened: number;
  readonly clicked: number;
  readonly unsubscribed: number;
  readonly complained: number;
}

interface ArmCountRow {
  readonly nodeId: string;
  readonly armId: string;
  readonly people: number;
  readonly delivered: number;
}

interface SideCountRow {
  readonly side: 'treated' | 'heldOut';
  readonly people: number;
}

/** Of a funnel's row, of an arm, or of a side of the comparison (its name stands in `nodeId`). */
interface OutcomeRow {
  readonly scope: 'funnel' | 'arm' | 'side';
  readonly nodeId: string;
  readonly armId: string;
  readonly responded: number;
  readonly converted: number;
}

/** `everyone`: all who were decided on. `funnel`: those reached, at a node or (empty `nodeId`) over all. `arm`: everyone in an arm. */
export interface MoneyRow {
  readonly scope: 'everyone' | 'funnel' | 'arm';
  readonly nodeId: string;
  readonly armId: string;
  readonly currency: string;
  readonly conversions: number;
  readonly value: number;
}

/** The one row that the statement returns. */
export interface Parts {
  readonly fates: readonly FateRow[];
  readonly arms: readonly ArmCountRow[];
  readonly sides: readonly SideCountRow[];
  readonly outcomes: readonly OutcomeRow[];
  readonly money: readonly MoneyRow[];
  readonly heldOutThatDay: number;
}

/** A funnel, at one node or over all of them. */
export interface FunnelRow extends Omit<FateRow, 'nodeId' | 'fate' | 'reason' | 'people'> {
  readonly nodeId: string;
  readonly touched: number;
  readonly sent: number;
  readonly unknown: number;
  readonly pending: number;
  readonly failed: number;
  readonly suppressed: Record<string, number>;
  readonly responded: number;
  readonly converted: number;
}

export interface ArmRow extends ArmCountRow {
  readonly responded: number;
  readonly converted: number;
}

export interface SideRow {
  readonly people: number;
  readonly responded: number;
  readonly converted: number;
}

/** The parts, put together: what a report is worked out from. */
export interface Figures {
  readonly funnel: readonly FunnelRow[];
  readonly arms: readonly ArmRow[];
  readonly treated: SideRow;
  readonly heldOut: SideRow;
  readonly money: readonly MoneyRow[];
  readonly heldOutThatDay: number;
}

const sumOf = <Row>(rows: readonly Row[], count: (row: Row) => number): number => rows.reduce((sum, row) => sum + count(row), 0);

const outcomeOf = (rows: readonly OutcomeRow[], scope: OutcomeRow['scope'], nodeId: string, armId = '') => {
  const row = rows.find((one) => one.scope === scope && one.nodeId === nodeId && one.armId === armId);
  return { responded: row?.responded ?? 0, converted: row?.converted ?? 0 };
};

const funnelOf = (nodeId: string, fates: readonly FateRow[], outcomes: readonly OutcomeRow[]): FunnelRow => {
  const people = (fate: FateRow['fate']): number => sumOf(fates, (row) => (row.fate === fate ? row.people : 0));
  return {
    nodeId,
    channel: fates[0]?.channel ?? '',
    touched: sumOf(fates, (row) => row.people),
    sent: people('sent'),
    unknown: people('unknown'),
    pending: people('pending'),
    failed: people('failed'),
    suppressed: Object.fromEntries(fates.flatMap((row) => (row.fate === 'suppressed' ? [[row.reason ?? '', row.people]] : []))),
    delivered: sumOf(fates, (row) => row.delivered),
    bounced: sumOf(fates, (row) => row.bounced),
    opened: sumOf(fates, (row) => row.opened),
    machineOpened: sumOf(fates, (row) => row.machineOpened),
    clicked: sumOf(fates, (row) => row.clicked),
    unsubscribed: sumOf(fates, (row) => row.unsubscribed),
    complained: sumOf(fates, (row) => row.complained),
    ...outcomeOf(outcomes, 'funnel', nodeId),
  };
};

const byKeys = (one: ArmCountRow, other: ArmCountRow): number =>
  `${one.nodeId}\n${one.armId}` < `${other.nodeId}\n${other.armId}` ? -1 : 1;

export const figuresOf = ({ fates, arms, sides, outcomes, money, heldOutThatDay }: Parts): Figures => {
  const at = (nodeId: string): FateRow[] => fates.filter((row) => row.nodeId === nodeId);
  const sideOf = (side: SideCountRow['side']): SideRow => ({
    people: sides.find((row) => row.side === side)?.people ?? 0,
    ...outcomeOf(outcomes, 'side', side),
  });
  return {
    funnel: [...new Set(fates.map(({ nodeId }) => nodeId))].sort().map((nodeId) => funnelOf(nodeId, at(nodeId), outcomes)),
    arms: [...arms].sort(byKeys).map((row) => ({ ...row, ...outcomeOf(outcomes, 'arm', row.nodeId, row.armId) })),
    treated: sideOf('treated'),
    heldOut: sideOf('heldOut'),
    money,
    heldOutThatDay,
  };
};
