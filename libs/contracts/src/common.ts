import { z } from 'zod';

/** An opaque id; in truth the decimal digits of a 63-bit integer, which callers must not rely on. */
const LARGEST_ID = 9_223_372_036_854_775_807n;
export const idSchema = z
  .string()
  .regex(/^\d{1,19}$/, 'not an id')
  .refine((id) => !/^\d{1,19}$/.test(id) || BigInt(id) <= LARGEST_ID, { message: 'not an id' });
export const instantSchema = z.iso.datetime({ offset: true });
export const daySchema = z.iso.date();
export const moneySchema = z.strictObject({ amount: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) });

export const pageQuery = z.strictObject({
  query: z.string().max(200).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type PageQuery = z.infer<typeof pageQuery>;

/** Lists page by cursor. */
export const pageOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), next: z.string().nullable() });
export interface Page<Item> {
  readonly items: Item[];
  readonly next: string | null;
}

export const createdSchema = z.object({ id: idSchema });

/** An RFC 9457 problem document, the shape of every error. */
export const problemDocumentSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
});
export type ProblemDocument = z.infer<typeof problemDocumentSchema>;
