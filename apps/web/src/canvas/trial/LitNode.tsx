import type { NodeKind } from '@wayfare/journey';
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { NodeCard } from '../card/NodeCard.js';
import card from '../card/NodeCard.module.css';
import { familyOf, iconOf, sentenceOf } from '../nodes/table.js';
import { useWords } from '../nodes/WordsProvider.js';
import { StillPorts } from '../published/StillPorts.js';
import type { CanvasNode } from '../sheet/sheet.js';
import { useLit } from './lit-store.js';
import styles from './trial.module.css';

/** A card that lights up when somebody comes to it, with the time at which they did. */
export const LitNode = memo(({ id, type, data }: NodeProps<CanvasNode>) => {
  const { t } = useTranslation();
  const words = useWords();
  const { shortDate, time } = useFormat();
  const here = useLit((state) => state.here[id] ?? 0);
  const cameAt = useLit((state) => state.cameAt[id]);
  // a card of the canvas always holds the data of its own kind
  const node = { id, type, data, position: { x: 0, y: 0 } } as CanvasNode & { type: NodeKind };
  return (
    <NodeCard
      family={familyOf(node.type)}
      icon={iconOf(node.type, data)}
      name={data.name || t(`nodes.kind.${node.type}`)}
      selected={here > 0}
      pale={cameAt === undefined}
      badge={here > 1 ? <span className={styles.here}>{here}</span> : null}
    >
      <p className={card.says}>{sentenceOf(node.type, data, words)}</p>
      {cameAt ? (
        <p className={styles.came} data-lit={id}>
          {shortDate(cameAt)} {time(cameAt)}
        </p>
      ) : null}
      <StillPorts node={node} />
    </NodeCard>
  );
});
