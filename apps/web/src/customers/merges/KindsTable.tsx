import { NumberInput, Select, TextInput } from '@mantine/core';
import { IDENTITY_KIND, type IdentityKind } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/index.js';
import styles from './merges.module.css';

/** Kinds that the product itself writes; others are the administrator's own. */
const OWN: ReadonlySet<string> = new Set(['externalId', 'email', 'phone', 'device', 'cookie']);
const STRENGTHS = ['strong', 'weak', 'off'] as const;
const MOST = 1000;

interface KindsTableProps {
  readonly kinds: readonly IdentityKind[];
  readonly isFixed: boolean;
  onChange(kinds: IdentityKind[]): void;
}

/** The rule of each kind of identity, the first of them asked first. */
export const KindsTable = ({ kinds, isFixed, onChange }: KindsTableProps) => {
  const { t } = useTranslation();
  const replace = (kind: string, part: Partial<IdentityKind>): void =>
    onChange(kinds.map((one) => (one.kind === kind ? { ...one, ...part } : one)));
  return (
    <>
      <table className={styles.kinds}>
        <thead>
          <tr>
            {(['kind', 'strength', 'most', 'perPerson'] as const).map((column) => (
              <th key={column}>{t(`merges.rules.${column}`)}</th>
            ))}
            <th aria-label={t('merges.rules.remove')} />
          </tr>
        </thead>
        <tbody>
          {kinds.map((rule) => (
            <KindRow
              key={rule.kind}
              rule={rule}
              isFixed={isFixed}
              onChange={(part) => replace(rule.kind, part)}
              onRemove={() => onChange(kinds.filter(({ kind }) => kind !== rule.kind))}
            />
          ))}
        </tbody>
      </table>
      {isFixed ? null : (
        <AddKind kinds={kinds} onAdd={(kind) => onChange([...kinds, { kind, strength: 'strong', most: 10, perPerson: null }])} />
      )}
    </>
  );
};

interface KindRowProps {
  readonly rule: IdentityKind;
  readonly isFixed: boolean;
  onChange(part: Partial<IdentityKind>): void;
  onRemove(): void;
}

const KindRow = ({ rule, isFixed, onChange, onRemove }: KindRowProps) => {
  const { t } = useTranslation();
  const { kind, strength, most, perPerson } = rule;
  const name = t(`customers.page.${kind}`, { defaultValue: kind });
  const label = (column: 'strength' | 'most' | 'perPerson'): string => `${name}: ${t(`merges.rules.${column}`)}`;
  return (
    <tr>
      <td>{name}</td>
      <td>
        <Select
          size="xs"
          w={190}
          aria-label={label('strength')}
          data={STRENGTHS.map((value) => ({ value, label: t(`merges.rules.strengths.${value}`) }))}
          value={strength}
          allowDeselect={false}
          disabled={isFixed}
          onChange={(value) => {
            const chosen = STRENGTHS.find((one) => one === value);
            if (chosen) onChange({ strength: chosen });
          }}
        />
      </td>
      <td>
        <NumberInput
          size="xs"
          w={96}
          aria-label={label('most')}
          value={most}
          min={1}
          max={MOST}
          allowDecimal={false}
          disabled={isFixed || strength === 'off'}
          onChange={(value) => typeof value === 'number' && value >= 1 && onChange({ most: value })}
        />
      </td>
      <td>
        <NumberInput
          size="xs"
          w={120}
          aria-label={label('perPerson')}
          placeholder={t('merges.rules.anyNumber')}
          value={perPerson ?? ''}
          min={1}
          max={MOST}
          allowDecimal={false}
          disabled={isFixed || strength !== 'strong'}
          onChange={(value) => onChange({ perPerson: typeof value === 'number' && value >= 1 ? value : null })}
        />
      </td>
      <td>
        {isFixed || OWN.has(kind) ? null : (
          <Button small onClick={onRemove}>
            {t('merges.rules.remove')}
          </Button>
        )}
      </td>
    </tr>
  );
};

const AddKind = ({ kinds, onAdd }: { kinds: readonly IdentityKind[]; onAdd(kind: string): void }) => {
  const { t } = useTranslation();
  const [kind, setKind] = useState('');
  const isTaken = kinds.some((one) => one.kind === kind);
  const isReady = IDENTITY_KIND.test(kind) && !isTaken;
  return (
    <form
      className={styles.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        onAdd(kind);
        setKind('');
      }}
    >
      <TextInput
        size="xs"
        w={280}
        label={t('merges.rules.add')}
        description={t('merges.rules.addHint')}
        placeholder="posCard"
        value={kind}
        error={isTaken ? t('merges.rules.taken') : null}
        onChange={(event) => setKind(event.currentTarget.value.trim())}
      />
      <Button small type="submit" disabled={!isReady}>
        {t('merges.rules.addDo')}
      </Button>
    </form>
  );
};
