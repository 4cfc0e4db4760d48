import type { TFunction } from 'i18next';
import { wayName } from '../nodes/ways.js';
import type { CanvasProblem } from '../store/canvas-store.js';

type Values = NonNullable<CanvasProblem['values']>;

/** Names that the library gives in its own words are said in the reader's. */
const translated = (values: Values, t: TFunction): Values => {
  const { handle } = values;
  return {
    ...values,
    ...(typeof handle === 'string' ? { handle: wayName({ id: handle === 'next' ? null : handle, label: handle }, t) } : {}),
  };
};

/** A problem in one sentence; the api's own words where the dictionary lacks the code. */
export const sayProblem = (problem: Pick<CanvasProblem, 'code' | 'message' | 'values'>, t: TFunction): string =>
  t(`problems.${problem.code}`, { ...translated(problem.values ?? {}, t), defaultValue: problem.message });
