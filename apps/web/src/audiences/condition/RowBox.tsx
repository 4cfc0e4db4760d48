import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, IconButton, type IconName } from '../../ui/index.js';
import { useBuilder } from './builder.js';
import styles from './condition.module.css';
import { type Field, fieldsOf, isAboutHistory, isAboutSeveral } from './fields.js';
import { gapOf } from './gaps.js';
import { historyFields } from './history.js';
import { ItemMenu } from './ItemMenu.js';
import { moveItem } from './move.js';
import { subjectName } from './names.js';
import { LeafFields } from './rows/LeafFields.js';
import { NextFields } from './rows/NextFields.js';
import { WhereTests } from './rows/WhereTests.js';
import { SUBJECT_ICONS, SubjectPicker } from './SubjectPicker.js';
import { kindOf } from './subjects.js';
import { type Row, removeItem, setLeaf } from './tree.js';
import { useDrag } from './use-drag.js';

interface RowBoxProps {
  readonly row: Row;
  readonly group: string;
  readonly at: number;
}

/** The handle one drags by; Alt with an arrow key moves the row as well, and the focus goes with it. */
const Handle = ({ row, drag }: { row: Row; drag: ReturnType<typeof useDrag> }) => {
  const { t } = useTranslation();
  const { fresh } = useBuilder();
  const ref = useRef<HTMLButtonElement>(null);
  const isFresh = fresh?.key === row.key && fresh.part === 'handle';
  useEffect(() => {
    if (isFresh) ref.current?.focus();
  }, [isFresh]);
  return (
    <button
      ref={ref}
      type="button"
      className={styles.handle}
      aria-label={t('condition.build.drag')}
      title={t('condition.build.drag')}
      {...drag.handle}
    >
      <svg width="8" height="14" viewBox="0 0 8 14" fill="currentColor" aria-hidden="true">
        <path d="M1 1h2v2H1zM5 1h2v2H5zM1 6h2v2H1zM5 6h2v2H5zM1 11h2v2H1zM5 11h2v2H5z" />
      </svg>
    </button>
  );
};

/** Whether the name of what is asked says it all. */
const isSaidByName = (kind: ReturnType<typeof kindOf>): kind is 'attribute' | 'order' | 'messages' | 'enrollments' =>
  kind === 'attribute' || kind === 'order' || kind === 'messages' || kind === 'enrollments';

/** One question: about what, how compared, with what. */
export const RowBox = ({ row, group, at }: RowBoxProps) => {
  const { t } = useTranslation();
  const { catalogue, orderValues, history, names, subjects, change, fresh } = useBuilder();
  const drag = useDrag(row.key, group, at);
  const { leaf } = row;
  const fieldsOfLeaf = (): readonly Field[] => {
    if (isAboutHistory(leaf)) return historyFields(leaf, history, t);
    return isAboutSeveral(leaf) ? fieldsOf(leaf, catalogue, orderValues, t) : [];
  };
  const fields = fieldsOfLeaf();
  const gap = gapOf(leaf);
  const kind = kindOf(leaf);
  const icon: IconName = kind === 'score' ? 'reports' : SUBJECT_ICONS[kind];
  const onKey = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    change((root) => moveItem(root, row.key, event.key === 'ArrowUp' ? 'up' : 'down'), { key: row.key, part: 'handle' });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of a row are those of the fields inside it
    <div
      className={styles.row}
      data-kind={kind}
      data-dragged={drag.isDragged || undefined}
      data-before={drag.landsBefore || undefined}
      data-after={drag.landsAfter || undefined}
      onKeyDown={onKey}
      {...drag.target}
    >
      <div className={styles.line}>
        <Handle row={row} drag={drag} />
        <SubjectPicker
          subjects={subjects}
          onPick={(subject) => change((root) => setLeaf(root, row.key, subject.leaf), { key: row.key, part: 'value' })}
          button={(toggle, isOpen) => (
            <button
              type="button"
              className={styles.subject}
              aria-haspopup="listbox"
              aria-expanded={isOpen}
              title={t('condition.build.change')}
              onClick={toggle}
            >
              <Icon name={icon} size={14} />
              {isSaidByName(kind) ? null : <span className={styles.about}>{t(`condition.one.${kind}`)}</span>}
              <b className="ellipsis">{subjectName(leaf, t, names)}</b>
              <Icon name="down" size={12} />
            </button>
          )}
        />
        <LeafFields
          key={kind}
          leaf={leaf}
          catalogue={catalogue}
          fields={fields}
          autoFocus={fresh?.key === row.key && fresh.part === 'value'}
          onChange={(next) => change((root) => setLeaf(root, row.key, next))}
        />
        <span className={styles.ends}>
          <ItemMenu item={row} />
          <IconButton
            icon="close"
            size={14}
            label={t('condition.build.remove')}
            onClick={() => change((root) => removeItem(root, row.key))}
          />
        </span>
      </div>
      {isAboutSeveral(leaf) ? (
        <WhereTests leaf={leaf} fields={fields} onChange={(next) => change((root) => setLeaf(root, row.key, next))} />
      ) : null}
      {'event' in leaf ? (
        <NextFields
          leaf={leaf}
          events={catalogue.events.map(({ name }) => name)}
          onChange={(next) => change((root) => setLeaf(root, row.key, next))}
        />
      ) : null}
      {gap ? <p className={styles.gap}>{t(`condition.build.gap.${gap}`)}</p> : null}
    </div>
  );
};
