import { type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { AppError } from '@wayfare/kernel';
import { z } from 'zod';

const PATIENCE_MS = 10_000;
/** What the sink's own view answers: a stretch of its mails, newest first, and how many there are. */
const stretchSchema = z.object({ items: z.array(z.unknown()), total: z.int() });

/** A look into the mail sink of this installation (decision 003), through its HTTP view on loopback. */
export class Mailbox {
  /** @param address the view's base address; null where mail goes elsewhere */
  constructor(private readonly address: string | null) {}

  async mailbox({ to, cursor }: QueryOf<typeof routes.mailbox>): Promise<ReplyOf<typeof routes.mailbox>> {
    if (this.address === null) throw new AppError('no_mailbox', 404, 'This installation has no mail sink of its own.');
    // the sink knows no cursors: one is how many newer mails have been told
    const told = Number(cursor ?? 0);
    const query = new URLSearchParams({ ...(to ? { to } : {}), offset: String(told) });
    const answer = await fetch(`${this.address}/messages?${query}`, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
      (cause: unknown) => {
        throw new AppError('mailbox_unavailable', 503, 'The mail sink does not answer.', { cause });
      },
    );
    if (!answer.ok) throw new AppError('mailbox_unavailable', 503, `The mail sink answers ${answer.status}.`);
    const { items, total } = stretchSchema.parse(await answer.json());
    const next = told + items.length;
    const reply = { items, total, next: next < total ? String(next) : null };
    return routes.mailbox.reply?.parse(reply) ?? { items: [], total, next: null };
  }
}
