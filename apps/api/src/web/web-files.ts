import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
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
const COMPRESSIBLE = /^(text|application)\/|svg/;

/**
 * The folder of the built web app. Only files that stood in it when it was first looked at are ever given, by their exact names, so no address
 * leads out of it. An app that has not been built yet is looked for again.
 */
export class WebFiles {
  private readonly kept = new Map<string, WebFile>();
  private names: ReadonlySet<string> = new Set();

  constructor(private readonly folder: string) {}

  /** @param name below the folder, with slashes: `index.html`, `assets/app-1f2e.js` */
  file(name: string): WebFile | undefined {
    const known = this.kept.get(name);
    if (known) return known;
    if (this.names.size === 0) this.names = namesIn(this.folder);
    if (!this.names.has(name)) return undefined;
    const file = read(path.join(this.folder, name));
    this.kept.set(name, file);
    return file;
  }
}

const namesIn = (folder: string): ReadonlySet<string> => {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Set(entries.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')));
  } catch {
    return new Set();
  }
};

const read = (file: string): WebFile => {
  const body = readFileSync(file);
  const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
  const gzip = COMPRESSIBLE.test(type) ? gzipSync(body) : undefined;
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 20)}"`;
  return { type, etag, body, gzip: gzip && gzip.length < body.length * 0.9 ? gzip : undefined };
};
