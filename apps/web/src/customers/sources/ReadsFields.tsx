import { NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { routes, type Source } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { ErrorNote, Segmented } from '../../ui/index.js';
import { keyOfTable, type ReadsDraft } from './feed.js';
import styles from './sources.module.css';

interface ReadsFieldsProps {
  readonly source: Source;
  readonly draft: ReadsDraft;
  onChange(draft: ReadsDraft): void;
}

/** What to read: a table out of those that are there, a query, or a path. */
export const ReadsFields = ({ source, draft, onChange }: ReadsFieldsProps) => {
  const { t } = useTranslation();
  const change = (part: Partial<ReadsDraft>): void => onChange({ ...draft, ...part });
  if (source.kind === 'http') return <PathFields draft={draft} change={change} />;
  return (
    <>
      <Segmented<'table' | 'query'>
        label={t('sources.reads.way')}
        value={draft.way === 'query' ? 'query' : 'table'}
        options={(['table', 'query'] as const).map((value) => ({ value, label: t(`sources.reads.${value}`) }))}
        onChange={(way) => change({ way })}
      />
      <div className={styles.fields}>
        {draft.way === 'query' ? (
          <Textarea
            className={styles.wide}
            label={t('sources.reads.queryLabel')}
            description={t('sources.reads.queryLead')}
            autosize
            minRows={4}
            styles={{ input: { fontFamily: 'var(--mono)' } }}
            value={draft.query}
            onChange={(event) => change({ query: event.currentTarget.value })}
          />
        ) : (
          <TableField sourceId={source.id} value={draft.table} onChange={(table) => change({ table })} />
        )}
      </div>
    </>
  );
};

const TableField = ({ sourceId, value, onChange }: { sourceId: string; value: string; onChange(table: string): void }) => {
  const { t } = useTranslation();
  const { data, error, refetch } = useRead(routes.sourceTables, { id: sourceId }, { fresh: 60_000 });
  if (error && !data) return <ErrorNote error={error} retry={() => void refetch()} />;
  return (
    <Select
      className={styles.wide}
      label={t('sources.reads.tableLabel')}
      placeholder={data ? t('sources.reads.tables', { count: data.items.length }) : t('sources.reads.looking')}
      searchable
      disabled={!data}
      maxDropdownHeight={320}
      data={(data?.items ?? []).map((table) => ({
        value: keyOfTable(table),
        label: `${table.schema}.${table.name}${table.isView ? ` (${t('sources.reads.view')})` : ''}`,
      }))}
      value={value === '' ? null : value}
      onChange={(key) => onChange(key ?? '')}
    />
  );
};

const PAGINGS = ['none', 'link', 'mark', 'page', 'offset'] as const;
type Paging = ReadsDraft['paging'];
const EMPTY_PAGINGS: { readonly [By in Paging['by']]: Extract<Paging, { by: By }> } = {
  none: { by: 'none' },
  link: { by: 'link', path: 'next' },
  mark: { by: 'mark', path: 'next', parameter: 'cursor' },
  page: { by: 'page', parameter: 'page', first: 1 },
  offset: { by: 'offset', parameter: 'offset', size: 100 },
};

const PathFields = ({ draft, change }: { draft: ReadsDraft; change(part: Partial<ReadsDraft>): void }) => {
  const { t } = useTranslation();
  const { paging } = draft;
  return (
    <div className={styles.fields}>
      <TextInput
        label={t('sources.reads.path')}
        placeholder="members"
        value={draft.path}
        onChange={(event) => change({ path: event.currentTarget.value })}
      />
      <TextInput
        label={t('sources.reads.items')}
        description={t('sources.reads.itemsLead')}
        placeholder="data.items"
        value={draft.items}
        onChange={(event) => change({ items: event.currentTarget.value })}
      />
      <Select
        label={t('sources.reads.paging')}
        allowDeselect={false}
        data={PAGINGS.map((value) => ({ value, label: t(`sources.reads.pagings.${value}`) }))}
        value={paging.by}
        onChange={(value) => change({ paging: EMPTY_PAGINGS[PAGINGS.find((one) => one === value) ?? 'none'] })}
      />
      {'path' in paging ? (
        <TextInput
          label={t('sources.reads.nextPath')}
          value={paging.path}
          onChange={(event) => change({ paging: { ...paging, path: event.currentTarget.value } })}
        />
      ) : null}
      {'parameter' in paging ? (
        <TextInput
          label={t('sources.reads.parameter')}
          value={paging.parameter}
          onChange={(event) => change({ paging: { ...paging, parameter: event.currentTarget.value } })}
        />
      ) : null}
      {paging.by === 'offset' ? (
        <NumberInput
          label={t('sources.reads.size')}
          min={1}
          value={paging.size}
          onChange={(value) => change({ paging: { ...paging, size: Number(value) || 100 } })}
        />
      ) : null}
      <TextInput
        label={t('sources.reads.cursorParameter')}
        description={t('sources.reads.cursorParameterLead')}
        placeholder="updated_since"
        value={draft.cursorParameter}
        onChange={(event) => change({ cursorParameter: event.currentTarget.value })}
      />
    </div>
  );
};
