/** What the statements of the report return: numbers arrive as numbers where they were cast to int or double. */
export interface FunnelRow {
  readonly nodeId: string;
  readonly channel: string;
  readonly touched: number;
  readonly sent: number;
  readonly delivered: number;
  readonly bounced: number;
  readonly unknown: number;
  readonly pending: number;
  readonly failed: number;
  readonly suppressed: Readonly<Record<string, number>>;
  readonly opened: number;
  readonly machineOpened: number;
  readonly clicked: number;
  readonly unsubscribed: number;
  readonly complained: number;
  readonly responded: number;
  readonly converted: number;
  readonly value: string;
}

export interface ArmRow {
  readonly nodeId: string;
  readonly armId: string;
  readonly people: number;
  readonly delivered: number;
  readonly responded: number;
  readonly converted: number;
  readonly value: string;
}

export interface ComparedRow {
  readonly heldOut: boolean;
  readonly people: number;
  readonly responded: number;
  readonly converted: number;
}

export interface MoneyRow {
  readonly currency: string;
  readonly conversions: number;
  readonly value: string;
}
