import type { Locale, ProblemDocument } from '@wayfare/contracts';
import { AppError, type FieldError } from '@wayfare/kernel';
import { sentenceOf } from '../language/index.js';

/** A problem document with the extension members that single errors carry (the other's change, the problems of a journey). */
export type Problem = ProblemDocument & Readonly<Record<string, unknown>>;

/** The errors that the HTTP layer itself meets, by status: code and sentence. */
const OWN: Readonly<Record<number, readonly [code: string, message: string]>> = {
  404: ['no_such_page', 'There is nothing at this address.'],
  413: ['too_large', 'The request is too large.'],
  415: [
    'unsupported_content',
    'This kind of content is not understood here. Send application/json, or multipart/form-data where the route says so.',
  ],
  503: ['shutting_down', 'The server is being restarted. Try again in a moment.'],
};

/** PostgreSQL's own classes for "cannot be reached, or is going away", and the network's. */
const UNAVAILABLE = /^(08\w{3}|57P0[1-5]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;

const fieldOf = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;

/** An error and those it was caused by. Drivers keep the cause under several names. */
const chainOf = (error: unknown, left = 5): unknown[] => {
  if (left === 0 || typeof error !== 'object' || error === null) return [];
  const inner = ['cause', 'driverError', 'errors'].flatMap((name) => fieldOf(error, name));
  return [error, ...inner.flatMap((cause) => chainOf(cause, left - 1))];
};

const isDatabaseAway = (error: unknown): boolean =>
  chainOf(error).some(
    (link) =>
      UNAVAILABLE.test(String(fieldOf(link, 'code'))) || /Connection terminated|connection timeout/i.test(String(fieldOf(link, 'message'))),
  );

const isJsonTrouble = (error: unknown): boolean =>
  chainOf(error).some(
    (link) =>
      link instanceof SyntaxError ||
      /JSON/.test(String(fieldOf(link, 'code'))) ||
      /is not valid JSON|JSON when content-type/i.test(String(fieldOf(link, 'message'))),
  );

/** The status an error of the frameworks carries, where it is the caller's to mend or says that we are going down. */
const statusOf = (error: unknown): number | undefined => {
  const own = [fieldOf(error, 'statusCode'), fieldOf(error, 'status')].find((value) => typeof value === 'number');
  const status = typeof own === 'number' ? own : undefined;
  return status !== undefined && ((status >= 400 && status < 500) || status === 503) ? status : undefined;
};

/** Whatever was thrown, as an error that may be told to the caller. What we do not know is our own fault and says nothing but its reference. */
export const toAppError = (thrown: unknown, reference: string): AppError => {
  if (thrown instanceof AppError) return thrown;
  const status = statusOf(thrown);
  if (status === 400 && isJsonTrouble(thrown)) return new AppError('bad_json', 400, 'The body is not valid JSON.');
  if (status !== undefined) {
    const [code, message] = OWN[status] ?? ['bad_request', 'The request does not hold.'];
    return new AppError(code, status, message, { cause: thrown });
  }
  if (isDatabaseAway(thrown))
    return new AppError('database_unavailable', 503, 'The database does not answer. Try again soon.', { cause: thrown });
  const message = `Something went wrong on our side. It has been logged as ${reference}.`;
  return new AppError('internal', 500, message, { cause: thrown, values: { reference } });
};

/** A field's message in the caller's language: schemas were asked in it already, other places write English. */
const worded = (field: FieldError, locale: Locale): FieldError => {
  if (locale === 'en' || /\p{Script=Han}/u.test(field.message)) return field;
  const message = sentenceOf('rules', field.message, locale) ?? sentenceOf('fields', field.code, locale) ?? field.message;
  return { ...field, message };
};

/** The RFC 9457 document of an error, worded in the caller's language; the code and the fields' paths are the same in each. */
export const toProblem = ({ code, status, message, detail }: AppError, locale: Locale): Problem => ({
  ...detail.body,
  type: `urn:wayfare:problem:${code}`,
  title: sentenceOf('titles', String(status), locale) ?? code,
  status,
  code,
  detail: sentenceOf('errors', code, locale, detail.values) ?? message,
  ...(detail.fields ? { errors: detail.fields.map((field) => worded(field, locale)) } : {}),
});
