import { hash, verify } from '@node-rs/argon2';

/** argon2id with the parameters that OWASP's password storage guide asks for at least: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, PARAMETERS);

let decoy: Promise<string> | undefined;

/**
 * Whether the password belongs to the hash. For an account that does not exist (`null`) the same work is done on a decoy, so that the time
 * of an answer does not tell which addresses have an account.
 */
export const isPassword = async (stored: string | null, password: string): Promise<boolean> => {
  decoy ??= hashPassword('no account has this password');
  const matches = await verify(stored ?? (await decoy), password);
  return stored !== null && matches;
};
