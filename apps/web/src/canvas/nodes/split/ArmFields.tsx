import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import type { NodeDataByKind } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/format.js';
import { IconButton } from '../../../ui/Button.js';
import styles from './split.module.css';

type Arm = NodeDataByKind['split']['arms'][number];

interface ArmFieldsProps {
  readonly arm: Arm;
  readonly share: number;
  /** Where an attribute says the arm, it is known by its id, and has no weight. */
  readonly weighted: boolean;
  readonly controlLabel: string;
  onChange(arm: Arm, thing: string): void;
  readonly onRemove: (() => void) | undefined;
}

export const ArmFields = ({ arm, share, weighted, controlLabel, onChange, onRemove }: ArmFieldsProps) => {
  const { t } = useTranslation();
  const { percent } = useFormat();
  return (
    <div className={styles.arm}>
      <TextInput
        aria-label={t('nodes.split.armName')}
        value={arm.name}
        maxLength={200}
        onChange={(event) => onChange({ ...arm, name: event.currentTarget.value }, 'name')}
      />
      {weighted ? (
        <NumberInput
          aria-label={t('nodes.split.weight', { name: arm.name })}
          min={0}
          max={1_000_000}
          decimalScale={3}
          hideControls
          value={arm.weight}
          rightSection={<span className="faint tiny">{percent(share, 0)}</span>}
          rightSectionWidth={46}
          onChange={(weight) => onChange({ ...arm, weight: typeof weight === 'number' ? weight : 0 }, 'weight')}
        />
      ) : (
        <code className={styles.id} title={t('nodes.split.armId')}>
          {arm.id}
        </code>
      )}
      {onRemove ? (
        <IconButton icon="trash" size={13} label={t('nodes.split.removeArm', { name: arm.name })} onClick={onRemove} />
      ) : (
        <span />
      )}
      <Checkbox
        size="xs"
        className={styles.control ?? ''}
        label={controlLabel}
        checked={arm.control ?? false}
        onChange={(event) => onChange({ ...arm, control: event.currentTarget.checked || undefined }, 'control')}
      />
    </div>
  );
};
