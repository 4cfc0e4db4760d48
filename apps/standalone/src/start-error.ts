/** The keys of the sentences in the dictionaries (texts.ts). */
export type StartFault =
  | 'folder_unwritable'
  | 'folder_not_folder'
  | 'disk_full'
  | 'port_taken'
  | 'port_refused'
  | 'bad_port'
  | 'closed_port'
  | 'already_running'
  | 'child_failed'
  | 'no_redis'
  | 'bad_option';

/** Something that only the person who starts Wayfare can put right; `code` is the key of its sentence in the dictionaries. */
export class StartError extends Error {
  constructor(
    readonly code: StartFault,
    readonly values: Readonly<Record<string, string | number>>,
    options: { cause?: unknown } = {},
  ) {
    super(`${code} ${JSON.stringify(values)}`, options);
    this.name = 'StartError';
  }
}
