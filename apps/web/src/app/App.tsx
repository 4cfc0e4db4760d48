import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { routes } from '@wayfare/contracts';
import { RouterProvider } from 'react-router';
import { keyOf } from '../api/hooks.js';
import { createQueryClient } from '../api/query-client.js';
import { cssVariablesResolver, theme } from '../theme/mantine.js';
import { useThemePreference } from '../theme/preference.js';
import { ConfirmHost } from '../ui/confirm/ConfirmHost.js';
import { router } from './router.js';

const queryClient = createQueryClient(() => {
  // a session that ended under a page: ask who is there again, and the page asks to sign in (SignedIn)
  if (queryClient.getQueryState(keyOf(routes.me))?.status === 'success') void queryClient.invalidateQueries({ queryKey: keyOf(routes.me) });
});

export const App = () => (
  <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} forceColorScheme={useThemePreference((state) => state.theme)}>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <ConfirmHost />
      <Notifications position="bottom-center" limit={4} />
    </QueryClientProvider>
  </MantineProvider>
);
