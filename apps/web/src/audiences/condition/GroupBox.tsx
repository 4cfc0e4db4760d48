import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/index.js';
import { useBuilder } from './builder.js';
import styles from './condition.module.css';
import { Pick } from './fields/Pick.js';
import { ItemMenu } from './ItemMenu.js';
import { RowBox } from './RowBox.js';
import { SubjectPicker } from './SubjectPicker.js';
import type { Subject } from './subjects.js';
import { GROUP_MODES, type Group, insertItem, isGroup, removeItem, setMode } from './tree.js';
import { useDrag } from './use-drag.js';

const MOST_DEPTH = 5;

/** Rows that hold together: all, any, none, not all. The line at the left shows how far the group reaches. */
export const GroupBox = ({ group, depth }: { group: Group; depth: number }) => {
  const { t } = useTranslation();
  const { change } = useBuilder();
  return (
    <fieldset className={styles.group} data-depth={depth} aria-label={t('condition.build.group')}>
      <div className={styles.head}>
        <Pick
          className={styles.mode}
          label={t('condition.build.mode')}
          value={group.mode}
          options={GROUP_MODES.map((mode) => ({ value: mode, label: t(`condition.mode.${mode}`) }))}
          onChange={(mode) => change((root) => setMode(root, group.key, mode))}
        />
        {depth === 0 ? null : (
          <span className={styles.ends}>
            <ItemMenu item={group} />
            <IconButton
              icon="close"
              size={14}
              label={t('condition.build.remove')}
              onClick={() => change((root) => removeItem(root, group.key))}
            />
          </span>
        )}
      </div>
      <div className={styles.children}>
        {group.children.map((child, at) => (
          <Fragment key={child.key}>
            {at === 0 ? null : (
              <div className={styles.joint} aria-hidden="true">
                <span>{t(`condition.joint.${group.mode}`)}</span>
              </div>
            )}
            {isGroup(child) ? (
              <NestedGroup group={child} parent={group.key} at={at} depth={depth + 1} />
            ) : (
              <RowBox row={child} group={group.key} at={at} />
            )}
          </Fragment>
        ))}
        <AddButtons group={group} depth={depth} />
      </div>
    </fieldset>
  );
};

const NestedGroup = ({ group, parent, at, depth }: { group: Group; parent: string; at: number; depth: number }) => {
  const drag = useDrag(group.key, parent, at);
  return (
    <div className={styles.nested} data-before={drag.landsBefore || undefined} data-after={drag.landsAfter || undefined} {...drag.target}>
      <GroupBox group={group} depth={depth} />
    </div>
  );
};

const AddButtons = ({ group, depth }: { group: Group; depth: number }) => {
  const { t } = useTranslation();
  const { subjects, change, keys } = useBuilder();
  const add = ({ leaf }: Subject): void => {
    const key = keys();
    change((root) => insertItem(root, group.key, { key, leaf }), { key, part: 'value' });
  };
  const addGroup = (): void =>
    change((root) => insertItem(root, group.key, { key: keys(), mode: group.mode === 'any' ? 'all' : 'any', children: [] }));
  return (
    <div className={styles.adds}>
      <SubjectPicker
        subjects={subjects}
        onPick={add}
        button={(toggle, isOpen) => (
          <button type="button" className={styles.add} aria-haspopup="listbox" aria-expanded={isOpen} onClick={toggle}>
            + {t('condition.build.add')}
          </button>
        )}
      />
      {depth < MOST_DEPTH ? (
        <button type="button" className={styles.add} onClick={addGroup}>
          + {t('condition.build.addGroup')}
        </button>
      ) : null}
    </div>
  );
};
