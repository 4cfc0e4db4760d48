import { invalid } from '@wayfare/kernel';

/** Behind which a list goes on. */
export interface Cursor {
  /** As PostgreSQL reads it: an ISO instant, or `infinity`. */
  readonly at: string;
  readonly id: string;
}

const SEPARATOR = '|';
const NEVER = 'infinity';

export const writeCursor = (at: Date | null, id: string): string => `${at?.toISOString() ?? NEVER}${SEPARATOR}${id}`;

/** @throws AppError 400 where it is none */
export const readCursor = (text: string | undefined): Cursor | null => {
  if (text === undefined) return null;
  const [at = '', id = ''] = text.split(SEPARATOR);
  const isInstant = at === NEVER || !Number.isNaN(new Date(at).getTime());
  if (isInstant && /^\d{1,18}$/.test(id)) return { at: at === NEVER ? at : new Date(at).toISOString(), id };
  throw invalid('The cursor is not one of this list.', [{ path: 'cursor', code: 'bad_cursor', message: 'not a cursor' }]);
};
