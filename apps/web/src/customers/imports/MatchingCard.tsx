import { Radio, Select } from '@mantine/core';
import { type ImportKind, type RowMatching, UPDATE_KEYS } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/index.js';
import styles from './imports.module.css';
import { type Mapping, readTarget } from './mapping.js';
import { targetWords } from './target-words.js';

const ANY = 'any';
/** Kinds of file whose rows become something that can be there already. */
const KINDS: readonly ImportKind[] = ['customers', 'orders', 'products'];

interface MatchingCardProps {
  readonly kind: ImportKind;
  readonly mapping: Mapping;
  readonly matching: RowMatching;
  onChange(matching: RowMatching): void;
}

/** The keys that columns go to, in the order in which they are asked for. */
export const keysIn = (kind: ImportKind, mapping: Mapping): string[] => {
  const targets = Object.values(mapping);
  const others = kind === 'customers' ? targets.filter((target) => readTarget(target).field === 'identities') : [];
  return [...UPDATE_KEYS[kind].filter((key) => targets.includes(key)), ...others];
};

/** What rows do to what there is already: by which key they find it, what becomes of those that find nothing, and what an empty cell says. */
export const MatchingCard = ({ kind, mapping, matching, onChange }: MatchingCardProps) => {
  const { t, i18n } = useTranslation();
  if (!KINDS.includes(kind)) return null;
  const keys = keysIn(kind, mapping);
  const { updateBy, unknown = 'make', empty = 'leave' } = matching;
  const offered = updateBy === undefined || keys.includes(updateBy) ? keys : [...keys, updateBy];
  const change = (key: string | null): void => {
    const { updateBy: _, ...rest } = matching;
    onChange(key === null || key === ANY ? rest : { ...rest, updateBy: key });
  };
  const named = new Intl.ListFormat(i18n.language, { type: 'disjunction' });
  const any = t(`customers.imports.matching.any.${kind}`, { keys: named.format(keys.map((key) => targetWords(key, t))) });
  return (
    <Card title={t('customers.imports.matching.title')} lead={t(`customers.imports.matching.lead.${kind}`)}>
      {kind === 'products' ? null : (
        <Select
          w={460}
          label={t('customers.imports.matching.by')}
          allowDeselect={false}
          data={[
            { value: ANY, label: any },
            ...offered.map((key) => ({ value: key, label: t('customers.imports.matching.only', { key: targetWords(key, t) }) })),
          ]}
          value={updateBy ?? ANY}
          onChange={change}
        />
      )}
      <div className={styles.matching}>
        <Radio.Group
          label={t('customers.imports.matching.unknown')}
          value={unknown}
          onChange={(value) => onChange({ ...matching, unknown: value === 'reject' ? 'reject' : 'make' })}
        >
          <div className={styles.checks}>
            <Radio value="make" label={t(`customers.imports.matching.make.${kind}`)} />
            <Radio value="reject" label={t('customers.imports.matching.reject')} />
          </div>
        </Radio.Group>
        <Radio.Group
          label={t('customers.imports.matching.empty')}
          description={empty === 'clear' ? t(`customers.imports.matching.clears.${kind}`) : null}
          value={empty}
          onChange={(value) => onChange({ ...matching, empty: value === 'clear' ? 'clear' : 'leave' })}
        >
          <div className={styles.checks}>
            <Radio value="leave" label={t('customers.imports.matching.leave')} />
            <Radio value="clear" label={t('customers.imports.matching.clear')} />
          </div>
        </Radio.Group>
      </div>
    </Card>
  );
};
