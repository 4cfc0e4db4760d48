import type { EventLeaf } from '@wayfare/kernel';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/index.js';
import styles from '../condition.module.css';
import { Pick } from '../fields/Pick.js';
import { SpanField } from '../fields/SpanField.js';
import { TypedField } from '../fields/TypedField.js';
import { NEXT_KINDS, type NextKind, nextsOf, withNext } from '../next.js';

interface NextFieldsProps {
  readonly leaf: EventLeaf;
  /** Names of events that have been seen. */
  readonly events: readonly string[];
  onChange(leaf: EventLeaf): void;
}

/** What came after the event, or did not: "and then no purchase within 3 days". */
export const NextFields = ({ leaf, events, onChange }: NextFieldsProps) => {
  const { t } = useTranslation();
  const nexts = nextsOf(leaf);
  const free = NEXT_KINDS.find((kind) => leaf[kind] === undefined);
  const turn = (from: NextKind, to: NextKind): void => {
    const next = leaf[from];
    if (next && leaf[to] === undefined) onChange(withNext(withNext(leaf, from, null), to, next));
  };
  return (
    <>
      {nexts.map(({ kind, next }) => (
        <div className={styles.where} key={kind}>
          <span className={styles.word}>{t('condition.build.andThen')}</span>
          <Pick
            className={styles.when}
            label={t('condition.build.thenKind')}
            value={kind}
            options={NEXT_KINDS.map((value) => ({ value, label: t(`condition.next.${value}`) }))}
            onChange={(to) => turn(kind, to)}
          />
          <TypedField
            label={t('condition.build.nextEvent')}
            names={events}
            value={next.event}
            autoFocus={next.event === ''}
            onChange={(event) => onChange(withNext(leaf, kind, { ...next, event }))}
          />
          <span className={styles.word}>{t('condition.build.nextWithin')}</span>
          <SpanField value={next.within} onChange={(within) => onChange(withNext(leaf, kind, { ...next, within }))} />
          <IconButton icon="close" size={13} label={t('condition.build.removeNext')} onClick={() => onChange(withNext(leaf, kind, null))} />
        </div>
      ))}
      {free ? (
        <button
          type="button"
          className={styles.addWhere}
          onClick={() => onChange(withNext(leaf, leaf.notFollowedBy ? free : 'notFollowedBy', { event: '', within: 'P3D' }))}
        >
          + {t('condition.build.addNext')}
        </button>
      ) : null}
    </>
  );
};
