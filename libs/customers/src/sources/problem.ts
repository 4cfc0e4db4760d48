import { AppError, type ErrorValues } from '@wayfare/kernel';

/** What can come in the way between a source and us, and whether the same may well go right a little later. */
export const SOURCE_PROBLEMS = {
  source_unreachable: 'passing',
  source_interrupted: 'passing',
  source_timeout: 'passing',
  source_busy: 'passing',
  source_tls: 'lasting',
  source_login: 'lasting',
  source_no_database: 'lasting',
  source_not_permitted: 'lasting',
  source_statement: 'lasting',
  source_no_table: 'lasting',
  source_reads_wrong: 'lasting',
  source_answer: 'lasting',
  source_not_json: 'lasting',
  source_no_items: 'lasting',
  source_pages: 'lasting',
  source_too_large: 'lasting',
  source_columns: 'lasting',
  source_drift: 'lasting',
  source_import: 'lasting',
  source_rejected: 'lasting',
  source_too_many_rows: 'lasting',
} as const satisfies Readonly<Record<string, 'passing' | 'lasting'>>;
export type SourceProblemCode = keyof typeof SOURCE_PROBLEMS;

const LONGEST = 500;

/** What is wrong with a source, or with the way to it. Never holds a secret. */
export class SourceProblem extends AppError {
  constructor(
    readonly problem: SourceProblemCode,
    message: string,
    values: ErrorValues = {},
  ) {
    super(problem, 422, message.slice(0, LONGEST), { values });
  }

  get isPassing(): boolean {
    return SOURCE_PROBLEMS[this.problem] === 'passing';
  }
}

/** What servers say of themselves, short enough for a sentence. */
export const said = (error: unknown): string => {
  const text = error instanceof Error ? error.message || ('code' in error ? String(error.code) : error.name) : String(error);
  return text.slice(0, LONGEST);
};

export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

const NOT_THERE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EADDRNOTAVAIL']);
const CUT_OFF = new Set(['ECONNRESET', 'EPIPE', 'PROTOCOL_CONNECTION_LOST', 'UND_ERR_SOCKET', 'ECONNABORTED']);
const TLS = /CERT|SSL|TLS|certificate|self.signed/i;

/** The same for each kind of source: the net, and TLS. Null: it is for the kind to say what this means. */
export const netProblem = (error: unknown, { host, port }: { host: string; port: number | string }): SourceProblem | AppError | null => {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  const why = said(error);
  if (NOT_THERE.has(code)) return new SourceProblem('source_unreachable', `${host}:${port} does not answer: ${why}`, { host, port, why });
  if (CUT_OFF.has(code) || /Connection terminated|closed state|Connection lost/i.test(why))
    return new SourceProblem('source_interrupted', `The connection to ${host}:${port} broke off: ${why}`, { host, port, why });
  if (TLS.test(code) || TLS.test(why))
    return new SourceProblem('source_tls', `No safe connection to ${host}:${port}: ${why}`, { host, port, why });
  return null;
};

/** As it is stored with a run and shown: its code, its sentence, and what its sentence names. */
export interface StoredProblem {
  readonly code: string;
  readonly message: string;
  readonly values: Record<string, string | number>;
}
export const asSourceProblem = ({ code, message, detail }: AppError): StoredProblem => ({ code, message, values: { ...detail.values } });
