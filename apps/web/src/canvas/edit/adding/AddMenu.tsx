import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FamilyIcon } from '../../../ui/FamilyIcon.js';
import { canInsert } from '../../sheet/insert.js';
import type { Adding } from '../../store/canvas-store.js';
import { useCanvas } from '../../store/context.js';
import { findItems, type Item, itemFamily, itemIcon, kindOf } from '../palette/items.js';
import styles from './AddMenu.module.css';
import { useAdd } from './useAdd.js';

const WIDTH = 248;
const HEIGHT = 340;

/** The small menu behind every `+`: what shall stand there? */
export const AddMenu = () => {
  const adding = useCanvas((state) => state.adding);
  return adding ? <Menu key={`${adding.x} ${adding.y}`} adding={adding} /> : null;
};

const Menu = ({ adding }: { adding: Adding }) => {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const close = useCanvas((state) => state.startAdding);
  const add = useAdd();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const items = findItems(text, t).filter((item) => canInsert(kindOf(item)));
  const choose = (item: Item | undefined): void => {
    if (!item) return;
    close(null);
    add(item, adding);
  };
  useEffect(() => {
    const away = (event: PointerEvent): void => {
      if (!box.current?.contains(event.target as Node)) close(null);
    };
    document.addEventListener('pointerdown', away, true);
    return () => document.removeEventListener('pointerdown', away, true);
  }, [close]);
  const onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && items.length > 0) {
      event.preventDefault();
      setAt((now) => (now + step + items.length) % items.length);
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) choose(items[at]);
    if (event.key === 'Escape') close(null);
  };
  const left = Math.max(8, Math.min(adding.x - WIDTH / 2, window.innerWidth - WIDTH - 8));
  const top = adding.y + HEIGHT > window.innerHeight ? Math.max(8, adding.y - HEIGHT - 28) : adding.y + 6;
  return (
    <div
      ref={box}
      className={styles.menu}
      style={{ left, top, width: WIDTH, maxHeight: HEIGHT }}
      role="dialog"
      aria-label={t('canvas.addStep')}
      onKeyDown={onKey}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: the menu was asked for, and is typed into
        autoFocus
        type="search"
        aria-label={t('canvas.palette.search')}
        placeholder={t('canvas.palette.search')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
      />
      <div className={styles.items} role="listbox" aria-label={t('canvas.addStep')}>
        {items.map((item, index) => (
          <button
            type="button"
            key={item}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            onMouseEnter={() => setAt(index)}
            onClick={() => choose(item)}
          >
            <FamilyIcon family={itemFamily(item)} name={itemIcon(item, t)} />
            <span>
              <b>{t(`nodes.kind.${item}`)}</b>
              <span className="faint">{t(`nodes.about.${item}`)}</span>
            </span>
          </button>
        ))}
        {items.length === 0 ? <p className="faint small">{t('canvas.palette.none')}</p> : null}
      </div>
    </div>
  );
};
