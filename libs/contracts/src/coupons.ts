import { z } from 'zod';
import { idSchema, instantSchema, pageOf, pageQuery } from './common.js';
import { BUILDERS, EVERYONE, route } from './route.js';

/** An event that says that a code was redeemed, and the property of it that holds the code. */
const redeemSchema = z.strictObject({ event: z.string().min(1).max(200), property: z.string().min(1).max(200) });

/** `left` are still to be handed out; of the `issued`, some are `redeemed`, and some `expired` before they were. */
export const couponPoolSchema = z.object({
  id: idSchema,
  name: z.string(),
  total: z.int(),
  left: z.int(),
  issued: z.int(),
  redeemed: z.int(),
  expired: z.int(),
  lowAt: z.int(),
  /** No more are left than `lowAt`. */
  isLow: z.boolean(),
  redeem: redeemSchema.nullable(),
  createdAt: instantSchema,
});
export type CouponPool = z.infer<typeof couponPoolSchema>;

const poolInput = z.strictObject({
  name: z.string().min(1).max(200),
  lowAt: z.int().min(0).max(1_000_000_000).optional(),
  redeem: redeemSchema.nullable().optional(),
});

/** Why a line of a file was refused. */
export const CODE_REFUSALS = ['twice', 'there_already', 'too_long'] as const;

export const couponRoutes = {
  couponPools: route('GET', '/coupon-pools', EVERYONE, 'Pools of coupon codes, newest first', {
    query: pageQuery,
    reply: pageOf(couponPoolSchema),
  }),
  couponPool: route('GET', '/coupon-pools/:id', EVERYONE, 'One pool of coupon codes', { reply: couponPoolSchema }),
  createCouponPool: route('POST', '/coupon-pools', BUILDERS, 'Make a pool, still without codes', {
    body: poolInput,
    reply: couponPoolSchema,
    status: 201,
  }),
  changeCouponPool: route('PATCH', '/coupon-pools/:id', BUILDERS, 'Rename a pool, say when it runs low and how its codes are redeemed', {
    body: poolInput.partial(),
    reply: couponPoolSchema,
  }),
  deleteCouponPool: route(
    'DELETE',
    '/coupon-pools/:id',
    BUILDERS,
    'Put a pool away that no live journey uses; codes that people have stay good',
  ),
  addCouponCodes: route(
    'POST',
    '/coupon-pools/:id/codes',
    BUILDERS,
    'Add codes: multipart with `file`, one code a line or the first column of a CSV; duplicates are refused with their lines, of which the first thousand are told',
    {
      accepts: 'multipart',
      reply: z.object({
        added: z.int(),
        refused: z.object({
          count: z.int(),
          lines: z.array(z.object({ line: z.int(), code: z.string(), why: z.enum(CODE_REFUSALS) })),
        }),
      }),
    },
  ),
  makeCouponCodes: route('POST', '/coupon-pools/:id/random-codes', BUILDERS, 'Add codes made up by chance, which nobody can guess', {
    body: z.strictObject({
      count: z.int().min(1).max(1_000_000),
      prefix: z.string().max(40).optional(),
      /** Letters after the prefix; 10 where absent. */
      length: z.int().min(6).max(32).optional(),
    }),
    reply: z.object({ added: z.int() }),
  }),
};
