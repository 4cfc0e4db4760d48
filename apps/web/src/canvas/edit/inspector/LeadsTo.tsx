import { Select } from '@mantine/core';
import { handlesOf } from '@wayfare/journey';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { Labeled } from '../../form/Labeled.js';
import { wayName } from '../../nodes/ways.js';
import { newId } from '../../sheet/ids.js';
import { nodeIn, type Sheet } from '../../sheet/sheet.js';
import { canConnect, connect, disconnect, edgeAt } from '../../sheet/wires.js';
import { useCanvas } from '../../store/context.js';
import styles from './Inspector.module.css';

/** The target of each way out, as `id` or empty: a flat list keeps its identity while nothing changed. */
const targetsIn = (sheet: Sheet, nodeId: string): string[] => {
  const node = nodeIn(sheet, nodeId);
  return node ? handlesOf(node).map((way) => edgeAt(sheet, nodeId, way.id)?.target ?? '') : [];
};

/** Where each way out leads: what the lines show, for those who draw without a pointer. */
export const LeadsTo = ({ nodeId }: { nodeId: string }) => {
  const { t } = useTranslation();
  const node = useCanvas((state) => (nodeIn(state.sheet, nodeId)?.data && nodeIn(state.sheet, nodeId)?.type ? state.sheet : null));
  const targets = useCanvas(useShallow((state) => targetsIn(state.sheet, nodeId)));
  const edit = useCanvas((state) => state.edit);
  const self = node ? nodeIn(node, nodeId) : undefined;
  if (!node || !self || targets.length === 0) return null;
  const nameOf = (id: string): string => {
    const other = nodeIn(node, id);
    return other ? other.data.name || t(`nodes.kind.${other.type}`) : id;
  };
  const choose = (handle: string | null, target: string | null): void => {
    const taken = edgeAt(node, nodeId, handle);
    if (target) edit(connect({ source: nodeId, sourceHandle: handle, target }, newId));
    else if (taken) edit(disconnect(new Set([taken.id])));
  };
  return (
    <div className={styles.ways}>
      <Labeled label={t('nodes.field.leadsTo')}>
        {handlesOf(self).map((way, at) => (
          <div key={way.id ?? ''} className={styles.way}>
            <span className="ellipsis muted">{wayName(way, t)}</span>
            <Select
              aria-label={t('canvas.inspector.leadsTo', { way: wayName(way, t) })}
              placeholder={t('nodes.field.nowhere')}
              clearable
              data={node.nodes
                .filter((other) => canConnect(node, { source: nodeId, sourceHandle: way.id, target: other.id }))
                .map((other) => ({ value: other.id, label: nameOf(other.id) }))}
              value={targets[at] || null}
              onChange={(target) => choose(way.id, target)}
            />
          </div>
        ))}
      </Labeled>
    </div>
  );
};
