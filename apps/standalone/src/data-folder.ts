import { accessSync, constants, mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartError } from './start-error.js';

const LEAST_FREE_BYTES = 300 * 1024 * 1024;

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '');

/** Turns what the system said about a folder into what a person can do; anything unknown stays what it is. */
export const explainFolderError = (folder: string, error: unknown): unknown => {
  const code = codeOf(error);
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return new StartError('folder_unwritable', { folder, code }, { cause: error });
  if (['ENOTDIR', 'EEXIST'].includes(code)) return new StartError('folder_not_folder', { folder }, { cause: error });
  if (['ENOSPC', 'EDQUOT'].includes(code))
    return new StartError('disk_full', { folder, free: 0, needed: LEAST_FREE_BYTES / 1024 ** 2 }, { cause: error });
  return error;
};

/**
 * Makes the data folder, and proves that it can be written and that its disk has room, before anything is started in it.
 * It can be entered by everyone (PostgreSQL's own account must pass it); what is private in it is private by itself.
 */
export const prepareDataFolder = (place: string): string => {
  const folder = path.resolve(place);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    if (!statSync(folder).isDirectory()) throw new StartError('folder_not_folder', { folder });
    accessSync(folder, constants.W_OK);
    const probe = path.join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, 'x');
    rmSync(probe);
  } catch (error) {
    throw explainFolderError(folder, error);
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free < LEAST_FREE_BYTES) {
    throw new StartError('disk_full', { folder, free: Math.floor(free / 1024 ** 2), needed: LEAST_FREE_BYTES / 1024 ** 2 });
  }
  return folder;
};
