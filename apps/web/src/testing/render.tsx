import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';

type Answers = Readonly<Record<string, unknown>>;

/**
 * Renders a component as the app would, with an api that answers what is given: `{ 'GET /segments': page([…]) }`. Anything else
 * is answered with an empty page.
 */
export const renderWith = (children: ReactNode, answers: Answers = {}): RenderResult => {
  globalThis.fetch = async (input, init) => {
    const path = String(input).replace('/api/v1', '').split('?')[0];
    const body = answers[`${init?.method ?? 'GET'} ${path}`] ?? { items: [], next: null };
    return { ok: true, status: 200, json: async () => body } as Response;
  };
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: Number.POSITIVE_INFINITY } } });
  return render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <MemoryRouter>{children}</MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
};
