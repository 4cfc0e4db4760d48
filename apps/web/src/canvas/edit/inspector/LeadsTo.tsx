import { Select } from '@mantine/core';
import { type Handle, handlesOf } from '@wayfare/journey';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { Labeled } from '../../form/Labeled.js';
import { wayName } from '../../nodes/ways.js';
import { newId } from '../../sheet/ids.js';
import { nodeIn, type Sheet } from '../../sheet/sheet.js';
import { canConnect, connect, disconnect, edgeAt } from '../../sheet/wires.js';
import { useCanvas, useCanvasStore } from '../../store/context.js';
import { useNodeName } from '../bars/useNodeName.js';
import styles from './Inspector.module.css';

const waysIn = (sheet: Sheet, nodeId: string): readonly Handle[] => {
  const node = nodeIn(sheet, nodeId);
  return node ? handlesOf(node) : [];
};

/** Where each way out leads: what the lines show, for those who draw without a pointer. */
export const LeadsTo = ({ nodeId }: { nodeId: string }) => {
  const { t } = useTranslation();
  const ids = useCanvas(useShallow((state) => waysIn(state.sheet, nodeId).map((way) => way.id)));
  const labels = useCanvas(useShallow((state) => waysIn(state.sheet, nodeId).map((way) => way.label)));
  if (ids.length === 0) return null;
  return (
    <div className={styles.ways}>
      <Labeled label={t('nodes.field.leadsTo')}>
        {ids.map((id, at) => (
          <Way key={id ?? ''} nodeId={nodeId} way={{ id, label: labels[at] ?? '' }} />
        ))}
      </Labeled>
    </div>
  );
};

/** Where one way out leads. Where it could lead is worked out when it is asked. */
const Way = ({ nodeId, way }: { nodeId: string; way: Handle }) => {
  const { t } = useTranslation();
  const store = useCanvasStore();
  const nameOf = useNodeName();
  const target = useCanvas((state) => edgeAt(state.sheet, nodeId, way.id)?.target ?? null);
  const targetName = useCanvas((state) => (target === null ? '' : (nodeIn(state.sheet, target)?.data.name ?? '')));
  const [open, setOpen] = useState(false);
  const name = wayName(way, t);
  const options = (): string[] => {
    const { sheet } = store.getState();
    const possible = sheet.nodes.filter((node) => canConnect(sheet, { source: nodeId, sourceHandle: way.id, target: node.id }));
    return possible.map((node) => node.id);
  };
  const ids = open ? options() : target === null ? [] : [target];
  const choose = (next: string | null): void => {
    const { sheet, edit } = store.getState();
    const taken = edgeAt(sheet, nodeId, way.id);
    if (next) edit(connect({ source: nodeId, sourceHandle: way.id, target: next }, newId));
    else if (taken) edit(disconnect(new Set([taken.id])));
  };
  return (
    <div className={styles.way}>
      <span className="ellipsis muted">{name}</span>
      <Select
        aria-label={t('canvas.inspector.leadsTo', { way: name })}
        placeholder={t('nodes.field.nowhere')}
        clearable
        data={ids.map((id) => ({ value: id, label: id === target && targetName !== '' ? targetName : nameOf(id) }))}
        value={target}
        onDropdownOpen={() => setOpen(true)}
        onDropdownClose={() => setOpen(false)}
        onChange={choose}
      />
    </div>
  );
};
