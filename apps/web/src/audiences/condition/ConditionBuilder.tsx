import { type Catalogue, routes } from '@wayfare/contracts';
import { type Condition, leavesOf } from '@wayfare/kernel';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/hooks.js';
import { type Builder, BuilderContext, type DragState } from './builder.js';
import styles from './condition.module.css';
import { GroupBox } from './GroupBox.js';
import { sentenceOf } from './sentence.js';
import { type Named, subjectsOf } from './subjects.js';
import { useAudienceNames } from './use-audience-names.js';
import { useTree } from './use-tree.js';

const NO_NODES: readonly Named[] = [];

interface ConditionBuilderProps {
  readonly value: Condition | null;
  /** `null` where nothing is asked: everyone. Rows may still be half filled; `isComplete` says when a condition can be asked. */
  onChange(condition: Condition | null): void;
  readonly catalogue: Catalogue;
  /** Send nodes of this journey whose messages may be asked for; outside a journey there are none. */
  readonly allowMessages?: { readonly nodes: readonly Named[] } | undefined;
}

/**
 * Builds a condition of the language that journeys and audiences share: nested groups of questions about what a customer is, did, agreed to
 * and received. It fits the inspector of the canvas (320 px) as well as a page, and says what it asks in one sentence.
 */
export const ConditionBuilder = ({ value, onChange, catalogue, allowMessages }: ConditionBuilderProps) => {
  const { t } = useTranslation();
  const nodes = allowMessages?.nodes ?? NO_NODES;
  const { segments, lists, purposes, history, names } = useAudienceNames(nodes);
  const { root, change, keys } = useTree(value, onChange);
  const asksOrders = value !== null && leavesOf(value).some((leaf) => 'order' in leaf);
  const orderValues = useRead(routes.orderValues, {}, { enabled: asksOrders }).data;
  const [fresh, setFresh] = useState<Builder['fresh']>(null);
  const [drag, setDrag] = useState<DragState | null>(null);
  const subjects = useMemo(
    () => subjectsOf({ catalogue, segments, lists, purposes, nodes }, t),
    [catalogue, segments, lists, purposes, nodes, t],
  );
  const builder: Builder = {
    root,
    keys,
    catalogue,
    orderValues,
    history,
    subjects,
    names,
    fresh,
    drag,
    setDrag,
    change: (edit, next = null) => {
      setFresh(next);
      change(edit);
    },
  };
  return (
    <BuilderContext value={builder}>
      <div className={styles.builder}>
        {root.children.length === 0 ? <p className={styles.hint}>{t('condition.build.emptyHint')}</p> : null}
        <GroupBox group={root} depth={0} />
        {value === null ? null : <p className={styles.sentence}>{sentenceOf(value, t, names)}</p>}
      </div>
    </BuilderContext>
  );
};
