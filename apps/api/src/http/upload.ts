import { Readable } from 'node:stream';
import type { Multipart, MultipartFile } from '@fastify/multipart';
import {
  consentForAllSchema,
  IMPORT_KINDS,
  type ImportKind,
  type ImportOptions,
  importOptionsSchema,
  type Locale,
  mappingSchema,
} from '@wayfare/contracts';
import { AppError, invalid } from '@wayfare/kernel';
import { z } from 'zod';
import { localeOf } from '../language/index.js';
import type { Request } from './request.js';
import { readAs } from './validation.js';

const fieldsSchema = z.object({
  kind: z.enum(IMPORT_KINDS),
  mapping: mappingSchema.optional(),
  consent: consentForAllSchema.optional(),
  options: importOptionsSchema.optional(),
  check: z.boolean().optional(),
});

/** An upload whose file is still on its way. */
export interface Upload {
  readonly kind: ImportKind;
  readonly mapping?: Record<string, string>;
  readonly consent?: Record<string, boolean>;
  readonly options?: ImportOptions;
  readonly check?: boolean;
  readonly fileName: string;
  readonly stream: Readable;
}

const jsonFields = new Set(['mapping', 'consent', 'options', 'check']);

const fieldValue = (name: string, text: string): unknown => {
  if (!jsonFields.has(name)) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(`${name} is not valid JSON.`, [{ path: name, code: 'not_json', message: 'Must be valid JSON.' }]);
  }
};

/** The fields that stand before the file, and the file where it begins. */
const readToFile = async (parts: AsyncIterator<Multipart>): Promise<{ fields: Record<string, unknown>; file: MultipartFile }> => {
  const fields: Record<string, unknown> = {};
  for (let part = await parts.next(); !part.done; part = await parts.next()) {
    if (part.value.type === 'file') return { fields, file: part.value };
    const text = String(part.value.value);
    if (text !== '') fields[part.value.fieldname] = fieldValue(part.value.fieldname, text);
  }
  throw new AppError('file_missing', 400, 'The upload holds no file.');
};

/** The file's bytes; fails where it was cut off at the limit, or where something it should have been read by comes after it. */
async function* bytesOf({ file }: MultipartFile, parts: AsyncIterator<Multipart>): AsyncGenerator<Buffer> {
  for await (const chunk of file) yield chunk;
  if (file.truncated) throw new AppError('too_large', 413, 'The file is too large.');
  const late = await parts.next();
  if (!late.done)
    throw invalid('A field comes after the file.', [
      { path: late.value.fieldname, code: 'before_file', message: 'Must come before the file.' },
    ]);
}

const read = (fields: Record<string, unknown>, locale: Locale) => {
  const { kind, mapping, consent, options, check } = readAs(fieldsSchema, fields, locale);
  return {
    kind,
    ...(mapping ? { mapping } : {}),
    ...(consent ? { consent } : {}),
    ...(options ? { options } : {}),
    ...(check ? { check } : {}),
  };
};

/** What stands before the file is given with it; whatever is left unread is read and dropped, so that the client, who is still sending, can hear the answer and go on with the connection. */
const receive = async <T>(
  request: Request,
  work: (fields: Record<string, unknown>, file: MultipartFile, stream: Readable) => Promise<T>,
): Promise<T> => {
  if (!request.isMultipart()) throw new AppError('upload_expected', 415, 'Send the file as multipart/form-data.');
  const parts = request.parts();
  const { fields, file } = await readToFile(parts);
  try {
    return await work(fields, file, Readable.from(bytesOf(file, parts), { objectMode: false }));
  } finally {
    request.raw.unpipe();
    request.raw.resume();
  }
};

/** Has `work` read an upload while it arrives: no more of the file than a few chunks is ever held. */
export const withUpload = <T>(request: Request, work: (upload: Upload) => Promise<T>): Promise<T> =>
  receive(request, (fields, file, stream) => work({ ...read(fields, localeOf(request)), fileName: file.filename, stream }));

/** The same for an upload that is a file and nothing else. */
export const withFile = <T>(request: Request, work: (stream: Readable) => Promise<T>): Promise<T> =>
  receive(request, (_fields, _file, stream) => work(stream));
