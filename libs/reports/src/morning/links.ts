import { TokenSigner } from '@wayfare/platform';

/** The addresses in the morning mail; the one that ends it carries a signed token, so that nobody ends another person's. */
export class MorningLinks {
  readonly #publicUrl: string;
  readonly #ends: TokenSigner;

  constructor(options: { readonly publicUrl: string; readonly secret: Uint8Array }) {
    this.#publicUrl = options.publicUrl.replace(/\/+$/, '');
    this.#ends = new TokenSigner(options.secret, 'morning-mail');
  }

  report(journeyId: string, day: string): string {
    return `${this.#publicUrl}/journeys/${journeyId}/report?day=${day}`;
  }

  end(userId: string): string {
    return `${this.#publicUrl}/u/morning/${this.#ends.sign(userId)}`;
  }

  /** Whose mail a link ends; undefined for a token that is not ours. */
  readEnd(token: string): string | undefined {
    return this.#ends.verify(token);
  }
}
