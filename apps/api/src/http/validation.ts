import type { Locale } from '@wayfare/contracts';
import { type FieldError, invalid } from '@wayfare/kernel';
import { z } from 'zod';

type Issue = z.core.$ZodIssue;

const ZOD_WORDS: Readonly<Record<Locale, z.core.$ZodErrorMap>> = { en: z.locales.en().localeError, 'zh-CN': z.locales.zhCN().localeError };

/** How far into the value the branch got before it failed: the one that got furthest is the one that was meant. */
const depthOf = (issues: readonly Issue[]): number =>
  Math.max(0, ...issues.map(({ path, code }) => path.length * 2 + (code === 'unrecognized_keys' ? 0 : 1)));

/** Of a union's branches, only what is wrong with the likeliest; the others would tell nothing but that they are others. */
const unfold = (issue: Issue): Issue[] => {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const [likeliest = []] = [...issue.errors].sort((one, other) => depthOf(other) - depthOf(one) || one.length - other.length);
  return likeliest.flatMap((inner) => unfold({ ...inner, path: [...issue.path, ...inner.path] }));
};

const isMissing = (issue: Issue): boolean => issue.code === 'invalid_type' && issue.message.includes('undefined');

const toField = (issue: Issue): FieldError => {
  const path = issue.path.map(String).join('.');
  return isMissing(issue) ? { path, code: 'required', message: 'Required.' } : { path, code: issue.code, message: issue.message };
};

/**
 * Reads a value from outside by its schema.
 * @throws AppError `invalid` with every field at fault, named in the caller's language
 */
export const readAs = <T>(schema: z.ZodType<T>, value: unknown, locale: Locale): T => {
  const read = schema.safeParse(value, { error: ZOD_WORDS[locale] });
  if (read.success) return read.data;
  throw invalid('The request does not hold.', read.error.issues.flatMap(unfold).map(toField));
};
