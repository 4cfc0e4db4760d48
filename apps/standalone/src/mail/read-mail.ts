import PostalMime from 'postal-mime';
import type { Entry } from './mail-index.js';
import type { Spool } from './spool.js';

/** One mail as the HTTP view shows it. */
export interface MailView {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** Names in lower case; one that stands several times has its values joined with line ends. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
  readonly receivedAt: string;
}

const joinHeaders = (headers: readonly { key: string; value: string }[]): Record<string, string> => {
  const joined: Record<string, string> = {};
  for (const { key, value } of headers) joined[key] = key in joined ? `${joined[key]}\n${value}` : value;
  return joined;
};

/** Reads and parses a mail; only what someone looks at is ever parsed. */
export const readMail = async (spool: Spool, entry: Entry): Promise<MailView> => {
  const mail = await PostalMime.parse(await spool.read(entry));
  return {
    id: String(entry.id),
    from: mail.from?.address ?? '',
    to: entry.to.join(', '),
    subject: mail.subject ?? '',
    headers: joinHeaders(mail.headers),
    text: mail.text ?? '',
    html: mail.html ?? '',
    receivedAt: new Date(entry.receivedAt).toISOString(),
  };
};
