/** A field of a failure, whatever the failure is made of: libraries throw all kinds, and some are no `Error` of this realm. */
export const fieldOf = (failure: unknown, name: string): unknown =>
  typeof failure === 'object' && failure !== null && name in failure ? Reflect.get(failure, name) : undefined;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What nodemailer tells of a failure: the step it was at, and the server's words where it said any. */
export interface SmtpFailure {
  readonly message: string;
  readonly code: string | undefined;
  readonly command: string | undefined;
  readonly responseCode: number | undefined;
  readonly response: string | undefined;
  /** `connect` where not even a connection came about. */
  readonly syscall: string | undefined;
}

export const smtpFailureOf = (failure: unknown): SmtpFailure => {
  const responseCode = fieldOf(failure, 'responseCode');
  return {
    message: text(fieldOf(failure, 'message')) ?? String(failure),
    code: text(fieldOf(failure, 'code')),
    command: text(fieldOf(failure, 'command')),
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
    response: text(fieldOf(failure, 'response')),
    syscall: text(fieldOf(failure, 'syscall')),
  };
};
