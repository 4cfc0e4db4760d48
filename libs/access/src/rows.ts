import type { ApiToken, Locale, Role, User } from '@wayfare/contracts';

export interface UserRow {
  id: string;
  email: string;
  name: string;
  role: Role;
  locale: Locale;
  theme: User['theme'];
  passwordHash: string;
  createdAt: Date;
  lastSeenAt: Date | null;
  disabledAt: Date | null;
}

export const USER_COLUMNS = `users.id, users.email, users.name, users.role, users.locale, users.theme, users.password_hash AS "passwordHash",
  users.created_at AS "createdAt", users.last_seen_at AS "lastSeenAt", users.disabled_at AS "disabledAt"`;

/** A user as others may see them: never with the password's hash. */
export const toUser = (row: UserRow): User => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role,
  locale: row.locale,
  theme: row.theme,
  createdAt: row.createdAt.toISOString(),
  lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  disabled: row.disabledAt !== null,
});

export interface TokenRow {
  id: string;
  name: string;
  prefix: string;
  role: Role;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

export const TOKEN_COLUMNS = `id, name, prefix, role, created_at AS "createdAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"`;

export const toToken = (row: TokenRow): ApiToken => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  role: row.role,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revoked: row.revokedAt !== null,
});
