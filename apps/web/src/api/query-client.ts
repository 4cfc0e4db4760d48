import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './problem.js';

const isSignedOut = (error: unknown): boolean => error instanceof ApiError && error.status === 401;
/** A refusal stays one however often it is asked; only what may pass (a restart, a lost network) is tried again. */
const mayPass = (error: unknown): boolean => !(error instanceof ApiError) || error.status >= 500;

/** The one cache of what the server knows. `onSignedOut` is called when a session has ended under a page. */
export const createQueryClient = (onSignedOut: () => void): QueryClient => {
  const watch = (error: unknown): void => {
    if (isSignedOut(error)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: { staleTime: 15_000, retry: (failures, error) => failures < 2 && mayPass(error), refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
};
