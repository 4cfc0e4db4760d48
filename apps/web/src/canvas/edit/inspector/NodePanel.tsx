import { TextInput } from '@mantine/core';
import { isStepKind, type NodeDataByKind, type NodeKind } from '@wayfare/journey';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { FamilyIcon } from '../../../ui/FamilyIcon.js';
import { type InspectorProps, inspectorOf } from '../../nodes/inspectors.js';
import { familyOf, iconOf } from '../../nodes/table.js';
import { onlySaves } from '../../nodes/update/saves.js';
import { sayProblem } from '../../problems/say.js';
import { changeData, nodeIn } from '../../sheet/sheet.js';
import { dropLooseEdges } from '../../sheet/wires.js';
import { useCanvas } from '../../store/context.js';
import styles from './Inspector.module.css';
import { LeadsTo } from './LeadsTo.js';
import { Notes } from './Notes.js';

/** One step: what it is called, its own form, and where it leads. */
export const NodePanel = ({ nodeId }: { nodeId: string }) => {
  const { t } = useTranslation();
  const { type, data } = useCanvas(
    useShallow((state) => ({ type: nodeIn(state.sheet, nodeId)?.type, data: nodeIn(state.sheet, nodeId)?.data })),
  );
  const edit = useCanvas((state) => state.edit);
  const problems = useCanvas(useShallow((state) => state.problems.filter((problem) => problem.nodeId === nodeId)));
  const change = useCallback(
    (next: NodeDataByKind[NodeKind], thing?: string) =>
      edit((sheet) => dropLooseEdges(changeData(nodeId, next)(sheet)), thing === undefined ? undefined : `${nodeId}.${thing}`),
    [edit, nodeId],
  );
  const fault = (...codes: readonly string[]): string | undefined => {
    const found = problems.find((problem) => codes.includes(problem.code));
    return found ? sayProblem(found, t) : undefined;
  };
  if (!type || !data) return null;
  return (
    <>
      <div className={styles.head}>
        <FamilyIcon family={familyOf(type)} name={iconOf(type, data)} />
        {isStepKind(type) ? (
          <TextInput
            className={styles.name ?? ''}
            aria-label={t('canvas.inspector.name')}
            value={data.name}
            maxLength={200}
            onChange={(event) => change({ ...data, name: event.currentTarget.value }, 'name')}
          />
        ) : null}
        <span className={styles.kind}>{t(`nodes.kind.${calledAs(type, data)}`)}</span>
      </div>
      <Notes problems={problems} />
      <Form type={type} nodeId={nodeId} data={data} change={change} fault={fault} />
      <LeadsTo nodeId={nodeId} />
    </>
  );
};

/** What a step is called in the palette. */
const calledAs = (type: NodeKind, data: NodeDataByKind[NodeKind]): string => (type === 'update' && onlySaves(data) ? 'save-to-list' : type);

const Form = <K extends NodeKind>({ type, ...props }: { type: K } & InspectorProps<K>) => {
  const Inspector = inspectorOf(type);
  return <Inspector {...props} />;
};
