import { type KeyboardEvent, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FamilyIcon } from '../../../ui/FamilyIcon.js';
import { Kbd } from '../../../ui/Kbd.js';
import { FAMILIES, findItems, type Item, itemFamily, itemIcon } from './items.js';
import styles from './Palette.module.css';

/** How a dragged item is told apart from anything else that is dropped. */
export const DRAGGED = 'application/x-wayfare-step';

interface PaletteProps {
  readonly searchRef: RefObject<HTMLInputElement | null>;
  onAdd(item: Item): void;
}

/** What can be added: drag it onto the paper or onto a line, or click it. */
export const Palette = ({ searchRef, onAdd }: PaletteProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const found = findItems(text, t);
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    const [first] = found;
    if (event.key === 'Enter' && first && !event.nativeEvent.isComposing) {
      onAdd(first);
      setText('');
    }
    if (event.key === 'Escape') {
      setText('');
      event.currentTarget.blur();
    }
  };
  return (
    <aside className={styles.palette} aria-label={t('canvas.palette.label')}>
      <label className={styles.find}>
        <input
          ref={searchRef}
          type="search"
          aria-label={t('canvas.palette.search')}
          placeholder={t('canvas.palette.search')}
          value={text}
          // the key that jumps here, pressed here, is no step's name
          onChange={(event) => setText(event.currentTarget.value.replace(/^\//, ''))}
          onKeyDown={onKey}
        />
        {text === '' ? <Kbd keys="/" /> : null}
      </label>
      {FAMILIES.map((family) => {
        const items = found.filter((item) => itemFamily(item) === family);
        if (items.length === 0) return null;
        return (
          <section key={family}>
            <h3>{t(`nodes.family.${family}`)}</h3>
            {items.map((item) => (
              <PaletteItem key={item} item={item} onAdd={onAdd} />
            ))}
          </section>
        );
      })}
      {found.length === 0 ? <p className="faint small">{t('canvas.palette.none')}</p> : null}
    </aside>
  );
};

const PaletteItem = ({ item, onAdd }: { item: Item; onAdd(item: Item): void }) => {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={styles.item}
      draggable
      title={t(`nodes.about.${item}`)}
      onClick={() => onAdd(item)}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED, item);
        event.dataTransfer.effectAllowed = 'copy';
      }}
    >
      <FamilyIcon family={itemFamily(item)} name={itemIcon(item, t)} />
      {t(`nodes.kind.${item}`)}
    </button>
  );
};
