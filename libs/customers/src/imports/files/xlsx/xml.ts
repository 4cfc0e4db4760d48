import { type SaxesAttributePlain, SaxesParser, type SaxesTagPlain } from 'saxes';
import { ImportProblem } from '../../problem.js';

/** Attributes by their names without prefix. */
export type Attributes = Readonly<Record<string, string>>;

export interface XmlHandler {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

const DEEPEST = 64;
/** Between two tags no sound file has more: a cell holds 32,767 characters. */
const MOST_BETWEEN = 8 * 1024 * 1024;

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

const broken = (): ImportProblem => new ImportProblem('broken_file', 'The Excel file is damaged: a part of it can’t be read.');

/**
 * Reads XML as it comes, without building anything of it. Entities of its own are refused, since a few lines of them can stand for gigabytes.
 * @throws ImportProblem `broken_file`
 */
export class XmlReader {
  private readonly parser: SaxesParser = new SaxesParser();
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private depth = 0;
  private since = 0;
  private failure: ImportProblem | null = null;

  constructor(handler: XmlHandler) {
    const { parser } = this;
    parser.on('error', () => this.fail());
    parser.on('doctype', () => this.fail());
    parser.on('opentag', (tag: SaxesTagPlain) => {
      this.since = 0;
      this.depth += 1;
      if (this.depth > DEEPEST) this.fail();
      handler.open?.(bare(tag.name), this.attributesOf(tag.attributes));
    });
    if (handler.text) parser.on('text', (text) => handler.text?.(text));
    if (handler.text) parser.on('cdata', (text) => handler.text?.(text));
    parser.on('closetag', (tag: SaxesTagPlain) => {
      this.since = 0;
      this.depth -= 1;
      handler.close?.(bare(tag.name));
    });
  }

  feed(chunk: Buffer): void {
    this.since += chunk.length;
    this.write(() => this.decoder.decode(chunk, { stream: true }));
    if (this.since > MOST_BETWEEN) throw broken();
  }

  end(): void {
    this.write(() => this.decoder.decode());
    this.parser.close();
    if (this.failure) throw this.failure;
  }

  private write(text: () => string): void {
    try {
      this.parser.write(text());
    } catch (error) {
      throw error instanceof ImportProblem ? error : broken();
    }
    if (this.failure) throw this.failure;
  }

  private attributesOf(attributes: Record<string, SaxesAttributePlain | string>): Attributes {
    const bared: Record<string, string> = {};
    for (const name of Object.keys(attributes)) {
      const value = attributes[name];
      if (typeof value === 'string') bared[bare(name)] = value;
    }
    return bared;
  }

  private fail(): void {
    this.failure ??= broken();
  }
}

/** Has a handler read a small part as a whole. */
export const readXml = (text: string, handler: XmlHandler): void => {
  const reader = new XmlReader(handler);
  reader.feed(Buffer.from(text));
  reader.end();
};
