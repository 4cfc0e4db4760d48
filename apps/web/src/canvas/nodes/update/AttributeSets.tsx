import { Autocomplete, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../../../ui/Button.js';
import { Labeled } from '../../form/Labeled.js';
import { useCatalogue } from '../../form/sources.js';
import styles from './update.module.css';
import { readValue, type Value } from './value.js';

interface AttributeSetsProps {
  readonly value: Readonly<Record<string, Value>>;
  onChange(set: Record<string, Value>): void;
  readonly error?: string | undefined;
}

type Line = readonly [name: string, value: Value];

const linesOf = (value: Readonly<Record<string, Value>>): Line[] => Object.entries(value);
const asRecord = (lines: readonly Line[]): Record<string, Value> => Object.fromEntries(lines.filter(([name]) => name !== ''));
const same = (lines: readonly Line[], value: Readonly<Record<string, Value>>): boolean =>
  JSON.stringify(asRecord(lines)) === JSON.stringify(value);

/** Attributes that the step sets; an empty value takes the attribute away. Lines without a name yet live here alone. */
export const AttributeSets = ({ value, onChange, error }: AttributeSetsProps) => {
  const { t } = useTranslation();
  const attributes = useCatalogue()?.attributes ?? [];
  const [held, setHeld] = useState<readonly Line[]>(() => linesOf(value));
  const lines = same(held, value) ? held : linesOf(value);
  const write = (next: readonly Line[]): void => {
    setHeld(next);
    onChange(asRecord(next));
  };
  const replace = (at: number, line: Line): void => write(lines.map((each, index) => (index === at ? line : each)));
  const kindOf = (name: string): string | undefined => attributes.find((attribute) => attribute.name === name)?.kind;
  return (
    <Labeled label={t('nodes.update.set')} hint={lines.length > 0 ? t('nodes.update.setHint') : undefined} error={error}>
      <div className={styles.lines}>
        {lines.map(([name, current], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line may have no name yet; its place is what it is
          <div key={at} className={styles.line}>
            <Autocomplete
              aria-label={t('nodes.update.attribute')}
              placeholder={t('nodes.update.attribute')}
              data={attributes.filter(({ builtIn, computed }) => !builtIn && !computed).map((attribute) => attribute.name)}
              value={name}
              onChange={(next) => replace(at, [next, current])}
            />
            <TextInput
              aria-label={t('nodes.update.value')}
              placeholder={t('nodes.update.value')}
              value={current === null ? '' : String(current)}
              onChange={(event) => replace(at, [name, readValue(event.currentTarget.value, kindOf(name))])}
            />
            <IconButton icon="trash" size={13} label={t('common.remove')} onClick={() => write(lines.filter((_, index) => index !== at))} />
          </div>
        ))}
        <div>
          <Button small icon="plus" onClick={() => setHeld([...lines, ['', '']])}>
            {t('nodes.update.addAttribute')}
          </Button>
        </div>
      </div>
    </Labeled>
  );
};
