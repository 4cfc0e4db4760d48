import type { Catalogue, OrderValues } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import styles from '../../audiences/condition/condition.module.css';
import { Pick } from '../../audiences/condition/fields/Pick.js';
import { SpanField } from '../../audiences/condition/fields/SpanField.js';
import { fieldsOf } from '../../audiences/condition/fields.js';
import { WhereTests } from '../../audiences/condition/rows/WhereTests.js';
import { type Happened, happenedOf } from './formula.js';

interface HappenedFieldsProps {
  readonly label: string;
  readonly value: Happened;
  readonly catalogue: Catalogue;
  readonly orderValues: OrderValues | undefined;
  onChange(value: Happened): void;
}

const idOf = (value: Happened): string => ('event' in value ? `event:${value.event}` : value.order);
const ofId = (id: string): Happened => {
  if (id === 'orders' || id === 'items') return { order: id };
  return { event: id.slice('event:'.length) };
};

/** Which events, orders or items, since when, and which of them: the fields of conditions, without a comparison. */
export const HappenedFields = ({ label, value, catalogue, orderValues, onChange }: HappenedFieldsProps) => {
  const { t } = useTranslation();
  const known = ['orders' as const, 'items' as const].map((order) => ({ value: order as string, label: t(`condition.order.${order}`) }));
  const events = catalogue.events.map(({ name }) => ({ value: `event:${name}`, label: name }));
  const isUnseen = 'event' in value && !catalogue.events.some(({ name }) => name === value.event);
  const { within: _within, from: _from, to: _to, ...everSince } = value;
  return (
    <div>
      <div className={styles.line}>
        <span className={styles.word}>{label}</span>
        <Pick
          className={styles.property}
          label={label}
          value={idOf(value)}
          options={[...known, ...events, ...(isUnseen ? [{ value: idOf(value), label: value.event }] : [])]}
          searchable
          onChange={(id) => onChange({ ...ofId(id), ...(value.within === undefined ? {} : { within: value.within }) })}
        />
        <Pick
          className={styles.when}
          label={t('condition.build.when')}
          value={value.within === undefined ? 'ever' : 'inLast'}
          options={(['ever', 'inLast'] as const).map((when) => ({ value: when, label: t(`condition.build.${when}`) }))}
          onChange={(when) => onChange(when === 'ever' ? everSince : { ...everSince, within: value.within ?? 'P30D' })}
        />
        {value.within === undefined ? null : <SpanField value={value.within} onChange={(within) => onChange({ ...everSince, within })} />}
      </div>
      <WhereTests leaf={value} fields={fieldsOf(value, catalogue, orderValues, t)} onChange={(leaf) => onChange(happenedOf(leaf))} />
    </div>
  );
};
