import { keepPreviousData, type QueryKey, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Page, Route } from '@wayfare/contracts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { toastError } from '../ui/toast.js';
import { type CallInput, call } from './client.js';
import { explain } from './problem.js';

type AnyInput = Pick<CallInput<unknown, unknown>, 'id' | 'number' | 'query' | 'body'>;

/** The key of a read: path first, so that `refresh('/segments')` finds everything that a write may have changed. */
export const keyOf = (route: { readonly method: string; readonly path: string }, input: AnyInput = {}): QueryKey => [
  route.path,
  route.method,
  input.id ?? null,
  input.number ?? null,
  input.query ?? null,
  input.body ?? null,
];

export interface ReadOptions {
  /** Nothing is asked while this is false. */
  readonly enabled?: boolean | undefined;
  /** Asks again and again, in milliseconds, for as long as the page is looked at. */
  readonly every?: number | false | undefined;
  /** Shows the last answer while a changed question is being asked. */
  readonly keep?: boolean | undefined;
  /** For how long an answer counts as fresh, in milliseconds. */
  readonly fresh?: number | undefined;
}

/** Reads a route into the one query cache: `useRead(routes.journey, { id })`. POST routes that only ask (`/segments/count`) too. */
export const useRead = <Query, Body, Reply>(
  route: Route<Query, Body, Reply>,
  input: Pick<CallInput<Query, Body>, 'id' | 'number' | 'query' | 'body'> = {},
  options: ReadOptions = {},
) =>
  useQuery({
    queryKey: keyOf(route, input),
    queryFn: ({ signal }) => call(route, { ...input, signal }),
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
    ...(options.fresh === undefined ? {} : { staleTime: options.fresh }),
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  });

/** Reads a list that pages by cursor; `items` holds the pages read so far. */
export const usePages = <Query extends object, Item>(
  route: Route<Query, undefined, Page<Item>>,
  input: { readonly id?: string | undefined; readonly query?: Omit<Query, 'cursor'> | undefined } = {},
  options: Pick<ReadOptions, 'enabled' | 'every'> = {},
) => {
  const pages = useInfiniteQuery({
    queryKey: [...keyOf(route, input), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      // the cursor is part of the query of every paged route
      call(route, { id: input.id, query: { ...input.query, ...(pageParam === null ? {} : { cursor: pageParam }) } as Query, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
    placeholderData: keepPreviousData,
  });
  return { ...pages, items: pages.data?.pages.flatMap((page) => page.items) };
};
export type Pages<Item> = Pick<
  ReturnType<typeof usePages<object, Item>>,
  'items' | 'isPending' | 'error' | 'hasNextPage' | 'isFetchingNextPage'
> & {
  fetchNextPage(): unknown;
  refetch(): unknown;
};

/** Makes every read stale whose path begins with one of these (`/journeys`), after a write changed what they show. */
export const useRefresh = () => {
  const client = useQueryClient();
  return useCallback(
    (...paths: readonly string[]): Promise<void> =>
      client.invalidateQueries({
        predicate: ({ queryKey: [path] }) => typeof path === 'string' && paths.some((start) => path.startsWith(start)),
      }),
    [client],
  );
};

export interface WriteOptions<Reply, Input> {
  /** Paths whose reads the write makes stale. */
  readonly refreshes?: readonly string[] | undefined;
  readonly onDone?: ((reply: Reply, input: Input) => void) | undefined;
  /** A form that shows the error beside its fields says `quiet`; everything else gets a toast. */
  readonly quiet?: boolean | undefined;
}

/** Writes through a route: `const save = useWrite(routes.changeSegment, { refreshes: ['/segments'] }); save.mutate({ id, body })`. */
export const useWrite = <Query, Body, Reply>(
  route: Route<Query, Body, Reply>,
  options: WriteOptions<Reply, CallInput<Query, Body>> = {},
) => {
  const refresh = useRefresh();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: (input: CallInput<Query, Body>) => call(route, input),
    onSuccess: async (reply, input) => {
      if (options.refreshes) await refresh(...options.refreshes);
      options.onDone?.(reply, input);
    },
    onError: (error) => {
      if (!options.quiet) toastError(explain(error, t));
    },
  });
};
