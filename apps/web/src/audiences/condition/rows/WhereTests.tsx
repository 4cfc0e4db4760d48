import { Autocomplete } from '@mantine/core';
import type { EventLeaf, PropertyTest } from '@wayfare/kernel';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/index.js';
import styles from '../condition.module.css';
import { firstTest, guessKind, VALUE_KINDS, type ValueKind } from '../operators.js';
import { TestFields } from './TestFields.js';

interface WhereTestsProps {
  readonly leaf: EventLeaf;
  /** Properties that the event has been seen with, and their kinds. */
  readonly properties: Readonly<Record<string, string>>;
  onChange(leaf: EventLeaf): void;
}

const kindIn = (properties: WhereTestsProps['properties'], name: string): ValueKind | undefined =>
  VALUE_KINDS.find((kind) => kind === properties[name]);

/** The event alone, or only the one with these properties: `where` tests all hold. */
export const WhereTests = ({ leaf, properties, onChange }: WhereTestsProps) => {
  const { t } = useTranslation();
  const tests = leaf.where ?? [];
  const setTests = (where: PropertyTest[]): void => {
    const { where: _before, ...rest } = leaf;
    onChange(where.length === 0 ? rest : { ...rest, where });
  };
  const replace = (at: number, test: PropertyTest): void => setTests(tests.map((one, index) => (index === at ? test : one)));
  const name = (at: number, property: string): void => {
    const kind = kindIn(properties, property);
    const before = tests[at];
    if (before)
      replace(at, { property, ...(kind && kind !== guessKind(before) ? firstTest(kind) : { is: before.is, value: before.value }) });
  };
  return (
    <>
      {tests.map((test, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a test has no name of its own; its place is what it is
        <div className={styles.where} key={at}>
          <span className={styles.word}>{t('condition.build.where')}</span>
          <Autocomplete
            className={styles.property ?? ''}
            aria-label={t('condition.build.property')}
            placeholder={t('condition.build.property')}
            size="xs"
            data={Object.keys(properties)}
            value={test.property}
            autoFocus={test.property === ''}
            onChange={(property) => name(at, property)}
          />
          <TestFields
            test={test}
            kind={kindIn(properties, test.property) ?? guessKind(test)}
            autoFocus={false}
            onChange={(next) => replace(at, { property: test.property, ...next })}
          />
          <IconButton
            icon="close"
            size={13}
            label={t('condition.build.removeWhere')}
            onClick={() => setTests(tests.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <button type="button" className={styles.addWhere} onClick={() => setTests([...tests, { property: '', is: 'eq' }])}>
        + {t('condition.build.addWhere')}
      </button>
    </>
  );
};
