import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pages } from '../api/hooks.js';
import { Button } from './Button.js';
import styles from './DataTable.module.css';
import { ErrorNote } from './ErrorNote.js';
import { Loading } from './Loading.js';

export interface Column<Item> {
  readonly key: string;
  readonly head: ReactNode;
  cell(item: Item): ReactNode;
  /** Numbers stand at the right. */
  readonly numeric?: boolean;
  readonly width?: number | string;
}

interface DataTableProps<Item> {
  readonly columns: readonly Column<Item>[];
  /** From `usePages`. */
  readonly pages: Pages<Item>;
  rowKey(item: Item): string;
  /** Makes the whole row a way to somewhere. */
  readonly onRow?: ((item: Item) => void) | undefined;
  /** Stands in place of a table without rows. */
  readonly empty: ReactNode;
  readonly label: string;
}

/** A list that pages by cursor. */
export const DataTable = <Item,>({ columns, pages, rowKey, onRow, empty, label }: DataTableProps<Item>) => {
  const { t } = useTranslation();
  if (pages.error && !pages.items) return <ErrorNote error={pages.error} retry={() => void pages.refetch()} />;
  if (!pages.items) return <Loading lines={5} />;
  if (pages.items.length === 0) return empty;
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} data-numeric={column.numeric || undefined} style={{ width: column.width }}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pages.items.map((item) => (
            <Row key={rowKey(item)} item={item} columns={columns} onRow={onRow} />
          ))}
        </tbody>
      </table>
      {pages.hasNextPage ? (
        <div className={styles.more}>
          <Button small busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('common.more')}
          </Button>
        </div>
      ) : null}
    </div>
  );
};

const Row = <Item,>({ item, columns, onRow }: { item: Item } & Pick<DataTableProps<Item>, 'columns' | 'onRow'>) => {
  const open = onRow ? () => onRow(item) : undefined;
  const onKey = (event: KeyboardEvent<HTMLTableRowElement>): void => {
    if (event.key === 'Enter' && event.target === event.currentTarget) open?.();
  };
  return (
    <tr data-way={open ? true : undefined} tabIndex={open ? 0 : undefined} onClick={open} onKeyDown={open ? onKey : undefined}>
      {columns.map((column) => (
        <td key={column.key} data-numeric={column.numeric || undefined}>
          {column.cell(item)}
        </td>
      ))}
    </tr>
  );
};
