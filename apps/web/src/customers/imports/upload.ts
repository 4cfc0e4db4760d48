import { type ImportKind, type ImportOptions, routes } from '@wayfare/contracts';
import { create } from 'zustand';
import { call } from '../../api/client.js';
import type { Mapping } from './mapping.js';

/** The first lines of a text are enough to see its columns by. */
export const HEAD_BYTES = 256 * 1024;

/** Whether a preview needs all of a file: archives and workbooks (`PK`) and Parquet (`PAR1`) say at their end what they hold. */
export const isReadFromItsEnd = async (file: File): Promise<boolean> => {
  const head = await file.slice(0, 4).text();
  return head.startsWith('PK') || head === 'PAR1';
};

export interface UploadInput {
  readonly kind: ImportKind;
  readonly options: ImportOptions;
  readonly mapping: Mapping;
  /** By channel; said of every line of the file. */
  readonly consent: Readonly<Record<string, boolean>>;
  readonly file: File;
}

interface UploadState {
  readonly sending: { readonly fileName: string; readonly bytes: number } | null;
  readonly error: unknown;
  /** Sends a file and starts its import, or a check of it; gives the import's id, `null` where it could not be sent. */
  send(input: UploadInput, isCheck: boolean): Promise<string | null>;
}

const formOf = ({ kind, mapping, consent, options, file }: UploadInput, isCheck: boolean): FormData => {
  const form = new FormData();
  form.set('kind', kind);
  form.set('mapping', JSON.stringify(mapping));
  form.set('consent', JSON.stringify(consent));
  form.set('options', JSON.stringify(options));
  form.set('check', String(isCheck));
  // last, so that the server knows what to do with the file when it begins
  form.set('file', file, file.name);
  return form;
};

/** The file on its way to the server. It belongs to no page, so that one may go elsewhere while a large one is being sent. */
export const useUpload = create<UploadState>((set) => ({
  sending: null,
  error: null,
  send: async (input, isCheck) => {
    set({ sending: { fileName: input.file.name, bytes: input.file.size }, error: null });
    try {
      const { id } = await call(routes.createImport, { form: formOf(input, isCheck) });
      return id;
    } catch (error) {
      set({ error });
      return null;
    } finally {
      set({ sending: null });
    }
  },
}));
