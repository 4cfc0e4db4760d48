import { Select, TextInput } from '@mantine/core';
import type { ImportOptions } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Button, Card, IconButton } from '../../ui/index.js';
import styles from './imports.module.css';

export type RowFilter = NonNullable<ImportOptions['filters']>[number];

/** The comparisons that a person needs for leaving rows out; `missing` is `exists` turned round. */
const TESTS = ['exists', 'missing', 'eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'contains', 'startsWith'] as const;
type TestName = (typeof TESTS)[number];
const NUMBERS: ReadonlySet<TestName> = new Set(['gt', 'gte', 'lt', 'lte']);

const testOf = ({ is, value }: RowFilter): TestName =>
  is === 'exists' && value === false ? 'missing' : (TESTS.find((one) => one === is) ?? 'eq');

/** A filter as the api takes it: what is compared with a number is one, unless it can be read as none (a date). */
const filterOf = (column: string, test: TestName, text: string): RowFilter => {
  if (test === 'exists') return { column, is: 'exists' };
  if (test === 'missing') return { column, is: 'exists', value: false };
  const isNumber = text.trim() !== '' && Number.isFinite(Number(text));
  return { column, is: test, value: isNumber && NUMBERS.has(test) ? Number(text) : text };
};

interface FiltersCardProps {
  readonly columns: readonly string[];
  readonly filters: readonly RowFilter[];
  onChange(filters: readonly RowFilter[]): void;
}

/** Which rows are taken at all. */
export const FiltersCard = ({ columns, filters, onChange }: FiltersCardProps) => {
  const { t } = useTranslation();
  const change = (at: number, filter: RowFilter): void => onChange(filters.map((one, position) => (position === at ? filter : one)));
  return (
    <Card title={t('customers.imports.filters.title')} lead={t('customers.imports.filters.lead')}>
      {filters.map((filter, at) => (
        <FilterRow
          // biome-ignore lint/suspicious/noArrayIndexKey: filters have no identity but their place
          key={at}
          columns={columns}
          filter={filter}
          onChange={(next) => change(at, next)}
          onRemove={() => onChange(filters.filter((_, position) => position !== at))}
        />
      ))}
      <Button small icon="plus" onClick={() => onChange([...filters, { column: columns[0] ?? '', is: 'exists' }])}>
        {t('customers.imports.filters.add')}
      </Button>
    </Card>
  );
};

interface FilterRowProps {
  readonly columns: readonly string[];
  readonly filter: RowFilter;
  onChange(filter: RowFilter): void;
  onRemove(): void;
}

const FilterRow = ({ columns, filter, onChange, onRemove }: FilterRowProps) => {
  const { t } = useTranslation();
  const test = testOf(filter);
  const text = filter.value === undefined || typeof filter.value === 'boolean' ? '' : String(filter.value);
  return (
    <div className={styles.filter}>
      <Select
        size="xs"
        w={200}
        searchable
        aria-label={t('customers.imports.column')}
        data={[...columns]}
        value={filter.column}
        onChange={(column) => column !== null && onChange({ ...filter, column })}
      />
      <Select
        size="xs"
        w={160}
        aria-label={t('customers.imports.filters.test')}
        data={TESTS.map((value) => ({ value, label: t(`customers.imports.filters.tests.${value}`) }))}
        value={test}
        allowDeselect={false}
        onChange={(value) => onChange(filterOf(filter.column, TESTS.find((one) => one === value) ?? 'exists', text))}
      />
      {test === 'exists' || test === 'missing' ? null : (
        <TextInput
          size="xs"
          w={180}
          aria-label={t('customers.imports.filters.value')}
          value={text}
          onChange={(event) => onChange(filterOf(filter.column, test, event.currentTarget.value))}
        />
      )}
      <IconButton icon="trash" label={t('customers.imports.filters.remove')} onClick={onRemove} />
    </div>
  );
};
