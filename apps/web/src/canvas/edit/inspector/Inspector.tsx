import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { nodeIn } from '../../sheet/sheet.js';
import { useCanvas } from '../../store/context.js';
import styles from './Inspector.module.css';
import { ManyPanel } from './ManyPanel.js';
import { NodePanel } from './NodePanel.js';
import { SettingsPanel } from './SettingsPanel.js';

/** Escape leaves the form for the card that it belongs to, unless something in the form is closed by it first. */
const backToNode = (event: KeyboardEvent, nodeId: string | undefined): void => {
  if (event.key !== 'Escape' || event.defaultPrevented || nodeId === undefined) return;
  event.stopPropagation();
  document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(nodeId)}"]`)?.focus();
};

/** The form at the right: of the step that is chosen, of several, or of the journey as a whole. */
export const Inspector = ({ readOnly }: { readOnly: boolean }) => {
  const { t } = useTranslation();
  const selection = useCanvas((state) => state.selection);
  const only = useCanvas((state) => (state.selection.length === 1 ? nodeIn(state.sheet, state.selection[0] ?? '')?.id : undefined));
  return (
    <aside className={styles.panel} data-inspector aria-label={t('canvas.inspector.label')} onKeyDown={(event) => backToNode(event, only)}>
      <fieldset disabled={readOnly} className={styles.form}>
        {only ? <NodePanel key={only} nodeId={only} /> : selection.length > 1 ? <ManyPanel count={selection.length} /> : <SettingsPanel />}
      </fieldset>
    </aside>
  );
};
