/** Who has to act for an error to go away; decides the HTTP status class and the log level. */
export type Blame = 'caller' | 'admin' | 'us';

/** One field that was refused: a JSON-pointer-like path (`graph.nodes.3.data.name`), a stable code, a sentence. */
export interface FieldError {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** The values that a translated message is filled with. */
export type ErrorValues = Readonly<Record<string, string | number>>;

/**
 * An error that Wayfare itself raises: a stable `code` that the dictionaries translate (`errors.<code>`), the HTTP
 * status it is answered with, and the values that its sentence names. Anything else that is thrown is a defect.
 */
export class AppError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    readonly detail: {
      values?: ErrorValues;
      fields?: readonly FieldError[];
      body?: Readonly<Record<string, unknown>>;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: detail.cause });
    this.name = 'AppError';
  }

  get blame(): Blame {
    if (this.status >= 500) return this.status === 503 ? 'admin' : 'us';
    return 'caller';
  }
}

export const notFound = (what: string, id: string): AppError =>
  new AppError('not_found', 404, `There is no ${what} ${id}.`, { values: { what, id } });

export const invalid = (message: string, fields: readonly FieldError[]): AppError => new AppError('invalid', 400, message, { fields });

export const conflict = (code: string, message: string, body?: Readonly<Record<string, unknown>>): AppError =>
  new AppError(code, 409, message, body ? { body } : {});

export const unprocessable = (code: string, message: string, body?: Readonly<Record<string, unknown>>): AppError =>
  new AppError(code, 422, message, body ? { body } : {});
