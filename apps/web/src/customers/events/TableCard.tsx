import type { ReactNode } from 'react';
import table from '../../admin/settings/table.module.css';
import type { IconName } from '../../ui/icons.js';
import { Card, EmptyState, ErrorNote, Loading } from '../../ui/index.js';

interface TableCardProps<Item> {
  readonly title: string;
  readonly lead: string;
  /** What `useRead` gave. */
  readonly read: { readonly data?: { readonly items: readonly Item[] } | undefined; readonly error: Error | null; refetch(): unknown };
  readonly empty: { readonly icon: IconName; readonly title: string; readonly body: string };
  /** The button that makes the first one, and each further one. */
  readonly create: ReactNode;
  readonly heads: ReactNode;
  row(item: Item): ReactNode;
  readonly children?: ReactNode;
}

/** A card with a table of what an admin has made; while there is nothing, it says what to do first. */
export const TableCard = <Item,>({ title, lead, read, empty, create, heads, row, children }: TableCardProps<Item>) => {
  const items = read.data?.items;
  const hasSome = items !== undefined && items.length > 0;
  return (
    <Card title={title} lead={lead} actions={hasSome ? create : null}>
      {read.error && !items ? <ErrorNote error={read.error} retry={() => void read.refetch()} /> : null}
      {!items && !read.error ? <Loading lines={3} /> : null}
      {items?.length === 0 ? <EmptyState {...empty} action={create} /> : null}
      {hasSome ? (
        <table className={table.table}>
          <thead>
            <tr>{heads}</tr>
          </thead>
          <tbody>{items.map(row)}</tbody>
        </table>
      ) : null}
      {children}
    </Card>
  );
};
