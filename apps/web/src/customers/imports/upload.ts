import { type ImportKind, routes } from '@wayfare/contracts';
import { create } from 'zustand';
import { call } from '../../api/client.js';
import { expectLines, keepExpected } from './expected.js';
import type { Mapping } from './mapping.js';

/** The first lines are enough to see columns by, and to judge the length of the whole. */
export const HEAD_BYTES = 256 * 1024;

export interface UploadInput {
  readonly kind: ImportKind;
  readonly mapping: Mapping;
  /** By channel; said of every line of the file. */
  readonly consent: Readonly<Record<string, boolean>>;
  readonly file: File;
}

interface UploadState {
  readonly sending: { readonly fileName: string; readonly bytes: number } | null;
  readonly error: unknown;
  /** Sends a file and starts its import; gives the import's id, `null` where it could not be sent. */
  send(input: UploadInput): Promise<string | null>;
}

const formOf = ({ kind, mapping, consent, file }: UploadInput): FormData => {
  const form = new FormData();
  form.set('kind', kind);
  form.set('mapping', JSON.stringify(mapping));
  form.set('consent', JSON.stringify(consent));
  // last, so that the server knows what to do with the file when it begins
  form.set('file', file, file.name);
  return form;
};

const headOf = async (file: File): Promise<Uint8Array> => new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());

/** The file on its way to the server. It belongs to no page, so that one may go elsewhere while a large one is being sent. */
export const useUpload = create<UploadState>((set) => ({
  sending: null,
  error: null,
  send: async (input) => {
    set({ sending: { fileName: input.file.name, bytes: input.file.size }, error: null });
    try {
      const { id } = await call(routes.createImport, { form: formOf(input) });
      keepExpected(id, expectLines(await headOf(input.file), input.file.size));
      return id;
    } catch (error) {
      set({ error });
      return null;
    } finally {
      set({ sending: null });
    }
  },
}));
