import { Select, TextInput } from '@mantine/core';
import { type ImportKind, OWN_FIELDS, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import styles from './imports.module.css';
import {
  COLUMN_KINDS,
  type ColumnKind,
  type ColumnTarget,
  DATE_FIELDS,
  DATE_KINDS,
  FAMILY,
  readTarget,
  TARGETS,
  writeTarget,
} from './mapping.js';

interface TargetFieldsProps {
  readonly kind: ImportKind;
  readonly column: string;
  readonly target: string;
  onChange(target: string): void;
}

const LEFT_OUT = 'out';
const IDENTITIES = 'identities';

/** Kinds of identity that there are rules for and that have no field of their own. */
const useKinds = (): string[] =>
  (useRead(routes.identityRules).data?.kinds ?? []).flatMap(({ kind }) => (OWN_FIELDS.some((field) => field === kind) ? [] : [kind]));

/** What one column becomes: a field, or an attribute with a name and a kind; dates in the format in which they are written. */
export const TargetFields = ({ kind, column, target, onChange }: TargetFieldsProps) => {
  const { t } = useTranslation();
  const parts = readTarget(target);
  const family = FAMILY[kind];
  const isFree = family !== null && parts.field === family;
  const fields = (group: 'who' | 'what' | 'consent') => ({
    group: t(`customers.imports.groups.${group}`),
    items: TARGETS[kind][group].map((field) => ({ value: field, label: t(`customers.imports.targets.${field}`) })),
  });
  const known = useKinds();
  const named = fields('who');
  const who =
    named.items.length === 0 ? named : { ...named, items: [...named.items, { value: IDENTITIES, label: t('customers.imports.identity') }] };
  const own =
    family === null
      ? []
      : [{ value: family, label: t(family === 'properties' ? 'customers.imports.property' : 'customers.imports.attribute') }];
  const other = {
    group: t('customers.imports.groups.other'),
    items: [...own, { value: LEFT_OUT, label: t('customers.imports.leftOut') }],
  };
  const pick = (field: string | null): void => {
    if (field === null) return;
    if (field === IDENTITIES) onChange(writeTarget({ field, name: known[0] ?? column, kind: 'text' }));
    else if (field === family) onChange(writeTarget({ field, name: column, kind: 'text' }));
    else onChange(field === LEFT_OUT ? '' : field);
  };
  return (
    <div className={styles.becomes}>
      <Select
        size="xs"
        w={156}
        aria-label={`${column}: ${t('customers.imports.becomes')}`}
        searchable
        maxDropdownHeight={340}
        data={[other, who, fields('what'), fields('consent')].filter(({ items }) => items.length > 0)}
        value={target === '' ? LEFT_OUT : parts.field}
        onChange={pick}
      />
      {isFree ? (
        <TextInput
          size="xs"
          style={{ flex: 1, minWidth: 80 }}
          aria-label={`${column}: ${t('customers.imports.attributeName')}`}
          value={parts.name}
          onChange={(event) => onChange(writeTarget({ ...parts, name: event.currentTarget.value }))}
        />
      ) : null}
      {parts.field === IDENTITIES ? (
        <Select
          size="xs"
          style={{ flex: 1, minWidth: 80 }}
          aria-label={`${column}: ${t('customers.imports.identityKind')}`}
          data={[...new Set([...known, parts.name])]}
          value={parts.name}
          allowDeselect={false}
          onChange={(name) => onChange(writeTarget({ ...parts, name: name ?? parts.name }))}
        />
      ) : null}
      {isFree || DATE_FIELDS.has(parts.field) ? (
        <KindField column={column} parts={parts} kinds={isFree ? COLUMN_KINDS : DATE_KINDS} onChange={onChange} />
      ) : null}
    </div>
  );
};

interface KindFieldProps {
  readonly column: string;
  readonly parts: ColumnTarget;
  readonly kinds: readonly ColumnKind[];
  onChange(target: string): void;
}

const KindField = ({ column, parts, kinds, onChange }: KindFieldProps) => {
  const { t } = useTranslation();
  return (
    <Select
      size="xs"
      w={132}
      comboboxProps={{ width: 240, position: 'bottom-end' }}
      aria-label={`${column}: ${t('customers.imports.type')}`}
      data={kinds.map((value) => ({ value, label: t(`customers.imports.types.${value}`) }))}
      value={parts.kind}
      allowDeselect={false}
      maxDropdownHeight={400}
      onChange={(value) => {
        const chosen = kinds.find((one) => one === value);
        if (chosen) onChange(writeTarget({ ...parts, kind: chosen }));
      }}
    />
  );
};
