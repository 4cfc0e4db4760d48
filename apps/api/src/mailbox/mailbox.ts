import { type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { AppError } from '@wayfare/kernel';

const PATIENCE_MS = 10_000;

/** A look into the mail sink of this installation (decision 003), through its HTTP view on loopback. */
export class Mailbox {
  /** @param address the view's base address; null where mail goes elsewhere */
  constructor(private readonly address: string | null) {}

  async mailbox({ to, cursor }: QueryOf<typeof routes.mailbox>): Promise<ReplyOf<typeof routes.mailbox>> {
    if (this.address === null) throw new AppError('no_mailbox', 404, 'This installation has no mail sink of its own.');
    const query = new URLSearchParams({ ...(to === undefined ? {} : { to }), ...(cursor === undefined ? {} : { cursor }) });
    const answer = await fetch(`${this.address}/messages?${query}`, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
      (cause: unknown) => {
        throw new AppError('mailbox_unavailable', 503, 'The mail sink does not answer.', { cause });
      },
    );
    if (!answer.ok) throw new AppError('mailbox_unavailable', 503, `The mail sink answers ${answer.status}.`);
    return routes.mailbox.reply?.parse(await answer.json()) ?? { items: [], total: 0, next: null };
  }
}
