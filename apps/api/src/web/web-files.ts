import { createHash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** One file of the web app, read once and kept: all of them together are a few megabytes. */
export interface WebFile {
  readonly type: string;
  readonly etag: string;
  readonly body: Buffer;
  /** Absent where compressing saves nothing. */
  readonly gzip: Buffer | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const LONGEST = 200;
const COMPRESSIBLE = /^(text|application)\/|svg/;

/** Built files have the hash of their content in their names. */
export const isLasting = (name: string): boolean => name.startsWith('assets/');

interface Kept {
  readonly file: WebFile;
  readonly changedAt: number;
  readonly bytes: number;
}

/** No way up, no hidden file, nothing that a file system reads as more than a name. */
const NAME = /^(?:[\w@-][\w.@-]*\/)*[\w@-][\w.@-]*$/;

/**
 * The folder of the built web app. A file is kept for as long as the one on disk stays the same, so that a new build shows at once; what was given of the build
 * before is still given to pages that were opened then, since its names carry the hash of its content.
 */
export class WebFiles {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly folder: string) {}

  /** @param name below the folder, with slashes: `index.html`, `assets/app-1f2e.js` */
  file(name: string): WebFile | undefined {
    if (name.length > LONGEST || !NAME.test(name)) return undefined;
    const known = this.kept.get(name);
    if (known && isLasting(name)) return known.file;
    const place = path.join(this.folder, name);
    const found = lstatSync(place, { throwIfNoEntry: false });
    if (!found?.isFile()) return undefined;
    if (known?.changedAt === found.mtimeMs && known.bytes === found.size) return known.file;
    const file = read(place);
    this.kept.set(name, { file, changedAt: found.mtimeMs, bytes: found.size });
    return file;
  }
}

const read = (file: string): WebFile => {
  const body = readFileSync(file);
  const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
  const gzip = COMPRESSIBLE.test(type) ? gzipSync(body) : undefined;
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 20)}"`;
  return { type, etag, body, gzip: gzip && gzip.length < body.length * 0.9 ? gzip : undefined };
};
