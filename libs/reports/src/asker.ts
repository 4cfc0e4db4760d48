import { AppError } from '@wayfare/kernel';

/** Who asks: a person; an API token has no mailbox. */
export interface Asker {
  readonly userId: string | null;
}

/** @throws AppError 403 `not_a_person` for an API token */
export const personOf = ({ userId }: Asker): string => {
  if (userId === null) throw new AppError('not_a_person', 403, 'An API token has no account of its own to change.');
  return userId;
};
