import { capSchema, contactRulesSchema, globalHoldoutSchema, holidaySchema, quietHoursSchema } from '@wayfare/kernel';
import { z } from 'zod';
import { idSchema, instantSchema, pageOf } from './common.js';
import { ADMINS, EVERYONE, ROLES, route } from './route.js';

export const LOCALES = ['zh-CN', 'en'] as const;
export const localeSchema = z.enum(LOCALES);
export type Locale = z.infer<typeof localeSchema>;
export const roleSchema = z.enum(ROLES);
export const themeSchema = z.enum(['system', 'light', 'dark']);

const passwordSchema = z.string().min(10).max(200);

export const userSchema = z.object({
  id: idSchema,
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  locale: localeSchema,
  theme: themeSchema,
  createdAt: instantSchema,
  lastSeenAt: instantSchema.nullable(),
  disabled: z.boolean(),
});
export type User = z.infer<typeof userSchema>;

/** Who am I: the person (absent for an API token), the role that counts, and the token that writes of a session must carry in `x-csrf-token`. */
export const meSchema = z.object({
  user: userSchema.nullable(),
  role: roleSchema,
  csrfToken: z.string().nullable(),
});
export type Me = z.infer<typeof meSchema>;

export const signInSchema = z.strictObject({ email: z.email().max(320), password: z.string().min(1).max(200) });

/** What one message costs, by channel: minor units of the workspace's currency, a fraction of one too. */
const pricesSchema = z.record(z.string().min(1).max(50), z.number().min(0).max(1_000_000));

/** Months are kept whole, beside the one that is not over: fewer than these, and rules that look back would not find what they ask for. */
const FEWEST_MONTHS = 3;
const monthsSchema = z.int().min(FEWEST_MONTHS).max(120).nullable();
/** How many months stay in the database, by what they hold; null: for ever. */
const retentionSchema = z.strictObject({ events: monthsSchema, responses: monthsSchema, messages: monthsSchema.default(null) });

/** Keys of the consent ledger that are about e-mail: only there can a mail ask whether it was them. */
const confirmSchema = z.array(z.string().regex(/^email(:[a-z][a-z0-9_]{0,29})?$/, 'email, or a purpose by e-mail')).max(50);

/** What becomes of tags that come in and that nobody has agreed to: they are taken, and shown as proposed; refused; or taken without being suggested to those who write conditions. */
export const UNAPPROVED_TAGS = ['accept', 'hide', 'refuse'] as const;
const unapprovedTagsSchema = z.enum(UNAPPROVED_TAGS);

export const settingsSchema = z.object({
  name: z.string(),
  timeZone: z.string(),
  locale: localeSchema,
  currency: z.string(),
  sendMode: z.enum(['live', 'test', 'never']),
  testAddresses: z.array(z.string()),
  reportAt: z.string(),
  ...contactRulesSchema.shape,
  prices: pricesSchema,
  retention: retentionSchema,
  /** What counts only when the person has confirmed it by the link of a mail. */
  confirmConsent: confirmSchema,
  unapprovedTags: unapprovedTagsSchema,
  /** The day by the clock, in the workspace's zone. */
  today: z.string(),
  /** The instant by the clock. */
  now: instantSchema,
  virtualClock: z.boolean(),
  mailbox: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;
export const settingsChangeSchema = z
  .strictObject({
    name: z.string().min(1).max(200),
    timeZone: z.string().min(1).max(60),
    locale: localeSchema,
    currency: z.string().regex(/^[A-Z]{3}$/),
    sendMode: z.enum(['live', 'test', 'never']),
    testAddresses: z.array(z.email()).max(100),
    reportAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    caps: z.array(capSchema).max(20).nullable(),
    quietHours: quietHoursSchema.nullable(),
    holidays: z.array(holidaySchema).max(1000),
    globalHoldout: globalHoldoutSchema,
    prices: pricesSchema,
    retention: retentionSchema,
    confirmConsent: confirmSchema,
    unapprovedTags: unapprovedTagsSchema,
  })
  .partial();

export const tokenSchema = z.object({
  id: idSchema,
  name: z.string(),
  prefix: z.string(),
  role: roleSchema,
  createdAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
  revoked: z.boolean(),
});
export type ApiToken = z.infer<typeof tokenSchema>;

export const auditEntrySchema = z.object({
  id: idSchema,
  at: instantSchema,
  actor: z.string(),
  actorName: z.string(),
  action: z.string(),
  kind: z.string(),
  objectId: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const accessRoutes = {
  signIn: route('POST', '/session', 'public', 'Sign in: sets the session cookie', { body: signInSchema, reply: meSchema }),
  signOut: route('DELETE', '/session', EVERYONE, 'Sign out'),
  me: route('GET', '/me', EVERYONE, 'Who am I', { reply: meSchema }),
  changeMe: route('PATCH', '/me', EVERYONE, 'Change my name, language, theme or password', {
    body: z
      .strictObject({
        name: z.string().min(1).max(200),
        locale: localeSchema,
        theme: themeSchema,
        password: passwordSchema,
        currentPassword: z.string(),
      })
      .partial(),
    reply: meSchema,
  }),
  settings: route('GET', '/settings', EVERYONE, 'The workspace', { reply: settingsSchema }),
  changeSettings: route('PATCH', '/settings', ADMINS, 'Change the workspace', { body: settingsChangeSchema, reply: settingsSchema }),
  users: route('GET', '/users', ADMINS, 'People with an account', { reply: pageOf(userSchema) }),
  createUser: route('POST', '/users', ADMINS, 'Make an account', {
    body: z.strictObject({
      email: z.email().max(320),
      name: z.string().min(1).max(200),
      role: roleSchema,
      locale: localeSchema.optional(),
      password: passwordSchema,
    }),
    reply: userSchema,
    status: 201,
  }),
  changeUser: route('PATCH', '/users/:id', ADMINS, 'Change an account; the last admin stays one', {
    body: z.strictObject({ name: z.string().min(1).max(200), role: roleSchema, disabled: z.boolean(), password: passwordSchema }).partial(),
    reply: userSchema,
  }),
  tokens: route('GET', '/tokens', ADMINS, 'API tokens', { reply: pageOf(tokenSchema) }),
  createToken: route('POST', '/tokens', ADMINS, 'Make an API token; it is shown once', {
    body: z.strictObject({ name: z.string().min(1).max(200), role: roleSchema }),
    reply: z.object({ id: idSchema, token: z.string() }),
    status: 201,
  }),
  revokeToken: route('DELETE', '/tokens/:id', ADMINS, 'Revoke an API token'),
  audit: route('GET', '/audit', ADMINS, 'Every change by a person or a script', {
    query: z.strictObject({
      kind: z.string().max(60).optional(),
      objectId: z.string().max(60).optional(),
      cursor: z.string().max(40).optional(),
    }),
    reply: pageOf(auditEntrySchema),
  }),
};
