import { AppError } from '@wayfare/kernel';

/** What is wrong with a file as a whole: nothing of it was applied, or no more than the import's counts say. */
export const IMPORT_PROBLEMS = [
  'empty_file',
  'not_utf8',
  'not_text',
  'fixed_width',
  'unsupported_file',
  'encrypted_file',
  'broken_file',
  'cut_off',
  'too_packed',
  'choose_part',
  'no_such_part',
  'duplicate_column',
  'unnamed_column',
  'unknown_column',
  'no_identity_column',
  'missing_target',
  'unclosed_quote',
  'row_too_long',
  'ambiguous_dates',
  'list_gone',
  'internal',
] as const;
export type ImportProblemCode = (typeof IMPORT_PROBLEMS)[number];

/** Ends an import with the state `failed`, this code and this sentence. */
export class ImportProblem extends AppError {
  constructor(
    override readonly code: ImportProblemCode,
    message: string,
    values: Readonly<Record<string, string | number>> = {},
  ) {
    super(code, 422, message, { values });
    this.name = 'ImportProblem';
  }
}
