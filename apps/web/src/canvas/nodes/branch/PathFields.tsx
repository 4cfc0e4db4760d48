import { TextInput } from '@mantine/core';
import type { NodeDataByKind } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/Button.js';
import { ConditionField } from '../../form/ConditionField.js';
import { Labeled } from '../../form/Labeled.js';

type Path = NodeDataByKind['branch']['paths'][number];

interface PathFieldsProps {
  readonly nodeId: string;
  readonly path: Path;
  readonly number: number;
  onChange(path: Path, thing: string): void;
  readonly onRaise: (() => void) | undefined;
  readonly onRemove: (() => void) | undefined;
}

/** One path: its name, as it stands on the line, and who takes it. */
export const PathFields = ({ nodeId, path, number, onChange, onRaise, onRemove }: PathFieldsProps) => {
  const { t } = useTranslation();
  return (
    <Labeled
      label={t('nodes.branch.pathName', { number })}
      aside={
        <>
          {onRaise ? <IconButton icon="undo" size={13} label={t('nodes.branch.raise')} onClick={onRaise} /> : null}
          {onRemove ? (
            <IconButton icon="trash" size={13} label={t('nodes.branch.removePath', { name: path.name })} onClick={onRemove} />
          ) : null}
        </>
      }
    >
      <div className="stack">
        <TextInput
          aria-label={t('nodes.branch.pathLabel', { number })}
          placeholder={t('nodes.branch.pathExample')}
          value={path.name}
          maxLength={200}
          onChange={(event) => onChange({ ...path, name: event.currentTarget.value }, 'name')}
        />
        <ConditionField nodeId={nodeId} value={path.condition} onChange={(condition) => onChange({ ...path, condition }, 'condition')} />
      </div>
    </Labeled>
  );
};
