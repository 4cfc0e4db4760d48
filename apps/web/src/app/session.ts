import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type AnyRoute, type Me, type Role, routes } from '@wayfare/contracts';
import { createContext, use } from 'react';
import { call, keepCsrfToken } from '../api/client.js';
import { keyOf } from '../api/hooks.js';
import { changeLanguage } from '../i18n/index.js';
import { useThemePreference } from '../theme/preference.js';

export const SessionContext = createContext<Me | null>(null);

/** Takes over what the account prefers; the token goes with every later write. */
export const adopt = async (me: Me): Promise<Me> => {
  keepCsrfToken(me.csrfToken);
  if (me.user) {
    useThemePreference.getState().choose(me.user.theme);
    await changeLanguage(me.user.locale);
  }
  return me;
};

/** Who is signed in; an error (401) where nobody is. */
export const useMeQuery = () =>
  useQuery({
    queryKey: keyOf(routes.me),
    queryFn: async ({ signal }) => adopt(await call(routes.me, { signal })),
    staleTime: 5 * 60_000,
    retry: false,
  });

/** Puts a fresh answer in place of what was known, after signing in or changing one's own account. */
export const useAdopt = () => {
  const client = useQueryClient();
  return async (me: Me): Promise<void> => {
    client.setQueryData(keyOf(routes.me), await adopt(me));
  };
};

export const useMe = (): Me | null => use(SessionContext);

/** Whether the one who is signed in may call a route: pages hide what they may not do. */
export const useMay = (route: Pick<AnyRoute, 'allow'>): boolean => {
  const role: Role | undefined = useMe()?.role;
  return route.allow === 'public' || (role !== undefined && route.allow.includes(role));
};
