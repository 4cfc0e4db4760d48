import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project, also on Windows and with blanks in its name. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A path inside the project. */
export const inRoot = (...parts) => path.join(root, ...parts);
