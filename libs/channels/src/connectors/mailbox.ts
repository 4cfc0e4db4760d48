import addressparser from 'nodemailer/lib/addressparser';
import { z } from 'zod';

/** A name with an address, as in `晨间咖啡 <hello@coffee.example>`. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

const address = z.email();

/** Reads one mailbox, with or without a name; undefined for anything else. */
export const readMailbox = (text: string): Mailbox | undefined => {
  if (/\p{Cc}/u.test(text)) return undefined;
  const [only, ...others] = addressparser(text);
  if (!only || others.length > 0 || !('address' in only) || !address.safeParse(only.address).success) return undefined;
  return { name: only.name ?? '', address: only.address ?? '' };
};

/** The part of an address behind the @. */
export const domainOf = ({ address: whole }: Mailbox): string => whole.slice(whole.lastIndexOf('@') + 1);

export const mailboxSchema = z
  .string()
  .max(400)
  .refine((text) => readMailbox(text) !== undefined, { message: 'must be one e-mail address, with a name in front where you like' });
