import type { ProblemDocument } from '@wayfare/contracts';
import { AppError } from '@wayfare/kernel';
import type { TFunction } from 'i18next';

type Extras = Readonly<Record<string, unknown>>;

/** What the api refused, as its problem document says it; `body` holds what a refusal carries besides (the other's draft, the problems of a launch). */
export class ApiError extends AppError {
  constructor(
    readonly document: ProblemDocument,
    readonly body: Extras,
  ) {
    super(document.code, document.status, document.detail, { fields: document.errors ?? [] });
    this.name = 'ApiError';
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

const readFields = (value: unknown): { path: string; code: string; message: string }[] =>
  Array.isArray(value)
    ? value
        .filter(isRecord)
        .map((one) => ({ path: textOf(one['path'], ''), code: textOf(one['code'], ''), message: textOf(one['message'], '') }))
    : [];

/** Reads a refusal, also one that is no problem document (a proxy's page, an empty body). */
export const toApiError = async (response: Response): Promise<ApiError> => {
  const raw: unknown = await response.json().catch(() => null);
  const body = isRecord(raw) ? raw : {};
  const document = {
    type: textOf(body['type'], 'about:blank'),
    title: textOf(body['title'], response.statusText),
    status: response.status,
    code: textOf(body['code'], response.status === 502 || response.status === 504 ? 'unavailable' : 'unexpected'),
    detail: textOf(body['detail'], ''),
    errors: readFields(body['errors']),
  };
  return new ApiError(document, body);
};

const FALLBACK = 'errors.unexpected';

/** One sentence for a person: what happened, to what, what to do. The dictionary's words where it knows the code, else the api's. */
export const explain = (error: unknown, t: TFunction): string => {
  if (!(error instanceof AppError)) return t(FALLBACK);
  const known = t(`errors.${error.code}`, { defaultValue: '', ...(error instanceof ApiError ? error.body : {}), ...error.detail.values });
  return known || error.message || t(FALLBACK);
};

/** The sentence for one field of a form, by the path that the api names (`email`, `settings.host`). */
export const fieldError = (error: unknown, path: string): string | undefined =>
  error instanceof AppError ? error.detail.fields?.find((field) => field.path === path)?.message : undefined;

/** Whether the api names fields of the form that it can't take. */
export const hasFields = (error: unknown): boolean => error instanceof AppError && (error.detail.fields ?? []).length > 0;

/** Whether the same question may be answered another time: what is not there, or not for one's role, stays so. */
export const mayPass = (error: unknown): boolean => !(error instanceof AppError) || ![403, 404, 410].includes(error.status);
