import type { Graph } from '@wayfare/journey';
import { useReactFlow } from '@xyflow/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toastError } from '../../ui/toast.js';
import { useFit } from '../card/fit.js';
import { useCanvas, useCanvasStore } from '../store/context.js';
import { AddMenu } from './adding/AddMenu.js';
import { useAdd } from './adding/useAdd.js';
import { BlankPaper } from './BlankPaper.js';
import { Overview } from './bars/Overview.js';
import { ProblemsBar } from './bars/ProblemsBar.js';
import { ZoomBar } from './bars/ZoomBar.js';
import styles from './EditMode.module.css';
import { Inspector } from './inspector/Inspector.js';
import { ShortcutsSheet } from './keys/ShortcutsSheet.js';
import { useClipboard } from './keys/useClipboard.js';
import { useKeys } from './keys/useKeys.js';
import { Palette } from './palette/Palette.js';
import { savePicture } from './picture.js';
import { Stage } from './Stage.js';
import { useActs } from './useActs.js';

interface EditModeProps {
  readonly name: string;
  /** Who may not change journeys looks at them here. */
  readonly readOnly: boolean;
  onSave(): void;
}

/** Drawing: palette, paper, form. */
export const EditMode = ({ name, readOnly, onSave }: EditModeProps) => {
  const { t } = useTranslation();
  const search = useRef<HTMLInputElement>(null);
  const [help, setHelp] = useState(false);
  const store = useCanvasStore();
  const flow = useReactFlow();
  const fit = useFit();
  const add = useAdd();
  const acts = useActs();
  const isBlank = useCanvas((state) => state.sheet.nodes.length === 0);
  const find = useCallback(() => search.current?.focus(), []);
  const showHelp = useCallback(() => setHelp(true), []);
  useClipboard();
  const picture = (format: 'png' | 'svg'): void => {
    savePicture(flow.getNodes(), format, name).catch(() => toastError(t('canvas.pictureFailed')));
  };
  const showAll = useCallback(() => void requestAnimationFrame(() => fit(250)), [fit]);
  const tidyAndFit = useCallback(() => {
    acts.tidy();
    showAll();
  }, [acts, showAll]);
  useKeys(
    useMemo(() => ({ find, save: onSave, help: showHelp, tidy: tidyAndFit, readOnly }), [find, onSave, showHelp, tidyAndFit, readOnly]),
  );
  const begin = (graph: Graph): void => {
    store.getState().replace(graph);
    showAll();
  };
  return (
    <div className={styles.work} data-reading={readOnly || undefined}>
      {readOnly ? null : <Palette searchRef={search} onAdd={(item) => add(item, null)} />}
      <div className={styles.middle}>
        <Stage readOnly={readOnly} />
        {isBlank && !readOnly ? <BlankPaper onReplace={begin} /> : null}
        <ZoomBar onTidy={readOnly ? undefined : tidyAndFit} onExport={picture} />
        <ProblemsBar />
        {isBlank ? null : <Overview />}
      </div>
      <Inspector readOnly={readOnly} />
      <AddMenu />
      <ShortcutsSheet opened={help} onClose={() => setHelp(false)} />
    </div>
  );
};
