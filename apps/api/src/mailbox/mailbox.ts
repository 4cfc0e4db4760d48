import { mailSchema, type QueryOf, type ReplyOf, type routes } from '@wayfare/contracts';
import { AppError, invalid } from '@wayfare/kernel';
import { z } from 'zod';

const PATIENCE_MS = 10_000;
const PAGE = 50;
/** What the sink's own view answers: a stretch of its mails, newest first, and how many there are. */
const stretchSchema = z.object({ items: z.array(mailSchema), total: z.int() });

/** A look into the mail sink of this installation (decision 003), through its HTTP view on loopback. */
export class Mailbox {
  /** @param address the view's base address; null where mail goes elsewhere */
  constructor(private readonly address: string | null) {}

  async mailbox({ to, cursor }: QueryOf<typeof routes.mailbox>): Promise<ReplyOf<typeof routes.mailbox>> {
    if (this.address === null) throw new AppError('no_mailbox', 404, 'This installation has no mail sink of its own.');
    if (cursor !== undefined && !/^\d{1,15}$/.test(cursor))
      throw invalid('The cursor is not one of this list.', [
        { path: 'cursor', code: 'bad_cursor', message: 'take it from the page before' },
      ]);
    // one more than is shown tells whether there is another page
    const query = new URLSearchParams({
      ...(to ? { to } : {}),
      limit: String(PAGE + 1),
      ...(cursor === undefined ? {} : { before: cursor }),
    });
    const answer = await fetch(`${this.address}/messages?${query}`, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
      (cause: unknown) => {
        throw new AppError('mailbox_unavailable', 503, 'The mail sink does not answer.', { cause });
      },
    );
    if (!answer.ok) throw new AppError('mailbox_unavailable', 503, `The mail sink answers ${answer.status}.`);
    const { items, total } = stretchSchema.parse(await answer.json());
    const shown = items.slice(0, PAGE);
    return { items: shown, total, next: items.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
  }
}
