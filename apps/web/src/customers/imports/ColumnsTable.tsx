import { Select, TextInput } from '@mantine/core';
import type { ImportKind, ImportPreview } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { VALUE_KINDS } from '../../audiences/condition/operators.js';
import styles from './imports.module.css';
import { FAMILY, type Mapping, readTarget, TARGETS, writeTarget } from './mapping.js';

interface ColumnsTableProps {
  readonly kind: ImportKind;
  readonly columns: ImportPreview['columns'];
  readonly mapping: Mapping;
  onChange(mapping: Mapping): void;
}

/** Each column of the file with its first values, and what becomes of it. */
export const ColumnsTable = ({ kind, columns, mapping, onChange }: ColumnsTableProps) => {
  const { t } = useTranslation();
  return (
    <table className={styles.columns}>
      <thead>
        <tr>
          <th>{t('customers.imports.column')}</th>
          <th>{t('customers.imports.samples')}</th>
          <th style={{ width: '48%' }}>{t('customers.imports.becomes')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => {
          const target = mapping[column.name] ?? '';
          return (
            <tr key={column.name} data-out={target === '' || undefined}>
              <td>
                <b className={styles.name}>{column.name}</b>
              </td>
              <td>
                <div className={`${styles.samples} ellipsis`} title={column.samples.join(' · ')}>
                  {column.samples
                    .filter((sample) => sample !== '')
                    .slice(0, 3)
                    .join(' · ')}
                </div>
              </td>
              <td>
                <TargetFields
                  kind={kind}
                  column={column.name}
                  target={target}
                  onChange={(next) => onChange({ ...mapping, [column.name]: next })}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

interface TargetFieldsProps {
  readonly kind: ImportKind;
  readonly column: string;
  readonly target: string;
  onChange(target: string): void;
}

const LEFT_OUT = 'out';

const TargetFields = ({ kind, column, target, onChange }: TargetFieldsProps) => {
  const { t } = useTranslation();
  const parts = readTarget(target);
  const family = FAMILY[kind];
  const isFree = parts.field === family;
  const fields = (group: 'who' | 'what' | 'consent') => ({
    group: t(`customers.imports.groups.${group}`),
    items: TARGETS[kind][group].map((field) => ({ value: field, label: t(`customers.imports.targets.${field}`) })),
  });
  const other = {
    group: t('customers.imports.groups.other'),
    items: [
      { value: family, label: family === 'properties' ? t('customers.imports.property') : t('customers.imports.attribute') },
      { value: LEFT_OUT, label: t('customers.imports.leftOut') },
    ],
  };
  const pick = (field: string | null): void => {
    if (field === null) return;
    if (field === family) onChange(writeTarget({ field, name: column, kind: 'text' }));
    else onChange(field === LEFT_OUT ? '' : field);
  };
  return (
    <div className={styles.becomes}>
      <Select
        size="xs"
        w={168}
        aria-label={`${column}: ${t('customers.imports.becomes')}`}
        searchable
        maxDropdownHeight={340}
        data={[other, fields('who'), fields('what'), fields('consent')].filter(({ items }) => items.length > 0)}
        value={target === '' ? LEFT_OUT : parts.field}
        onChange={pick}
      />
      {isFree ? (
        <>
          <TextInput
            size="xs"
            style={{ flex: 1, minWidth: 90 }}
            aria-label={`${column}: ${t('customers.imports.attributeName')}`}
            value={parts.name}
            onChange={(event) => onChange(writeTarget({ ...parts, name: event.currentTarget.value }))}
          />
          <Select
            size="xs"
            w={104}
            aria-label={`${column}: ${t('customers.imports.type')}`}
            data={VALUE_KINDS.map((value) => ({ value, label: t(`customers.imports.types.${value}`) }))}
            value={parts.kind}
            onChange={(value) => {
              const chosen = VALUE_KINDS.find((one) => one === value);
              if (chosen) onChange(writeTarget({ ...parts, kind: chosen }));
            }}
          />
        </>
      ) : null}
    </div>
  );
};
