import { NumberInput } from '@mantine/core';
import type { Catalogue } from '@wayfare/contracts';
import { type Leaf, MESSAGE_RESULTS, type MessageLeaf, type ScoreLeaf } from '@wayfare/kernel';
import { useTranslation } from 'react-i18next';
import styles from '../condition.module.css';
import { Pick } from '../fields/Pick.js';
import { type Field, isAboutSeveral } from '../fields.js';
import { guessKind } from '../operators.js';
import { SeveralFields } from './SeveralFields.js';
import { TestFields } from './TestFields.js';

interface LeafFieldsProps {
  readonly leaf: Leaf;
  readonly catalogue: Catalogue;
  /** What can be asked of each of several things. */
  readonly fields: readonly Field[];
  onChange(leaf: Leaf): void;
  readonly autoFocus: boolean;
}

/** What a row asks of its subject. Tags, consent, segments and lists ask nothing more: one has them or not. */
export const LeafFields = ({ leaf, catalogue, fields, onChange, autoFocus }: LeafFieldsProps) => {
  if ('attribute' in leaf) {
    const { attribute, ...test } = leaf;
    const kind = catalogue.attributes.find(({ name }) => name === attribute)?.kind ?? guessKind(test);
    return <TestFields test={test} kind={kind} autoFocus={autoFocus} onChange={(next) => onChange({ attribute, ...next })} />;
  }
  if (isAboutSeveral(leaf)) return <SeveralFields leaf={leaf} fields={fields} onChange={onChange} />;
  if ('message' in leaf) return <ResultField leaf={leaf} onChange={onChange} />;
  if ('score' in leaf) return <ScoreFields leaf={leaf} onChange={onChange} />;
  return null;
};

const ResultField = ({ leaf, onChange }: { leaf: MessageLeaf; onChange(leaf: MessageLeaf): void }) => {
  const { t } = useTranslation();
  return (
    <Pick
      className={styles.operator}
      label={t('condition.build.result')}
      value={leaf.message.result}
      options={MESSAGE_RESULTS.map((result) => ({ value: result, label: t(`condition.result.${result}`) }))}
      onChange={(result) => onChange({ message: { ...leaf.message, result } })}
    />
  );
};

const ScoreFields = ({ leaf, onChange }: { leaf: ScoreLeaf; onChange(leaf: ScoreLeaf): void }) => {
  const { t } = useTranslation();
  const field = (bound: 'gte' | 'lte', word: string) => (
    <NumberInput
      className={styles.count ?? ''}
      aria-label={t(`condition.build.${word}`)}
      placeholder={t(`condition.build.${word}`)}
      size="xs"
      step={0.05}
      hideControls
      value={leaf[bound] ?? ''}
      onChange={(value) => onChange({ ...leaf, [bound]: typeof value === 'number' ? value : undefined })}
    />
  );
  return (
    <>
      {field('gte', 'atLeastScore')}
      {field('lte', 'atMostScore')}
    </>
  );
};
